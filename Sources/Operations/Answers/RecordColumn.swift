import Dates
import Diagnostics
import Facts
import Filters
import JSON
import Output
import Records
import Text

/// One column of a list: a field, a fact about the record, a computed number, or a field of what it refers to.
struct RecordColumn {
  private enum Source {
    case kind, id, ref, path, revision
    case field(Field)
    case computed(Computed, EvaluationContext)
    indirect case through(Field, RecordColumn)
  }

  let key: String
  /// Whether a person sees the first of several addresses or numbers, and how many more there are.
  var isBrief = false
  private let source: Source
  private let workspace: Workspace
  /// That of the records in the list.
  private let kind: Kind

  init(_ key: String, kind: Kind, workspace: Workspace) throws(Diagnostic) {
    self.key = key
    self.workspace = workspace
    self.kind = kind
    let table = workspace.snapshot.schema[kind]
    switch key {
    case "kind": source = .kind
    case "id": source = .id
    case "ref": source = .ref
    case "path": source = .path
    default:
      if let field = table[key] {
        source = .field(field)
      } else if key == "rev" {
        source = .revision
      } else if let computed = Computed(rawValue: key) {
        source = .computed(computed, workspace.evaluation)
      } else if let dot = key.firstIndex(of: "."), let field = table[String(key[..<dot])],
        let target = field.type.referencedKind
      {
        let rest = String(key[key.index(after: dot)...])
        source = .through(field, try RecordColumn(rest, kind: target, workspace: workspace))
      } else {
        let known = ["kind", "id", "ref", "path", "rev"] + table.order + Computed.allCases.map(\.rawValue)
        let near = [Hint].unknown(key, among: known)
        throw Diagnostic(
          .invalidValue, "\(kind.article) has no field \"\(key)\"",
          hints: near.isEmpty ? [kind.fieldsHint] : near)
      }
    }
  }

  var column: Column {
    switch source {
    case .kind, .id, .ref, .path, .revision: Column(key, key, kind: key == "id" ? .identifier : .text)
    case .field(let field): column(of: field)
    case .computed(let computed, _): Column(key, key, kind: computed.isInvoiceMoney ? .money : .number)
    case .through(_, let inner): through(inner.column)
    }
  }

  private func through(_ inner: Column) -> Column {
    var column = Column(key, RecordColumn.heading(key), kind: inner.kind)
    // What is to be done is worth reading or leaving out.
    if key == "next_step.title" { column.minimum = 12 }
    return column
  }

  private func column(of field: Field) -> Column {
    if isBrief && field.isReached || isCode(field) { return Column(key, key, kind: .identifier) }
    var column = Column(key, key, kind: RecordColumn.cellKind(field.type))
    if key == "title" || key == "name" || key == "text" { column.minimum = 16 }
    // What tells the rows apart.
    if key == kind.nameKey { column.preferred = 32 }
    return column
  }

  /// Whether the values are numbers by which something is called, of which a part is that of another.
  private func isCode(_ field: Field) -> Bool {
    switch kind {
    case .invoice: field.key == "number"
    case .product: field.key == "sku"
    default: false
    }
  }

  /// Whether a cell tells of a moment that has passed while something was still to be done.
  func isOverdue(_ record: Record) -> Bool {
    guard key == "due" || key == "next_step.due" else { return false }
    if record.kind == .invoice {
      return InvoiceFacts(record).isOverdue(at: workspace.now, in: workspace.snapshot)
    }
    let task = key == "due" ? record : workspace.snapshot.nextStep(of: record)
    return task.map { TaskFacts($0).isOverdue(now: workspace.now, in: workspace.snapshot) } ?? false
  }

  /// `next_step.due` reads as `next due` above a column.
  private static func heading(_ key: String) -> String {
    switch key {
    case "next_step.title": "next step"
    case "next_step.due": "due"
    default: key
    }
  }

  private static func cellKind(_ type: FieldType) -> Column.Kind {
    switch type {
    case .number, .percent, .integer: .number
    case .money: .money
    case .date, .birthday, .instant, .deadline: .date
    default: .text
    }
  }

  func cell(_ record: Record, isMachine: Bool) -> Cell {
    switch source {
    case .kind: .text(record.kind.rawValue)
    case .id: .text(record.id.description)
    case .ref: .text(record.ref)
    case .path: .text(record.path)
    case .revision: workspace.revision(of: record).map { .text($0) } ?? .empty
    case .field(let field): cell(record[field], field, record, isMachine)
    case .computed(let computed, let context):
      computed.value(of: record, in: context).map { cell($0, computed, record, isMachine) } ?? .empty
    case .through(let field, let inner):
      target(of: record, by: field).map { inner.cell($0, isMachine: isMachine) } ?? .empty
    }
  }

  private func cell(_ number: Decimal, _ computed: Computed, _ record: Record, _ isMachine: Bool) -> Cell {
    guard computed.isInvoiceMoney else { return .number(number.trimmed.description) }
    let currency = record.text("currency")
    return isMachine
      ? .money(amount: number.description, currency: nil)
      : .money(amount: Currency.display(number, currency).description, currency: currency)
  }

