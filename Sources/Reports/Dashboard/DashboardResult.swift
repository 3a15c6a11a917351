import Dates
package import Diagnostics
package import JSON
package import Output
import Records

/// A finished dashboard.
package struct DashboardResult {
  /// One report of it, found and not yet worked out.
  struct Part {
    let section: Dashboard.Section
    let input: ReportInput
    let answer: ReportAnswer
    /// How it departs from what was asked of the page.
    let remarks: [String]

    /// A value of the report's total.
    func total(_ key: String) -> ReportValue { answer.total(key) }
  }

  let input: ReportInput
  let period: CivilInterval
  let figures: [DashboardFigure]
  let parts: [Part]
}

extension DashboardResult: Renderable {
  /// The figures, then the reports, of which each shows its first rows; last the names of those that have nothing to show.
  package func document(width: Int?) -> Document {
    let facts = [ReportInput.words(period)] + input.facts(takesPeriod: false)
    let currency = input.currency ?? input.snapshot.config.currency
    var blocks: [Document.Block] = [
      .figures(DashboardFigure.shown(figures, currency: currency, period: period))
    ]
    var silent: [String] = []
    for part in parts {
      if part.answer.rowCount == 0, !part.section.isWorkList {
        silent.append("\(part.answer.report.name) (\(part.answer.report.whenEmpty))")
      } else {
        blocks.append(.table(part.table(in: width)))
      }
    }
    if !silent.isEmpty {
      blocks.append(.paragraph([.quiet("Nothing to show: " + silent.joined(separator: ", "))]))
    }
    return Document(title: Dashboard.title, facts: facts, blocks: blocks)
  }

  package var json: JSONValue { DashboardResult.schema.json(self) }

  /// The keys must not change, because scripts read them.
  package static let schema = ObjectSchema<DashboardResult>(
    "dashboard", "The figures that are read first, and the reports behind them.",
    [
      .text("title", "What people read above it.") { _ in Dashboard.title },
      .object("period", "The days of those reports that look at days.", ReportResult.period) { $0.period },
      .moment("as_of", "The moment that it speaks of.") { $0.input.zone.localized($0.input.now) },
      .optionalText("pipeline", "The id of the one pipeline that it is about; null for all.") {
        $0.input.pipeline
      },
      .objects("figures", "Numbers that are read at a glance.", DashboardFigure.schema) { $0.figures },
      .objects("reports", "The reports, with all their rows.", ReportResult.anySchema) {
        $0.parts.map { $0.answer.result() }
      },
    ])
}

extension DashboardFigure {
  fileprivate static let schema = ObjectSchema<DashboardFigure>(
    "figure", "A number that is read at a glance.",
    [
      .text("key", "The word that names it.") { $0.key },
      .text("title", "What people read above it.") { $0.title },
      .choice("unit", "What its values are, as in the columns of reports.") { $0.unit },
      Member("value", .either(ReportUnit.allCases.map(\.type)), "The number; null where nobody knows.") {
        $0.value.json
      },
      Member(
        "before", .either(ReportUnit.allCases.map(\.type)),
        "The same in the days that it is compared to; null where it is compared to none."
      ) { $0.before?.json ?? .null },
    ])
}

extension DashboardResult.Part {
  /// The first rows for people, and where the others are.
  fileprivate func table(in width: Int?) -> Table {
    let result = answer.result(rows: section.rows)
    var table = result.table(in: width)
    table.notes = remarks + table.notes
    let more = answer.rowCount - result.rows.count
    if more > 0 { table.notes.insert("and \(more) more: \(command)", at: 0) }
    if answer.rowCount == 0 { table.notes.insert(answer.report.whenEmpty, at: 0) }
    return table
  }

  /// What shows the whole report.
  private var command: CommandLine {
    var line = CommandLine("reports", .known(answer.report.name))
    if let period = input.period {
      if period.start != .first { line = line.option("from", .known(period.start.description)) }
      if period.end != .last { line = line.option("to", .known(period.lastDay.description)) }
    }
    if let pipeline = input.pipeline { line = line.option("pipeline", .known(pipeline)) }
    if let currency = input.currency { line = line.option("currency", .known(currency)) }
    return line
  }
}
