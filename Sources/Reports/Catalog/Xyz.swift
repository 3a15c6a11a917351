import Dates
import Diagnostics
import Records

extension Report {
  static let xyz = Report(
    name: "xyz", title: "XYZ",
    doc: """
      How evenly clients buy, or with --by product how evenly products sell: the coefficient of variation of the revenue \
      per month over all months of the period, the population's standard deviation ÷ the mean; a month without revenue \
      counts as 0. X is below 10 %, Y up to 25 %, Z beyond; --limits moves both. Without a period the months run from \
      that of the first purchase to the present one. A mean of 0 has no class. Revenue is that of abc. The \
      steadiest come first; of those with equal percentages the one who brought most.
      """,
    options: [.period, .pipeline, .by, .asOf, .currency, .limits],
    groupings: [.owner, .source, .tag, .product], subjectGrouping: .product,
    whenEmpty: "nothing was sold",
    kinds: .business, columns: XyzLine.columns,
    charts: [
      .bars("cv", by: "currency", "name"), .rowCount("Number", by: "currency", "class"),
      .bars(sumOf: "revenue", by: "class"),
    ]
  ) { input throws(Diagnostic) in
    let limits = try ClassLimits(input, usual: .xyz)
    let sales = Sales(input, isDated: true)
    guard let months = input.months(of: sales.all.compactMap(\.day)) else {
      return try sales.groups(input).rows(notes: sales.notes) { _ in [] }
    }
    let totals = SalesLine.totals(sales.all).map { XyzLine($0, months: months.count, nil) }
    return try sales.groups(input).rows(totals: totals, notes: XyzLine.notes(months, input) + sales.notes) {
      SalesLine.lines($0).flatMap { XyzLine.ordered($0.lines, months: months.count, limits) }
    }
  }
}

extension SalesLine {
  /// How evenly the revenue is spread over so many months.
  func variation(months count: Int) -> Variation {
    Variation(months.values, months: count, decimals: Currency.decimals(currency) ?? 2)
  }
}

/// What a client, or a product, brought in one currency, and how evenly.
struct XyzLine {
  let sales: SalesLine
  let months: Int
  let variation: Variation
  /// In percent, with one decimal.
  let percent: Decimal?
  /// Nil in a total, and where the mean is 0.
  let grade: String?

  /// Without limits there is no class.
  init(_ sales: SalesLine, months: Int, _ limits: ClassLimits?) {
    self.sales = sales
    self.months = months
    variation = sales.variation(months: months)
    percent = variation.percent
    grade = limits.flatMap(variation.grade)
  }

  /// The steadiest first, those without a class last; of equal ones the greatest revenue.
  fileprivate static func ordered(_ lines: [SalesLine], months: Int, _ limits: ClassLimits) -> [XyzLine] {
    let found = lines.map { XyzLine($0, months: months, limits) }
    return found.enumerated().sorted { a, b in
      guard let left = a.element.percent, let right = b.element.percent else {
        return a.element.percent == nil && b.element.percent == nil
          ? a.offset < b.offset : a.element.percent != nil
      }
      return left == right ? a.offset < b.offset : left < right
    }.map(\.element)
  }

  /// Which months were counted, and those among them that are still to come.
  static func notes(_ months: ClosedRange<Int>, _ input: ReportInput) -> [String] {
    let names = [months.lowerBound, months.upperBound].map(CivilDate.monthName)
    var notes = [
      "\(months.count) \(months.count == 1 ? "month" : "months"): \(names[0])"
        + (months.count == 1 ? "" : " to \(names[1])")
    ]
    let ahead = months.upperBound - max(input.today.monthNumber, months.lowerBound - 1)
    if ahead > 0 {
      notes.append(
        "\(ahead) of them \(ahead == 1 ? "has" : "have") not begun and \(ahead == 1 ? "counts" : "count") as 0"
      )
    }
    return notes
  }

  private var decimals: Int { Currency.decimals(sales.currency) ?? 2 }

  fileprivate static let columns: [ReportColumn<XyzLine>] =
    ReportColumn.subject { $0.sales } + [
      .money("mean", "Mean a month") { line in
        Figures.quotient(line.sales.revenue, by: Decimal(line.months), decimals: line.decimals)
          .map { MoneySum($0, line.sales.currency) }
      }.means("revenue ÷ months of the period", from: SalesLine.basis),
      .money("deviation", "Deviation") { line in
        line.variation.deviation(decimals: line.decimals).map { MoneySum($0, line.sales.currency) }
      }.means("√(Σ (revenue of a month − mean)² ÷ months of the period)", from: SalesLine.basis),
      .percent("cv", "Variation %") { $0.percent }
        .means("deviation ÷ mean × 100, from the exact numbers", from: SalesLine.basis),
      .text("class", "Class") { $0.grade }.means(
        "X where the variation is below 10 %, Y up to 25 %, Z beyond, none where the mean is 0; --limits moves both",
        from: SalesLine.basis),
    ]
}
