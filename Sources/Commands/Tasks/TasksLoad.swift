import ArgumentParser
import Operations

/// `crm tasks load [DATE] [--owner NAME]`: a day by the hour.
struct TasksLoad: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Show how many tasks are due in each hour of a day.",
    discussion: """
      The hours are those of the owner's clocks. How many tasks an hour can take stands under hours: capacity in \
      crm.yaml.
      """)
  static let examples = ["tasks load", "tasks load tomorrow --owner all"]

  @Argument(help: ArgumentHelp("The day: fri, 2026-12-01; else today.", valueName: "date"))
  var date: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Whose day, by the beginning of the name, me, or all.", valueName: "name"),
    completion: .custom { _, _, _ in LiveCompletion.owners() })
  var owner: String = "me"

  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var global: GlobalOptions

  var drawsASCII: Bool { drawing.ascii }

  func request() -> ShowLoad {
    ShowLoad(on: date.isEmpty ? nil : date.joined(separator: " "), of: owner)
  }
}
