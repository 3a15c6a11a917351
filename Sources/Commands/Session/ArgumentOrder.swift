/// Puts the global options that stand before the noun behind it, where the parser of each command expects them.
enum ArgumentOrder {
  private static let valued: Set<String> = [
    "-C", "--directory", "--format", "--fields", "--now", "--user", "--color",
  ]
  private static let flags: Set<String> = ["--json", "--quiet", "--dry-run"]

  /// The same arguments with leading global options moved to the end, before a `--`.
  static func normalized(_ arguments: [String]) -> [String] {
    var moved: [String] = []
    var rest = arguments[...]
    while let first = rest.first {
      if flags.contains(first) {
        moved.append(first)
        rest.removeFirst()
      } else if valued.contains(first), rest.count >= 2 {
        moved += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if first.hasPrefix("--"), let equals = first.firstIndex(of: "="),
        valued.contains(String(first[..<equals]))
      {
        moved.append(first)
        rest.removeFirst()
      } else if first.hasPrefix("-C"), first.utf8.count > 2 {
        moved += ["-C", String(first.dropFirst(2))]
        rest.removeFirst()
      } else {
        break
      }
    }
    guard !moved.isEmpty else { return arguments }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return rest[..<end] + moved + rest[end...]
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
