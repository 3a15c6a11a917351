import ArgumentParser
import Dates
import Diagnostics
import Facts
import Filters
import Operations
import Output
import Records
import Reports
import Rules
import Store

/// `crm reports NAME` and `crm reports list`.
struct ReportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports", abstract: "Numbers about deals, tasks and people.",
    subcommands: [ReportsRun.self, ReportsList.self], defaultSubcommand: ReportsRun.self, aliases: ["report"])
}

struct ReportsRun: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Make a report: pipeline, funnel, lost-reasons, overdue and more.",
    discussion: "The word run may be left out: crm reports pipeline. crm reports list names them all.")

  @Argument(
    help: ArgumentHelp("The report.", valueName: "name"),
    completion: .custom { _, _, _ in LiveCompletion.reports() })
  var name: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The first day: 2026-09-01, '1 nov', mon, today-7d.", valueName: "date"))
  var from: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The last day, written in the same way.", valueName: "date"))
  var to: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "2026-Q4, q4, november, last-month, ytd: in place of --from and --to.", valueName: "period")
  )
  var period: String?

  @Option(
    name: .long, help: ArgumentHelp("One pipeline only.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.pipelines() })
  var pipeline: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Split by owner, source, tag, month, company or product.", valueName: "key"),
    completion: .list(["owner", "source", "tag", "month", "company", "product"]))
  var by: String?

  @Option(name: .customLong("where"), help: ArgumentHelp("Only the records that match.", valueName: "filter"))
  var filter: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("As things stood at the end of this day.", valueName: "date"))
  var asOf: String?

  @Option(name: .long, help: ArgumentHelp("How stages are counted: reached or visited.", valueName: "mode"))
  var mode: String?

  @Option(name: .long, help: ArgumentHelp("Convert amounts by the rates in rates.yaml.", valueName: "code"))
  var currency: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    guard let name else {
      throw Diagnostic(
        .usage, "\(CommandLine("reports")) needs the name of a report",
        hints: [
          "the reports are \(Reports.all.map(\.name))",
          "what each of them counts: \(CommandLine("reports list"))",
        ])
    }
    let report = try Reports.report(named: name)
    let workspace = try session.open()
    let context = workspace.filterContext
    var isWanted: (@Sendable (Record) -> Bool)?
    if let filter {
      let parsed = try Filter.parse([filter], kind: report.subject, context: context)
      isWanted = { parsed.matches($0) }
    }
    var endDay: CivilDate?
    if let asOf { endDay = try Periods.day(asOf, option: "--as-of", today: workspace.today) }
    let days = try Periods.parse(period: period, from: from, to: to, today: workspace.today)
    let rates = try CurrencyRates.inRepository(workspace.repository)
    let input = ReportInput(
      snapshot: workspace.snapshot, stages: workspace.pipelines.stages, now: workspace.now,
      period: days, pipeline: pipeline, by: by, filter: isWanted, asOf: endDay, mode: mode,
      currency: currency?.uppercased(), rates: rates)
    let answer = try report.answer(input)
    if session.format == .ids, !answer.hasRecords {
      throw Diagnostic(
        .usage, "report \"\(name)\" has no ids, because its rows are no records",
        hints: ["it prints table, json, jsonl, csv, tsv, yaml, md, html"])
    }
    try session.present(.report(answer))
  }
}

struct ReportsList: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the reports there are.")

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let table = Table(
      columns: [Column("name"), Column("title"), Column("options"), Column("about")],
      rows: Reports.all.map { report in
        [
          .text(report.name), .text(report.title), .list(report.options.map(\.flag)), .text(report.doc),
        ]
      })
    try TablePrinter(session: session).print(table)
  }
}

extension CurrencyRates {
  /// The rates that the repository holds; none without `rates.yaml`.
  static func inRepository(_ repository: Repository) throws -> CurrencyRates {
    guard let bytes = try RecordFile.readIfPresent("rates.yaml", in: repository) else {
      return CurrencyRates()
    }
    return try CurrencyRates(parsing: bytes, file: "rates.yaml")
  }
}
