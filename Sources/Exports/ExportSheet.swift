package import Dates
import Facts
import Output
package import Records
import Text

/// One typed cell of a table that goes out.
package enum ExportCell: Sendable, Hashable {
  case empty
  case text(String)
  case number(Decimal)
  case flag(Bool)
  case date(CivilDate)
  case moment(Instant)
  /// A length of time in seconds.
  case duration(Int)
  case list([String])

  /// The cell where there is nothing but text.
  var text: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(let number): number.description
    case .flag(let flag): flag ? "true" : "false"
    case .date(let day): day.description
    case .moment(let instant): instant.description
    case .duration(let seconds): Span.format(seconds: seconds)
    case .list(let values): CellList.joined(values)
    }
  }
}

/// The records of one kind as a table: a column a field, headed by its key, and for deals what their next steps are.
struct ExportSheet {
  struct Column {
    let key: String
    let field: Field
    /// The field of the record that the reference leads to, which is shown in its place.
    var inner: Field?

    var type: FieldType { (inner ?? field).type }
  }

  let kind: Kind
  let columns: [Column]
  private let snapshot: Snapshot
  /// Whether references are names, for people, and not what leads back to the record.
  private let showsNames: Bool

  init(_ kind: Kind, of snapshot: Snapshot, showsNames: Bool = false) {
    self.kind = kind
    self.snapshot = snapshot
    self.showsNames = showsNames
    let table = snapshot.schema[kind]
    var columns = table.fields.map { Column(key: $0.key, field: $0) }
    // Without them a table of deals could not become deals elsewhere, which need a next step.
    if let step = table["next_step"] {
      for key in ExportSheet.stepKeys {
        guard let inner = snapshot.schema[.task][key] else { continue }
        columns.append(Column(key: "next_step.\(key)", field: step, inner: inner))
      }
    }
    self.columns = columns
  }

  private static let stepKeys = ["title", "type", "due", "owner", "created"]

  func cells(of record: Record) -> [ExportCell] { columns.map { cell($0, of: record) } }

  private func cell(_ column: Column, of record: Record) -> ExportCell {
    guard let inner = column.inner else { return cell(record[column.field], column.field.type) }
    // The step of a deal only where it is one.
    return cell(snapshot.nextStep(of: record)?[inner], inner.type)
  }

  private func cell(_ value: Value?, _ type: FieldType) -> ExportCell {
    guard let value else { return .empty }
    switch value {
    case .text(let text): return text.isEmpty ? .empty : .text(text)
    case .number(let number):
      if case .span = type { return .duration(number.integer ?? 0) }
      return .number(number)
    case .boolean(let flag): return .flag(flag)
    case .date(let day): return .date(day)
    case .monthDay(let day): return .text(day.description)
    case .instant(let instant): return .moment(instant)
    case .reference(let reference): return .text(name(of: reference))
    case .list(let values): return values.isEmpty ? .empty : .list(values.map { element($0, of: type) })
    case .map(let entries):
      return entries.isEmpty ? .empty : .list(pairs(entries).map { CellList.pairs([$0]) })
    }
  }

  private func name(of reference: Reference) -> String {
    let record = snapshot.record(reference)
    return showsNames ? record?.name ?? reference.stem : record?.ref ?? reference.stem
  }

  /// An element of a list, on one level: an entry by its keys.
  private func element(_ value: Value, of type: FieldType) -> String {
    guard let entries = value.map else { return plain(value) }
    return CellList.pairs(pairs(entries))
  }

  /// A key that has several values comes once for each.
  private func pairs(_ entries: [MapEntry]) -> [(key: String, value: String)] {
    entries.flatMap { entry in entry.value.elements.map { (entry.key, plain($0)) } }
  }

  private func plain(_ value: Value) -> String {
    switch value {
    case .reference(let reference): name(of: reference)
    case .map(let entries): CellList.pairs(pairs(entries))
    default: value.plainText
    }
  }
}
