import Diagnostics
import Text

/// Finds commands by the words of their names.
package struct CommandSearch {
  /// A command: the words that call it, and other words for its first.
  package struct Entry {
    package let words: [String]
    package let aliases: [String]
    /// What follows the words when they are not the whole command.
    package let rest: String?
    /// Whether the command needs arguments; asked for only where it is found.
    let needsArguments: () -> Bool

    package init(
      words: [String], aliases: [String] = [], rest: String? = nil,
      needsArguments: @escaping () -> Bool = { false }
    ) {
      self.words = words
      self.aliases = aliases
      self.rest = rest
      self.needsArguments = needsArguments
    }
  }

  private let entries: [Entry]
  private let synonyms: Synonyms

  package init(_ entries: [Entry], synonyms: Synonyms) {
    self.entries = entries.filter { !$0.words.isEmpty }
    self.synonyms = synonyms
  }

  /// The commands that have a word for each of the text's, the last of their own among them; best first.
  package func offers(_ text: String, limit: Int = 20) -> [SearchOffer] {
    let question = SearchQuery(text, synonyms: synonyms, isLenient: false)
    // Beginnings of one or two letters begin too much.
    let isTelling = question.words.allSatisfy { $0.unicodeScalars.count >= 3 }
    guard let wanted = question.wanted, isTelling, limit > 0 else { return [] }
    var whole = TextSearch(entries.map { $0.words + $0.aliases }, isLenient: false)
    let named = entries.indices.compactMap { index in whole.score(wanted, item: index).map { (index, $0) } }
    guard !named.isEmpty else { return [] }
    var last = TextSearch(
      entries.map { $0.words.count == 1 ? $0.words + $0.aliases : $0.words.suffix(1) }, isLenient: false)
    var found: [SearchOffer] = []
    for (index, score) in named {
      guard question.parts.contains(where: { last.score($0, item: index) != nil }) else { continue }
      let entry = entries[index]
      let name = (entry.words + (entry.rest.map { [$0] } ?? [])).joined(separator: " ")
      found.append(
        SearchOffer(
          name: name, command: CommandLine(name).adding(entry.needsArguments() ? [.value(.open)] : []),
          score: Double(score.score) / 1000, reason: score.reason))
    }
    var seen: Set<String> = []
    return Array(
      found.sorted { a, b in a.score == b.score ? a.name < b.name : a.score > b.score }.filter {
        seen.insert($0.name).inserted
      }.prefix(
        limit))
  }
}
