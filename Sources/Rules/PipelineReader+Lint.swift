import YAML

extension PipelineReader {
  /// Looks at the pipeline as a whole: what no deal can reach, and what no deal can leave.
  mutating func lint(_ pipeline: Pipeline) {
    guard let list = document["stages"], !pipeline.stages.isEmpty else { return }
    guard let entry = pipeline.entry else {
      lint("every stage has an outcome: no deal can be open", at: list)
      return
    }
    if !pipeline.stages.contains(where: { $0.outcome != nil }) {
      lint(
        "no stage has an outcome: a deal never ends", at: list,
        hints: ["add a stage with outcome: won, and one with outcome: lost"])
      return
    }
    lintReach(pipeline, from: entry)
    lintEntered(pipeline)
  }

  private mutating func lintReach(_ pipeline: Pipeline, from entry: Stage) {
    let reached = PipelineReader.reachable(from: entry.id, in: pipeline)
    for stage in pipeline.stages {
      guard let node = stageNodes[stage.id] else { continue }
      if stage.id != entry.id, !reached.contains(stage.id) {
        lint(
          "stage \"\(stage.id)\" cannot be reached from \"\(entry.id)\"", at: node,
          hints: ["name it in the transitions of a stage before it"])
      }
      guard stage.isOpen else { continue }
      let onward = PipelineReader.reachable(from: stage.id, in: pipeline)
      if !pipeline.stages.contains(where: { !$0.isOpen && onward.contains($0.id) }) {
        lint(
          "no way leads from stage \"\(stage.id)\" to an outcome", at: node,
          hints: ["let its transitions lead to a stage with an outcome"])
      }
    }
  }

  /// Actions that end in an open stage which gives no next step would leave a deal without one.
  private mutating func lintEntered(_ pipeline: Pipeline) {
    for action in pipeline.actions {
      guard let target = pipeline.stage(action.then), target.isOpen, target.onEnter.next == nil,
        action.next == nil,
        let list = document["actions"]?.items,
        let node = list.first(where: { $0["id"]?.text == action.id })?["then"]
      else { continue }
      lint(
        "action \"\(action.id)\" ends in stage \"\(target.id)\", which makes no next step", at: node,
        hints: ["give the stage an on_enter.next, or the action a next"])
    }
  }

  /// The stages that some chain of transitions leads to, the first one left out unless a chain returns to it.
  static func reachable(from start: String, in pipeline: Pipeline) -> Set<String> {
    let buttons = Set(pipeline.actions.flatMap(\.targets))
    var seen: Set<String> = []
    var waiting = [start]
    while let id = waiting.popLast() {
      guard let stage = pipeline.stage(id), stage.isOpen || id == start else { continue }
      for next in pipeline.successors(of: id) where !seen.contains(next.id) {
        if stage.actionsOnly, !buttons.contains(next.id) { continue }
        seen.insert(next.id)
        waiting.append(next.id)
      }
    }
    return seen
  }
}
