import ArgumentParser
import Operations
import Records

/// `crm tasks add TITLE [--deal REF --contact REF --type call] --due WHEN`.
struct TasksAdd: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a task.",
    discussion: "A task on a deal is an extra one; the deal's next step stays what it is.")
  static let examples = [
    "tasks add 'Send the invoice' --deal website --due 'fri 15:00'",
    "tasks add 'Invoice for hosting' --due 2026-12-31 --repeat '1 month' --wait 2026-12-28",
  ]

  @Argument(help: ArgumentHelp("What is to be done.", valueName: "title"))
  var title: String

  @Argument(
    help: ArgumentHelp("Other fields.", valueName: "field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.assignments(prefix, kind: .task) })
  var assignments: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The deal it belongs to.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.deal], .open) })
  var deal: String?

  @Option(
    name: .long, help: ArgumentHelp("The person it is about.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.contact]) })
  var contact: String?

  @Option(
    name: .long, help: ArgumentHelp("The company it is about.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.company]) })
  var company: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("\(TaskType.listed).", valueName: "type"))
  var type: TaskType?

  @Option(name: .long, help: ArgumentHelp("Who does it; else who acts.", valueName: "name"))
  var owner: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("When it is due: tomorrow 11:00, fri, +2d.", valueName: "when"))
  var due: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The day before which it is not shown among what is open.", valueName: "day"))
  var wait: String?

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp(
      "How it repeats: 2 weeks, 1 month, first mon. The next one is made when one is done.",
      valueName: "interval"))
  var recurrence: String?

  @OptionGroup var dueOptions: DueOptions
  @OptionGroup var global: GlobalOptions

  func request() throws -> AddTask {
    let options = try Assignments.words([
      ("contact", contact), ("company", company), ("type", type?.rawValue), ("owner", owner),
      ("wait", wait), ("repeat", recurrence),
    ])
    return AddTask(
      title: title, assignments: options + assignments, deal: deal, due: due, rules: dueOptions.rules)
  }
}
