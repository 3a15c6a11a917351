import Dates
import Facts
import Records

/// Names and values as SQL has them.
enum SQLText {
  static func name(_ name: String) -> String { quoted(name, "\"") }
  /// A `\` is an ordinary character in both dialects.
  static func text(_ text: String) -> String { quoted(text, "'") }

  private static func quoted(_ text: String, _ mark: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView([mark])
    for scalar in text.unicodeScalars where scalar.value != 0 {
      if scalar == mark { result.append(mark) }
      result.append(scalar)
    }
    result.append(mark)
    return String(result)
  }

  /// The type of a column that SQLite and PostgreSQL both know.
  static func type(of type: FieldType) -> String {
    switch type {
    case .number, .percent, .money: "numeric"
    case .integer, .span: "bigint"
    case .boolean: "boolean"
    case .date: "date"
    case .instant, .deadline: "timestamptz"
    default: "text"
    }
  }

  /// A moment as both compare it, also as text: in UTC.
  static func moment(_ instant: Instant) -> String {
    "'" + Instant(seconds: instant.seconds).description + "'"
  }
}

/// One table of the script.
struct SQLSheet {
  struct Column {
    let name: String
    let type: String
    var isRequired = false
    /// The table whose rows it names.
    var target: String?

    var definition: String {
      let reference = target.map { " references \(SQLText.name($0)) (\"id\")" } ?? ""
      return SQLText.name(name) + " " + type + (isRequired ? " not null" : "") + reference
    }
  }

  let name: String
  let columns: [Column]
  let keys: [String]
}

/// The tables of one kind.
struct SQLTable {
  /// Whatever a kind refers to comes before it, but for the next step of a deal.
  static let order: [Kind] = [.company, .contact, .product, .deal, .lead, .invoice, .task, .activity]

  let part: ExportPart
  let main: SQLSheet
  let lists: [SQLList]
  private let snapshot: Snapshot
  private let fields: [(field: Field, isBound: Bool)]

  init(_ part: ExportPart, of snapshot: Snapshot, after earlier: [Kind]) {
    self.part = part
    self.snapshot = snapshot
    let plural = part.kind.plural
    let all = snapshot.schema[part.kind].fields
    fields = all.filter { !$0.holdsSeveral }.map { field in
      (field, field.type.referencedKind.map(earlier.contains) ?? false)
    }
    var columns: [SQLSheet.Column] = []
    for (field, isBound) in fields {
      columns.append(
        SQLSheet.Column(
          name: field.key, type: SQLText.type(of: field.type), isRequired: field.key == "id",
          target: isBound ? field.type.referencedKind?.plural : nil))
      if case .deadline = field.type { columns.append(SQLSheet.Column(name: "all_day", type: "boolean")) }
    }
    main = SQLSheet(name: plural, columns: columns, keys: ["id"])
    lists = all.filter(\.holdsSeveral).map { SQLList($0, of: part.kind, after: earlier) }
  }

  func row(of record: Record, known: [Kind: Set<RecordID>]) -> [String] {
    var cells: [String] = []
    for (field, isBound) in fields {
      if case .deadline = field.type {
        cells.append(TaskFacts(record).start(in: snapshot).map(SQLText.moment) ?? "null")
        cells.append(record[field] == nil ? "null" : record[field]?.date == nil ? "false" : "true")
      } else {
        cells.append(SQLTable.cell(record[field], field.type, isBound: isBound, snapshot, known: known))
      }
    }
    return cells
  }

  /// A reference that a relation binds is null where the record is not in the script.
  static func cell(
    _ value: Value?, _ type: FieldType, isBound: Bool, _ snapshot: Snapshot, known: [Kind: Set<RecordID>]
  ) -> String {
    guard let value else { return "null" }
    switch value {
    case .text(let text): return SQLText.text(text)
    case .number(let number): return number.description
    case .boolean(let flag): return flag ? "true" : "false"
    case .date(let day): return "'\(day)'"
    case .monthDay(let day): return "'\(day)'"
    case .instant(let instant): return SQLText.moment(instant)
    case .reference(let reference):
      let id = snapshot.record(reference)?.id ?? reference.id
      if isBound, let kind = type.referencedKind, known[kind]?.contains(id) != true { return "null" }
      return SQLText.text(id.description)
    case .list, .map: return SQLText.text(value.plainText)
    }
  }
}

/// The table of a field that holds several values: whose they are, which one each is, and what it says.
struct SQLList {
  let sheet: SQLSheet
  private let field: Field
  /// The keys of an entry with their types, where entries have some.
  private let parts: [(name: String, type: FieldType, isBound: Bool)]

  init(_ field: Field, of kind: Kind, after earlier: [Kind]) {
    self.field = field
    switch field.type {
    case .entries(let keys):
      parts = keys.map { ($0.key, $0.type, $0.type.referencedKind.map(earlier.contains) ?? false) }
    case .map: parts = [("key", .text, false), ("value", .text, false)]
    default:
      let element = field.type.element
      parts = [(field.singular ?? "value", element, element.referencedKind.map(earlier.contains) ?? false)]
    }
    let columns = parts.map { part in
      SQLSheet.Column(
        name: part.name, type: SQLText.type(of: part.type),
        target: part.isBound ? part.type.referencedKind?.plural : nil)
    }
    sheet = SQLSheet(
      name: kind.plural + "_" + field.key,
      columns: [
        SQLSheet.Column(name: kind.rawValue, type: "text", isRequired: true, target: kind.plural),
        SQLSheet.Column(name: "position", type: "integer", isRequired: true),
      ] + columns, keys: [kind.rawValue, "position"])
  }

  func rows(of record: Record, in snapshot: Snapshot, known: [Kind: Set<RecordID>]) -> [[String]] {
    guard let value = record[field] else { return [] }
    let owner = SQLText.text(record.id.description)
    return cells(of: value, snapshot, known).enumerated().map { [owner, String($0 + 1)] + $1 }
  }

  private func cells(of value: Value, _ snapshot: Snapshot, _ known: [Kind: Set<RecordID>]) -> [[String]] {
    if case .map = field.type {
      return (value.map ?? []).flatMap { entry in
        entry.value.elements.map { [SQLText.text(entry.key), SQLText.text($0.plainText)] }
      }
    }
    return value.elements.map { element in
      parts.map { part in
        SQLTable.cell(
          element.map == nil ? element : element[part.name], part.type, isBound: part.isBound, snapshot,
          known: known)
      }
    }
  }
}

extension Field {
  /// Whether it has a table of its own.
  fileprivate var holdsSeveral: Bool {
    if case .map = type { return true }
    return type.isList
  }
}
