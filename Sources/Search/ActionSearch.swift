import Diagnostics
import Facts
import Filters
import Records
package import Rules
import Text

/// Finds the actions that words name, on the open deals that the other words name.
package struct ActionSearch {
  private let search: RecordSearch
  private let pipelines: Pipelines
  private let actions: [(pipeline: Pipeline, action: ActionDefinition)]

  /// One action is offered on no more deals than this.
  private static let dealLimit = 3

  package init(_ search: RecordSearch, pipelines: Pipelines) {
    self.search = search
    self.pipelines = pipelines
    actions = pipelines.all.filter(\.compiles).flatMap { pipeline in pipeline.actions.map { (pipeline, $0) } }
  }

  /// The offers, best first.
  package func offers(_ text: String, limit: Int = 20) -> [SearchOffer] {
    guard !actions.isEmpty, limit > 0 else { return [] }
    let question = SearchQuery(text, synonyms: search.synonyms, isLenient: false)
    guard !question.parts.isEmpty else { return [] }
    var texts = TextSearch(
      actions.map { [$0.action.name, $0.action.id] + $0.action.synonyms }, isLenient: false)
    var deals: [[Int]: [SearchHit]] = [:]
    lazy var evaluation = search.evaluation(.fields, isLenient: false)
    var found: [(offer: SearchOffer, id: String)] = []
    for (index, entry) in actions.enumerated() {
      let scores = question.parts.map { texts.score($0, item: index) }
      let named = scores.compactMap { $0 }
      guard !named.isEmpty else { continue }
      let rest = scores.indices.filter { scores[$0] == nil }
      if rest.isEmpty {
        guard let score = Scored.joined(named),
          let command = command(entry.action, of: entry.pipeline, on: nil)
        else { continue }
        found.append(
          (
            SearchOffer(
              name: entry.action.name, command: command,
              score: Double(score.score) / 1000, reason: score.reason), ""
          ))
        continue
      }
      let hits =
        deals[rest]
        ?? search.meant(by: question.only(rest), kinds: [.deal], evaluation) { search.stages.isOpen($0) }
      deals[rest] = hits
      let possible = hits.filter { isPossible(entry.action, of: entry.pipeline, on: $0.record) }
      for hit in possible.prefix(ActionSearch.dealLimit) {
        let deal = Scored(score: Int((hit.score * 1000).rounded()), reason: hit.reason, slot: 0)
        guard let score = Scored.joined(named + [deal]),
          let command = command(entry.action, of: entry.pipeline, on: hit.record)
        else { continue }
        found.append(
          (
            SearchOffer(
              name: entry.action.name + ": " + hit.record.name,
              command: command,
              score: Double(score.score) / 1000, reason: score.reason), hit.record.id.description
          ))
      }
    }
    let sorted = found.sorted { a, b in
      if a.offer.score != b.offer.score { return a.offer.score > b.offer.score }
      let (x, y) = (Folding.fold(a.offer.name), Folding.fold(b.offer.name))
      return x == y ? a.id < b.id : x < y
    }
    return sorted.prefix(limit).map(\.offer)
  }

  private func isPossible(_ action: ActionDefinition, of pipeline: Pipeline, on deal: Record) -> Bool {
    guard deal.text("pipeline") == pipeline.id, let present = deal.text("stage") else { return false }
    guard let target = action.stage else { return action.log != nil }
    return pipeline.successors(of: present).contains { $0.id == target }
  }

  // MARK: The command

  /// The command that does what the action says: moves the deal to its stage, else records its activity. Nil for an
  /// action that does neither.
  private func command(_ action: ActionDefinition, of pipeline: Pipeline, on deal: Record?) -> CommandLine? {
    let id = deal.map { CommandLine.Value.known($0.id.description) } ?? .open
    guard let target = pipeline.stage(action.stage) else {
      guard let log = action.log else { return nil }
      let line = CommandLine("log \(log.type)", id, .known(action.name))
      return log.result.map { line.option("result", .known($0)) } ?? line
    }
    var line = CommandLine("deals move", id, .known(target.id))
    if let outcome = target.outcome, pipeline.stage(ending: outcome)?.id == target.id {
      switch outcome {
      case .won: line = CommandLine("deals win", id)
      case .lost: line = CommandLine("deals lose", id)
      case .archived: line = CommandLine("deals archive", id)
      }
    }
    guard let deal else { return line }
    // A stage that makes its own next step asks for none.
    if target.isOpen, target.onEnter.next == nil || action.ask.contains("next") {
      line = line.adding(step(action, on: deal))
    }
    if target.outcome == .lost {
      line =
        line.operation == "deals lose" ? line.option("reason", .open) : line.set("lost_reason", .open)
    }
    for question in action.ask {
      switch question {
      case "due", "next", "reason", "result": continue
      case "note": line = line.option("note", .open)
      default: if deal[question] == nil { line = line.set(question, .open) }
      }
    }
    return line
  }

  /// The next step that the action makes, else the one that a refusal would propose.
  private func step(_ action: ActionDefinition, on deal: Record) -> [CommandLine.Argument] {
    let proposed = ProposedStep.forDeal(deal, in: search.snapshot, now: search.now)
    guard let title = action.next?.title.source, !title.contains("{{") else { return proposed.options }
    return ProposedStep(title: title, due: proposed.due).options
  }
}
