import ArgumentParser
import Diagnostics
import JSON
import Operations
import Output
import Records
import Search

/// `crm search WORDS…`: every kind at once and what can be done, the best match first.
struct SearchCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find records of every kind, actions and commands by words, phones and emails.",
    discussion: """
      Beginnings of words in any order, in either script or keyboard layout, with typing errors; any part of a phone \
      number; short names; the words of synonyms.yaml. An action is offered on the deal that the other words \
      name, a command by its verb on any record: invoice acme, win acme, show anna.
      """)

  @Argument(
    help: ArgumentHelp("Beginnings of words, in any order; a phone in any format.", valueName: "words"))
  var words: [String]

  @Option(name: .long, help: ArgumentHelp("How many to show.", valueName: "n"))
  var limit = 20

  @Option(
    name: .long, help: ArgumentHelp("One kind only; action for actions and commands.", valueName: "kind"))
  var kind: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1") }
    if words.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { throw ValidationError("nothing to search for") }
  }

  func run(in session: Session) throws {
    let kinds = try wantedKinds()
    let workspace = try session.open()
    session.remember(problems: workspace.synonymFile.problems)
    let finds = finds(kinds, workspace)
    let printer = TablePrinter(session: session)
    if session.format.printsObjects { return try printer.print(objects: finds.map(\.json)) }
    if session.format == .ids {
      return try session.write(finds.compactMap { $0.id.map { $0 + "\n" } }.joined())
    }
    let table = Table(
      columns: [Column("id", kind: .identifier), Column("kind"), Column("name"), Column("match")],
      rows: finds.map { find in
        [find.id.map { .text($0) } ?? .empty, .text(find.kind), .text(find.name), .text(find.match)]
      })
    guard !finds.isEmpty || session.format != .table else {
      if session.world.isOutputTerminal { session.note("nothing matches") }
      return
    }
    try printer.print(table)
  }

  /// The kinds of records asked for, and whether actions are.
  private func wantedKinds() throws -> (records: [Kind], actions: Bool) {
    guard let kind else { return (Kind.allCases, true) }
    if ["action", "actions"].contains(kind.lowercased()) { return ([], true) }
    return ([try Kind.named(kind, others: ["action"])], false)
  }

  private func finds(_ kinds: (records: [Kind], actions: Bool), _ workspace: Workspace) -> [Find] {
    let text = words.joined(separator: " ")
    let search = workspace.search
    var finds: [Find] = []
    if !kinds.records.isEmpty {
      finds += search.hits(text, kinds: kinds.records, limit: limit).map { .record($0) }
    }
    if kinds.actions {
      let actions = ActionSearch(search, pipelines: workspace.pipelines)
      finds += actions.offers(text, limit: limit).map { .offer($0) }
      let commands = CommandSearch(CRM.searchEntries, synonyms: workspace.synonyms)
      finds += commands.offers(text, limit: limit).map { .offer($0) }
      let verbs = VerbSearch(search, entries: CRM.verbEntries, context: workspace.evaluation)
      finds += verbs.offers(text, limit: limit).map { .offer($0) }
    }
    // All lists are in order already, so only the scores are left to be compared.
    let sorted = finds.enumerated().sorted { a, b in
      a.element.score == b.element.score ? a.offset < b.offset : a.element.score > b.element.score
    }
    return sorted.prefix(limit).map(\.element)
  }

  /// A record, or an action or command on offer.
  private enum Find {
    case record(SearchHit)
    case offer(SearchOffer)

    var score: Double {
      switch self {
      case .record(let hit): hit.score
      case .offer(let offer): offer.score
      }
    }

    var id: String? { if case .record(let hit) = self { hit.record.id.description } else { nil } }

    var kind: String { if case .record(let hit) = self { hit.record.kind.rawValue } else { "action" } }

    var name: String {
      switch self {
      case .record(let hit): hit.record.name
      case .offer(let offer): offer.name
      }
    }

    var match: String {
      switch self {
      case .record(let hit): "\(hit.field) (\(hit.reason.rawValue))"
      case .offer(let offer): offer.command.description
      }
    }

    /// The keys must not change, because scripts read them.
    var json: JSONValue {
      switch self {
      case .record(let hit):
        .object([
          JSONMember("kind", .string(hit.record.kind.rawValue)),
          JSONMember("id", .string(hit.record.id.description)),
          JSONMember("ref", .string(hit.record.ref)), JSONMember("name", .string(hit.record.name)),
          JSONMember("score", .double(hit.score)), JSONMember("reason", .string(hit.reason.rawValue)),
          JSONMember("field", .string(hit.field)),
        ])
      case .offer(let offer):
        .object([
          JSONMember("kind", .string("action")), JSONMember("name", .string(offer.name)),
          JSONMember("command", .string(offer.command.description)),
          JSONMember("score", .double(offer.score)),
          JSONMember("reason", .string(offer.reason.rawValue)),
        ])
      }
    }
  }
}

/// A command whose first argument names a record, so that a search can offer it on one.
protocol ActsOnRecords: CRMCommand {
  static var target: VerbSearch.Target { get }
}

extension CRM {
  /// Every command by its words; a noun alone lists its records.
  static var searchEntries: [CommandSearch.Entry] {
    var entries: [CommandSearch.Entry] = []
    forEachCommand { _, words, aliases, children in
      if children.isEmpty {
        entries.append(CommandSearch.Entry(words: words, aliases: aliases))
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
