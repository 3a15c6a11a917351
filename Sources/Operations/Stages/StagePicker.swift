import Diagnostics
import Rules

/// Finds the stage that a person names, in the pipeline that holds it.
struct StagePicker {
  let pipelines: Pipelines
  /// The pipeline that was named; needed only where several have the stage.
  let named: String?

  init(_ workspace: Workspace, pipeline: String?) {
    pipelines = workspace.pipelines
    named = pipeline
  }

  /// The pipelines to look at: all of them unless one is named, broken ones included.
  func all() throws(Diagnostic) -> [Pipeline] {
    guard let named else { return pipelines.all }
    if let exact = pipelines[named] { return [exact] }
    return [try pipelines.pipeline(named: named)]
  }

  /// The pipeline and its stage. Throws `invalid_value` where the name fits no stage, `usage` where it fits stages of
  /// several pipelines.
  func pick(_ text: String) throws(Diagnostic) -> (pipeline: Pipeline, stage: Stage) {
    if named == nil {
      let holders = pipelines.all.filter { $0.stage(text) != nil }
      if holders.count > 1 {
        throw Diagnostic(
          .usage, "several pipelines have a stage \"\(text)\"",
          hints: ["--pipeline takes one of \(holders.map(\.id))"])
      }
      if let only = holders.first, let stage = only.stage(text) { return (only, stage) }
    }
    let pipeline = try pipelines.pipeline(named: named)
    return (pipeline, try pipeline.stage(named: text))
  }
}
