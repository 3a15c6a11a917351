import ArgumentParser
import Diagnostics
import Filters
import Operations
import Records
import Store

/// `crm help …` and `--help`: what a command or a topic is about.
struct HelpRequest {
  /// The words that name a command or a topic.
  let words: [String]

  /// Whether a program reads it.
  let isTree: Bool

  /// `--help-json` is short for `--help --json`.
  static let treeOption = "--help-json"

  /// Nil where no help is asked for.
  init?(_ arguments: [String]) {
    let own = Array(arguments.prefix { $0 != "--" })
    isTree = own.contains(HelpRequest.treeOption) || ArgumentOrder.asksForJSON(own)
    if own.isEmpty {
      words = []
    } else if own.first == "help" {
      words = HelpRequest.words(of: own.dropFirst())
    } else if own.contains(where: { ["--help", "-h", HelpRequest.treeOption].contains($0) }) {
      words = HelpRequest.command(in: own)
    } else {
      return nil
    }
  }

  /// The words among options and their values.
  private static func words(of arguments: ArraySlice<String>) -> [String] {
    var words: [String] = []
    var rest = arguments
    while let word = rest.popFirst() {
      if GlobalWords.valued.contains(word) {
        rest = rest.dropFirst()
      } else if !word.hasPrefix("-") {
        words.append(word)
      }
    }
    return words
  }

  /// The words of the command that a line with `--help` is about.
  private static func command(in arguments: [String]) -> [String] {
    var parent: any ParsableCommand.Type = CRM.self
    var words: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if GlobalWords.valued.contains(word) {
        rest = rest.dropFirst()
      } else if !word.hasPrefix("-") {
        guard let child = parent.child(called: word) else { break }
        parent = child
        words.append(child.word)
      }
    }
    return words
  }

  /// The text of the help; throws `usage` for what there is no help about.
  func text(world: World) throws(Diagnostic) -> String {
    if isTree { return try tree() }
    var page = HelpPage(width: world.width)
    let topic = words.first.flatMap { ManualTopic(rawValue: $0.lowercased()) }
    let isNoun = words.first.map { CRM.child(called: $0.lowercased()) != nil } ?? true
    // A noun may be a topic too: its verbs come first.
    if isNoun || topic == nil {
      let (type, path) = try resolved()
      try HelpOfCommand(command: try CommandDescription.tree(of: type), path: path).write(on: &page)
    }
    if let topic, !isNoun || words.count == 1 {
      try HelpTopic(topic: topic, rest: Array(words.dropFirst()), world: world).write(on: &page)
    }
    return page.text
  }

  /// What the words name and all below it, as one object.
  private func tree() throws(Diagnostic) -> String {
    let isTopic = words.first.map { CRM.child(called: $0.lowercased()) == nil } ?? false
    if isTopic, let topic = words.first.flatMap({ ManualTopic(rawValue: $0.lowercased()) }) {
      throw Diagnostic(
        .usage, "help about \(topic.rawValue) is for people, and no JSON",
        hints: ["what commands take and print: \(CommandLine("help").option("json"))"])
    }
    let (type, path) = try resolved()
    return try HelpTree.text(of: type, words: path)
  }

  /// The command that the words name, and its proper names.
  private func resolved() throws(Diagnostic) -> (any ParsableCommand.Type, [String]) {
    var parent: any ParsableCommand.Type = CRM.self
    var path: [String] = []
    for word in words {
      guard let child = parent.child(called: word) else { throw unknown(word, in: parent, path) }
      parent = child
      path.append(child.word)
    }
    return (parent, path)
  }

  private func unknown(_ word: String, in parent: any ParsableCommand.Type, _ path: [String]) -> Diagnostic {
    let verbs = parent.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map { $0.word }
    let topics = ManualTopic.allCases.map(\.rawValue)
    var hints: [Hint] = []
    let known = path.isEmpty ? verbs + topics : verbs
    if let near = UsageMessage.suggestion(for: word, among: known) {
      hints.append("did you mean \"\(near)\"?")
    }
    guard path.isEmpty else {
      if !verbs.isEmpty { hints.append("its verbs are \(verbs)") }
      return Diagnostic(
        .usage, "\(CommandLine(path.joined(separator: " "))) has no verb \"\(word)\"", hints: hints)
    }
    return Diagnostic(
      .usage, "there is no help about \"\(word)\"",
      hints: hints + [
        "topics: \(topics)", "commands: \(verbs)",
      ])
  }
}

extension ParsableCommand {
  /// The name on the command line.
  static var word: String { configuration.commandName ?? _commandName }

  static func child(called word: String) -> (any ParsableCommand.Type)? {
    configuration.subcommands.first { $0.word == word || $0.configuration.aliases.contains(word) }
  }
}

/// Help about one command, or about all verbs of a noun.
private struct HelpOfCommand {
  let command: CommandDescription
  let path: [String]

