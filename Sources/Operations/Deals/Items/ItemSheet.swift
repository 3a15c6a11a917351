import Diagnostics
import Facts
import JSON
import Output
import Records
import Rules

/// The items of a deal or an invoice with all their figures, as every face shows them.
struct ItemSheet {
  let record: Record
  let totals: ItemTotals

  init(_ record: Record, in workspace: Workspace) {
    self.record = record
    totals = ItemTotals(record, in: workspace.snapshot)
  }

  /// Whether the record has an amount that its items do not come to.
  var isAmountByHand: Bool { !totals.isEmpty && totals.isAmountByHand(record["amount"]?.number) }

  // MARK: Text

  /// The table as a card shows it.
  var lines: [String] {
    let text = TableRenderer.render(table)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0) }
  }

  /// The lines with their totals, for people: discount, tax and unit only where there are any.
  var table: Table {
    let hasUnit = totals.lines.contains { $0.unit != nil }
    var columns = [
      Column("position", "#", kind: .number), Column("product", "Item"),
      Column("quantity", "Quantity", kind: .number),
    ]
    if hasUnit { columns.append(Column("unit", "Unit")) }
    columns.append(Column("price", "Price", kind: .money))
    if totals.hasDiscount { columns.append(Column("discount", "Discount %", kind: .number)) }
    if totals.hasTax { columns.append(Column("tax", "Tax %", kind: .number)) }
    let isNet = totals.hasTax && !totals.terms.includesTax
    columns.append(Column("amount", isNet ? "Net" : "Amount", kind: .money))
    let rows = totals.lines.map { line -> [Cell] in
      var row: [Cell] = [
        .integer(line.place), .text(line.name), .number(line.quantity.trimmed.description),
      ]
      if hasUnit { row.append(.optional(line.unit)) }
      row.append(line.price.map(price) ?? .empty)
      if totals.hasDiscount { row.append(percent(line.wholeDiscount)) }
      if totals.hasTax { row.append(line.tax.map { .number($0.trimmed.description) } ?? .empty) }
      row.append(line.amounts.map { amount(totals.terms.includesTax ? $0.total : $0.beforeTax) } ?? .empty)
      return row
    }
    var table = Table(columns: columns, rows: rows)
    if totals.isEmpty { return Table(columns: [], notes: notes) }
    table.totals = sums.map { label, value in
      [.empty, .text(label)] + Array(repeating: .empty, count: columns.count - 3) + [amount(value)]
    }
    table.notes = notes
    return table
  }

  private func amount(_ number: Decimal) -> Cell {
    .money(amount: Currency.padded(number, totals.currency).description, currency: nil)
  }

  private func price(_ number: Decimal) -> Cell { amount(number) }

  private func percent(_ number: Decimal) -> Cell {
    number == .zero ? .empty : .number(number.trimmed.description)
  }

  /// What stands below the lines, in the order in which it adds up.
  private var sums: [(String, Decimal)] {
    let (amounts, within) = (totals.amounts, totals.terms.includesTax)
    var sums: [(String, Decimal)] = []
    if totals.hasDiscount { sums += [("Subtotal", amounts.subtotal), ("Discount", -amounts.discount)] }
    let taxes = totals.taxes.map { share in
      ("Tax \(share.rate.trimmed) %" + (within ? ", contained" : ""), share.tax)
    }
    if totals.hasTax, !within { sums += [("Net", amounts.net)] + taxes }
    sums.append(("Total, \(totals.currency)", amounts.total))
    if totals.hasTax, within { sums += taxes }
    return sums
  }

  private var notes: [String] {
    var notes: [String] = []
    if let list = totals.terms.priceList, totals.lines.contains(where: { $0.priceFrom == .list(list) }) {
      notes.append("prices by list \(list)")
    }
    for line in totals.lines {
      guard let problem = line.problem, line.amounts == nil || problem != .noPrice else { continue }
      notes.append("\(line.place) \(line.name): \(problem.words(currency: totals.currency))")
    }
    if isAmountByHand, let amount = record["amount"]?.number {
      let given = Currency.text(amount, record.text("currency"))
      notes.append(
        "the amount \(given) was given by hand"
          + (record.kind == .deal
            ? "; to take what the items come to: \(ItemSheet.handingBack(record))" : ""))
    }
    return notes
  }

  /// The command by which an amount follows the items again.
  static func handingBack(_ deal: Record) -> CommandLine {
    CommandLine("deals set", "\(deal.id)").field("amount", .known(""))
  }

  // MARK: Shapes

  static let schema = ObjectSchema<ItemSheet>(
    "item_sheet", "The items of a deal with all their figures.",
    [
      Member("deal", .object(RecordLink.schema.schema), "The deal.") { link($0.record) },
      .text("currency", "ISO 4217 code of all amounts.") { $0.totals.currency },
      .optionalText("price_list", "The price list that holds: the deal's, else its company's.") {
        $0.totals.terms.priceList
      },
      number("discount", "Taken off the whole, in per cent.") { $0.totals.terms.discount },
      number("tax", "Tax of lines that have none of their own, in per cent.") { $0.totals.terms.tax },
      .flag("tax_included", "Whether prices contain the tax.") { $0.totals.terms.includesTax },
      .objects("items", "The lines.", lineSchema) { $0.totals.lines },
      money("subtotal", "Before all discounts; with tax where prices contain it.") {
        $0.totals.amounts.subtotal
      },
      money("discount_total", "What the discounts take off.") { $0.totals.amounts.discount },
      money("net", "Without tax.") { $0.totals.amounts.net },
      .objects("taxes", "The tax by rate, the greatest first.", taxSchema) { $0.totals.taxes },
      money("tax_total", "All tax.") { $0.totals.amounts.tax },
      money("total", "What the items come to: the sum of the lines.") { $0.totals.amounts.total },
      .flag("complete", "Whether every line has a price.") { $0.totals.isComplete },
      Member("amount", .optional(.decimal), "The deal's amount.") {
        .optional($0.record["amount"]?.number?.description)
      },
      .flag("amount_by_hand", "Whether the amount is another than what the items come to.") {
        $0.isAmountByHand
      },
    ])

  static let lineSchema = ObjectSchema<ItemLine>(
    "item_line", "A line of what is sold.",
    [
      .count("position", "Counted from 1.") { $0.place },
      Member(
        "product", .optional(.object(RecordLink.schema.schema)), "The product.", column: Column("product"),
        cell: { line, _ in .optional(line.name) }, json: { link($0) }),
      .optionalText("sku", "The product's stock number.") { $0.product?.text("sku") },
      number("quantity", "In packs where the unit is pack.") { $0.quantity },
      .optionalText("unit", "What is counted: pack, else the product's unit.") { $0.unit },
      number("units", "The quantity in units of the product.") { $0.units },
      Member(
        "price", .optional(.decimal), "Of one unit, or of one pack.", column: Column("price", kind: .money)
      ) { .optional($0.price?.description) },
      number("discount", "The line's own, in per cent.") { $0.discount },
      number("tax", "The rate that holds, in per cent.") { $0.tax },
      money("subtotal", "Quantity × price.") { $0.amounts?.subtotal },
      money("net", "After all discounts, without tax.") { $0.amounts?.net },
      money("tax_amount", "The tax.") { $0.amounts?.tax },
      money("amount", "What the line comes to, tax and discounts included.") { $0.amounts?.total },
      Member("problem", .optional(.text), "Why the line has no figures.") { line in
        .optional(line.problem?.words(currency: "the deal's currency"))
      },
    ])

  private static let taxSchema = ObjectSchema<ItemTotals.TaxShare>(
    "tax_share", "What one rate of tax comes to.",
    [
      number("rate", "In per cent.") { $0.rate }, money("net", "What it is of.") { $0.net },
      money("tax", "The tax.") { $0.tax },
    ])

  private static func link(_ record: Record) -> JSONValue { RecordLink.schema.json(RecordLink(record)) }

  /// The product; of one that is missing what the line says.
  private static func link(_ line: ItemLine) -> JSONValue {
    if let product = line.product { return link(product) }
    guard let reference = line.reference else { return .null }
    return RecordLink.schema.json(RecordLink(id: reference.id, ref: reference.stem, name: nil))
  }

  private static func number<Value>(
    _ key: String, _ doc: String, _ value: @escaping @Sendable (Value) -> Decimal?
  ) -> Member<Value> {
    Member(key, .optional(.number), doc, column: Column(key, kind: .number)) {
      value($0).map { .number($0.trimmed.description) } ?? .null
    }
  }

  private static func money<Value>(
    _ key: String, _ doc: String, _ value: @escaping @Sendable (Value) -> Decimal?
  ) -> Member<Value> {
    Member(key, .optional(.decimal), doc, column: Column(key, kind: .money)) {
      .optional(value($0)?.description)
    }
  }
}

extension ItemAmounts {
  /// After discounts and before tax, as lines of a document stand where tax is added below them.
  fileprivate var beforeTax: Decimal { net }
}
