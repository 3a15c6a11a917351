import ArgumentParser
import Dates
import Output
import Records

/// What a shell asks at TAB: `crm ---complete -- WORDS`, the last of them as far as it is typed.
struct CompletionRequest {
  private let words: [String]
  private let world: World

  /// Nil for any other command line.
  init?(_ world: World) {
    guard world.arguments.prefix(2) == ["---complete", "--"] else { return nil }
    words = Array(world.arguments.dropFirst(2))
    self.world = world
  }

  /// A line for each candidate, with its meaning behind a tab.
  var text: String {
    LiveCompletion.$world.withValue(world) { candidates.map { $0 + "\n" }.joined() }
  }

  private var candidates: [String] {
    guard let typed = words.last else { return [] }
    if words.dropLast().suffix(2) == ["help", ManualTopic.fields.rawValue] {
      return Kind.allCases.map { LiveCompletion.candidate($0.rawValue) }
    }
    var place = CompletionPlace()
    for word in words.dropLast() where !place.read(word) { return [] }
    if place.isHelp { return help(place) }
    if let option = place.pending { return values(of: option, typed: typed, before: "", place) }
    if !place.isEnded, typed.hasPrefix("-") {
      if typed.hasPrefix("--"), let equals = typed.firstIndex(of: "=") {
        let name = String(typed[..<equals])
        guard let option = place.option(name) else { return [] }
        return values(
          of: option, typed: String(typed[typed.index(after: equals)...]), before: name + "=", place)
      }
      return place.options.map { LiveCompletion.candidate($0.0, $0.1) }.filter { $0.hasPrefix(typed) }
    }
    var found = place.children.filter { $0.0.hasPrefix(typed) }.map { LiveCompletion.candidate($0.0, $0.1) }
    if let argument = place.positional { found += values(of: argument, typed: typed, before: "", place) }
    // Where there is nothing to be chosen from, options would only look like it.
    if found.isEmpty, typed.isEmpty, place.isLeaf, !(place.positional?.isChosen ?? false) {
      found = place.options.map { LiveCompletion.candidate($0.0, $0.1) }
    }
    return found
  }

  private func help(_ place: CompletionPlace) -> [String] {
    let topics = place.isTop ? ManualTopic.allCases.map { ($0.rawValue, $0.title) } : []
    return (place.children.filter { $0.0 != "help" } + topics).map { LiveCompletion.candidate($0.0, $0.1) }
  }

  /// The values that an argument may have, each behind `before`.
  private func values(
    of argument: CommandDescription.Argument, typed: String, before: String, _ place: CompletionPlace
  ) -> [String] {
    var found: [String]
    switch argument.completion {
    case .list(let words): found = words
    case .files: return [CompletionScript.files]
    case .folders: return [CompletionScript.folders]
    case .custom: found = custom(argument, typed: typed, place)
    case .none:
      switch argument.valueName {
      case "when": found = moments
      case "filter": found = place.kind.map { LiveCompletion.filterTerms([typed], kind: $0) } ?? []
      default:
        found =
          argument.names.contains("--owner") || argument.names.contains("--user")
          ? LiveCompletion.owners() : []
      }
    }
    return found.map { before + $0 }
  }

  /// What the closure of an argument answers; the parser alone can call it.
  private func custom(
    _ argument: CommandDescription.Argument, typed: String, _ place: CompletionPlace
  ) -> [String] {
    guard let leaf = place.leaf else { return [] }
    let name = argument.names.last ?? "positional@\(place.position(of: argument))"
    let line = ["crm"] + words.dropLast() + [typed]
    do {
      _ = try leaf.parseAsRoot(
        ["---completion", "--", name, String(line.count - 1), String(typed.count)] + line)
      return []
    } catch {
      return leaf.fullMessage(for: error).split(separator: "\n").map(String.init).filter { $0 != " " }
    }
  }

