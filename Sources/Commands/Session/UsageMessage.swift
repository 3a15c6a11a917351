import ArgumentParser
import Diagnostics
import Text

/// Says what is wrong with a command line, in the words of all other errors.
enum UsageMessage {
  /// An unknown or missing noun or verb; nil where the words lead to a command, or only the parser can tell.
  static func unknownWord(_ arguments: [String]) -> Diagnostic? {
    var parent: any ParsableCommand.Type = CRM.self
    var path = ["crm"]
    var isSkipping = false
    for word in arguments {
      if path.count == 1, word == "-C" || GlobalWords.valued.contains(word) {
        return Diagnostic(.usage, "\(word) needs a value")
      }
      // Global options that no verb follows stand here, as in `crm deals --json`.
      if isSkipping {
        isSkipping = false
        continue
      }
      if GlobalWords.flags.contains(word) { continue }
      if GlobalWords.valued.contains(word) {
        isSkipping = true
        continue
      }
      guard !word.hasPrefix("-"), !(path.count == 1 && word == "help") else { return nil }
      guard let child = children(of: parent).first(where: { $0.words.contains(word) }) else {
        return parent.configuration.defaultSubcommand == nil ? unknown(word, path: path, in: parent) : nil
      }
      parent = child.type
      path.append(child.words[0])
      if parent.configuration.subcommands.isEmpty { return nil }
    }
    guard path.count > 1, parent.configuration.defaultSubcommand == nil else { return nil }
    return Diagnostic(
      .usage, "\(path.joined(separator: " ")) needs a verb",
      hints: [list(of: parent), see(path)])
  }

  private struct Child {
    let type: any ParsableCommand.Type
    /// The name, then the aliases.
    let words: [String]
  }

  private static func children(of parent: any ParsableCommand.Type) -> [Child] {
    parent.configuration.subcommands.map { type in
      Child(
        type: type,
        words: [type.configuration.commandName ?? type._commandName] + type.configuration.aliases)
    }
  }

  private static func list(of parent: any ParsableCommand.Type) -> Hint {
    let shown = children(of: parent).filter { $0.type.configuration.shouldDisplay }.map { $0.words[0] }
    return "it is one of \(shown)"
  }

  /// Where the help is; the program's own name may be among the words.
  private static func see(_ words: [String]) -> Hint {
    let operation = words.filter { $0 != "crm" && $0 != "--help" }.joined(separator: " ")
    return "see: \(CommandLine(operation).option("help"))"
  }

  /// The word that a mistyped one may stand for: one error in a short word, two in a long one, or a beginning.
  static func suggestion(for word: String, among words: [String]) -> String? {
    guard let near = EditDistance.nearest(to: word, among: words) else { return nil }
    let isBeginning = near.hasPrefix(word) && word.count > 1
    let limit = word.count < 6 ? 1 : 2
    return isBeginning || EditDistance.optimalStringAlignment(word, near, limit: limit) != nil ? near : nil
  }

  private static func unknown(
    _ word: String, path: [String], in parent: any ParsableCommand.Type
  ) -> Diagnostic {
    let words = children(of: parent).flatMap(\.words)
    var hints: [Hint] = []
    if let near = suggestion(for: word, among: words) { hints.append("did you mean \"\(near)\"?") }
    if path.count > 1 {
      return Diagnostic(
        .usage, "\(path.joined(separator: " ")) has no verb \"\(word)\"", hints: hints + [list(of: parent)])
    }
    let nouns = children(of: parent).filter { noun in
      children(of: noun.type).contains { $0.words.contains(word) }
    }
    if !nouns.isEmpty {
      let lines = nouns.map { noun in
        let verb = children(of: noun.type).first { $0.words.contains(word) }
        return CommandLine("\(noun.words[0]) \(word)").adding(
          verb?.type.needsArguments == false ? [] : [.value(.open)])
      }
      hints = ["the noun comes first: \(lines)"]
    } else if hints.isEmpty {
      hints = [list(of: parent)]
    }
    return Diagnostic(.usage, "there is no command \"\(word)\"", hints: hints + [see([])])
  }

