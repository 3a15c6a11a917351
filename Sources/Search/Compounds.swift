import Records
import Text

/// Finds names that are written together where the question writes them apart, or apart where it writes them together:
/// `mc donald` is McDonald, `annamaria` is Anna-Maria.
struct Compounds {
  let question: SearchQuery
  let evaluation: Evaluation

  /// Of how many words a name may consist, and how many words a question may have.
  private static let mostParts = 3
  private static let mostWords = 6

  /// From so many records with a word on, that word is no part of one name.
  private static let crowd = 4000

  /// Raises the records whose names are written so; `kinds` nil means all.
  func raise(_ scored: inout [Int: Scored], kinds: Set<Kind>?, limit: Int) {
    let words = question.words
    guard !words.isEmpty, words.count <= Compounds.mostWords else { return }
    func take(_ number: Int, _ found: Scored?) {
      guard let found, found.score > scored[number]?.score ?? 0 else { return }
      scored[number] = found
    }
    for wanted in joined(words) {
      for number in evaluation.candidates(wanted, kinds: kinds, limit: limit) where isOf(kinds, number) {
        take(number, evaluation.score(wanted, number))
      }
    }
    for (run, rest) in split(words) {
      let matches = run.enumerated().map { place, word in
        evaluation.matches(.spelled(word, isWhole: place + 1 < run.count))
      }
      guard let rarest = matches.min(by: { $0.found.count < $1.found.count }),
        rarest.found.count <= Compounds.crowd
      else { continue }
      for number in rarest.found where matches.allSatisfy({ $0[number].nameScore > 0 }) {
        guard isOf(kinds, number), isName(run, number), let last = matches.last?[number] else { continue }
        let name = Scored(score: Int(last.nameScore), reason: last.nameReason, slot: Int(last.slot))
        let others = rest.map { evaluation.score(.need(.typed($0)), number) }
        guard !others.contains(where: { $0 == nil }) else { continue }
        take(number, Scored.joined(others.compactMap { $0 } + [name]))
      }
    }
  }

  private func isOf(_ kinds: Set<Kind>?, _ number: Int) -> Bool {
    guard let kind = evaluation.corpus.kind(number) else { return false }
    return kinds?.contains(kind) ?? true
  }

  /// Neighbouring words of the question as one word of a name.
  private func joined(_ words: [String]) -> [SearchClause] {
    var found: [SearchClause] = []
    for start in words.indices {
      for end in stride(from: start + 2, through: min(start + Compounds.mostParts, words.count), by: 1) {
        let whole = words[start..<end].joined()
        guard whole.contains(where: \.isLetter), has(whole, isWhole: false) else { continue }
        let rest = words[..<start] + words[end...]
        found.append(.joined(rest.map { .need(.typed($0)) } + [.need(.spelled(whole, isWhole: false))]))
      }
    }
    return found
  }

  /// One word of the question as several that follow each other, and the other words.
  private func split(_ words: [String]) -> [(run: [String], rest: [String])] {
    var found: [(run: [String], rest: [String])] = []
    for (place, word) in words.enumerated() where word.utf8.count >= 4 && word.contains(where: \.isLetter) {
      let rest = Array(words[..<place] + words[(place + 1)...])
      for run in parts(of: word, atMost: Compounds.mostParts) where run.count > 1 {
        found.append((run, rest))
      }
    }
    return found
  }

  /// The ways to part a word into words of the corpus, the last of them perhaps a beginning; each of two letters or more.
  private func parts(of word: String, atMost count: Int) -> [[String]] {
    var ways: [[String]] = has(word, isWhole: false) ? [[word]] : []
    guard count > 1 else { return ways }
    var end = word.index(word.startIndex, offsetBy: 2, limitedBy: word.endIndex) ?? word.endIndex
    while end < word.endIndex, word.distance(from: end, to: word.endIndex) >= 2 {
      let head = String(word[..<end])
      if has(head, isWhole: true) {
        ways += parts(of: String(word[end...]), atMost: count - 1).map { [head] + $0 }
      }
      end = word.index(after: end)
    }
    return ways
  }

  private func has(_ word: String, isWhole: Bool) -> Bool {
    evaluation.corpus.sources.contains { Compounds.has(word, isWhole: isWhole, in: $0) }
  }

  private static func has<Source: TermSource>(_ word: String, isWhole: Bool, in source: Source) -> Bool {
    let bytes = Array(word.utf8)
    guard let first = source.range(.words, beginning: bytes).first else { return false }
    return !isWhole || source.withText(.words, first) { $0.count } == bytes.count
  }

  /// Whether a name of the record has these words one after another.
  private func isName(_ run: [String], _ number: Int) -> Bool {
    guard let record = evaluation.corpus.record(number) else { return false }
    return record.table.fields.contains { field in
      guard evaluation.isName(record.kind, slot: field.slot), let text = record[field]?.text else {
        return false
      }
      let words = Folding.joinedWords(text)
      guard words.count >= run.count else { return false }
      return (0...(words.count - run.count)).contains { start in
        words[start..<(start + run.count - 1)].elementsEqual(run.dropLast())
          && words[start + run.count - 1].hasPrefix(run.last ?? "")
      }
    }
  }
}
