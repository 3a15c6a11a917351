/// The names of the options that every command takes.
enum GlobalWords {
  // Lists, as they are asked at each start: a set has to find out first how strings are hashed.
  static let valued = [
    "-C", "--directory", "--format", "--fields", "--now", "--user", "--color",
  ]
  static let flags = ["--json", "--quiet", "--dry-run", "--force"]
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
    guard !moved.isEmpty else { return sparingAmounts(arguments, after: words) }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return sparingAmounts(words + rest[..<end] + moved + rest[end...], after: words)
  }

  /// `crm invoices pay REF -50`: a number below zero is an amount and no option, so it goes behind a `--`.
  private static func sparingAmounts(_ arguments: [String], after words: [String]) -> [String] {
    guard words.last == "pay", !arguments.contains("--") else { return arguments }
    let place = arguments.indices.dropFirst().first { index in
      isBelowZero(arguments[index]) && !valuedByPay.contains(arguments[index - 1])
    }
    guard let place else { return arguments }
    var rest = arguments
    let amount = rest.remove(at: place)
    // The record is the argument before it, and stays so.
    guard
      let record = rest.indices.dropFirst(words.count).first(where: { index in
        !rest[index].hasPrefix("-") && !valuedByPay.contains(rest[index - 1])
          && !GlobalWords.valued.contains(rest[index - 1])
      })
    else { return arguments }
    let named = rest.remove(at: record)
    return rest + ["--", named, amount]
  }

  private static let valuedByPay: Set<String> = ["--at", "--reference", "--line", "--if-rev"]

  private static func isBelowZero(_ argument: String) -> Bool {
    guard argument.first == "-", argument.count > 1 else { return false }
    return argument.dropFirst().allSatisfy { $0.isNumber || $0 == "." || $0 == "," }
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