  /// What the parser of arguments found, rewritten; `text` is its full message.
  static func diagnostic(_ text: String, arguments: [String]) -> Diagnostic {
    var lines = text.split(separator: "\n").map(String.init)
    var message = lines.isEmpty ? text : lines.removeFirst()
    if message.hasPrefix("Error: ") { message.removeFirst(7) }
    var hints: [Hint] = []
    var help: [Hint] = []
    var choices: [String] = []
    for line in lines {
      let line = trimmed(line)
      if line.hasPrefix("- ") {
        choices.append(String(line.dropFirst(2)))
      } else if line.hasPrefix("Usage: ") {
        hints.append("usage: \(withoutGlobals(String(line.dropFirst(7))))")
      } else if line.hasPrefix("See '"), let end = line.dropFirst(5).firstIndex(of: "'") {
        hints.append(see(line.dropFirst(5)[..<end].split(separator: " ").map(String.init)))
      } else if line.hasPrefix("Help: ") {
        help.append(Hint(trimmed(String(line.dropFirst(6)))))
      }
    }
    let (better, own) = rewritten(message, arguments: arguments, choices: choices)
    // The words that would do are all that one needs who gave another.
    if message.hasPrefix("The value '"), !own.isEmpty {
      return Diagnostic(.invalidValue, better, hints: own)
    }
    return Diagnostic(.usage, better, hints: (own.isEmpty ? help : own) + hints)
  }

  /// The message in other words, and its hints; `choices` are the words that would do, where they follow the message.
  private static func rewritten(
    _ message: String, arguments: [String], choices: [String]
  ) -> (String, [Hint]) {
    let quoted = quotedParts(message)
    guard let first = quoted.first else { return (message, []) }
    if message.hasPrefix("Unexpected argument") || message.contains(" unexpected arguments: ") {
      let plural = quoted.count > 1 ? "s" : ""
      let words = quoted.map { "\"\($0)\"" }.joined(separator: ", ")
      return ("unexpected argument\(plural) \(words)", ["a text with blanks needs quotes"])
    }
    if message.hasPrefix("Unknown option") {
      if first.hasPrefix("-"), !first.hasPrefix("--"), arguments.dropFirst().first == "list" {
        let term = String(first.dropFirst())
        return (
          "unknown option \"\(first)\"",
          ["a term that excludes is written: not \(term)", "or after two dashes: -- \(first)"]
        )
      }
      // The parser suggests also what is far off.
      let bare = first.drop { $0 == "-" }
      let isNear =
        quoted.count > 1
        && EditDistance.nearest(to: String(bare), among: [String(quoted[1].drop { $0 == "-" })]) != nil
        && quoted[1].contains(bare.prefix(1))
      return ("unknown option \"\(first)\"", isNear ? ["did you mean \"\(quoted[1])\"?"] : [])
    }
    if message.hasPrefix("Missing expected argument") { return ("\(first) is missing", []) }
    if message.hasPrefix("Missing value for") {
      return ("\(first.split(separator: " ").first ?? "") needs a value", [])
    }
    if message.hasPrefix("The value '"), quoted.count > 1 {
      let name = quoted[1].split(separator: " ").first?.filter { !"<>[]".contains($0) } ?? ""
      let choices = choices + quoted.dropFirst(2)
      return ("\(name) cannot be \"\(first)\"", hints(for: first, among: choices))
    }
    return (message, [])
  }

  /// What a word that is none of the choices may stand for, and what they are; nothing where there are none.
  private static func hints(for word: String, among choices: [String]) -> [Hint] {
    guard !choices.isEmpty else { return [] }
    return [Hint.didYouMean(suggestion(for: word, among: choices)), "it is one of \(choices)"]
      .compactMap { $0 }
  }

  /// The parts between single quotes, each ended by a quote that no letter follows.
  private static func quotedParts(_ text: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "'") {
      rest = rest[rest.index(after: open)...]
      guard
        let close = rest.indices.first(where: { index in
          guard rest[index] == "'" else { return false }
          let next = rest.index(after: index)
          return next == rest.endIndex || !rest[next].isLetter
        })
      else { return parts }
      parts.append(String(rest[..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return parts
  }

  /// A usage line with `[--json]` and the others of every command left out.
  private static func withoutGlobals(_ usage: String) -> String {
    usage.split(separator: "[", omittingEmptySubsequences: false).enumerated().filter { index, part in
      guard index > 0 else { return true }
      let name = part.prefix { $0 != " " && $0 != "]" }
      return !GlobalWords.valued.contains(String(name)) && !GlobalWords.flags.contains(String(name))
    }.map { index, part in trimmed(index == 0 ? String(part) : "[" + part) }.joined(separator: " ")
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
