/// The names of the options that every command takes.
enum GlobalWords {
  static let valued: Set<String> = [
    "-C", "--directory", "--format", "--fields", "--now", "--user", "--color",
  ]
  static let flags: Set<String> = ["--json", "--quiet", "--dry-run", "--force"]
}

/// Puts the global options that stand before the noun or the verb behind it, where each command's parser expects them.
enum ArgumentOrder {
  /// The same arguments with leading global options moved to the end, before a `--`.
  static func normalized(_ arguments: [String]) -> [String] {
    var moved: [String] = []
    var words: [String] = []
    var rest = arguments[...]
    while words.count < 2, let first = rest.first {
      if GlobalWords.flags.contains(first) {
        moved.append(first)
        rest.removeFirst()
      } else if GlobalWords.valued.contains(first), rest.count >= 2 {
        moved += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if first.hasPrefix("--"), let equals = first.firstIndex(of: "="),
        GlobalWords.valued.contains(String(first[..<equals]))
      {
        moved.append(first)
        rest.removeFirst()
      } else if first.hasPrefix("-C"), first.utf8.count > 2 {
        moved += ["-C", String(first.dropFirst(2))]
        rest.removeFirst()
      } else if first.hasPrefix("-") {
        break
      } else {
        words.append(first)
        rest.removeFirst()
      }
    }
    guard !moved.isEmpty else { return arguments }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return words + rest[..<end] + moved + rest[end...]
  }

  /// True when the output is to be JSON, known even where the rest does not parse.
  static func asksForJSON(_ arguments: [String]) -> Bool {
    for (index, argument) in arguments.enumerated() {
      switch argument {
      case "--": return false
      case "--json", "--format=json", "--format=jsonl": return true
      case "--format" where index + 1 < arguments.count:
        if arguments[index + 1] == "json" || arguments[index + 1] == "jsonl" { return true }
      default: break
      }
    }
    return false
  }
}
