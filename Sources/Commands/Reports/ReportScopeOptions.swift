import ArgumentParser
import Operations

/// What reports are narrowed to and counted in: the days, one pipeline, one currency.
struct ReportScopeOptions: ParsableArguments {
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

  var options: RunReport.Options {
    var options = RunReport.Options()
    (options.period, options.from, options.to) = (period, from, to)
    (options.pipeline, options.currency) = (pipeline, currency)
    return options
  }
}
