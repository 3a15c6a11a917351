import Dates
import Diagnostics
import Records
import YAML

/// How the entries of a file are written that is a list of maps, such as `sources.yaml`.
struct EntryForm {
  /// An entry with its article: `a cost`.
  let name: String
  /// The key under which the list may be as well; nil where the file is the list.
  let key: String?
  let keys: [String]
  /// An entry as it should be, for hints.
  let example: String

  /// The entries of a file in its order, and everything that is wrong with it; `read` gives nil where an entry has no
  /// meaning, and says why.
  func read<Entry>(
    _ bytes: [UInt8], file: String, _ read: (inout EntryReader) -> Entry?
  ) -> (entries: [Entry], problems: [Diagnostic]) {
    // Only comments: nothing is wrong, and there are no entries.
    guard Document.hasContent(bytes) else { return ([], []) }
    let document: Document
    do throws(YAMLError) {
      document = try Document(parsing: bytes, file: file, root: .mappingOrList)
    } catch {
      return ([], [error.diagnostic(file: file)])
    }
    guard let items = document.root.items ?? key.flatMap({ document[$0]?.items }) else {
      let place = key.flatMap { document[$0] } ?? document.root
      let hint: Hint = "write one a line: - \(example)"
      return ([], [document.diagnostic("\(file) is no list", at: place, hints: [hint])])
    }
    var entries: [Entry] = []
    var problems = document.pairs.filter { $0.key != key }.map { pair in
      document.diagnostic("unknown key \"\(pair.key)\"", from: pair.keyStart, to: pair.keyEnd)
    }
    for node in items {
      var reader = EntryReader(form: self, document: document, node: node)
      if reader.isMap, let entry = read(&reader) { entries.append(entry) }
      problems += reader.problems
    }
    return (entries, problems)
  }
}

/// Reads one entry key by key, and notes what is wrong with it.
struct EntryReader {
  let form: EntryForm
  let document: Document
  let node: Node
  private(set) var problems: [Diagnostic] = []
  /// Whether there are keys to be read.
  let isMap: Bool

  init(form: EntryForm, document: Document, node: Node) {
    self.form = form
    self.document = document
    self.node = node
    isMap = node.pairs != nil
    guard let pairs = node.pairs else {
      report("\(form.name) is a map", hints: ["such as \(form.example)"])
      return
    }
    for pair in pairs where !form.keys.contains(pair.key) {
      problems.append(
        document.diagnostic(
          "unknown key \"\(pair.key)\" of \(form.name)", from: pair.keyStart, to: pair.keyEnd,
          hints: .unknown(pair.key, among: form.keys, listing: "keys: ")))
    }
  }

  /// Whether the entry says anything under a key.
  func has(_ key: String) -> Bool { node[key].map { !$0.isNull } ?? false }

  /// Notes what is wrong with the value of a key, of the whole entry without one.
  mutating func report(_ message: String, at key: String? = nil, hints: [Hint] = []) {
    problems.append(document.diagnostic(message, at: key.flatMap { node[$0] } ?? node, hints: hints))
  }

  /// The value of a key that has to be there; nil, and noted, where it is not or `read` makes nothing of it.
  mutating func need<Value>(_ key: String, _ words: String, _ read: (String) -> Value?) -> Value? {
    if let found = node[key], !found.isNull, let value = found.text.flatMap(read) { return value }
    report("\(form.name) needs \(key), \(words)", at: key, hints: ["such as \(form.example)"])
    return nil
  }

  /// The same of a key that may be missing.
  mutating func take<Value>(_ key: String, _ words: String, _ read: (String) -> Value?) -> Value? {
    has(key) ? need(key, words, read) : nil
  }

  // MARK: Values

  mutating func currency(_ key: String) -> String? {
    need(key, "three letters of ISO 4217 such as EUR") { text in
      let code = text.uppercased()
      return Currency.decimals(code) == nil ? nil : code
    }
  }

  /// An amount that is not negative and has no more decimals than its currency.
  mutating func amount(_ key: String, in currency: String) -> Decimal? {
    let decimals = Currency.decimals(currency) ?? 2
    let form = decimals == 0 ? "without decimals" : "with \(decimals) decimals at most"
    return need(key, "an amount of \(currency) from 0 on, \(form)") { text in
      Decimal(text).flatMap { $0.isNegative || $0.trimmed.scale > decimals ? nil : $0 }
    }
  }

  /// The days of a month.
  mutating func month(_ key: String) -> CivilInterval? {
    need(key, "a month such as 2026-10") { CivilInterval(month: $0) }
  }
}

extension CivilInterval {
  /// The days of the month written `YYYY-MM`; nil for all else.
  init?(month text: some StringProtocol) {
    guard text.utf8.count == 7, let first = CivilDate("\(text)-01") else { return nil }
    self.init(from: first, through: first.endOfMonth)
  }
}
