import ArgumentParser
import Diagnostics
import Operations
import Reports

/// `crm reports NAME` and `crm reports list`.
struct ReportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports", abstract: "Numbers about deals, tasks and people.",
    subcommands: [ReportsRun.self, ReportsDashboard.self, ReportsList.self],
    defaultSubcommand: ReportsRun.self, aliases: ["report"])
}

struct ReportsRun: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Make a report: pipeline, funnel, lost-reasons, overdue and more.",
    discussion: """
      The word run may be left out: crm reports pipeline. crm reports list names them all, --explain says how each \
      number is worked out. With -o the end of the file's name says the format: .html is a page, .svg the picture, \
      .xlsx a workbook with real numbers.
      """)
  static let examples = [
    "reports run pipeline", "reports run funnel --period 2026-Q4", "reports run won-lost --explain",
  ]
  static let answers = [RunReport.answer, ExplainReport.answer]
  var asked: [AnswerForm] { [explain ? ExplainReport.answer : RunReport.answer] }
  var outputFile: String? { destination.file }
  var drawsASCII: Bool { drawing.ascii }

  @Argument(
    help: ArgumentHelp("The report.", valueName: "name"),
    completion: .custom { _, _, _ in LiveCompletion.reports() })
  var name: String?

  @OptionGroup var scope: ReportScopeOptions

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

  @Option(
    name: .long,
    help: ArgumentHelp("Percentages that separate the classes, such as 80,95.", valueName: "a,b"))
  var limits: String?

  @Option(name: .long, help: ArgumentHelp("How many days without activity count.", valueName: "number"))
  var days: Int?

  @Flag(name: .long, help: "Say how each number is worked out and from what, in place of the numbers.")
  var explain = false

  @OptionGroup var destination: OutputFileOptions
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    if explain { return try session.answer(ExplainReport(try named(), by: by)) }
    try session.answer(try request())
  }

  private func named() throws(Diagnostic) -> String {
    guard let name else {
      throw Diagnostic(
        .usage, "\(CommandLine("reports")) needs the name of a report",
        hints: [
          "the reports are \(Reports.all.map(\.name) + [Dashboard.name])",
          "what each of them counts: \(CommandLine("reports list"))",
        ])
    }
    guard name != Dashboard.name else {
      throw Diagnostic(
        .usage, "the dashboard is a command of its own", hints: [.command(CommandLine("reports dashboard"))])
    }
    return name
  }

  func request() throws -> RunReport {
    var options = scope.options
    (options.by, options.filter, options.asOf, options.mode) = (by, filter, asOf, mode)
    (options.limits, options.days) = (limits, days)
    return RunReport(try named(), options)
  }
}

struct ReportsList: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the reports there are.")
  static let examples = ["reports list"]

  @OptionGroup var global: GlobalOptions

  func request() -> ListReports { ListReports() }
}
