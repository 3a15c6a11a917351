import ArgumentParser
import Operations

/// `crm doctor`: what this machine, this clone and this repository lack, a line each with the command that mends it.
struct Doctor: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look over this machine, clone and repository; exit 4 when something fails.",
    discussion: """
      Each line is ok, warn or fail, with the command that mends it. Nothing is changed. What is wrong with records and \
      rules is the business of crm check.
      """)
  static let examples = ["doctor", "doctor --json"]
  static var answers: [AnswerForm] { [CheckHealth.answer] }

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    try session.present(CheckHealth(own: [terminal(session)]).run(in: session.context))
  }

  private func terminal(_ session: Session) -> HealthCheck {
    guard session.world.isOutputTerminal else {
      return HealthCheck("terminal", .ok, "none, so no colours and no questions")
    }
    let width = session.world.width.map { "\($0) columns" } ?? "of unknown width"
    let color = session.hasColor(isTerminal: true) ? "colours" : "no colours"
    return (session.world.width ?? 80) < 60
      ? HealthCheck("terminal", .warn, "\(width), \(color): tables become blocks")
      : HealthCheck("terminal", .ok, "\(width), \(color)")
  }
}
