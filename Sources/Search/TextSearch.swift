import Records
import Text

/// Smart search over a few short texts, such as the names of actions; none of them refers to another.
struct TextSearch {
  private let source: MemoryTerms
  private let finder: TermFinder
  private var known: [SearchTerm: [Int: Grade]] = [:]

  /// By item, the texts that name it.
  init(_ texts: [[String]], isLenient: Bool) {
    source = MemoryTerms(texts: texts)
    finder = TermFinder(isLenient: isLenient)
  }

  mutating func score(_ wanted: SearchClause, item: Int) -> Scored? {
    switch wanted {
    case .need(let need):
      return matches(need)[item].map { Scored(score: $0.score, reason: $0.reason, slot: 0) }
    case .all(let parts):
      var scores: [Scored] = []
      for part in parts {
        guard let score = score(part, item: item) else { return nil }
        scores.append(score)
      }
      return Scored.joined(scores)
    case .any(let parts):
      var best: Scored?
      for part in parts {
        if let score = score(part, item: item), score.score > best?.score ?? 0 { best = score }
      }
      return best
    }
  }

  private mutating func matches(_ need: SearchTerm) -> [Int: Grade] {
    if let matches = known[need] { return matches }
    var matches: [Int: Grade] = [:]
    for (word, found) in finder.words(for: need, in: source) {
      source.forEachPosting(ofWord: word) { posting in
        if found.grade.score > matches[posting.record]?.score ?? 0 { matches[posting.record] = found.grade }
      }
    }
    known[need] = matches
    return matches
  }
}
