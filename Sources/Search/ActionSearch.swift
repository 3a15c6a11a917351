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
        guard let score = Scored.joined(named) else { continue }
        let command = command(entry.action, of: entry.pipeline, on: nil)
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
        guard let score = Scored.joined(named + [deal]) else { continue }
        let command = command(entry.action, of: entry.pipeline, on: hit.record)
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
    guard deal.text("pipeline") == pipeline.id, let present = pipeline.stage(deal.text("stage")) else {
      return false
    }
    return pipeline.actions(from: present).contains { $0.id == action.id }
  }

  /// The command that presses the action.
  private func command(_ action: ActionDefinition, of pipeline: Pipeline, on deal: Record?) -> CommandLine {
    guard deal != nil else { return CommandLine("deals act", .open, .known(action.id)) }
    return PressLine(action, in: pipeline, on: deal, snapshot: search.snapshot, now: search.now).command
  }
}
