import Records
import Text

/// One question held against the corpus: the matches of its needs, each found once.
final class Evaluation {
  let corpus: SearchCorpus
  let snapshot: Snapshot
  private let weights: FieldWeights
  private let finder: TermFinder
  private var matches: [SearchTerm: WordMatches] = [:]
  private var links: [Int: [(slot: Int, target: Int)]] = [:]

  init(corpus: SearchCorpus, snapshot: Snapshot, weights: FieldWeights, finder: TermFinder) {
    self.corpus = corpus
    self.snapshot = snapshot
    self.weights = weights
    self.finder = finder
  }

  // MARK: Matches

  func matches(_ need: SearchTerm) -> WordMatches {
    if let known = matches[need] { return known }
    let found = WordMatches(recordCount: corpus.recordCount)
    for (source, offset) in zip(corpus.sources, corpus.offsets) {
      if case .phone(let text) = need {
        collectPhones(text, source, offset: offset, into: found)
      } else {
        collect(need, source, offset: offset, into: found)
      }
    }
    matches[need] = found
    return found
  }

  private func collect<Source: TermSource>(
    _ need: SearchTerm, _ source: Source, offset: Int, into matches: WordMatches
  ) {
    for (word, found) in finder.words(for: need, in: source) {
      source.forEachPosting(ofWord: word) { posting in
        guard let kind = source.kind(posting.record),
          let penalty = weights.penalty(kind, slot: posting.slot)
        else { return }
        matches.add(
          found.grade, record: offset + posting.record, slot: posting.slot, penalty: penalty,
          isNaming: weights.isName(kind, slot: posting.slot), isWhole: found.isWhole)
      }
    }
  }

  private func collectPhones<Source: TermSource>(
    _ text: String, _ source: Source, offset: Int, into matches: WordMatches
  ) {
    let query = PhoneQuery(text, region: snapshot.config.country)
    for run in query.runs {
      for number in source.records(withDigits: run) {
        guard let record = source.record(number), let (slot, isExact) = query.place(in: record),
          weights.penalty(record.kind, slot: slot) != nil
        else { continue }
        matches.add(
          isExact ? Grade(score: Grade.exact, reason: .exact) : .phone, record: offset + number, slot: slot,
          penalty: 0, isNaming: false, isWhole: false)
      }
    }
  }

  /// What a match in this field is worth less.
  func penalty(_ kind: Kind, slot: Int) -> Int { weights.penalty(kind, slot: slot) ?? 0 }

  func isName(_ kind: Kind, slot: Int) -> Bool { weights.isName(kind, slot: slot) }

  // MARK: Scores

  /// Nil where something that is wanted is missing.
  func score(_ wanted: SearchClause, _ record: Int) -> Scored? {
    switch wanted {
    case .need(let need): return score(need, record)
    case .all(let parts):
      var scores: [Scored] = []
      for part in parts {
        guard let score = score(part, record) else { return nil }
        scores.append(score)
      }
      return Scored.joined(scores)
    case .any(let parts):
      var best: Scored?
      for part in parts {
        if let score = score(part, record), score.score > best?.score ?? 0 { best = score }
      }
      return best
    }
  }

  private func score(_ need: SearchTerm, _ record: Int) -> Scored? {
    let matches = matches(need)
    let own = matches[record]
    var best =
      own.score > 0 ? Scored(score: Int(own.score), reason: own.reason, slot: Int(own.slot)) : nil
    // No name referred to can be better than that.
    if own.score >= Grade.word.score - Grade.related { return best }
    for link in links(of: record) {
      let named = matches[link.target]
      let score = Int(named.nameScore) - Grade.related
      if named.nameScore > 0, score > best?.score ?? 0 {
        best = Scored(score: max(1, score), reason: named.nameReason, slot: link.slot)
      }
    }
    return best
  }

  /// The records that a record refers to where search looks.
  private func links(of number: Int) -> [(slot: Int, target: Int)] {
    if let known = links[number] { return known }
    var found: [(slot: Int, target: Int)] = []
    if let record = corpus.record(number) {
      for field in weights.references[record.kind.order] {
        for value in record[field]?.elements ?? [] {
          guard let reference = value.reference else { continue }
          // An alias leads to the record that it was merged into.
          let target =
            corpus.number(of: reference.id) ?? snapshot.record(reference).flatMap { corpus.number(of: $0.id) }
          if let target { found.append((field.slot, target)) }
        }
      }
    }
    links[number] = found
    return found
  }

  // MARK: Candidates

  /// Records that may have all that is wanted, each once.
  ///
  /// Records that could not be among the `limit` best of these kinds may be left out.
  func candidates(_ wanted: SearchClause, kinds: Set<Kind>?, limit: Int) -> [Int] {
    let rarest = rarest(in: wanted)
    let isAlone = wanted.isFlat
    var own: [Int] = []
    var seen: Set<Int> = []
    for need in rarest {
      for number in matches(need).found where seen.insert(number).inserted { own.append(number) }
    }
    // With one part alone the scores are known already, and names referred to add nothing where better ones suffice.
    var least = 0
    if isAlone, own.count >= limit {
      var scores: [Int] = []
      for number in own {
        if let kinds {
          guard let kind = corpus.kind(number), kinds.contains(kind) else { continue }
        }
        scores.append(rarest.reduce(0) { max($0, Int(matches($1)[number].score)) })
      }
      scores.sort(by: >)
      if scores.count >= limit, limit > 0 { least = scores[limit - 1] }
    }
    guard weights.references.contains(where: { !$0.isEmpty }) else { return own }
    for need in rarest {
      let matches = matches(need)
      for number in matches.found {
        let score = Int(matches[number].nameScore) - Grade.related
        guard matches[number].nameScore > 0, score >= least, let record = corpus.record(number) else {
          continue
        }
        for id in [record.id] + aliases(of: record) {
          for referrer in snapshot.referrers(of: id) {
            guard let other = corpus.number(of: referrer.id), seen.insert(other).inserted else { continue }
            own.append(other)
          }
        }
      }
    }
    return own
  }

  private func aliases(of record: Record) -> [RecordID] {
    record.texts("aliases").compactMap { Reference.identifier(endingStem: $0) }
  }

  /// Needs of which every record that has all that is wanted has one; the fewest records that can be told.
  private func rarest(in wanted: SearchClause) -> [SearchTerm] {
    switch wanted {
    case .need(let need): return [need]
    case .any(let parts): return parts.flatMap { rarest(in: $0) }
    case .all(let parts):
      let choices = parts.map { rarest(in: $0) }
      let counted = choices.map { needs in (needs, needs.reduce(0) { $0 + matches($1).found.count }) }
      return counted.min { $0.1 < $1.1 }?.0 ?? []
    }
  }
}
