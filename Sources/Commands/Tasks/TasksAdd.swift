import ArgumentParser
import Diagnostics
import Operations
import Records
import Rules

/// `crm tasks add TITLE [--deal REF --contact REF --type call] --due WHEN`.
struct TasksAdd: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a task.",
    discussion: "A task on a deal is an extra one; the deal's next step stays what it is.")

  @Argument(help: ArgumentHelp("What is to be done.", valueName: "title"))
  var title: String

  @Argument(
    help: ArgumentHelp("Other fields.", valueName: "field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.assignments(prefix, kind: .task) })
  var assignments: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The deal it belongs to.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.deal]) })
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
    name: .long, help: ArgumentHelp("call, email, meeting, message, visit or todo.", valueName: "type"),
    completion: .list(TaskFields.types))
  var type: String?

  @Option(name: .long, help: ArgumentHelp("Who does it; else who acts.", valueName: "name"))
  var owner: String?

  @Option(name: .long, help: ArgumentHelp("When it is due: tomorrow 11:00, fri, +2d.", valueName: "when"))
  var due: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let (workspace, id) = try session.transact { workspace in
      let options = try Assignments.words([
        ("contact", contact), ("company", company), ("type", type), ("owner", owner),
      ])
      var rest: [String] = []
      var dealWord = deal
      var dueWord = due
      for word in assignments {
        if word.hasPrefix("deal=") {
          dealWord = String(word.dropFirst(5))
        } else if word.hasPrefix("due=") {
          dueWord = String(word.dropFirst(4))
        } else {
          rest.append(word)
        }
      }
      var values = try Assignments(options + rest, kind: .task, workspace: workspace).initialValues()
      values["title"] = .text(try Assignments.name(title, kind: .task))
      guard let dueWord else {
        throw Diagnostic(.usage, "a task needs --due", hints: ["such as --due 'tomorrow 11:00'"])
      }
      let dealRecord = try dealWord.map { try workspace.resolve($0, .deal) }
      if let dealRecord { values["deal"] = .reference(Reference(dealRecord)) }
      let due = try workspace.deadline(
        dueWord, owner: values["owner"]?.text ?? dealRecord?.text("owner"), session: session)
      values["due"] = .deadline(due, in: workspace.zone)
      var desk = workspace.desk(session)
      let id = try desk.addTask(values: values).id
      return (desk.change, id)
    }
    try RecordPrinter(session: session, workspace: workspace)
      .changed(id, what: "added", detail: workspace.dueText(id))
  }
}
