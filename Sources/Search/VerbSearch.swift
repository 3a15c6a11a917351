package import Diagnostics
import Facts
package import Filters
package import Records
import Text

/// Finds commands by their verb, on the records that the other words name: `win acme`.
package struct VerbSearch {
  /// What a command acts on: records of these kinds in this state, and not in another.
  package struct Target: Sendable, Hashable {
    let kinds: [Kind]
    let state: RecordState?
    let other: RecordState?
    /// What follows the record.
    let rest: [CommandLine.Argument]

    package init(
      _ kinds: Kind..., in state: RecordState? = nil, except other: RecordState? = nil,
      rest: [CommandLine.Argument] = []
    ) {
      self.kinds = kinds
      self.state = state
      self.other = other
      self.rest = rest
    }
  }

  /// A command: its words, other words for all but the last, and what it acts on.
  package struct Entry: Sendable {
    let words: [String]
    let aliases: [String]
    let target: Target

    package init(words: [String], aliases: [String] = [], target: Target) {
      self.words = words
      self.aliases = aliases
      self.target = target
    }
  }

  private let search: RecordSearch
  private let allEntries: () -> [Entry]
  private let context: EvaluationContext

  /// One command is offered on no more records than this.
  private static let recordLimit = 3
  /// A record that all of the words name is meant rather than a command on a record that all but one name.
  private static let weight = 0.8

  /// The entries are asked for only by a text that may have a verb and something else.
  package init(
    _ search: RecordSearch, entries: @autoclosure @escaping () -> [Entry], context: EvaluationContext
  ) {
    self.search = search
    allEntries = entries
    self.context = context
  }

  /// The offers, best first. A verb must be typed whole, since its beginning is that of many names.
  package func offers(_ text: String, limit: Int = 20) -> [SearchOffer] {
    let question = SearchQuery(text, synonyms: search.synonyms, isLenient: false)
    guard question.parts.count > 1, limit > 0 else { return [] }
    let entries = allEntries()
    var verbs = TextSearch(entries.map { $0.words.suffix(1) }, isLenient: false)
    let named = entries.indices.compactMap { index -> (Int, [Scored?])? in
      let scores = question.parts.map { VerbSearch.whole(verbs.score($0, item: index)) }
      return scores.contains { $0 != nil } ? (index, scores) : nil
    }
    guard !named.isEmpty else { return [] }
    var nouns = TextSearch(entries.map { $0.words.dropLast() + $0.aliases }, isLenient: false)
    var hits: [Search: [SearchHit]] = [:]
    let evaluation = search.evaluation(.fields, isLenient: false)
    var found: [(offer: SearchOffer, order: Int)] = []
    for (index, verb) in named {
      let entry = entries[index]
      let scores = question.parts.indices.map { place in
        verb[place] ?? VerbSearch.whole(nouns.score(question.parts[place], item: index))
      }
      let rest = scores.indices.filter { scores[$0] == nil }
      guard !rest.isEmpty else { continue }
      let wanted = Search(parts: rest, target: entry.target)
      let records = hits[wanted] ?? self.records(question.only(rest), entry.target, evaluation)
      hits[wanted] = records
      for hit in records.prefix(VerbSearch.recordLimit) {
        let record = Scored(score: Int((hit.score * 1000).rounded()), reason: hit.reason, slot: 0)
        guard let score = Scored.joined(scores.compactMap { $0 } + [record]) else { continue }
        let name = entry.words.joined(separator: " ")
        let line = CommandLine(name, "\(hit.record.id)").adding(entry.target.rest)
        found.append(
          (
            SearchOffer(
              name: "\(name): \(hit.record.name)", command: line,
              score: VerbSearch.weight * Double(score.score) / 1000, reason: score.reason), found.count
          ))
      }
    }
    let sorted = found.sorted { a, b in
      a.offer.score == b.offer.score ? a.order < b.order : a.offer.score > b.offer.score
    }
    return sorted.prefix(limit).map(\.offer)
  }

  private struct Search: Hashable {
    let parts: [Int]
    let target: Target
  }

  private static func whole(_ score: Scored?) -> Scored? {
    score.flatMap { [.exact, .word, .synonym].contains($0.reason) ? $0 : nil }
  }

  private func records(
    _ question: SearchQuery, _ target: Target, _ evaluation: Evaluation
  ) -> [SearchHit] {
    search.meant(by: question, kinds: target.kinds, evaluation) { record in
      (target.state?.holds(for: record, in: context) ?? true)
        && target.other?.holds(for: record, in: context) != true
    }
  }
}
