import Reports

/// The figures that are read first and the reports behind them, on one page.
package struct MakeDashboard: Operation {
  package static let answer = AnswerForm.dashboard

  /// A period, a pipeline and a currency, or none of them.
  package let options: RunReport.Options

  package init(_ options: RunReport.Options) { self.options = options }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open()
    let input = try workspace.reportInput(options, for: Dashboard.reports, in: context)
    return .dashboard(try Dashboard.make(input))
  }
}
