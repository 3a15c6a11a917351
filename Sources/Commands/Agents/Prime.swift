import ArgumentParser
import Operations

/// `crm prime`: the rules and the day, for the beginning of an agent's session.
struct Prime: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "prime", abstract: "Print the rules and today's work for an agent, in under 1,500 tokens.",
    discussion: """
      For the hook that runs at the beginning of a session. It has no word that came from outside. Where there is no \
      repository it says how to begin, and ends with 0.
      """)
  static let examples = ["prime"]

  @OptionGroup var global: GlobalOptions

  func request() -> ShowPrimer { ShowPrimer() }
}