  func write(on page: inout HelpPage) throws(Diagnostic) {
    let shared = try CommandDescription.names(of: GlobalOptions.self).union(["--help", "-h", "--version"])
    let own = command.arguments.filter { argument in !argument.names.contains { shared.contains($0) } }
    page.paragraph(command.abstract)
    if !command.discussion.isEmpty {
      for part in command.discussion.split(separator: "\n") { page.paragraph(String(part)) }
    }
    page.heading("Usage: " + usage(own))
    let places = own.filter(\.isPositional)
    if !places.isEmpty { page.terms(places.map(HelpOfCommand.term)) }
    let options = own.filter { !$0.isPositional }
    if !options.isEmpty {
      page.heading("Options:")
      page.terms(options.map(HelpOfCommand.term))
    }
    if !command.subcommands.isEmpty {
      page.heading(path.isEmpty ? "Commands:" : "Verbs:")
      page.terms(command.subcommands.map { ($0.name, $0.abstract) })
    }
    if path.isEmpty {
      page.heading("Topics, for crm help <topic>:")
      page.terms(ManualTopic.allCases.map { ($0.rawValue, $0.title) })
    }
    let examples = self.examples
    if !examples.isEmpty {
      page.heading(examples.count == 1 ? "Example:" : "Examples:")
      page.lines(examples)
    }
    for (index, line) in pointers.enumerated() {
      if index == 0 { page.heading(line) } else { page.line(line) }
    }
  }

  private func usage(_ own: [CommandDescription.Argument]) -> String {
    var parts = ["crm"] + path
    if !command.subcommands.isEmpty { parts.append(path.isEmpty ? "<noun> <verb>" : "<verb>") }
    for argument in own where argument.isPositional {
      let word = HelpOfCommand.value(argument) + (argument.isRepeating ? " ..." : "")
      parts.append(argument.isOptional ? "[\(word)]" : word)
    }
    if own.contains(where: { !$0.isPositional }) { parts.append("[<options>]") }
    return parts.joined(separator: " ")
  }

  private var examples: [String] {
    let words = path.joined(separator: " ")
    if path.isEmpty { return ["crm init", "crm help filters", "crm deals move --help"] }
    if command.subcommands.isEmpty { return Array(ManualExamples.lines(for: words).prefix(2)) }
    return command.subcommands.compactMap { ManualExamples.lines(for: "\(words) \($0.name)").first }.prefix(2)
      .map { $0 }
  }

  private var pointers: [String] {
    let manual = "The whole manual: man " + (path.isEmpty ? "crm" : "crm-" + path[0])
    return command.subcommands.isEmpty && !path.isEmpty
      ? ["Options of every command (-C, --json, --dry-run, …): crm help options", manual]
      : ["One of them: crm help " + (path.isEmpty ? "<noun> <verb>" : path[0] + " <verb>"), manual]
  }

  private static func value(_ argument: CommandDescription.Argument) -> String {
    argument.valueName.split(separator: " ").map { "<\($0)>" }.joined(separator: " ")
  }

  static func term(_ argument: CommandDescription.Argument) -> (String, String) {
    if argument.isPositional { return (value(argument), argument.abstract) }
    let names = argument.names.joined(separator: ", ")
    return (argument.isFlag ? names : names + " " + value(argument), argument.abstract)
  }
}

/// Help about what many commands share.
private struct HelpTopic {
  let topic: ManualTopic
  let rest: [String]
  let world: World

  func write(on page: inout HelpPage) throws(Diagnostic) {
    if topic != .fields, let word = rest.first {
      throw Diagnostic(.usage, "help about \(topic.rawValue) takes no \"\(word)\"")
    }
    switch topic {
    case .filters: filters(on: &page)
    case .dates:
      page.paragraph("Where an option takes <when>, something that is to come:")
      page.terms(plain(ManualTopic.moments))
      page.paragraph("Where a filter or a report takes days, as created:2026-11 or --from '1 nov':")
      page.terms(ManualTopic.periods)
    case .rules: rules(on: &page)
    case .fields: try fields(on: &page)
    case .templates: templates(on: &page)
    case .options:
      page.paragraph("Every command takes these, before or after the noun:")
      page.terms(try CommandDescription.arguments(of: GlobalOptions.self).map(HelpOfCommand.term))
    case .formats:
      page.paragraph("What --format takes; a command that cannot print one refuses it.")
      page.terms(ManualTopic.formatWords)
      page.paragraph(
        "Errors and warnings go to standard error, in JSON as {\"error\": {\"code\", \"message\", …}}.")
    case .status:
      page.paragraph("The exit status of every command:")
      page.terms(ManualTopic.statuses)
    }
  }

