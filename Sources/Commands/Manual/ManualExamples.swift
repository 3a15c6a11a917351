import ArgumentParser

/// The examples of commands, by the words that lead to them; each of them parses.
enum ManualExamples {
  /// A noun alone has those of the command that it runs.
  static func lines(for command: String) -> [String] {
    let words = command.split(separator: " ").map(String.init)
    if words == ["reports"] {
      return ["crm reports pipeline", "crm reports funnel --period 2026-Q4 --format html"]
    }
    guard let (type, _, rest) = CommandRoute.command(words[...]), rest.isEmpty else { return [] }
    return ((type as? any CRMCommand.Type)?.examples ?? []).map { "crm " + called($0, command) }
  }

  /// An example by the words of a command that has others too: `done` is short for `tasks done`.
  private static func called(_ example: String, _ command: String) -> String {
    let noun = example.prefix { $0 != " " }
    return example.hasPrefix(command) ? example : String(example.dropFirst(noun.count + 1))
  }

  /// Why the command line would refuse a line of an example; nil where it would not.
  static func fault(in line: String) -> String? { fault(of: Array(words(of: line).dropFirst())) }

  /// The same for the words behind the program's name.
  static func fault(of words: [String]) -> String? {
    do {
      _ = try CRM.parseAsRoot(ArgumentOrder.normalized(words))
      return nil
    } catch {
      return CRM.message(for: error)
    }
  }

  /// The words of a shell line whose only quotes are single ones.
  private static func words(of line: String) -> [String] {
    var words: [String] = []
    for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if index.isMultiple(of: 2) {
        var pieces = part.split(separator: " ", omittingEmptySubsequences: false).map { String($0) }
        if let first = pieces.first, let last = words.popLast() { pieces[0] = last + first }
        words += pieces
      } else {
        words.append((words.popLast() ?? "") + part)
      }
    }
    return words.filter { !$0.isEmpty }
  }
}
