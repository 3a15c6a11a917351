import ArgumentParser
import Operations

/// `crm reports dashboard`: one page of figures and reports.
struct ReportsDashboard: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Make one page of the key figures and of the reports behind them.",
    discussion: """
      What is open and weighted, what was won this month and in the same days of the last one, the win rate, what is \
      overdue, rotting or without a next step; then charts and tables of the reports. As a page it needs nothing but a \
      browser, light or dark, and prints on A4. Without a period, closed deals and work are those of this month and of \
      the two before it. Long lists show their first rows; --json has all of them.
      """)
  static let examples = ["reports dashboard", "reports dashboard -o dashboard.html"]

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

  @Option(name: .long, help: ArgumentHelp("Convert amounts by the rates in rates.yaml.", valueName: "code"))
  var currency: String?

  @OptionGroup var destination: OutputFileOptions
  @OptionGroup var global: GlobalOptions

  var outputFile: String? { destination.file }

  func request() -> MakeDashboard {
    var options = RunReport.Options()
    (options.period, options.from, options.to) = (period, from, to)
    (options.pipeline, options.currency) = (pipeline, currency)
    return MakeDashboard(options)
  }
}
