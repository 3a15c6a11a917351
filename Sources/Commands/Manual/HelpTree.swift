import ArgumentParser
import Diagnostics
import JSON
import Operations
import Output

/// A command and its verbs as programs read them: what `crm help --json` prints, from what help and man pages print.
struct HelpTree {
  /// An argument or an option.
  struct Argument {
    let argument: CommandDescription.Argument
    let isInteger: Bool
  }

  let words: [String]
  let abstract: String
  let discussion: String
  let aliases: [String]
  let arguments: [Argument]
  let options: [Argument]
  /// Those that every command takes; nil but for what is asked about.
  private(set) var shared: [Argument]?
  /// Nil where it only leads to its verbs.
  private let command: (any CRMCommand.Type)?
  let verbs: [HelpTree]

  /// The command that the words lead to, and all below it.
  static func tree(of type: any ParsableCommand.Type, words: [String]) throws(Diagnostic) -> HelpTree {
    let shared = try CommandDescription.names(of: GlobalOptions.self).union(["--help", "-h", "--version"])
    var tree = HelpTree(
      type, try CommandDescription.tree(of: type), words: words, shared)
    let integers = HelpTree.integers(of: GlobalOptions.self)
    tree.shared = try CommandDescription.arguments(of: GlobalOptions.self).map { Argument($0, integers) }
    return tree
  }

  private init(
    _ type: any ParsableCommand.Type, _ description: CommandDescription, words: [String],
    _ shared: Set<String>
  ) {
    let integers = description.subcommands.isEmpty ? HelpTree.integers(of: type) : []
    let own = description.arguments.filter { argument in !argument.names.contains { shared.contains($0) } }
    self.words = words
    abstract = description.abstract
    discussion = description.discussion
    aliases = description.aliases
    arguments = own.filter(\.isPositional).map { Argument($0, integers) }
    options = own.filter { !$0.isPositional }.map { Argument($0, integers) }
    command = description.subcommands.isEmpty ? type as? any CRMCommand.Type : nil
    verbs = description.subcommands.compactMap { verb in
      type.child(called: verb.name).map {
        HelpTree($0, verb, words: words + [verb.name], shared)
      }
    }
  }

  /// The same as JSON.
  static func text(of type: any ParsableCommand.Type, words: [String]) throws(Diagnostic) -> String {
    json(try tree(of: type, words: words)).encoded(pretty: true) + "\n"
  }

  // MARK: What a command says of itself

  private var data: [AnswerForm] { command?.answers.filter(\.isData) ?? [] }

  private var output: String? {
    data.isEmpty ? nil : Contract.id(Contract.name(ofCommand: words.joined(separator: " ")))
  }

  /// What a command can end with.
  private var statuses: [Int] {
    guard let command else { return [] }
    return [0, 1, 2] + (command.effect == .writes ? [3] : []) + [4, 5, 70]
  }

  static let schema = ObjectSchema<HelpTree>(
    "command", "A command: what it takes, what it prints, and its verbs.",
    [
      .text("name", "Its last word.") { $0.words.last ?? CRM.word },
      .texts("words", "The words that lead to it, behind the program's name.") { $0.words },
      .texts("aliases", "Other words for its last one.") { $0.aliases },
      .text("abstract", "What it does, in a line.") { $0.abstract },
      .text("discussion", "What else is to be known; may be empty.") { $0.discussion },
      .objects("arguments", "What stands behind its words, in order.", Argument.argument) { $0.arguments },
      .objects("options", "Its own options.", Argument.option) { $0.options },
      Member("shared_options", .list(.object(Argument.option.schema)), "The options of every command.") {
        $0.shared.map { .array($0.map(Argument.option.json)) } ?? .null
      }.leftOutWhenEmpty,
      Member(
        "effect", .optional(.choice(Effect.allCases.map(\.rawValue))),
        "Whether it may change records; null where it only leads to its verbs."
      ) { .optional($0.command?.effect.rawValue) },
      Member("exit_statuses", .list(.integer), "What it can end with.") {
        .array($0.statuses.map { .integer($0) })
      },
      .texts("formats", "What --format can be.") { tree in
        AnswerForm.formats(of: tree.command?.answers ?? []).map(\.rawValue)
      },
      .optionalText("output", "The $id of what it prints with --json; null where it prints no data.") {
        $0.output
      },
      .optionalText("example", "A line that calls it.") { tree in
        ManualExamples.lines(for: tree.words.joined(separator: " ")).first
      },
      Member("commands", .list(.definition(HelpTree.definition)), "Its verbs.") {
        .array($0.verbs.map { HelpTree.json($0) })
      },
    ])

  static let definition = "command"

  private static func json(_ tree: HelpTree) -> JSONValue { schema.json(tree) }

  // MARK: Types

  /// The options that are whole numbers, as they are declared: `--limit`.
  static func integers(of type: any ParsableArguments.Type) -> Set<String> {
    var names: Set<String> = []
    for child in Mirror(reflecting: type.init()).children {
      let kind = Swift.type(of: child.value)
      if let group = kind as? any ArgumentGroup.Type {
        names.formUnion(integers(of: group.members))
      } else if "\(kind)".contains("<Int>"), let label = child.label {
        names.insert("--" + HelpTree.hyphenated(label.drop { $0 == "_" }))
      }
    }
    return names
  }

  /// `asOf` as the parser of arguments spells it: `as-of`.
  private static func hyphenated(_ label: Substring) -> String {
    label.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
  }
}

/// Options that a command takes together with others.
private protocol ArgumentGroup {
  static var members: any ParsableArguments.Type { get }
}

extension OptionGroup: ArgumentGroup {
  fileprivate static var members: any ParsableArguments.Type { Value.self }
}

extension HelpTree.Argument {
  /// What a value is.
  enum Form: String, CaseIterable {
    case text, integer, boolean, choice, file, folder
  }

  fileprivate init(_ argument: CommandDescription.Argument, _ integers: Set<String>) {
    self.init(argument: argument, isInteger: argument.names.contains { integers.contains($0) })
  }

  private var form: Form {
    if argument.isFlag { return .boolean }
    if isInteger { return .integer }
    if !argument.choices.isEmpty { return .choice }
    switch argument.completion {
    case .files: return .file
    case .folders: return .folder
    case .none, .custom, .list: return .text
    }
  }

  private static let members: [Member<HelpTree.Argument>] = [
    .choice("type", "What a value is.") { $0.form },
    .text("value", "What a value stands for, as help calls it: when, ref, field=value.") {
      $0.argument.isFlag ? "" : $0.argument.valueName
    },
    Member("choices", .list(.text), "The words that it can be; missing where it is no choice.") {
      $0.argument.choices.isEmpty ? .null : .array($0.argument.choices.map { .string($0) })
    }.leftOutWhenEmpty,
    .flag("required", "Whether it must be given.") { !$0.argument.isOptional },
    .flag("repeating", "Whether there may be several.") { $0.argument.isRepeating },
    .optionalText("default", "What it is where it is not given.") { $0.argument.standard }.leftOutWhenEmpty,
    .text("doc", "What it is for.") { $0.argument.abstract },
  ]

  static let argument = ObjectSchema<HelpTree.Argument>(
    "argument", "A value behind the words of a command.",
    [.text("name", "What help calls it.") { $0.argument.valueName }] + members)

  static let option = ObjectSchema<HelpTree.Argument>(
    "option", "An option of a command.",
    [.texts("names", "How it is written, the shortest first.") { $0.argument.names }] + members)
}