  private func plain(_ items: [(String, String)]) -> [(String, String)] {
    items.map { (HelpPage.plain($0.0), HelpPage.plain($0.1)) }
  }

  private func filters(on page: inout HelpPage) {
    page.paragraph(
      "Terms side by side must all hold; or, not and parentheses combine them. Quote a filter that has blanks, < or >."
    )
    page.terms(plain(ManualTopic.filterTerms))
    page.heading("States, after is:")
    page.terms(
      Kind.allCases.map { kind in
        (kind.plural, RecordState.known(for: kind).map(\.rawValue).joined(separator: ", "))
      })
    page.heading("Examples:")
    page.lines([
      "crm deals list 'is:open amount>=10k sort:-amount'", "crm contacts list company.city:Berlin",
      "crm tasks list 'due<=eow owner:me'", "crm leads list 'created:last-week not is:rejected'",
    ])
    page.paragraph("The fields of a kind: crm help fields deal. Days and times: crm help dates.")
  }

  private func rules(on page: inout HelpPage) {
    page.paragraph(
      "An open deal has just one next step, an open task that names it; a closed deal has none. Every way into an open "
        + "stage makes a new one: --next and --due, on_enter of the stage, next of an action, or --keep-next."
    )
    page.paragraph(
      "A file pipelines/<id>.yaml says what more holds; crm stages check looks for faults in it.")
    page.terms(ManualTopic.pipelineKeys)
    page.heading("A stage:")
    page.terms(ManualTopic.stageKeys)
    page.heading("An action, which crm deals act presses:")
    page.terms(ManualTopic.actionKeys)
    page.paragraph(
      "Presses of an action count while the deal has no answer: a talk, or a message that came in. What they make is "
        + "moved into working hours. A stage with actions_only is left by its actions alone.")
    page.heading("Example:")
    page.lines(ManualTopic.pipelineExample)
    page.paragraph("The stages and actions that there are: crm stages list, crm stages show <stage>.")
  }

  private func templates(on page: inout HelpPage) {
    page.paragraph(
      "A template is a file templates/<name>.html, .md or .txt, also with a language as in offer.de.html; <name>.subject "
        + "is the subject of a message. crm brings offer, invoice, reminder-1 to -3, birthday and letter in en, de, ru and kk; "
        + "reminder is the one that fits the age of the invoice. crm templates add offer copies one to be changed."
    )
    page.terms(ManualTopic.templateTags)
    page.heading("Names:")
    page.terms(ManualTopic.templateNames)
    page.paragraph(
      "A key of other letters has a Latin name as well: {{ploshchad}} for {{площадь}}. A name that there is not is empty, "
        + "with a warning; with --strict it is an error.")
    page.heading("Examples:")
    page.lines([
      "crm templates variables --deal website", "crm render offer --deal website -o offer.html",
      "crm render invoice INV-2026-0042 -o invoice.html",
      "crm render reminder --deal website --eml | sendmail -t",
    ])
  }

  private func fields(on page: inout HelpPage) throws(Diagnostic) {
    guard let word = rest.first else {
      page.paragraph(
        "Name a kind: " + Kind.allCases.map { "crm help fields " + $0.rawValue }.joined(separator: ", ") + "."
      )
      return
    }
    let kind = try Kind.named(word)
    let way = schema[kind].fields.first { $0.type.referencedKind != nil && !$0.type.isList }
      .map { "; a dot leads on, as in \($0.key).name" }
    page.paragraph("The fields of \(kind.article), for add, set, --fields and filters\(way ?? "").")
    page.terms(
      schema[kind].fields.map { field in
        let mark = field.isRequired ? " *" : ""
        return (field.key + mark, "\(field.doc) (\(HelpTopic.words(field.type)))")
      })
    page.heading("Counted, in filters and as columns:")
    let meanings = [
      Computed.age: "Whole days since it was made.", .idle: "Whole days since anything happened with it.",
      .weighted: "The amount times the probability.", .paidAmount: "What was paid of it.",
      .openAmount: "What is still to be paid of it.",
      .daysLate: "Whole days since it was due, while it is unpaid.",
    ]
    page.terms(Computed.known(for: kind).map { ($0.rawValue, meanings[$0] ?? "") })
    page.heading("States, in filters as is:<state>:")
    page.terms(RecordState.known(for: kind).map { ($0.rawValue, $0.doc(for: kind)) })
    page.paragraph("* required.")
  }

  private static func words(_ type: FieldType) -> String {
    if case .choice(let words) = type { words.joined(separator: " | ") } else { type.word }
  }

  /// With the custom fields of the repository, where there is one.
  private var schema: Schema {
    guard
      let repository = try? Repository.discover(
        explicit: nil, environment: world.environment["CRM_REPO"], workingDirectory: world.workingDirectory),
      let config = try? RepositoryLoader.config(in: repository).0
    else { return .plain }
    return config.schema
  }
}