  /// Moments to come with the day that each of them is.
  private var moments: [String] {
    let own = LiveCompletion.clock(of: world.environment["CRM_USER"] ?? "")
    let zone = own?.zone ?? world.environment["TZ"].flatMap { Zone(named: $0) } ?? .utc
    let now = world.environment["CRM_NOW"].flatMap { Instant(rfc3339: $0) } ?? world.clock
    let parser = WhenParser(now: now, zone: zone, hours: own?.hours ?? .standard)
    let words = [
      "today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "+2d", "+3d", "+1w", "+3wd", "eow", "eom",
      "+3h",
    ]
    return words.compactMap { word in
      guard let moment = try? parser.parse(word) else { return nil }
      let day = zone.date(moment.instant)
      return LiveCompletion.candidate(word, "\(day.weekday) \(day)")
    }
  }
}

/// Where in a command line the words so far lead.
private struct CompletionPlace {
  private var type: any ParsableCommand.Type = CRM.self
  private var description: CommandDescription?
  private var given: Set<String> = []
  private var count = 0
  private var names: [String] = []
  private var skips = false
  /// The option whose value comes next.
  private(set) var pending: CommandDescription.Argument?
  /// Whether `--` has ended the options.
  private(set) var isEnded = false
  private(set) var isHelp = false

  /// Takes a word that is complete; false where it leads nowhere.
  mutating func read(_ word: String) -> Bool {
    if pending != nil {
      pending = nil
      return true
    }
    if skips {
      skips = false
      return true
    }
    if !isEnded, word == "--" {
      isEnded = true
      return true
    }
    if !isEnded, word.hasPrefix("-"), word != "-" { return take(option: word) }
    if !type.configuration.subcommands.isEmpty {
      if names.isEmpty, !isHelp, word == "help" {
        isHelp = true
        return true
      }
      if let child = type.child(called: word) {
        enter(child)
        return true
      }
      guard let own = type.configuration.defaultSubcommand else { return false }
      enter(own)
    }
    count += 1
    return true
  }

  private mutating func enter(_ child: any ParsableCommand.Type) {
    type = child
    names.append(child.word)
    if child.configuration.subcommands.isEmpty { description = CompletionPlace.described(child) }
  }

  private static func described(_ type: any ParsableCommand.Type) -> CommandDescription? {
    try? CommandDescription.tree(of: type)
  }

  private mutating func take(option word: String) -> Bool {
    let name = String(word.prefix { $0 != "=" })
    let hasValue = word.contains("=")
    guard let option = option(name) else {
      // Before the verb there are the options of every command alone.
      skips = !hasValue && GlobalWords.valued.contains(name)
      return true
    }
    given.formUnion(option.names)
    if !option.isFlag, !hasValue { pending = option }
    return true
  }

  func option(_ name: String) -> CommandDescription.Argument? {
    description?.arguments.first { $0.names.contains(name) }
  }

  /// The names of the options that can still come, and what they are for.
  var options: [(String, String)] {
    guard let description else { return [("--help", "Help."), ("--version", "The version.")] }
    return description.arguments.filter { argument in
      !argument.isPositional && (argument.isRepeating || given.isDisjoint(with: argument.names))
    }.compactMap { argument in argument.names.last.map { ($0, argument.abstract) } }
  }

  /// The nouns or verbs that may come next.
  var children: [(String, String)] {
    guard count == 0 else { return [] }
    let own = type.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .map { ($0.word, $0.configuration.abstract) }
    let hidden = type.configuration.defaultSubcommand?.word
    return own.filter { $0.0 != hidden }
      + (names.isEmpty ? [("help", "Help about a command or a topic.")] : [])
  }

  /// The command that the words lead to, or that their noun stands for.
  var leaf: (any ParsableCommand.Type)? {
    type.configuration.subcommands.isEmpty ? type : type.configuration.defaultSubcommand
  }

  var isLeaf: Bool { type.configuration.subcommands.isEmpty }
  var isTop: Bool { names.isEmpty }

  private var positionals: [CommandDescription.Argument] {
    let known = description ?? leaf.flatMap(CompletionPlace.described)
    return known?.arguments.filter(\.isPositional) ?? []
  }

  /// The positional argument that comes next.
  var positional: CommandDescription.Argument? {
    guard leaf != nil else { return nil }
    let all = positionals
    if count < all.count { return all[count] }
    return all.last.flatMap { $0.isRepeating ? $0 : nil }
  }

  func position(of argument: CommandDescription.Argument) -> Int {
    min(count, max(positionals.count - 1, 0))
  }

  /// The kind of the noun.
  var kind: Kind? { names.first.flatMap { Kind(word: $0) } }
}
