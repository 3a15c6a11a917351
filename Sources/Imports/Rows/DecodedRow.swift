import Diagnostics
import Records

/// What a row says about another record.
struct LinkedValues: Sendable, Hashable {
  /// Its identifier in the source.
  var id: String?
  var values: [String: Value] = [:]
  /// The name was made of other values, so that it says nothing.
  var isNameDerived = false

  var isEmpty: Bool { id == nil && values.isEmpty }
}

/// A row in typed values, before it is known which record it is.
struct DecodedRow: Sendable {
  let line: Int
  var values: [String: Value] = [:]
  var id: String?
  var links: [String: LinkedValues] = [:]
  /// Words that the pipeline explains.
  var stage: String?
  var pipeline: String?
  var outcome: String?
  var extra: [MapEntry] = []
  /// What is wrong, each with its column.
  var problems: [String] = []
  /// Keys whose value is a constant of the import, not of the row.
  var constants: Set<String> = []
  /// Keys whose value was made up of other cells: good for a new record, no reason to change one.
  var derived: Set<String> = []
}

/// Decodes rows by the columns of one file.
struct RowDecoder: Sendable {
  private struct Plan {
    let column: Column
    let target: ColumnTarget
    /// The field of the row's kind, or of the linked kind.
    let field: Field?
    let format: CellFormat
    /// Folded cell → what it stands for.
    let valueMap: [String: String]
  }

  private let kind: Kind
  private let plans: [Plan]
  private let cells: FieldCells
  private let emptyMarks: Set<String>
  private let constants: DecodedRow
  private let width: Int

  init(
    mapping: ColumnMapping, width: Int, formats: [Int: CellFormat], valueMaps: [Int: [String: String]],
    constants: [Preset.Entry], emptyMarks: Set<String>, config: Config, schema: Schema
  ) throws(Diagnostic) {
    kind = mapping.kind
    cells = FieldCells(config: config)
    self.emptyMarks = emptyMarks
    self.width = width
    plans = mapping.assignments.filter { $0.target != .ignored }.map { assignment in
      let column = assignment.column
      return Plan(
        column: column, target: assignment.target,
        field: RowDecoder.field(assignment.target, kind: mapping.kind, schema: schema),
        format: formats[column.position] ?? CellFormat(), valueMap: valueMaps[column.position] ?? [:])
    }
    var constantRow = DecodedRow(line: 0)
    for entry in constants {
      let target = try ColumnTarget.parse(entry.key, kind: mapping.kind, schema: schema)
      let column = Column(position: -1, title: entry.key, address: entry.key)
      let plan = Plan(
        column: column, target: target, field: RowDecoder.field(target, kind: mapping.kind, schema: schema),
        format: CellFormat(), valueMap: [:])
      RowDecoder.add(entry.value, plan, kind: mapping.kind, cells: cells, to: &constantRow)
      if let problem = constantRow.problems.first { throw Diagnostic(.invalidValue, problem) }
      if case .field(let key) = target { constantRow.constants.insert(key) }
    }
    self.constants = constantRow
  }

  private static func field(_ target: ColumnTarget, kind: Kind, schema: Schema) -> Field? {
    switch target {
    case .field(let key): schema[kind][key]
    case .link(let link, let key): schema[kind][link]?.type.referencedKind.flatMap { schema[$0][key] }
    case .id, .outcome, .extra, .ignored: nil
    }
  }

  /// The fields by which rows mention other records.
  var linkedFields: Set<String> {
    var fields = Set(constants.links.keys)
    for plan in plans { if case .link(let field, _) = plan.target { fields.insert(field) } }
    return fields
  }

  func decode(_ row: Row) -> DecodedRow {
    var decoded = DecodedRow(line: row.line)
    // The name and the time of creation may come besides.
    decoded.values.reserveCapacity(plans.count + 2)
    if row.cells.count > width, row.cells[width...].contains(where: { !CellText.trimmed($0).isEmpty }) {
      decoded.problems.append("the row has \(row.cells.count) cells, the header \(width)")
    }
    for case .runaway(let line) in row.faults.map(\.reason) {
      decoded.problems.append(
        "a quote opens here that only line \(line) closes, over what look like other rows: close it")
    }
    for plan in plans where plan.column.position < row.cells.count {
      var text = CellText.value(row.cells[plan.column.position], emptyMarks: emptyMarks)
      if !plan.valueMap.isEmpty, let mapped = plan.valueMap[RowDecoder.mapKey(text)] { text = mapped }
      if text.isEmpty { continue }
      RowDecoder.add(text, plan, kind: kind, cells: cells, to: &decoded)
    }
    addConstants(to: &decoded)
    return decoded
  }

  /// A cell as value maps compare it.
  static func mapKey(_ text: String) -> String { CellText.trimmed(text).lowercased() }

  private func addConstants(to row: inout DecodedRow) {
    for (key, value) in constants.values { row.values[key] = value }
    row.constants = constants.constants
    if let stage = constants.stage { row.stage = stage }
    if let pipeline = constants.pipeline { row.pipeline = pipeline }
    if let outcome = constants.outcome { row.outcome = outcome }
    for (key, link) in constants.links { row.links[key] = link }
  }

  private static func add(
    _ text: String, _ plan: Plan, kind: Kind, cells: FieldCells, to row: inout DecodedRow
  ) {
    switch plan.target {
    case .id: row.id = row.id ?? text
    case .outcome: row.outcome = row.outcome ?? text
    case .extra: row.extra.append(MapEntry(plan.column.address, .text(text)))
    case .ignored: break
    case .field("stage") where kind == .deal: row.stage = row.stage ?? text
    case .field("pipeline") where kind == .deal: row.pipeline = row.pipeline ?? text
    case .link(let link, "id"): row.links[link, default: LinkedValues()].id = text
    case .field(let key):
      guard let value = read(text, plan, cells, &row) else { return }
      merge(value, key, field: plan.field, into: &row.values)
      addCurrency(text, key, of: plan.field, in: &row.values, format: plan.format)
    case .link(let link, let key):
      guard let value = read(text, plan, cells, &row) else { return }
      merge(value, key, field: plan.field, into: &row.links[link, default: LinkedValues()].values)
    }
  }

  private static func read(_ text: String, _ plan: Plan, _ cells: FieldCells, _ row: inout DecodedRow)
    -> Value?
  {
    guard let field = plan.field else { return nil }
    do throws(CellProblem) {
      return try cells.value(text, field: field, format: plan.format)
    } catch {
      row.problems.append("\(plan.column.address): \(error.message)")
      return nil
    }
  }

  /// Several columns of one target: lists are joined, notes follow each other, of the rest the first counts.
  private static func merge(_ value: Value, _ key: String, field: Field?, into values: inout [String: Value])
  {
    guard let present = values[key] else {
      values[key] = value
      return
    }
    if case .list(let old) = present, case .list(let new) = value {
      values[key] = .list(old + new.filter { !old.contains($0) })
    } else if field?.type == .notes, let old = present.text, let new = value.text, !old.contains(new) {
      values[key] = .text(old + "\n" + new)
    }
  }

  /// `1 200 ₽` says its currency where no column does.
  private static func addCurrency(
    _ text: String, _ key: String, of field: Field?, in values: inout [String: Value], format: CellFormat
  ) {
    guard field?.type == .money, values["currency"] == nil, let code = NumberCell(text)?.currency else {
      return
    }
    values["currency"] = .text(code)
  }
}
