import Filters
import Records
import Rules
import Text

/// One record that a search found, with the weakest of the matches that its words needed.
struct SearchHit {
  /// How a word matched, the strongest first.
  enum Reason: String, Comparable {
    case exact, word, prefix, phone, related

    var weight: Double {
      switch self {
      case .exact: 1
      case .word: 0.85
      case .phone: 0.8
      case .prefix: 0.7
      case .related: 0.4
      }
    }

    static func < (a: Reason, b: Reason) -> Bool { a.weight > b.weight }
  }

  let record: Record
  let score: Double
  let reason: Reason
  let field: String

  var match: String { "\(field) (\(reason.rawValue))" }
}

/// Words to be found somewhere in a record or in the names of the records it refers to; every one must match.
struct SearchQuery {
  private let words: [String]
  private let digits: String?
  private let whole: String
  private let workspace: Workspace

  init(_ text: String, workspace: Workspace) {
    words = Folding.words(text)
    whole = Folding.words(text).joined(separator: " ")
    let found = PhoneNumber.digits(text)
    let letters = text.unicodeScalars.contains { $0.properties.isAlphabetic }
    digits = found.utf8.count >= 4 && !letters ? found : nil
    self.workspace = workspace
  }

  /// Best first; open deals and records with an open deal before others of the same score; then by name and id.
  func hits(kinds: [Kind]) -> [SearchHit] {
    guard !words.isEmpty else { return [] }
    let found = kinds.flatMap { workspace.snapshot.records($0) }.compactMap(hit)
    return found.sorted { a, b in
      if a.score != b.score { return a.score > b.score }
      let (x, y) = (Folding.fold(a.record.name), Folding.fold(b.record.name))
      return x == y ? a.record.id < b.record.id : x < y
    }
  }

  private func hit(_ record: Record) -> SearchHit? {
    if let digits, let match = phone(digits, in: record) { return finish(record, match.0, match.1) }
    var worst: (reason: SearchHit.Reason, field: String)?
    let fields = fieldWords(of: record)
    if let field = fields.first(where: { $0.words.joined(separator: " ") == whole }) {
      return finish(record, field.isOwn ? .exact : .related, field.key)
    }
    for word in words {
      var best: (reason: SearchHit.Reason, field: String)?
      for field in fields {
        guard let reason = SearchQuery.match(word, field.words, isOwn: field.isOwn) else { continue }
        if best.map({ reason < $0.reason }) ?? true { best = (reason, field.key) }
      }
      guard let best else { return nil }
      if worst.map({ $0.reason < best.reason }) ?? true { worst = best }
    }
    return worst.flatMap { finish(record, $0.reason, $0.field) }
  }

  private func finish(_ record: Record, _ reason: SearchHit.Reason, _ field: String) -> SearchHit {
    let isLive = record.kind == .deal && workspace.pipelines.stages.isOpen(record)
    return SearchHit(record: record, score: reason.weight - (isLive ? 0 : 0.02), reason: reason, field: field)
  }

  private static func match(_ word: String, _ words: [String], isOwn: Bool) -> SearchHit.Reason? {
    var isPrefix = false
    for candidate in words {
      if candidate == word { return isOwn ? .word : .related }
      if candidate.hasPrefix(word) { isPrefix = true }
    }
    return isPrefix ? (isOwn ? .prefix : .related) : nil
  }

  private func fieldWords(of record: Record) -> [(key: String, words: [String], isOwn: Bool)] {
    var found: [(key: String, words: [String], isOwn: Bool)] = []
    for field in record.table.fields where field.isSearchable {
      guard let value = record[field] else { continue }
      if field.type.referencedKind != nil {
        if let target = workspace.snapshot.record(value.reference) {
          found.append((field.key, Folding.words(target.name), false))
        }
      } else {
        found.append((field.key, Folding.words(value.plainText), true))
      }
    }
    return found
  }

  private func phone(_ digits: String, in record: Record) -> (SearchHit.Reason, String)? {
    let wanted = PhoneNumber(digits, defaultRegion: workspace.config.country).map {
      PhoneNumber.digits($0.e164)
    }
    for phone in record.texts("phones") + [record.text("number")].compactMap({ $0 }) {
      let present = PhoneNumber.digits(
        PhoneNumber(phone, defaultRegion: workspace.config.country)?.e164 ?? phone)
      if present == wanted || present == digits { return (.exact, "phones") }
      if present.contains(digits) { return (.phone, "phones") }
    }
    return nil
  }
}
