import ArgumentParser
import Operations
import Search

/// `crm search WORDS…`: every kind at once and what can be done, the best match first.
struct SearchCommand: OperationCommand {
  static let word = "search"
  static let usualLimit = 20
  static let configuration = CommandConfiguration(
    commandName: word,
    abstract: "Find records of every kind, actions and commands by words, phones and emails.",
    discussion: """
      Beginnings of words in any order, in either script or keyboard layout, with typing errors; any part of a phone \
      number; short names; the words of synonyms.yaml. An action is offered on the deal that the other words \
      name, a command by its verb on any record: invoice acme, win acme, show anna.
      """)
  static let examples = ["search ivanova acme"]

  @Argument(
    help: ArgumentHelp("Beginnings of words, in any order; a phone in any format.", valueName: "words"))
  var words: [String]

  @Option(name: .long, help: ArgumentHelp("How many to show.", valueName: "n"))
  var limit = usualLimit

  @Option(
    name: .long, help: ArgumentHelp("One kind only; action for actions and commands.", valueName: "kind"))
  var kind: SearchScope?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1") }
    if words.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { throw ValidationError("nothing to search for") }
  }

  func request() -> FindAnything { SearchCommand.request(words, in: kind, limit: limit) }

  static func request(_ words: [String], in scope: SearchScope?, limit: Int) -> FindAnything {
    FindAnything(
      words, in: scope, limit: limit,
      commands: FindAnything.Commands(named: { CRM.searchEntries }, acting: { CRM.verbEntries }))
  }
}

/// A command whose first argument names a record, so that a search can offer it on one.
protocol ActsOnRecords: CRMCommand {
  static var target: VerbSearch.Target { get }
}

extension ParsableCommand {
  /// Whether it is refused without any.
  static var needsArguments: Bool { (try? parse([])) == nil }
}

extension CRM {
  /// Every command by its words; a noun alone lists its records.
  static var searchEntries: [CommandSearch.Entry] {
    var entries: [CommandSearch.Entry] = []
    forEachCommand { command, words, aliases, children in
      if children.isEmpty {
        entries.append(
          CommandSearch.Entry(words: words, aliases: aliases) { command.needsArguments })
      } else if children.contains("list") {
        entries.append(CommandSearch.Entry(words: words, aliases: aliases, rest: "list"))
      }
    }
    return entries
  }

  /// The commands that act on a record, by their words.
  static var verbEntries: [VerbSearch.Entry] {
    var entries: [VerbSearch.Entry] = []
    forEachCommand { command, words, aliases, children in
      guard children.isEmpty, let command = command as? any ActsOnRecords.Type else { return }
      entries.append(VerbSearch.Entry(words: words, aliases: aliases, target: command.target))
    }
    return entries
  }

  /// Calls the body with every command that help shows: its type, its words, other words for them, and its verbs.
  private static func forEachCommand(
    _ body: (any ParsableCommand.Type, _ words: [String], _ aliases: [String], _ children: [String]) -> Void
  ) {
    func visit(_ command: any ParsableCommand.Type, _ path: [String], _ aliases: [String]) {
      for child in command.configuration.subcommands where child.configuration.shouldDisplay {
        let words = path + [child.configuration.commandName ?? child._commandName]
        let names = aliases + child.configuration.aliases
        body(
          child, words, names,
          child.configuration.subcommands.map { $0.configuration.commandName ?? $0._commandName })
        visit(child, words, names)
      }
    }
    visit(CRM.self, [], [])
  }
}
