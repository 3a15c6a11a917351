import Diagnostics
import Records

extension PlannedChange {
  mutating func empty(stage id: String, of name: String, to targetName: String) throws(Diagnostic) -> Int {
    let pipeline = try pipelines.pipeline(named: name)
    let source = try pipeline.stage(named: id)
    let target = try pipeline.stage(named: targetName)
    if source.id == target.id {
      throw Diagnostic(.invalidValue, "the deals of stage \"\(source.id)\" are to move to another stage")
    }
    try snapshot.demandReadable(.deal, "stage \"\(source.id)\": a deal that may be in it")
    var refusals: [Diagnostic] = []
    var count = 0
    for deal in snapshot.records(.deal)
    where deal.text("stage") == source.id && deal.text("pipeline") == pipeline.id {
      do throws(Diagnostic) {
        try shift(deal, from: source, to: target, of: pipeline)
        count += 1
      } catch {
        refusals.append(error)
      }
    }
    if let first = refusals.first {
      guard refusals.count > 1 else { throw first }
      throw Diagnostic(
        first.code, "\(refusals.count) deals cannot move from \"\(source.id)\" to \"\(target.id)\"",
        at: first.location, excerpt: first.excerpt, hints: refusals.flatMap { $0.hints.prefix(1) },
        related: refusals)
    }
    message = "pipeline: \(pipeline.id): \(source.id) emptied into \(target.id)"
    return count
  }

  private mutating func shift(
    _ deal: Record, from source: Stage, to target: Stage, of pipeline: Pipeline
  ) throws(Diagnostic) {
    if !source.isOpen, !target.isOpen {
      // A closed deal stays closed since when it was.
      let closed = deal["closed"]
      let missing = try unmet(target, deal)
      guard missing.isEmpty else {
        throw EntryRefusal(
          draft: self, deal: deal, pipeline: pipeline, target: target, wish: TransitionRequest(),
          command: .move
        )
        .refusal(missing: missing, needsReason: false, needsNext: false)
      }
      _ = settle(target, deal, pipeline, nil, note: nil)
      set(deal, "closed", closed ?? .instant(now))
      return
    }
    let keeps = target.isOpen && nextStep(of: deal) != nil
    _ = try enter(
      target, deal, pipeline, TransitionRequest(keepNext: keeps),
      by: source.isOpen ? .move : .reopen(isStageGiven: true))
  }

  mutating func renameStage(_ id: String, to name: String, of pipeline: String) throws(Diagnostic) -> Int {
    guard PipelineReader.isIdentifier(name) else {
      throw Diagnostic(.invalidValue, "a stage's id is one word of letters, digits and -, not \"\(name)\"")
    }
    if pipelines[pipeline]?.stage(name) != nil {
      throw Diagnostic(.invalidValue, "pipeline \"\(pipeline)\" has a stage \"\(name)\" already")
    }
    try snapshot.demandReadable(.deal, "stage \"\(id)\": a deal that may be in it")
    var count = 0
    for deal in snapshot.records(.deal) where deal.text("pipeline") == pipeline {
      if deal.text("stage") == id {
        set(deal, "stage", .text(name))
        count += 1
      }
      guard let history = deal["history"]?.list else { continue }
      let renamed = history.map { entry -> Value in
        guard entry["stage"]?.text == id, let pairs = entry.map else { return entry }
        return .map(pairs.map { $0.key == "stage" ? MapEntry("stage", .text(name)) : $0 })
      }
      if renamed != history { set(deal, "history", .list(renamed)) }
    }
    message = "pipeline: \(pipeline): stage \(id) renamed \(name)"
    return count
  }
}
