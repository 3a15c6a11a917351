import ArgumentParser
import Diagnostics
import Operations
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

  var request: NextStepRequest { NextStepRequest(title: next, due: due, type: type) }
}
