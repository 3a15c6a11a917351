package import Dates
package import Facts
package import Records
import Text

/// Smart search over the records of a snapshot.
package struct RecordSearch: Sendable {
  let corpus: SearchCorpus
  let snapshot: Snapshot
  let stages: StageIndex
  package let synonyms: Synonyms
  let now: Instant

  package init(
    corpus: SearchCorpus, snapshot: Snapshot, stages: StageIndex, synonyms: Synonyms, now: Instant
  ) {
    self.corpus = corpus
    self.snapshot = snapshot
    self.stages = stages
    self.synonyms = synonyms
    self.now = now
  }

  /// The best matches of these kinds, best first: open deals and people with recent activity before others of the
  /// same score, then by name and identifier.
  package func hits(_ text: String, kinds: [Kind] = Kind.allCases, limit: Int = 20) -> [SearchHit] {
    hits(text, kinds: kinds, limit: limit, scope: .everything)
  }

  func hits(
    _ text: String, kinds: [Kind], limit: Int, scope: FieldWeights.Scope,
    where isWanted: (Record) -> Bool = { _ in true }
  ) -> [SearchHit] {
    for isLenient in [false, true] {
      let question = SearchQuery(text, synonyms: synonyms, isLenient: isLenient)
      let found = hits(
        question, kinds: kinds, limit: limit, evaluation: evaluation(scope, isLenient: isLenient),
        where: isWanted)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// What several questions share: a word that was found once is not looked for again.
  func evaluation(_ scope: FieldWeights.Scope, isLenient: Bool) -> Evaluation {
    Evaluation(
      corpus: corpus, snapshot: snapshot, weights: FieldWeights(snapshot.schema, scope: scope),
      finder: TermFinder(isLenient: isLenient))
  }

  private func hits(
    _ question: SearchQuery, kinds: [Kind], limit: Int, evaluation: Evaluation,
    where isWanted: (Record) -> Bool
  ) -> [SearchHit] {
    guard limit > 0 else { return [] }
    var scored: [Int: Scored] = [:]
    if let wanted = question.wanted {
      let isAll = kinds.count == Kind.allCases.count
      for number in evaluation.candidates(wanted, kinds: isAll ? nil : Set(kinds), limit: limit) {
        guard let kind = corpus.kind(number), isAll || kinds.contains(kind),
          let scoredRecord = evaluation.score(wanted, number)
        else { continue }
        scored[number] = scoredRecord
      }
      Compounds(question: question, evaluation: evaluation).raise(
        &scored, kinds: isAll ? nil : Set(kinds), limit: limit)
      WholeFields(question: question, evaluation: evaluation).raise(&scored)
    }
    for (id, isPrefix) in identified(question.text) {
      guard let number = corpus.number(of: id), let kind = corpus.kind(number), kinds.contains(kind) else {
        continue
      }
      let own = Scored(
        score: isPrefix ? Grade.prefix.score - 20 : Grade.exact, reason: isPrefix ? .prefix : .exact, slot: 0)
      if scored[number].map({ $0.score < own.score }) ?? true { scored[number] = own }
    }
    return ranked(scored, limit: limit, where: isWanted)
  }

  /// The records that words beside a verb name; those that fit much worse than the best are not meant.
  func meant(
    by question: SearchQuery, kinds: [Kind], _ evaluation: Evaluation, where isWanted: (Record) -> Bool
  ) -> [SearchHit] {
    let hits = hits(question, kinds: kinds, limit: 20, evaluation: evaluation, where: isWanted)
    guard let best = hits.first else { return [] }
    return hits.filter { $0.score > best.score - 0.1 }
  }

  /// Records that the text names by identifier, by stem or by the beginning of an identifier.
  private func identified(_ text: String) -> [(RecordID, isPrefix: Bool)] {
    let lower = text.lowercased()
    if let id = Reference.identifier(endingStem: lower) {
      return snapshot.record(id).map { [($0.id, false)] } ?? []
    }
    // Shorter ones are words far more often.
    guard (4..<8).contains(lower.utf8.count), lower.utf8.allSatisfy(RecordID.isAllowed) else { return [] }
    return snapshot.source.identifiers(prefix: lower, limit: 3).map { ($0, true) }
  }

  private func ranked(
    _ scored: [Int: Scored], limit: Int, where isWanted: (Record) -> Bool
  ) -> [SearchHit] {
    struct Entry {
      let record: Record
      let scored: Scored
      let isLive: Bool
      let name: String
    }
    var byScore: [Int: [Int]] = [:]
    for (number, entry) in scored { byScore[entry.score, default: []].append(number) }
    let liveness = Liveness(snapshot: snapshot, stages: stages, now: now)
    var hits: [SearchHit] = []
    for score in byScore.keys.sorted(by: >) where hits.count < limit {
      // Only records of the scores that are shown need names and liveness.
      let numbers = byScore[score] ?? []
      let records = numbers.compactMap { number in corpus.record(number).map { (number, $0) } }.filter {
        isWanted($0.1)
      }
      let live = liveness.live(among: records.map(\.1))
      let entries = records.compactMap { number, record in
        scored[number].map {
          Entry(
            record: record, scored: $0, isLive: live.contains(record.id), name: Folding.fold(record.name))
        }
      }
      let sorted = entries.sorted { a, b in
        if a.isLive != b.isLive { return a.isLive }
        return a.name == b.name ? a.record.id < b.record.id : a.name < b.name
      }
      for entry in sorted.prefix(limit - hits.count) {
        let fields = entry.record.table.fields
        hits.append(
          SearchHit(
            record: entry.record, score: Double(entry.scored.score) / 1000, reason: entry.scored.reason,
            field: entry.scored.slot < fields.count ? fields[entry.scored.slot].key : ""))
      }
    }
    return hits
  }
}

/// What a record is worth to a question.
struct Scored: Sendable, Hashable {
  /// In thousandths.
  var score: Int
  var reason: MatchReason
  /// The slot of the field that the weakest match is in.
  var slot: Int

  static func joined(_ parts: [Scored]) -> Scored? {
    guard var weakest = parts.first else { return nil }
    var sum = 0
    for part in parts {
      sum += part.score
      if part.score < weakest.score { weakest = part }
    }
    // The weakest word decides, and the others order what it leaves equal.
    weakest.score = (3 * weakest.score + 2 * sum / parts.count) / 5
    return weakest
  }
}
