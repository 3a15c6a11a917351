import ArgumentParser
import Diagnostics
import Filters
import Operations
import Records
import Search

/// `crm leads qualify REF --next TEXT --due WHEN`.
struct LeadsQualify: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "qualify",
    abstract: "Turn a lead into a contact, a company and a deal with its next step, in one go.")
  static let examples = ["leads qualify 'needs a website' --next 'Call Anna' --due 'tomorrow 11:00'"]
  static let target = VerbSearch.Target(
    .lead, in: .open, rest: [.option("next", .open), .option("due", .open)])

  @Argument(
    help: ArgumentHelp("The lead.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.lead], .open) })
  var ref: String

  @Argument(
    help: ArgumentHelp("Other fields of the deal, such as amount=1200.", valueName: "field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.assignments(prefix, kind: .deal) })
  var assignments: [String] = []

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("The same; may be repeated.", valueName: "field=value"))
  var sets: [String] = []

  @Option(name: .long, help: ArgumentHelp("The deal's title; else the lead's.", valueName: "text"))
  var title: String?

  @Option(
    name: .long, help: ArgumentHelp("The pipeline.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.pipelines() })
  var pipeline: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The stage; else the first one.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var stage: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> QualifyLead {
    QualifyLead(
      ref, assignments: assignments + sets, title: title, pipeline: pipeline, stage: stage,
      nextStep: nextStep.request)
  }
}
