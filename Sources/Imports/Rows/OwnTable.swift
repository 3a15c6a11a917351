import Dates
import JSON
import Records
import Text

/// A table that crm wrote itself: its columns are headed by the keys of fields, its rows have the identifiers of records.
///
/// Such a table says all that its records have, in one form alone: nothing is guessed, and cells come in as they went out.
struct OwnTable: Sendable {
  /// The kinds that have most of the columns.
  let kinds: [Kind]
  /// The one that has the most of them.
  let kind: Kind?
  /// Whether a field without a column is one that no record has, as in objects.
  let isWhole: Bool
  /// Whether texts that a spreadsheet would run have a guard, as in delimited text.
  private let isGuarded: Bool

  /// Nil for a table of any other origin.
  init?(_ header: Header, _ profiles: [ColumnProfile], isGuarded: Bool, isWhole: Bool, schema: Schema) {
    let titles = header.columns.filter { !$0.hasNoTitle }.map(\.title)
    guard titles.count > 1, let place = header.columns.first(where: { $0.title == "id" })?.position,
      profiles.indices.contains(place), profiles[place].samples.allSatisfy({ RecordID($0) != nil })
    else { return nil }
    // A person may have added columns.
    let known = Kind.allCases.map { kind in
      titles.count { OwnTable.target(of: $0, kind: kind, schema: schema) != nil }
    }
    kinds = Kind.allCases.filter { known[$0.order] * 4 >= titles.count * 3 }
    let best = kinds.filter { known[$0.order] == known.max() }
    kind = best.count == 1 ? best.first : nil
    if kinds.isEmpty { return nil }
    self.isGuarded = isGuarded
    self.isWhole = isWhole
  }

  /// What a column becomes; nil where it is none of the kind.
  static func target(of title: String, kind: Kind, schema: Schema) -> ColumnTarget? {
    if title == "id" { return .id }
    if let field = schema[kind][title] {
      if field.key == "next_step" { return .link(field: title, key: "id") }
      if case .reference(let linked) = field.type { return .link(field: title, key: linked.nameKey) }
      return .field(title)
    }
    if ["kind", "ref", "path", "rev", "all_day"].contains(title) { return .ignored }
    let parts = title.split(separator: ".").map(String.init)
    guard parts.count > 1, let linked = schema[kind][parts[0]]?.type.referencedKind else { return nil }
    if parts[0] == "next_step" {
      let isField = parts.count == 2 && schema[.task][parts[1]] != nil
      return isField ? .link(field: parts[0], key: parts[1]) : .ignored
    }
    switch parts[1] {
    case "id": return .link(field: parts[0], key: "id")
    case "name": return .link(field: parts[0], key: linked.nameKey)
    default: return nil
    }
  }

  /// The text of a cell without its guard.
  func text(_ cell: String) -> String { isGuarded ? CSVNeutraliser.restore(cell) : cell }

  /// The parts of a cell that holds several values.
  static func parts(_ cell: SourceCell) -> [String] {
    if case .list(let items) = cell { return items }
    return CellList.split(cell.text)
  }

  /// What a cell of text, of a map or of entries says; nil for what is read as from any table.
  static func reading(_ cell: SourceCell, _ type: FieldType) -> CellReading? {
    switch type {
    case .text, .notes, .tag, .link: return CellReading(value: .text(cell.text))
    case .list(.text), .list(.tag), .list(.link):
      return CellReading(value: .list(parts(cell).map { .text($0) }))
    case .list(.reference):
      let references = parts(cell).map { Reference($0) }
      guard !references.contains(nil) else { return CellReading(left: "\"\(cell.text)\" names no records") }
      return CellReading(value: .list(references.compactMap { $0.map { .reference($0) } }))
    case .map:
      guard let entries = map(cell) else {
        return CellReading(left: "\"\(cell.text)\" is no list of key: value")
      }
      return CellReading(value: .map(entries))
    case .entries(let keys):
      guard let entries = entries(cell, keys) else {
        return CellReading(left: "\"\(cell.text)\" is no list of \(type.word.dropFirst(8))")
      }
      return CellReading(value: .list(entries))
    default: return nil
    }
  }

  /// A key that comes several times has several values.
  private static func map(_ cell: SourceCell) -> [MapEntry]? {
    var entries: [MapEntry] = []
    for part in parts(cell) {
      guard let pairs = CellList.pairs(in: part), pairs.count == 1 else { return nil }
      let (key, value) = (pairs[0].key, Value.text(pairs[0].value))
      if let place = entries.firstIndex(where: { $0.key == key }) {
        entries[place].value = .list(entries[place].value.elements + [value])
      } else {
        entries.append(MapEntry(key, value))
      }
    }
    return entries
  }

  private static func entries(_ cell: SourceCell, _ keys: [EntryField]) -> [Value]? {
    if cell.text.hasPrefix("[") { return objects(cell.text, keys) }
    var entries: [Value] = []
    for part in parts(cell) {
      guard let pairs = CellList.pairs(in: part) else { return nil }
      var entry: [MapEntry] = []
      for pair in pairs {
        let type = keys.first { $0.key == pair.key }?.type ?? .text
        guard let value = value(pair.value, type) else { return nil }
        entry.append(MapEntry(pair.key, value))
      }
      guard keys.allSatisfy({ key in !key.isRequired || entry.contains { $0.key == key.key } }) else {
        return nil
      }
      entries.append(.map(entry))
    }
    return entries
  }

  /// The entries of a list of objects, as crm's own JSON has them.
  private static func objects(_ text: String, _ keys: [EntryField]) -> [Value]? {
    guard let items = (try? JSONValue(parsing: Array(text.utf8)))?.array else { return nil }
    var entries: [Value] = []
    for item in items {
      guard let members = item.members else { return nil }
      var entry: [MapEntry] = []
      for member in members {
        let type = keys.first { $0.key == member.key }?.type ?? .text
        let text: String? =
          switch member.value {
          case .string(let text), .number(let text): text
          case .integer(let number): String(number)
          case .object: member.value["ref"]?.string ?? member.value["id"]?.string
          case .null, .bool, .array: nil
          }
        guard let value = text.flatMap({ value($0, type) }) else { return nil }
        entry.append(MapEntry(member.key, value))
      }
      entries.append(.map(entry))
    }
    return entries
  }

  private static func value(_ text: String, _ type: FieldType) -> Value? {
    switch type {
    case .reference: Reference(text).map { .reference($0) }
    case .number, .percent, .money, .integer: Decimal(text).map { .number($0) }
    case .instant: Instant(rfc3339: text).map { .instant($0) }
    case .birthday: CivilDate(text).map { .date($0) } ?? MonthDay(text).map { .monthDay($0) }
    default: .text(text)
    }
  }
}
