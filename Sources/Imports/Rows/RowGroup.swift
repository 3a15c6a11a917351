import Diagnostics
import Records

/// What a line of a deal sells.
struct ItemCells: Sendable, Hashable {
  var product: String?
  var price: Decimal?
  var quantity: Decimal?
  var unit: String?
  /// In per cent.
  var discount: Decimal?
  var tax: Decimal?
  /// The cells as they are, by the address of their column.
  var cells: [MapEntry] = []

  var isEmpty: Bool { cells.isEmpty }

  /// What the line comes to, to the cent; nil where its price or quantity is not known, or a discount or tax is part of it.
  var sum: Decimal? {
    guard let price, let quantity, discount == nil, tax == nil else { return nil }
    return (price * quantity).rounded(to: 2)
  }
}

/// The parts of a line of a deal that columns hold. The raw values are what mappings call them.
package enum ItemPart: String, Sendable, CaseIterable {
  case product, price, quantity, unit, discount, tax
}

extension RowDecoder {
  /// Decodes rows that make one record together.
  func decode(group members: [Row]) -> DecodedRow {
    let rows = members.map { decode($0) }
    guard var whole = rows.first else { return DecodedRow(place: .line(0)) }
    for (row, source) in zip(rows, members).dropFirst() { join(row, source, to: &whole) }
    whole.items = rows.flatMap(\.items)
    if !whole.constants.contains("amount"), let amount = DealSum.amount(of: rows) {
      whole.values["amount"] = .number(amount)
    }
    return whole
  }

  private func join(_ row: DecodedRow, _ source: Row, to whole: inout DecodedRow) {
    for (key, value) in row.values where key != "amount" {
      guard let present = whole.values[key] else {
        whole.values[key] = value
        if row.derived.contains(key) { whole.derived.insert(key) }
        continue
      }
      switch (present, value) {
      case (.list(let old), .list(let new)):
        whole.values[key] = .list(old.united(with: new))
      case (.text(let old), .text(let new)) where key == "notes" || key == "text":
        if !old.contains(new) { whole.values[key] = .text(old + "\n" + new) }
      default: if present != value { keep(.field(key), of: source, in: &whole) }
      }
    }
    join(row.id, \.id, .id, source, &whole)
    join(row.stage, \.stage, .field("stage"), source, &whole)
    join(row.pipeline, \.pipeline, .field("pipeline"), source, &whole)
    join(row.outcome, \.outcome, .outcome, source, &whole)
    for (key, link) in row.links { join(link, key, source, to: &whole) }
    for entry in row.extra { ExtraEntries.join(entry, to: &whole.extra) }
    whole.notes += row.notes.filter { !whole.notes.contains($0) }
    whole.problems += row.problems.filter { !whole.problems.contains($0) }
  }

  private func join(
    _ word: String?, _ path: WritableKeyPath<DecodedRow, String?>, _ target: ColumnTarget, _ source: Row,
    _ whole: inout DecodedRow
  ) {
    if whole[keyPath: path] == nil { whole[keyPath: path] = word }
    if let word, word != whole[keyPath: path] { keep(target, of: source, in: &whole) }
  }

  private func join(_ link: LinkedValues, _ key: String, _ source: Row, to whole: inout DecodedRow) {
    guard var present = whole.links[key] else {
      whole.links[key] = link
      return
    }
    if present.id == nil { present.id = link.id }
    if let id = link.id, id != present.id { keep(.link(field: key, key: "id"), of: source, in: &whole) }
    for (field, value) in link.values {
      switch (present.values[field], value) {
      case (nil, _): present.values[field] = value
      case (.list(let old)?, .list(let new)):
        present.values[field] = .list(old.united(with: new))
      case (let old?, _): if old != value { keep(.link(field: key, key: field), of: source, in: &whole) }
      }
    }
    whole.links[key] = present
  }

  private func keep(_ target: ColumnTarget, of source: Row, in whole: inout DecodedRow) {
    for cell in sources(of: target, in: source) {
      whole.keep(
        cell.text, of: cell.column, because: "an earlier row of the same \(kindName) says something else")
    }
  }
}

/// The amount of a deal that is written as a row for each product.
enum DealSum {
  /// The sum of the rows' amounts; but an amount that is not its own row's price times quantity is the whole deal's, as
  /// Bitrix24 writes it beside products that are in no catalogue.
  static func amount(of rows: [DecodedRow]) -> Decimal? {
    let amounts = rows.compactMap { $0.values["amount"]?.number }
    guard var total = amounts.first, rows.count > 1 else { return nil }
    var whole: Set<String> = []
    for row in rows {
      guard let amount = row.values["amount"]?.number else { continue }
      let sums = row.items.compactMap(\.sum)
      if let sum = sums.first, sum != amount.rounded(to: 2) { whole.insert(amount.trimmed.description) }
    }
    if whole.count == 1, let text = whole.first, let amount = Decimal(text) { return amount }
    for amount in amounts.dropFirst() { total = total + amount }
    return total
  }
}
