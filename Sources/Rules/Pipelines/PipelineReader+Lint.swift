import Diagnostics
import Facts
import Text
import YAML

extension PipelineReader {
  /// Looks at the pipeline as a whole: what no deal can reach, and what no deal can leave.
  mutating func lint(_ pipeline: Pipeline) {
    lintStages(pipeline)
    lintActions(pipeline)
    // Of what is left out of a stage or a transition the whole says nothing.
    guard isGraphWhole, let list = document["stages"], !pipeline.stages.isEmpty else { return }
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

  /// Keys that mean nothing where they are.
  private mutating func lintStages(_ pipeline: Pipeline) {
    for node in document["stages"]?.items ?? [] {
      guard let id = node["id"]?.text, let stage = pipeline.stage(id) else { continue }
      if stage.outcome != nil {
        for key in ["rots_after", "within", "escalate_to", "actions_only"] {
          guard let value = node[key], !value.isNull else { continue }
          lint("stage \"\(id)\" has an outcome: its \(key) means nothing", at: value)
        }
      } else if let value = node["escalate_to"], !value.isNull, node["within"]?.isNull ?? true {
        lint(
          "nobody hears of stage \"\(id)\": escalate_to has no within beside it", at: value,
          hints: ["add the time within which deals leave, such as within: 2d"])
      }
    }
    lintWords(pipeline.stages, "stage", words: { [$0.id, $0.name] }, id: \.id) { $0.stageNodes[$1] }
    if let reasons = document["lost_reasons"], !reasons.isNull, isGraphWhole,
      pipeline.stage(ending: .lost) == nil
    {
      lint(
        "no stage has outcome: lost, so that lost_reasons mean nothing", at: reasons,
        hints: ["add a stage: {id: lost, outcome: lost}"])
    }
  }

  private mutating func lintActions(_ pipeline: Pipeline) {
    for action in pipeline.actions where !brokenActions.contains(action.id) {
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
    lintWords(pipeline.actions, "action", words: \.words, id: \.id) { reader, id in
      pipeline.actions.first { $0.id == id }.flatMap { reader.node(of: $0, "id") }
    }
  }

  /// A word that means two things names neither.
  private mutating func lintWords<Named>(
    _ things: [Named], _ what: String, words: (Named) -> [String], id: (Named) -> String,
    place: (PipelineReader, String) -> Node?
  ) {
    var owners: [String: String] = [:]
    for thing in things {
      let id = id(thing)
      for word in Set(words(thing).map { Folding.fold($0) }).sorted() {
        guard let owner = owners.updateValue(id, forKey: word), let node = place(self, id) else { continue }
        lint("\"\(word)\" means \(what) \"\(owner)\" as well as \"\(id)\"", at: node)
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
        hints: [
          stage.actionsOnly
            ? "add an action whose stage has an outcome, such as {id: paid, stage: won}"
            : "let its transitions lead to a stage with an outcome"
        ])
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
