import ArgumentParser
import Operations
import Records

/// `crm views add|list|remove`: filters kept under a name, used as `@name`.
struct Views: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "views", abstract: "Saved filters, used as @name.",
    subcommands: [ViewsList.self, ViewsAdd.self, ViewsRemove.self], aliases: ["view"])
}

struct ViewsList: OperationCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the saved filters.")
  static let examples = ["views list"]

  @OptionGroup var global: GlobalOptions

  func request() -> ListViews { ListViews() }
}

struct ViewsAdd: OperationCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Keep a filter under a name.")
  static let examples = ["views add hot 'is:open amount>=10000' --kind deal"]

  @Argument(help: ArgumentHelp("The name, made of letters, digits, - and _.", valueName: "name"))
  var name: String

  @Argument(help: ArgumentHelp("The filter.", valueName: "filter"))
  var filter: [String]

  @Option(
    name: .long,
    help: ArgumentHelp("The kind it is for; it is checked against its fields.", valueName: "kind"))
  var kind: Kind?

  @OptionGroup var global: GlobalOptions

  func request() -> AddView { AddView(name, filter: filter.joined(separator: " "), kind: kind) }
}

struct ViewsRemove: OperationCommand {
  static let configuration = CommandConfiguration(commandName: "remove", abstract: "Forget a saved filter.")
  static let examples = ["views remove hot"]

  @Argument(
    help: ArgumentHelp("The view.", valueName: "name"),
    completion: .custom { _, _, _ in LiveCompletion.views() })
  var name: String

  @OptionGroup var global: GlobalOptions

  func request() -> RemoveView { RemoveView(name) }
}
