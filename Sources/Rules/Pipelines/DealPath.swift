import Diagnostics
import Records
import Text

/// A field of a deal, or of a record that it refers to: `address`, `contact.phone`, `company.country`.
package struct DealPath: Sendable, Hashable {
  /// Why a path leads nowhere.
  struct Problem: Error {
    let message: String
    let hints: [Hint]
  }

  package let text: String
  package let segments: [String]

  /// Nil unless the text is words joined by dots, without blanks and operators.
  package init?(_ text: String) {
    let segments = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    let isPath = segments.allSatisfy { word in
      !word.isEmpty
        && word.unicodeScalars.allSatisfy {
          $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
    }
    guard isPath else { return nil }
    self.text = text
    self.segments = segments
  }

  /// Walks the path through the field tables, from a deal on.
  func check(_ schema: Schema) throws(Problem) {
    var kind = Kind.deal
    var entry: [EntryField]?
    for (index, word) in segments.enumerated() {
      let type: FieldType
      if let keys = entry {
        guard let key = keys.first(where: { $0.key == word }) else {
          throw Problem(
            message: "\"\(segments[index - 1])\" has no \"\(word)\"",
            hints: .unknown(word, among: keys.map(\.key)))
        }
        type = key.type
      } else {
        guard let field = DealPath.field(word, of: schema[kind]) else {
          throw Problem(
            message: "\"\(text)\": a \(kind.rawValue) has no field \"\(word)\"",
            hints: DealPath.hints(word, of: schema[kind]))
        }
        type = field.type
      }
      entry = nil
      guard index + 1 < segments.count else { return }
      if case .entries(let keys) = type {
        entry = keys
      } else if let next = type.referencedKind {
        kind = next
      } else {
        throw Problem(
          message: "\"\(text)\": \"\(word)\" of a \(kind.rawValue) refers to no other record", hints: [])
      }
    }
  }

  /// The field that may be meant, else where they all are.
  private static func hints(_ word: String, of table: FieldTable) -> [Hint] {
    let close: [Hint] = .unknown(word, among: table.words)
    return close.isEmpty ? [table.kind.fieldsHint] : close
  }

  /// Everything that the path leads to from a deal: list elements one by one, nothing that is empty.
  func values(of deal: Record, in snapshot: Snapshot) -> [Value] {
    var records = [deal]
    var entries: [Value]?
    for (index, word) in segments.enumerated() {
      let found: [Value]
      if let maps = entries {
        found = maps.compactMap { $0[word] }
      } else {
        found = records.flatMap { record in
          DealPath.field(word, of: record.table).flatMap { record[$0] }?.elements ?? []
        }
      }
      let present = found.filter { !DealPath.isEmpty($0) }
      guard index + 1 < segments.count else { return present }
      let maps = present.filter { $0.map != nil }
      entries = maps.isEmpty ? nil : maps
      records = present.compactMap { snapshot.record($0.reference) }
    }
    return []
  }

  /// The field that a word names; `name` is the title of a kind that has one instead.
  static func field(_ word: String, of table: FieldTable) -> Field? {
    table.field(named: word) ?? (word == "name" ? table[table.kind.nameKey] : nil)
  }

  static func isEmpty(_ value: Value) -> Bool {
    switch value {
    case .text(let text): text.allSatisfy(\.isWhitespace)
    case .list(let values): values.allSatisfy(isEmpty)
    case .map(let entries): entries.isEmpty
    case .number, .boolean, .date, .monthDay, .instant, .reference: false
    }
  }
}
