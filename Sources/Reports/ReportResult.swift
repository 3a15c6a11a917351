package import Dates
package import Output
package import Records

package enum ReportValue: Sendable, Hashable {
  case missing
  case text(String)
  case count(Int)
  /// Percent, days and scores.
  case number(Decimal)
  case money(MoneySum)
  case time(Instant)
  /// A whole day among times, with the moment that stands for it where programs read.
  case day(CivilDate, Instant)

  init(_ text: String?) { self = text.map { .text($0) } ?? .missing }
  init(_ number: Decimal?) { self = number.map { .number($0) } ?? .missing }

  /// The name of the rows whose group has none.
  static let noGroup = "(none)"

  /// When something of an owner's is due.
  init(_ due: Deadline, of owner: String?, in input: ReportInput) {
    let start = input.zone.localized(due.start(input.snapshot.config.hours(of: owner)))
    if case .day(let day) = due { self = .day(day, start) } else { self = .time(start) }
  }

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var count: Int? { if case .count(let count) = self { count } else { nil } }
  package var number: Decimal? { if case .number(let number) = self { number } else { nil } }
  package var money: MoneySum? { if case .money(let money) = self { money } else { nil } }
}

/// A finished report.
package struct ReportResult: Sendable {
  package let name: String
  package let title: String
  package let period: CivilInterval?
  package let pipeline: String?
  package internal(set) var columns: [ReportField]
  package internal(set) var rows: [[ReportValue]]
  /// Rows of the same columns that stand under the others.
  package internal(set) var totals: [[ReportValue]]
  /// Whole sentences: what was left out or assumed, and how many records.
  package internal(set) var notes: [String]
  /// Pictures of the rows, of money one a currency.
  package let charts: [Chart]
  /// What it is about in a few words each.
  package let facts: [String]
  /// What it means that there are no rows.
  let whenEmpty: String
  /// Whether somebody chose the columns, who then sees all of them.
  let isChosen: Bool
  /// The clocks that moments are shown on.
  package let zone: Zone
  /// The currency that an empty money column is shown in.
  let currency: String

  /// Only the columns at `places` are worked out, and all of them without it; pictures only where they are drawn.
  init<Row>(
    _ report: Report, _ input: ReportInput, _ found: ReportRows<Row>, _ all: [ReportColumn<Row>],
    at places: [Int]?, rows limit: Int = .max, isDrawn: Bool
  ) {
    name = report.name
    title = report.title
    period = input.period
    pipeline = input.pipeline
    (columns, rows, totals) = found.values(all, at: places, rows: limit)
    notes = found.notes
    let keys = Set(columns.flatMap { [$0.key, $0.familyKey ?? $0.key] })
    charts =
      isDrawn
      ? report.charts.filter { $0.series.allSatisfy(keys.contains) }
        .flatMap { found.charts($0, all, keys: keys, title: report.title) } : []
    var counted = input
    counted.period = period
    facts = counted.facts(takesPeriod: report.options.contains(.period))
    whenEmpty = report.whenEmpty
    isChosen = places != nil
    zone = input.zone
    currency = input.currency ?? input.snapshot.config.currency
  }

  /// The value in a row under a column's key.
  package func value(_ key: String, row: Int) -> ReportValue? {
    guard rows.indices.contains(row), let place = columns.firstIndex(where: { $0.key == key }) else {
      return nil
    }
    return rows[row][place]
  }
}
