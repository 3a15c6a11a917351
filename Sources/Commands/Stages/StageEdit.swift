import Diagnostics
import Operations
import Output
import Records
import Rules

/// One edit of a pipeline's file, taken only where the file compiles before and after.
struct StageEdit {
  let workspace: Workspace
  let pipeline: Pipeline
  var text: PipelineText
  private let before: [UInt8]

  init(_ pipeline: Pipeline, in workspace: Workspace) throws {
    self.workspace = workspace
    // This refuses a pipeline that does not compile as it is.
    self.pipeline = try workspace.pipelines.pipeline(named: pipeline.id)
    guard let file = workspace.snapshot.pipelineFiles.first(where: { $0.path == pipeline.path }) else {
      throw Diagnostic(.io, "\(pipeline.path) is missing")
    }
    before = file.bytes
    text = try PipelineText(bytes: file.bytes, path: file.path)
  }

  /// Adds the edited file to a change and returns the pipeline that it compiles to.
  func finish(_ change: inout Change, message: String, session: Session) throws -> Pipeline {
    let snapshot = Snapshot(
      config: workspace.config, schema: workspace.snapshot.schema, source: LoadedRecords([]),
      pipelineFiles: [SupportFile(path: pipeline.path, bytes: text.bytes)])
    guard let edited = Pipelines.compile(snapshot).all.first else {
      throw Diagnostic(.internal, "\(pipeline.path) does not compile after the edit")
    }
    if let first = edited.faults.first {
      throw Diagnostic(
        .invalidValue,
        "nothing was changed, because pipeline \"\(pipeline.id)\" would not compile: \(first.message)",
        hints: first.hints, related: Array(edited.faults.dropFirst()))
    }
    let known = Set(pipeline.lints.map(\.message))
    for lint in edited.lints where !known.contains(lint.message) { session.warn(lint) }
    change.write(Change.FileEdit(path: pipeline.path, before: before, after: text.bytes))
    change.message = message
    return edited
  }
}

/// What the verbs that edit stages print.
struct StageReport {
  let session: Session
  let workspace: Workspace
  let pipeline: Pipeline
  let stage: String

  func print(_ what: String, details: [String] = []) throws {
    guard session.format == .table else {
      guard let stage = pipeline.stage(stage) else { return }
      return try StagePrinter(session: session, workspace: workspace, pipelines: [pipeline]).show(
        stage, of: pipeline)
    }
    try session.say(
      session.escaped("stage \(stage) of \(pipeline.id): \(session.global.dryRun ? "would be " : "")\(what)"))
    for detail in details { try session.say("  " + session.escaped(detail)) }
  }
}
