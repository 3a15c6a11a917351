import Dates
import Diagnostics
import Records
import Text

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

    var isPostalCode: Bool { field?.key == "postal_code" }

    /// Whether cells become text of any kind.
    var isText: Bool {
      switch field?.type.element {
      case .text?, .notes?, .tag?, .link?, nil: true
      default: false
      }
    }
  }

  private let kind: Kind
  private let plans: [Plan]
  let cells: FieldCells
  private let emptyMarks: Set<String>
  private let constants: DecodedRow
  private let width: Int
  private let own: OwnTable?

  init(
    mapping: ColumnMapping, width: Int, formats: [Int: CellFormat], own: OwnTable? = nil,
    valueMaps: [Int: [String: String]], constants: [Preset.Entry], emptyMarks: Set<String>, config: Config,
    schema: Schema, today: CivilDate
  ) throws(Diagnostic) {
    kind = mapping.kind
    cells = FieldCells(config: config, today: today, isOwn: own != nil)
    self.own = own
    self.emptyMarks = emptyMarks
    self.width = width
    plans = mapping.assignments.filter { $0.target != .ignored }.map { assignment in
      let column = assignment.column
      return Plan(
        column: column, target: assignment.target,
        field: RowDecoder.field(assignment.target, kind: mapping.kind, schema: schema),
        format: formats[column.position] ?? CellFormat(), valueMap: valueMaps[column.position] ?? [:])
    }
    var constantRow = DecodedRow(place: .line(0))
    for entry in constants {
      let target = try ColumnTarget.parse(entry.key, kind: mapping.kind, schema: schema)
      let column = Column(position: -1, title: entry.key, address: entry.key)
      let plan = Plan(
        column: column, target: target, field: RowDecoder.field(target, kind: mapping.kind, schema: schema),
        format: CellFormat(), valueMap: [:])
      RowDecoder.add(.text(entry.value), plan, kind: mapping.kind, cells: cells, to: &constantRow)
      let note = constantRow.notes.first.map { "\($0.column): \($0.reason)" }
      if let problem = constantRow.problems.first ?? note { throw Diagnostic(.invalidValue, problem) }
      if case .field(let key) = target { constantRow.constants.insert(key) }
    }
    self.constants = constantRow
  }

  private static func field(_ target: ColumnTarget, kind: Kind, schema: Schema) -> Field? {
    switch target {
    case .field(let key): schema[kind][key]
    case .link(let link, let key): schema[kind][link]?.type.referencedKind.flatMap { schema[$0][key] }
    case .id, .outcome, .namePart, .item, .call, .refusal, .extra, .ignored: nil
    }
  }

  /// True where rows are the call records of an exchange.
  var isOfCalls: Bool { plans.contains { $0.target == .call(.start) } }

  var kindName: String { kind.rawValue }

  /// The fields by which rows mention other records.
  var linkedFields: Set<String> {
    var fields = Set(constants.links.keys)
    if isOfCalls { fields.insert("contact") }
    for plan in plans { if case .link(let field, _) = plan.target { fields.insert(field) } }
    return fields
  }

  func decode(_ row: Row) -> DecodedRow {
    var decoded = DecodedRow(place: row.place)
    // The name and the time of creation may come besides.
    decoded.values.reserveCapacity(plans.count + 2)
    if row.cells.count > width, row.cells[width...].contains(where: { !CellText.trimmed($0.text).isEmpty }) {
      decoded.problems.append("the row has \(row.cells.count) cells, the header \(width)")
    }
    for fault in row.faults {
      switch fault.reason {
      case .runaway(let line):
        decoded.problems.append(
          "a quote opens here that only line \(line) closes, over what look like other rows: close it")
      case .unreadable(let reason):
        (decoded.problems, decoded.isUnreadable) = ([reason], true)
        return decoded
      case .unclosedQuote, .strayBytes, .nuls, .oddity: break
      }
    }
    for plan in plans where plan.column.position < row.cells.count {
      let cell = cell(of: plan, in: row)
      if cell.isEmpty { continue }
      RowDecoder.add(cell, plan, kind: kind, cells: cells, to: &decoded)
    }
    fillPostalCodes(&decoded, from: row)
    addCurrencyOfTitle(to: &decoded)
    addConstants(to: &decoded, from: row)
    if !decoded.notes.isEmpty { leaveAmountsWithoutCurrency(&decoded, from: row) }
    decoded.keepRemarks()
    return decoded
  }

  /// Gives codes that the file has as numbers their zeros back, by the country of the row.
  private func fillPostalCodes(_ decoded: inout DecodedRow, from row: Row) {
    for plan in plans where plan.isPostalCode && plan.column.position < row.cells.count {
      guard case .number(let number) = row.cells[plan.column.position] else { continue }
      func filled(_ values: [String: Value]) -> Value? {
        guard values["postal_code"] == .text(number.description),
          let country = PostalCodes.country(values["country"]?.text, orElse: cells.config.country)
        else { return nil }
        return PostalCodes.filled(number.description, country: country).map { .text($0) }
      }
      switch plan.target {
      case .field(let key): if let code = filled(decoded.values) { decoded.values[key] = code }
      case .link(let link, let key):
        if let code = decoded.links[link].flatMap({ filled($0.values) }) {
          decoded.links[link]?.values[key] = code
        }
      case .id, .outcome, .namePart, .item, .call, .refusal, .extra, .ignored: break
      }
    }
  }

  /// The cell as its file means it: without blanks, marks for nothing, and words that stand for others.
  private func cell(of plan: Plan, in row: Row) -> SourceCell {
    var cell = row.cells[plan.column.position]
    switch cell {
    case .text(let text):
      cell = .text(own?.text(text) ?? CellText.value(text, emptyMarks: emptyMarks, isText: plan.isText))
    case .linked(let text, let target):
      cell = .linked(CellText.value(text, emptyMarks: emptyMarks, isText: plan.isText), target: target)
    default: break
    }
    if plan.valueMap.isEmpty { return cell }
    return plan.valueMap[RowDecoder.mapKey(cell.text)].map { .text($0) } ?? cell
  }

  /// What columns tell of the record that a field links to.
  func targets(linking field: String) -> [ColumnTarget] {
    var targets: [ColumnTarget] = []
    for case .link(field, let key) in plans.map(\.target)
    where !targets.contains(.link(field: field, key: key)) {
      targets.append(.link(field: field, key: key))
    }
    return targets
  }

  /// A filled cell with its column, and what its own reader makes of it.
  struct ReadCell {
    let column: Column
    let text: String
    let value: Value?
  }

  /// The filled cells of a row that become this.
  func sources(of target: ColumnTarget, in row: Row) -> [ReadCell] {
    var found: [ReadCell] = []
    for plan in plans where plan.target == target && plan.column.position < row.cells.count {
      let cell = cell(of: plan, in: row)
      if cell.isEmpty { continue }
      let value = plan.field.flatMap { cells.reading(cell, field: $0, format: plan.format).value }
      found.append(ReadCell(column: plan.column, text: cell.text, value: value))
    }
    return found
  }

  /// A cell as value maps compare it.
  static func mapKey(_ text: String) -> String { CellText.trimmed(text).lowercased() }

  private func addConstants(to row: inout DecodedRow, from source: Row) {
    for (key, value) in constants.values {
      if case .list(let own)? = row.values[key], case .list(let added) = value {
        row.values[key] = .list(own.united(with: added))
        continue
      }
      let overridden = row.values.updateValue(value, forKey: key)
      if let overridden, overridden != value { keepOverridden(.field(key), in: source, &row) }
    }
    row.constants = constants.constants
    if let stage = constants.stage {
      override(&row.stage, by: stage, .field("stage"), in: source, &row.extra)
    }
    if let pipeline = constants.pipeline {
      override(&row.pipeline, by: pipeline, .field("pipeline"), in: source, &row.extra)
    }
    if let outcome = constants.outcome {
      override(&row.outcome, by: outcome, .outcome, in: source, &row.extra)
    }
    for (key, link) in constants.links {
      if let own = row.links[key], own != link {
        for plan in plans {
          if case .link(key, _) = plan.target { keepOverridden(plan.target, in: source, &row) }
        }
      }
      row.links[key] = link
    }
  }

  private func override(
    _ word: inout String?, by constant: String, _ target: ColumnTarget, in source: Row,
    _ extra: inout [MapEntry]
  ) {
    if let word, word != constant {
      for cell in sources(of: target, in: source) {
        ExtraEntries.add(MapEntry(cell.column.address, .text(cell.text)), to: &extra)
      }
    }
    word = constant
  }

  private func keepOverridden(_ target: ColumnTarget, in source: Row, _ row: inout DecodedRow) {
    for cell in sources(of: target, in: source) {
      ExtraEntries.add(MapEntry(cell.column.address, .text(cell.text)), to: &row.extra)
    }
  }

  /// An amount in a currency that nobody knows is no amount of another one.
  private func leaveAmountsWithoutCurrency(_ row: inout DecodedRow, from source: Row) {
    guard row.values["currency"] == nil else { return }
    let unread = plans.contains { plan in
      plan.target == .field("currency") && row.notes.contains { $0.column == plan.column.address }
    }
    guard unread else { return }
    for plan in plans where plan.field?.type == .money {
      guard case .field(let key) = plan.target, row.values.removeValue(forKey: key) != nil else { continue }
      for cell in sources(of: plan.target, in: source) {
        row.keep(cell.text, of: cell.column, because: "the currency of \"\(cell.text)\" is not known")
      }
    }
  }

  private static func add(
    _ cell: SourceCell, _ plan: Plan, kind: Kind, cells: FieldCells, to row: inout DecodedRow
  ) {
    let text = cell.text
    if case .linked(_, let target) = cell, plan.target != .ignored,
      !CellLink.isUsed(target, by: plan.field?.type)
    {
      ExtraEntries.add(MapEntry(plan.column.address + " (link)", .text(target)), to: &row.extra)
    }
    switch plan.target {
    case .id: note(first(text, &row.id), text, plan, &row)
    case .outcome: note(first(text, &row.outcome), text, plan, &row)
    case .namePart(let key): note(first(text, &row.nameParts[key]), text, plan, &row)
    case .extra: row.extra.append(MapEntry(plan.column.address, .text(FieldCells.lines(text))))
    case .ignored: break
    case .item(let part): addItem(text, part, plan, &row)
    case .call(let role):
      row.call[role] = text
      if !role.isTold { row.extra.append(MapEntry(plan.column.address, .text(text))) }
    case .refusal(let channel):
      switch ChoiceWords.refusal(text) {
      case true?: _ = merge(.list([.text(channel.rawValue)]), "do_not_contact", field: nil, into: &row.values)
      case false?: break
      case nil: row.keep(text, of: plan.column, because: "\"\(text)\" does not say whether they said no")
      }
    case .field("stage") where kind == .deal: note(first(text, &row.stage), text, plan, &row)
    case .field("pipeline") where kind == .deal: note(first(text, &row.pipeline), text, plan, &row)
    case .link(let link, "id"): addIdentifiers(text, of: link, plan, &row)
    case .field(let key):
      guard let value = read(cell, plan, cells, &row) else { return }
      note(merge(value, key, field: plan.field, into: &row.values), text, plan, &row)
      addCurrency(text, key, of: plan.field, in: &row.values, format: plan.format)
    case .link(let link, let key):
      guard let value = read(cell, plan, cells, &row) else { return }
      let isTaken = merge(
        value, key, field: plan.field, into: &row.links[link, default: LinkedValues()].values)
      note(isTaken, text, plan, &row)
    }
  }

  private static func addItem(_ text: String, _ part: ItemPart, _ plan: Plan, _ row: inout DecodedRow) {
    if row.items.isEmpty { row.items.append(ItemCells()) }
    row.items[0].cells.append(MapEntry(plan.column.address, .text(text)))
    switch part {
    case .product: row.items[0].product = FieldCells.singleLine(text)
    case .price: row.items[0].price = NumberCell(text)?.number(mark: plan.format.mark)
    case .quantity: row.items[0].quantity = NumberCell(text)?.number(mark: plan.format.mark)
    case .unit: row.items[0].unit = FieldCells.singleLine(text)
    case .discount: row.items[0].discount = percent(text, plan)
    case .tax: row.items[0].tax = percent(text, plan)
    }
  }

  /// A share in per cent from 0 to 100, with or without its sign; nil for anything else.
  private static func percent(_ text: String, _ plan: Plan) -> Decimal? {
    guard let number = NumberCell(text)?.number(mark: plan.format.mark), number >= .zero,
      number <= Decimal(100)
    else { return nil }
    return number
  }

  /// HubSpot joins the identifiers of all records that a row mentions: the first is the one that there is room for.
  private static func addIdentifiers(_ text: String, of link: String, _ plan: Plan, _ row: inout DecodedRow) {
    let ids = text.utf8.contains(0x3b) ? CellText.parts(text, splittingCommas: false) : [text]
    guard let id = ids.first else { return }
    note(first(id, &row.links[link, default: LinkedValues()].id), text, plan, &row)
    guard ids.count > 1 else { return }
    row.links[link]?.mentioned = ids.count
    row.keep(text, of: plan.column, because: "there is room for one \(link), the first")
  }

  /// True when the text is the first there is, or the same.
  private static func first(_ text: String, _ place: inout String?) -> Bool {
    if place == nil { place = text }
    return place == text
  }

  private static func note(_ isTaken: Bool, _ text: String, _ plan: Plan, _ row: inout DecodedRow) {
    if isTaken { return }
    row.keep(text, of: plan.column, because: "another column of the row says something else")
  }

  private static func read(_ cell: SourceCell, _ plan: Plan, _ cells: FieldCells, _ row: inout DecodedRow)
    -> Value?
  {
    guard let field = plan.field else { return nil }
    let reading = cells.reading(cell, field: field, format: plan.format)
    let text = cell.text
    if let remark = reading.remark {
      row.remarks.append(DecodedRow.Remark(text: remark, cell: text, column: plan.column))
    }
    if let left = reading.left {
      // A record of the wrong person is worse than none.
      if reading.value == nil, field.type == .user {
        row.problems.append("\(plan.column.address): \(left)")
      } else {
        row.keep(text, of: plan.column, because: left)
      }
    }
    return reading.value
  }

  /// Several columns of one target: lists are joined, notes follow each other, of the rest the first counts. False for
  /// a value that finds its place taken.
  private static func merge(_ value: Value, _ key: String, field: Field?, into values: inout [String: Value])
    -> Bool
  {
    guard let present = values[key] else {
      values[key] = value
      return true
    }
    if case .list(let old) = present, case .list(let new) = value {
      values[key] = .list(old.united(with: new))
    } else if key == "address", let old = present.text, let new = value.text {
      // Programs that write a street in several lines have a column for each.
      if !old.contains(new) { values[key] = .text(old + ", " + new) }
    } else if field?.type == .notes, let old = present.text, let new = value.text {
      if !old.contains(new) { values[key] = .text(old + "\n" + new) }
    } else {
      return present == value
    }
    return true
  }

  /// A title such as `Бюджет ₸` says the currency of an amount that neither its cell nor a column gives one.
  private func addCurrencyOfTitle(to row: inout DecodedRow) {
    guard row.values["currency"] == nil else { return }
    for plan in plans {
      guard let code = plan.format.currency, case .field(let key) = plan.target, row.values[key] != nil else {
        continue
      }
      row.values["currency"] = .text(code)
      return
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
