package import Diagnostics
import Text
import YAML

/// Words that stand for each other, as `synonyms.yaml` has them; every line works in every direction.
package struct Synonyms: Sendable {
  package static let path = "synonyms.yaml"
  package static let none = Synonyms(groups: [])

  /// The folded words of each phrase of each line.
  private let groups: [[[String]]]
  private let byPhrase: [String: [Int]]
  /// By the phrase in the spelling that both scripts share.
  private let byKey: [String: [Int]]
  /// The words of the longest phrase.
  let longest: Int

  package init(groups lines: [[String]]) {
    groups = lines.map { line in
      var phrases: [[String]] = []
      for phrase in line.map({ Folding.joinedWords($0) }) where !phrase.isEmpty && !phrases.contains(phrase) {
        phrases.append(phrase)
      }
      return phrases
    }
    var byPhrase: [String: [Int]] = [:]
    var byKey: [String: [Int]] = [:]
    for (index, group) in groups.enumerated() {
      for phrase in group {
        byPhrase[phrase.joined(separator: " "), default: []].append(index)
        byKey[Synonyms.key(phrase), default: []].append(index)
      }
    }
    self.byPhrase = byPhrase
    self.byKey = byKey
    longest = groups.lazy.flatMap { $0 }.map(\.count).max() ?? 0
  }

  /// Reads the file; lines that are no list of words are left out and reported.
  package static func read(_ bytes: [UInt8], file: String = path) -> (
    synonyms: Synonyms, problems: [Diagnostic]
  ) {
    // Only comments: nothing is wrong, and there are no synonyms.
    guard Document.hasContent(bytes) else { return (.none, []) }
    let document: Document
    do throws(YAMLError) {
      document = try Document(parsing: bytes, file: file)
    } catch {
      return (.none, [error.diagnostic(file: file)])
    }
    var groups: [[String]] = []
    var problems: [Diagnostic] = []
    for pair in document.pairs {
      var group = [pair.key]
      for node in pair.value.items ?? [pair.value] where !node.isNull {
        guard let text = node.text else {
          problems.append(
            document.diagnostic(
              "a synonym is a word or a few", at: node, hints: ["such as bill: [invoice, счёт]"]))
          continue
        }
        group.append(text)
      }
      groups.append(group)
    }
    return (Synonyms(groups: groups), problems)
  }

  /// The other phrases for these folded words.
  func alternatives(to words: [String]) -> [[String]] {
    guard !groups.isEmpty, !words.isEmpty else { return [] }
    let lines = byPhrase[words.joined(separator: " ")] ?? byKey[Synonyms.key(words)] ?? []
    var found: [[String]] = []
    for line in lines {
      for phrase in groups[line] where phrase != words && !found.contains(phrase) { found.append(phrase) }
    }
    return found
  }

  /// The other words or phrases for a folded word, as filters ask for them.
  package func words(for word: String) -> [String] {
    alternatives(to: [word]).map { $0.joined(separator: " ") }
  }

  private static func key(_ words: [String]) -> String {
    words.map { Transliteration.canonicalKey($0) }.joined(separator: " ")
  }
}
