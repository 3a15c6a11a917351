import ArgumentParser
import Operations
import Records
import SeededRandomness
import Testing

@testable import Commands

private protocol FieldSetting { var operation: any Operation { get } }
extension RecordSet: FieldSetting {}

/// The shortest way to a command leads where the parser of arguments leads, or nowhere.
@Suite struct PlainRouteTests {
  /// All that a command line comes to, as text.
  struct Meaning: Equatable {
    let words: String
    let global: GlobalChoices
    let operation: String
    let formats: [[String]]
    let columns: [[String]?]
    let revision: String?
    let isCommon: Bool

    private init(_ call: CommandCall, _ operation: any Operation) {
      words = call.words
      global = call.global
      var text = ""
      // Only the type of a closure is told.
      dump(operation, to: &text)
      self.operation = text
      formats = call.asked.map { $0.formats.map(\.rawValue) }
      columns = call.asked.map { $0.columns?() }
      revision = call.ifRevision
      isCommon = call.usualFormat == .people && call.outputFile == nil && !call.drawsASCII
    }

    init(_ route: PlainRoute) { self.init(route.call, route.operation) }

    init?(_ arguments: [String]) throws {
      guard let route = CommandRoute(arguments) else { return nil }
      let operation: any Operation
      switch route.command {
      case let command as any OperationCommand: operation = try command.request()
      case let command as any FieldSetting: operation = command.operation
      default: return nil
      }
      self.init(CommandCall(route.command, words: route.words), operation)
    }
  }

  static let nouns = Kind.allCases.flatMap { [$0.plural, $0.rawValue] }
  static let values = [
    "is:open", "acme", "anna ivanova", "amount>=10000", "help", "list", "@hot", "a=b", "ж", "limit:5", " ",
    "=",
    "50", "not", "(", "+", "k7f3q2mz", "tags+=vip", "note=",
  ]
  static let odd = [
    "", "-", "--", "-5", "-x", "--help", "-h", "--version", "--limit", "--kind", "--nosuch", "-C/tmp",
    "--json=1",
    "--format=csv", "--user=", "--if-rev", "-CC", "--no-json",
  ]
  static let options: [[String]] = [
    ["--json"], ["--quiet"], ["--dry-run"], ["--force"], ["--format", "csv"], ["--format", "JSON"],
    ["--format", "text"], ["--format", "nosuch"], ["--fields", "id,name"], ["--now", "2026-11-24"],
    ["--user", "mara"], ["--color", "never"], ["--color", "Always"], ["--color", "pink"], ["-C", "/tmp"],
    ["--directory", "."], ["--user"], ["--limit", "5"], ["--limit", "0"], ["--limit", "+3"],
    ["--limit", "many"], ["--kind", "deal"], ["--kind", "deals"], ["--kind", "action"], ["--kind", "x"],
    ["--if-rev", "abc"], ["--if-rev"], ["--where", "acme"], ["--yes"], ["--user", "-m"], ["--user", ""],
    ["--fields", "--json"],
  ]

  static func line(_ random: inout SeededRandom) -> [String] {
    var words =
      random.chance(30)
      ? ["search"]
      : [
        random.pick(nouns), random.pick(["list", "list", "show", "show", "set", "set", "add", "ls", "help"]),
      ]
    for _ in 0..<random.number(0...5) {
      switch random.number(0...9) {
      case 0...3: words += [random.pick(values)]
      case 4...7: words += random.pick(options)
      case 8: words += [random.text(maxLength: 6)]
      default: words += [random.pick(odd)]
      }
    }
    return words
  }

  @Test func generatedLinesMeanTheSame() throws {
    var random = SeededRandom(seed: .random(in: .min ... .max))
    var taken = 0
    for _ in 0..<1500 {
      let line = PlainRouteTests.line(&random)
      guard let plain = PlainRoute(line) else { continue }
      taken += 1
      #expect(try Meaning(line) == Meaning(plain), "\(line), seed \(random.seed)")
    }
    #expect(taken > 200, "seed \(random.seed)")
  }

  /// Where the words stand changes nothing of what they mean, and every noun has its short way.
  @Test func everyNounIsListedAndShown() throws {
    for noun in PlainRouteTests.nouns {
      for line in [
        [noun, "list"], [noun, "set", "anna", "tags+=vip", "--if-rev", "abc"],
        [noun, "list", "acme", "--json"], [noun, "show", "--user", "mara", "k7f3q2mz"],
      ] {
        let plain = try #require(PlainRoute(line), "\(line)")
        #expect(try Meaning(line) == Meaning(plain), "\(line)")
      }
    }
    let line = ["search", "acme", "--limit", "3", "--kind", "deal", "anna"]
    #expect(try Meaning(line) == Meaning(try #require(PlainRoute(line))))
  }

  /// The first words are those of the tree, names and aliases.
  @Test func theFirstWordNamesTheCommandOfTheTree() {
    var words: Set<String> = []
    for child in CRM.configuration.subcommands {
      for word in [child.configuration.commandName ?? child._commandName] + child.configuration.aliases {
        words.insert(word)
        #expect(CRM.command(called: word).map { $0 == child } == true, "\(word)")
      }
    }
    let others = CRM.configuration.subcommands.flatMap { child in
      child.configuration.subcommands.map { $0.configuration.commandName ?? $0._commandName }
    }
    for word in others + words.map({ $0.uppercased() }) + words.map({ $0 + "s" }) + ["", "crm", "help"]
    where !words.contains(word) {
      #expect(CRM.command(called: word) == nil, "\(word)")
    }
  }

  /// What needs another command, help or an error is left to the parser.
  @Test(arguments: [
    [], ["search"], ["search", " "], ["contacts"], ["contacts", "--json"], ["contacts", "show"],
    ["contacts", "list", "--help"], ["contacts", "list", "--", "-x"], ["Contacts", "list"],
    ["contacts", "add", "Anna"], ["contacts", "list", "--json", "--json"],
  ])
  func allElseIsLeftToTheParser(line: [String]) { #expect(PlainRoute(line) == nil) }
}
