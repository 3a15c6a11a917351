import ArgumentParser
import Diagnostics
import Records
import Rules

/// `--next TEXT --due WHEN`: the next step that a command sets.
struct NextStepOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The next step: what is to be done.", valueName: "text"))
  var next: String?

  @Option(
    name: .long, help: ArgumentHelp("When the next step is due: tomorrow 11:00, fri, +2d.", valueName: "when")
  )
  var due: String?

  @Option(
    name: .customLong("next-type"),
    help: ArgumentHelp(
      "The next step's type: call, email, meeting, message, visit, todo.", valueName: "type"),
    completion: .list(TaskFields.types))
  var type: String?

  /// Nil when neither option is given; one without the other is wrong usage. `owner` is who will have to do it.
  func step(_ workspace: Workspace, _ session: Session, owner: String? = nil) throws -> NextStep? {
    switch (next, due) {
    case (nil, nil): return nil
    case (_?, nil): throw Diagnostic(.usage, "--next needs --due", hints: ["such as --due 'tomorrow 11:00'"])
    case (nil, _?): throw Diagnostic(.usage, "--due needs --next", hints: ["such as --next 'Call Anna'"])
    case (let title?, let due?):
      let name = try Assignments.name(title, kind: .task)
      let kinds = TaskFields.types
      if let type, !kinds.contains(type) {
        throw Diagnostic(
          .invalidValue, "a task has no type \"\(type)\"",
          hints: ["it is one of " + kinds.joined(separator: ", ")])
      }
      return NextStep(
        title: name, type: type, due: try workspace.deadline(due, owner: owner, session: session), owner: nil)
    }
  }
}

extension Workspace {
  /// A desk that plans changes of this command.
  func desk(_ session: Session) -> ChangePlanner {
    ChangePlanner(snapshot: snapshot, pipelines: pipelines, now: moment, user: user, mint: session.mint(self))
  }
}
