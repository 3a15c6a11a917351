import ArgumentParser
import Filters
import Operations
import Output
import Records
import Rules
import Search

/// `crm tasks done REF`: on a deal's next step only together with the following one.
struct TasksDone: ActsOnRecords {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: "Close a task as done.",
    discussion: "A deal's next step closes only because the following one is set: give --next and --due.")
  static let target = VerbSearch.Target(.task, in: .open)

  @Argument(
    help: ArgumentHelp("The task.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.task], .open) })
  var ref: String

  @Option(name: .long, help: ArgumentHelp("What came of it.", valueName: "text"))
  var result: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let (workspace, id) = try session.transact { workspace in
      let task = try workspace.resolve(ref, .task)
      var desk = workspace.desk(session)
      try desk.completeTask(
        task.id, result: result, next: try nextStep.step(workspace, session, owner: workspace.doer(of: task)))
      return (desk.change, task.id)
    }
    let printer = RecordPrinter(session: session, workspace: workspace)
    try printer.changed(id, what: "done")
    if session.format == .table, let task = workspace.snapshot.record(id),
      let deal = workspace.snapshot.record(task.reference("deal")),
      let next = workspace.snapshot.record(deal.reference("next_step"))
    {
      try session.say("  next: " + session.escaped(printer.stepLine(next)))
    }
  }
}
