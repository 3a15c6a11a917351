import Diagnostics
import Facts
import Text
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
    lintActions(pipeline)
  }

  private mutating func lintActions(_ pipeline: Pipeline) {
    for action in pipeline.actions {
      let does = ["stage", "retry", "reasons", "log", "next"]
      if does.allSatisfy({ node(of: action, $0) == nil }), let place = node(of: action, "id") {
        lint(
          "action \"\(action.id)\" does nothing", at: place,
          hints: ["give it a stage, a retry, a log or a next"])
      }
      guard let then = action.then, pipeline.stage(then) != nil, action.climbs,
        let place = node(of: action, "then")
      else { continue }
      let stuck = pipeline.stages.filter {
        $0.isOpen && $0.id != then && pipeline.transitions[$0.id]?.contains(then) == false
      }
      if let first = stuck.first {
        lint(
          "action \"\(action.id)\" ends in stage \"\(then)\", which the transitions of \"\(first.id)\" do not name",
          at: place, hints: ["add \(then) to the transitions of \(stuck.map(\.id).joined(separator: ", "))"])
      }
    }
    lintWords(of: pipeline.actions)
  }

  /// A word that means two actions names neither.
  private mutating func lintWords(of actions: [ActionDefinition]) {
    var owners: [String: String] = [:]
    for action in actions {
      for word in Set(action.words.map { Folding.fold($0) }).sorted() {
        guard let owner = owners.updateValue(action.id, forKey: word), let place = node(of: action, "id")
        else { continue }
        lint("\"\(word)\" means action \"\(owner)\" as well as \"\(action.id)\"", at: place)
      }
    }
  }

  private mutating func lintReach(_ pipeline: Pipeline, from entry: Stage) {
    let ways = StageWays(pipeline)
    let reached = ways.reached(from: entry.position)
    let ending = ways.leadingToAnOutcome()
    for (stage, place) in zip(pipeline.stages, 0...) {
      guard let node = stageNodes[stage.id] else { continue }
      if stage.id != entry.id, !reached.contains(place) {
        lint(
          "stage \"\(stage.id)\" cannot be reached from \"\(entry.id)\"", at: node,
          hints: ["name it in the transitions of a stage before it"])
      }
      guard stage.isOpen, !ending.contains(place) else { continue }
      lint(
        "no way leads from stage \"\(stage.id)\" to an outcome", at: node,
        hints: ["let its transitions lead to a stage with an outcome"])
    }
  }

  /// Actions that end in an open stage which gives no next step would leave a deal without one.
  private mutating func lintEntered(_ pipeline: Pipeline) {
    for action in pipeline.actions {
      guard let target = pipeline.stage(action.then), target.isOpen, target.onEnter.next == nil,
        action.next == nil, let node = node(of: action, "then")
      else { continue }
      lint(
        "action \"\(action.id)\" ends in stage \"\(target.id)\", which makes no next step", at: node,
        hints: ["give the stage an on_enter.next, or the action a next"])
    }
  }
}

/// The ways that deals may go through a pipeline; stages are named by their position.
private struct StageWays {
  private let stages: [Stage]
  /// Where each stage leads to; nothing for one with an outcome.
  private let onward: [[Int]]

  init(_ pipeline: Pipeline) {
    let buttons = Set(pipeline.actions.flatMap(\.targets))
    let ids = pipeline.stages.map(\.id)
    let places = Dictionary(zip(ids, 0...), uniquingKeysWith: { first, _ in first })
    stages = pipeline.stages
    onward = pipeline.stages.enumerated().map { place, stage in
      guard stage.isOpen else { return [] }
      let targets = pipeline.transitions[stage.id]?.compactMap { places[$0] } ?? Array(ids.indices)
      return targets.filter { $0 != place && (!stage.actionsOnly || buttons.contains(ids[$0])) }
    }
  }

  /// The stages that some chain of transitions leads to.
  func reached(from start: Int) -> Set<Int> { reached(from: [start], by: onward) }

  /// The open stages from which some chain of transitions leads to an outcome.
  func leadingToAnOutcome() -> Set<Int> {
    var backward = [[Int]](repeating: [], count: stages.count)
    for (place, targets) in onward.enumerated() {
      for target in targets { backward[target].append(place) }
    }
    return reached(from: stages.indices.filter { !stages[$0].isOpen }, by: backward)
  }

  private func reached(from starts: [Int], by ways: [[Int]]) -> Set<Int> {
    var seen: Set<Int> = []
    var waiting = starts
    while let place = waiting.popLast() {
      for next in ways[place] where seen.insert(next).inserted { waiting.append(next) }
    }
    return seen
  }
}
