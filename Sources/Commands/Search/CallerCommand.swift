import ArgumentParser
import Operations

/// `crm caller NUMBER`: who is calling.
struct CallerCommand: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "caller",
    abstract: "Show who calls from a number: deal, next step, last words, the time there.",
    discussion: """
      The number may be written in any way, with blanks, +49 or 0049 or as it is dialled at home. Where several have it, \
      who has an open deal comes first, then whom something last happened with. An unknown number is no error: a command \
      that makes a lead of it is offered.
      """)
  static let examples = ["caller +49 30 1234567", "caller 030 1234567 --json"]

  @Argument(help: ArgumentHelp("A phone number in any format.", valueName: "number"))
  var number: [String]

  @OptionGroup var global: GlobalOptions

  func request() -> IdentifyCaller { IdentifyCaller(number.joined(separator: " ")) }
}
