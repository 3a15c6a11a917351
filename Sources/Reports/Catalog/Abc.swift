import Diagnostics
import Records

extension Report {
  static let abc = Report(
    name: "abc", title: "ABC",
    doc: """
      Clients by what they bought in the period (all time by default), or products with --by product. Those that bring \
      the first 80 % of the revenue of a currency are of class A, those up to 95 % of B, the rest of C; --limits moves \
      both. Whoever crosses a limit belongs to the higher class. A client is the company of a won deal, else its \
      contact. A product's revenue is what its lines come to, discounts and taxes included; an item without a price takes \
      its product's, by the price list, and where there is none and nothing else is sold the deal's amount.
      """,
    options: [.period, .pipeline, .by, .asOf, .currency, .limits],
    groupings: [.owner, .source, .tag, .month, .product], subjectGrouping: .product,
    whenEmpty: "nothing was sold",
    kinds: .business, columns: AbcLine.columns,
    charts: [
      .pareto("revenue", cumulative: "cumulative", by: "currency", "name"),
      .rowCount("Number", by: "currency", "class"), .bars(sumOf: "revenue", by: "class"),
    ]
  ) { input throws(Diagnostic) in
    let limits = try ClassLimits(input, usual: .abc)
    let sales = Sales(input, isDated: false)
    let lines = AbcLine.ranked(sales.all, limits)
    let notes = input.by == nil || input.isAboutProducts ? AbcLine.notes(lines) : []
    return try sales.groups(input).rows(
      totals: SalesLine.totals(sales.all).map { AbcLine($0) }, notes: notes + sales.notes
    ) { AbcLine.ranked($0, limits) }
  }
}

/// What a client, or a product, brought in one currency, and its place among the others.
struct AbcLine {
  let sales: SalesLine
  /// The revenue of all in the currency, and of those up to this one.
  let whole: Decimal
  let cumulative: Decimal
  /// Nil in a total, and where the revenue of all is not above 0.
  let grade: String?

  /// A line of everything.
  fileprivate init(_ total: SalesLine) {
    sales = total
    whole = total.revenue
    cumulative = total.revenue
    grade = nil
  }

  private init(_ sales: SalesLine, before: Decimal, whole: Decimal, _ limits: ClassLimits) {
    self.sales = sales
    self.whole = whole
    cumulative = before + sales.revenue
    func isBelow(_ limit: Decimal) -> Bool { before * Decimal(100) < limit * whole }
    grade = whole > .zero ? isBelow(limits.first) ? "A" : isBelow(limits.second) ? "B" : "C" : nil
  }

  /// The lines of each currency, the greatest revenue first.
  static func ranked(_ sales: [Sale], _ limits: ClassLimits) -> [AbcLine] {
    SalesLine.lines(sales).flatMap { _, lines -> [AbcLine] in
      let whole = lines.reduce(Decimal.zero) { $0 + $1.revenue }
      var before = Decimal.zero
      return lines.map { line in
        defer { before += line.revenue }
        return AbcLine(line, before: before, whole: whole, limits)
      }
    }
  }

  /// How many of each currency are in each class.
  fileprivate static func notes(_ lines: [AbcLine]) -> [String] {
    Dictionary(grouping: lines) { $0.sales.currency }.sorted { $0.key < $1.key }.map { currency, lines in
      guard lines.contains(where: { $0.grade != nil }) else {
        return "no classes in \(currency): the revenue is not above 0"
      }
      let counts = ["A", "B", "C"].map { grade in "\(grade) \(lines.count { $0.grade == grade })" }
      return "\(currency): " + counts.joined(separator: ", ")
    }
  }

  fileprivate static let columns: [ReportColumn<AbcLine>] =
    ReportColumn.subject { $0.sales } + [
      .percent("share", "Share %") { Figures.percent($0.sales.revenue, of: $0.whole) }
        .means("revenue ÷ revenue of all in the currency × 100", from: SalesLine.basis),
      .percent("cumulative", "Cumulative %") { Figures.percent($0.cumulative, of: $0.whole) }
        .means(
          "revenue of this and all greater ones ÷ revenue of all in the currency × 100", from: SalesLine.basis
        ),
      .text("class", "Class") { $0.grade }.means(
        "A where the cumulative share of those before is below 80 %, B where it is below 95 %, else C; --limits moves both",
        from: SalesLine.basis),
    ]
}

extension SalesLine {
  /// What the columns of sales are counted from.
  static let basis = "deals that are won, by closed, amount and currency; with --by product their items"
}

extension ReportColumn {
  /// The columns that say whom or what a line is about, and what it brought.
  static func subject(_ line: @escaping @Sendable (Row) -> SalesLine) -> [ReportColumn] {
    [
      .text("ref", "Ref") { line($0).subject?.ref }
        .means("the record's ref", from: "companies, contacts or products"),
      .text("name", "Name") { line($0).subject?.name }
        .means("the deal's company, else its contact; with --by product the product", from: SalesLine.basis),
      .text("currency", "Currency", .hiddenWhenConstant) { line($0).currency }
        .means(
          "each currency has lines of its own", from: "currency, else the repository's; --currency converts"),
      .count("deals", "Deals") { line($0).deals }.means(
        "number of deals with an amount", from: SalesLine.basis),
      .money("revenue", "Revenue") { line($0).money }.means("Σ amount", from: SalesLine.basis),
    ]
  }
}
