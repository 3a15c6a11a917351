import Diagnostics
import Records
import Rules

/// One edit of a pipeline's file, taken only where the file compiles before and after.
struct StageEdit {
  let workspace: Workspace
  let pipeline: Pipeline
  var text: PipelineText
  private let before: [UInt8]

  /// Throws `invalid_data` for a pipeline that does not compile as it is.
  init(_ pipeline: Pipeline, in workspace: Workspace) throws {
    self.workspace = workspace
    self.pipeline = try workspace.pipelines.pipeline(named: pipeline.id)
    guard let file = workspace.snapshot.pipelineFiles.first(where: { $0.path == pipeline.path }) else {
      throw Diagnostic(.io, "\(pipeline.path) is missing")
    }
    before = file.bytes
    text = try PipelineText(bytes: file.bytes, path: file.path)
  }

  /// Adds the edited file to a change and returns the pipeline that it compiles to. Throws `invalid_value` where it does
  /// not compile; what is questionable only since the edit is a warning.
  func finish(_ change: inout Change, message: String, _ context: Context) throws -> Pipeline {
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
    for lint in edited.lints where !known.contains(lint.message) { context.warn(lint) }
    change.write(Change.FileEdit(path: pipeline.path, before: before, after: text.bytes))
    change.message = message
    return edited
  }
}

/// The words for what became of a stage.
struct StageChange {
  let pipeline: Pipeline
  /// Its id after the change.
  let stage: String
  /// `renamed, was meeting`.
  let what: String
  var details: [String] = []

  /// `stage visit of sales: added`, and a line for each detail.
  func lines(_ context: Context) -> [String] {
    let verb = context.options.isDryRun ? "would be \(what)" : what
    return ["stage \(stage) of \(pipeline.id): \(verb)"] + details.map { "  " + $0 }
  }

  /// Those words for people, the stage as it is now for programs.
  func answer(in workspace: Workspace, _ context: Context) -> Answer {
    let summary = StageSummary.one(stage, of: pipeline, in: workspace)
    return .item(
      ItemAnswer(summary.map { [$0] } ?? [], as: StageSummary.wholeSchema, in: workspace),
      said: lines(context))
  }
}
