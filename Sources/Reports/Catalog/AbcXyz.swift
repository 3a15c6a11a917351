import Diagnostics
import Records

extension Report {
  static let abcXyz = Report(
    name: "abc-xyz", title: "ABC and XYZ",
    doc: """
      How many clients, or with --by product how many products, are in each class of abc (a row each) and of xyz (a \
      column each), and what part of the currency's revenue they bring; the limits are the usual ones. Purchases without \
      a closing time, which have no month, are in neither.
      """,
    options: [.period, .pipeline, .by, .asOf, .currency],
    groupings: [.owner, .source, .tag, .product], subjectGrouping: .product,
    whenEmpty: "nothing was sold",
    kinds: .business, columns: GradeRow.columns
  ) { input throws(Diagnostic) in
    let sales = Sales(input, isDated: true)
    guard let months = input.months(of: sales.all.compactMap(\.day)) else {
      return try sales.groups(input).rows(notes: sales.notes) { _ in [] }
    }
    let totals = GradeRow.totals(GradeRow.rows(sales.all, months: months.count))
    return try sales.groups(input).rows(
      totals: input.by == nil || input.isAboutProducts ? totals : [],
      notes: XyzLine.notes(months, input) + sales.notes
    ) { GradeRow.rows($0, months: months.count) }
  }
}

/// The clients, or products, of one currency in one class of abc, by their class of xyz.
private struct GradeRow {
  let currency: String
  /// Nil in a total.
  let grade: String?
  /// Of all in the currency.
  let whole: Decimal
  /// By class of xyz; under none what has no class.
  var counts: [String?: Int] = [:]
  var revenues: [String?: Decimal] = [:]

  /// Three rows a currency; a fourth one where the revenue is not above 0, and nothing has a class of abc.
  static func rows(_ sales: [Sale], months: Int) -> [GradeRow] {
    var rows: [GradeRow] = []
    let lines = AbcLine.ranked(sales, .abc)
    for (currency, lines) in Dictionary(grouping: lines, by: { $0.sales.currency }).sorted(by: {
      $0.key < $1.key
    }) {
      let whole = lines.first?.whole ?? .zero
      let grades: [String?] = whole > .zero ? ["A", "B", "C"] : [nil]
      for grade in grades {
        var row = GradeRow(currency: currency, grade: grade, whole: whole)
        for line in lines where line.grade == grade {
          let column = line.sales.variation(months: months).grade(.xyz)
          row.counts[column, default: 0] += 1
          row.revenues[column, default: .zero] += line.sales.revenue
        }
        rows.append(row)
      }
    }
    return rows
  }

  static func totals(_ rows: [GradeRow]) -> [GradeRow] {
    Dictionary(grouping: rows, by: \.currency).sorted { $0.key < $1.key }.map { currency, rows in
      rows.reduce(into: GradeRow(currency: currency, grade: nil, whole: rows.first?.whole ?? .zero)) {
        sum, row in
        sum.counts.merge(row.counts, uniquingKeysWith: +)
        sum.revenues.merge(row.revenues, uniquingKeysWith: +)
      }
    }
  }

  func share(_ column: String) -> Decimal? { Figures.percent(revenues[column] ?? .zero, of: whole) }

  static let columns: [ReportColumn<GradeRow>] =
    [
      .text("currency", "Currency", .hiddenWhenConstant) { $0.currency }
        .means(
          "each currency has rows of its own", from: "currency, else the repository's; --currency converts"),
      .text("class", "Class") { $0.grade }.means("the class of abc", from: SalesLine.basis),
    ]
    + ["X", "Y", "Z"].map { column in
      .count(column.lowercased(), column) { $0.counts[column] ?? 0 }
        .means(
          "number of clients, or products, of this class of abc and class \(column) of xyz",
          from: SalesLine.basis)
    } + [
      .count("unclassed", "No class") { $0.counts[nil] ?? 0 }
        .means("number of those whose mean a month is 0", from: SalesLine.basis),
      .money("revenue", "Revenue") { row in
        MoneySum(row.revenues.values.reduce(.zero, +), row.currency)
      }.means("Σ amount", from: SalesLine.basis),
    ]
    + ["X", "Y", "Z"].map { column in
      .percent(column.lowercased() + "_share", column + " share %") { $0.share(column) }
        .means(
          "revenue of those in class \(column) ÷ revenue of all in the currency × 100", from: SalesLine.basis)
    }
}
