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

  @OptionGroup var scope: ReportScopeOptions
  @OptionGroup var destination: OutputFileOptions
  @OptionGroup var global: GlobalOptions

  var outputFile: String? { destination.file }

  func request() -> MakeDashboard { MakeDashboard(scope.options) }
}