  /// The record that a field refers to; a deal's next step only where it is one.
  private func target(of record: Record, by field: Field) -> Record? {
    field.key == "next_step"
      ? workspace.snapshot.nextStep(of: record)
      : record.storage.referenced(slot: field.slot).flatMap {
        workspace.snapshot.record($0, expecting: field.type.targets)
      }
  }

  private func cell(_ value: Value?, _ field: Field, _ record: Record, _ isMachine: Bool) -> Cell {
    guard let value else {
      return field.key == "status" && !isMachine ? record.word("status").map { .text($0) } ?? .empty : .empty
    }
    switch value {
    case .number(let number):
      if case .money = field.type {
        if isMachine { return .money(amount: number.description, currency: nil) }
        let currency = record.text("currency")
        return .money(amount: Currency.display(number, currency).description, currency: currency)
      }
      if case .span = field.type { return .text(Span.format(seconds: number.integer ?? 0)) }
      return .number(number.description)
    case .boolean(let flag): return .boolean(flag)
    case .date(let day) where field.key == "due" && !isMachine:
      return .date(RelativeTime.describe(day, today: workspace.zone.date(workspace.now)))
    case .date(let date): return .date(date.description)
    case .monthDay(let day): return .date(day.description)
    case .instant(let instant):
      if isMachine { return .date(instant.description) }
      if field.key == "due" {
        return .date(RelativeTime.describe(instant, now: workspace.now, zone: workspace.zone))
      }
      return .date(workspace.zone.describe(instant))
    case .reference(let reference):
      if isMachine { return .text(reference.stem) }
      return .text(
        workspace.snapshot.record(reference.id, expecting: field.type.targets)?.name ?? reference.stem + " ?")
    case .list(let values) where isBrief && !isMachine && field.isReached:
      let texts = values.map {
        field.type.element.isPhone ? PhoneNumber.readable($0.plainText) : $0.plainText
      }
      guard let first = texts.first else { return .empty }
      return .text(texts.count > 1 ? "\(first) +\(texts.count - 1)" : first)
    case .list(let values):
      return .list(
        values.map { item in
          guard !isMachine, let reference = item.reference else { return item.plainText }
          return workspace.snapshot.record(reference.id, expecting: field.type.targets)?.name
            ?? reference.stem
        })
    case .text, .map: return .text(value.plainText)
    }
  }

  func write(_ record: Record, _ json: RecordJSON, into sink: inout some JSONSink) {
    switch source {
    case .kind: sink.string(record.kind.rawValue)
    case .id: sink.string(ascii: record.id.append)
    case .ref: record.withRef { sink.string(utf8: $0) }
    case .path: record.withPath { sink.string(utf8: $0) }
    case .revision: sink.value(.optional(workspace.revision(of: record)))
    case .field(let field): json.writeValue(of: field, in: record, into: &sink)
    case .computed(let computed, let context):
      sink.value(
        computed.value(of: record, in: context).map { number in
          computed.isInvoiceMoney
            ? .string(Currency.padded(number, record.text("currency")).description)
            : computed.isMoney ? .string(number.trimmed.description) : .number(number.trimmed.description)
        } ?? .null)
    case .through(let field, let inner):
      if let target = target(of: record, by: field) {
        inner.write(target, json, into: &sink)
      } else {
        sink.value(.null)
      }
    }
  }

  /// Where the values of a column are that shows a field of the record itself; nil for other columns.
  var slot: Int? { if case .field(let field) = source { field.slot } else { nil } }

  /// Adds the cell that `cell` gives programs to a row.
  func write(_ record: Record, to row: inout DelimitedText) {
    switch source {
    case .kind, .revision, .computed: row.cell(cell(record, isMachine: true))
    case .id: row.cell(ascii: record.id.append)
    case .ref: record.withRef { row.cell(utf8: $0) }
    case .path: record.withPath { row.cell(utf8: $0) }
    case .field(let field):
      var isWritten = false
      _ = record.storage.withStored(slot: field.slot) { isWritten = RecordColumn.write($0, to: &row) }
      if !isWritten { row.cell(cell(record, isMachine: true)) }
    case .through(let field, let inner):
      if let target = target(of: record, by: field) {
        inner.write(target, to: &row)
      } else {
        row.cell(.empty)
      }
    }
  }

  /// Adds the cell of a value that is the same in every column; false, and nothing added, for other values.
  static func write(_ stored: StoredValue, to row: inout DelimitedText) -> Bool {
    switch stored {
    case .text(let text), .reference(_, let text): row.cell(utf8: text)
    case .texts(let texts): row.cell(utf8: texts)
    case .value(.date(let date)): row.cell(ascii: date.append)
    case .value(.instant(let instant)): row.cell(ascii: instant.append)
    case .value: return false
    }
    return true
  }
}

extension Field {
  /// Whether its values are addresses or numbers that reach somebody, which are useless when cut.
  fileprivate var isReached: Bool {
    switch type.element {
    case .email, .phone: true
    default: false
    }
  }
}

extension Computed {
  /// Amounts that are shown as money; a weighted one is an estimate and shown as a number.
  fileprivate var isInvoiceMoney: Bool { self == .paidAmount || self == .openAmount }
}

extension FieldType {
  var isPhone: Bool { if case .phone = self { true } else { false } }
}
