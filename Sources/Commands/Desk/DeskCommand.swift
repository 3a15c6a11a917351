import ArgumentParser
import Desk
import Diagnostics
import Operations

/// `crm desk`: one task after the other, a key for each answer.
struct DeskCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk", abstract: "Work through what is to be done: one key does one thing.",
    discussion: """
      The desk hands out one task with its client, script and actions. The keys of the pipeline press its actions; Enter \
      says that the task is done, z puts it off, Space skips it, u takes back what was done last, / searches, b shows the \
      board, ? all keys, q quits. --plain, and TERM=dumb, say everything in lines.
      """)
  static let examples = ["desk", "desk --plain"]
  static let answers = [AnswerForm.text]

  @Flag(name: .long, help: "Lines only, for screen readers.")
  var plain = false

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    guard session.world.isInputTerminal, session.world.isOutputTerminal else {
      throw Diagnostic(
        .usage, "the desk needs a terminal", hints: ["what it would hand out: \(CommandLine("next"))"])
    }
    // What is written waits for git until no key does.
    let runner = DeskRunner { name, face in session.context(named: name, face) { $0.commitsLater = true } }
    if plain || session.world.environment["TERM"] == "dumb" {
      try PlainDeskLoop(session, runner).run()
    } else {
      try DeskLoop(session, runner).run()
    }
  }
}

/// The desk in lines.
private struct PlainDeskLoop {
  private let session: Session
  private let runner: DeskRunner

  init(_ session: Session, _ runner: DeskRunner) {
    self.session = session
    self.runner = runner
  }

  func run() throws {
    var state = DeskState()
    var plain = PlainDesk()
    if let reply = try runner.perform(state.beginning) { state.receive(reply) }
    while true {
      for line in plain.lines(state) { try session.write(line + "\n") }
      try session.write(plain.prompt(state))
      try session.flush()
      guard let line = session.terminal.readLine() else { return try session.write("\n") }
      for key in plain.keys(line, state) {
        let effect = state.take(key)
        if effect == .quit { return }
        if let reply = try runner.perform(effect) { state.receive(reply) }
        state.remark(runner.commitPending())
      }
    }
  }
}
