import Diagnostics
import Records
import Rules

/// Operations that land together, one after another: each sees what those before it did, is judged by the same rules as
/// if it were alone, and is refused alone.
///
/// All that they do is one change in the end, so it costs one lock, one look at the files and one commit.
final class OperationBatch {
  private let start: Workspace
  private var records: OverlaidRecords
  private var planned = Change()
  /// What the first operation did, and how many there were.
  private var first = ""
  private var count = 0

  init(_ start: Workspace) {
    self.start = start
    records = OverlaidRecords(
      start.snapshot.source, schema: start.snapshot.schema, region: start.config.country)
  }

  /// The repository as it is after the operations so far.
  ///
  /// Whoever keeps it makes the next operation copy all records that have changed.
  var workspace: Workspace {
    start.landed(start.snapshot.replacing(records), start.pipelines)
  }

  /// Whether one of the operations so far makes a record.
  func makes(_ id: RecordID) -> Bool { planned.creation(of: id) != nil }

  /// All that the operations so far do, with a message that says so.
  func change(_ verb: String) -> Change {
    var whole = planned
    whole.message = count > 1 ? "\(verb): \(first) and \(count - 1) more" : first
    return whole
  }

  /// Plans one operation and lays it over the records; throws where it is refused, and then nothing of it has happened.
  func land<Result>(
    _ context: Context, _ plan: (Workspace) throws -> (Change, Result)
  ) throws -> (workspace: Workspace, result: Result) {
    let (change, result) = try planned(context, plan)
    if !change.isEmpty {
      records.apply(change)
      planned.merge(change)
      if count == 0 { first = change.message }
      count += 1
    }
    return (workspace, result)
  }

  /// The change, judged. A function of its own, so that nobody holds the records when they are changed in place.
  private func planned<Result>(
    _ context: Context, _ plan: (Workspace) throws -> (Change, Result)
  ) throws -> (Change, Result) {
    let workspace = workspace
    let (change, result) = try plan(workspace)
    try context.refuseUnjudged(nil, workspace)
    guard change.files.isEmpty else {
      throw Diagnostic(.usage, "\(CommandLine(context.name)) changes files, and not records alone")
    }
    try context.refuseByRole(change, workspace)
    try context.refuseBrokenInvariants(change, workspace, workspace.pipelines)
    context.warnOfCalls(change, workspace)
    context.difference += ChangeDifference(workspace).fields(of: change)
    return (change, result)
  }
}
