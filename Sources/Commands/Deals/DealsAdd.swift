import ArgumentParser
import Diagnostics
import Operations
import Records
import Rules

/// `crm deals add TITLE --contact REF … --next TEXT --due WHEN`.
struct DealsAdd: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a deal together with its next step.",
    discussion:
      "Refused without a next step, unless the stage's rule makes one. Any field may follow as field=value.")
  static let examples = [
    "deals add 'Website for Acme' --contact anna --amount 120000 --next 'Call Anna' --due 'tomorrow 11:00'"
  ]

  @Argument(help: ArgumentHelp("What is sold.", valueName: "title"))
  var title: String

  @Argument(
    help: ArgumentHelp("Other fields.", valueName: "field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.assignments(prefix, kind: .deal) })
  var assignments: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The person who buys.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.contact]) })
  var contact: String?

  @Option(
    name: .long, help: ArgumentHelp("The company that buys.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.company]) })
  var company: String?

  @Option(name: .long, help: ArgumentHelp("The expected amount.", valueName: "n"))
  var amount: String?

  @Option(name: .long, help: ArgumentHelp("Its currency; else the repository's.", valueName: "code"))
  var currency: String?

  @Option(
    name: .long, help: ArgumentHelp("The pipeline; else the only or the first one.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.pipelines() })
  var pipeline: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The stage; else the first one.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var stage: String?

  @Option(name: .long, help: ArgumentHelp("The responsible user; else who acts.", valueName: "name"))
  var owner: String?

  @Option(name: .long, help: ArgumentHelp("Where it came from.", valueName: "text"))
  var source: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var global: GlobalOptions

  func request() throws -> AddDeal {
    let options = try Assignments.words([
      ("contact", contact), ("company", company), ("amount", amount), ("currency", currency),
      ("owner", owner), ("source", source),
    ])
    return AddDeal(
      title: title, assignments: options + assignments, pipeline: pipeline, stage: stage,
      nextStep: nextStep.request)
  }
}
