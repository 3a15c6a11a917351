import ArgumentParser
import Operations
import Records

/// `--next TEXT --due WHEN`: the next step that a command sets.
struct NextStepOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("The next step: what is to be done.", valueName: "text"))
  var next: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "When the next step is due: tomorrow 11:00, fri, +2d; else at the next good time.", valueName: "when"))
  var due: String?

  @Option(
    name: [.customShort("t"), .customLong("type"), .customLong("next-type")],
    help: ArgumentHelp("The next step's type: \(TaskType.listed).", valueName: "type"))
  var type: TaskType?

  @OptionGroup var dueOptions: DueOptions

  var request: NextStepRequest {
    NextStepRequest(title: next, due: due, type: type, rules: dueOptions.rules)
  }
}

/// The next step of a transition: a new one, or the present one.
struct TransitionStepOptions: ParsableArguments {
  @Flag(name: .long, help: "Keep the present next step.")
  var keepNext = false

  @OptionGroup var nextStep: NextStepOptions

  func validate() throws {
    if keepNext, nextStep.next != nil { throw ValidationError("--keep-next and --next exclude each other") }
  }
}
