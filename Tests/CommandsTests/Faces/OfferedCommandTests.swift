import ArgumentParser
import Foundation
import Testing

@testable import Commands

/// Whatever the program offers to type is a command that there is.
@Suite struct OfferedCommandTests {
  private static let root: URL = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Words that follow "crm" in sentences about the program itself.
  private static let verbsOfSentences: Set<String> = [
    "reads", "writes", "prints", "follows", "may", "command", "to", "as", "was", "can", "would", "alone",
    "knows",
    "needs", "does", "itself", "made", "said", "has", "is", "and", "for", "of", "that", "will", "in", "or",
    "makes",
    "keeps", "asks", "then", "did", "repository", "here", "from", "on", "wrote", "the", "cannot", "at",
    "overwrote",
    "put", "guesses", "brings", "sends", "says", "committed",
  ]

  /// Why no command begins with these words; nil where one does.
  static func fault(_ words: [String]) -> String? {
    guard let noun = words.first else { return nil }
    guard let type = CRM.child(called: noun) else { return noun == "help" ? nil : "no command \(noun)" }
    guard !type.configuration.subcommands.isEmpty, words.count > 1 else { return nil }
    let isKnown = type.child(called: words[1]) != nil || type.configuration.defaultSubcommand != nil
    return isKnown ? nil : "\(noun) has no verb \(words[1])"
  }

  /// The two words behind each "crm " of a text.
  private static func offers(in text: String) -> [[String]] {
    let pattern = /\bcrm ([a-z]+(?:-[a-z]+)*)(?: ([a-z]+(?:-[a-z]+)*)(?![a-z(.-]))?/
    return text.matches(of: pattern).map { match in
      [String(match.output.1)] + (match.output.2.map { [String($0)] } ?? [])
    }
  }

  private static func files(under folder: String, ending: String) throws -> [URL] {
    let top = root.appendingPathComponent(folder)
    let names = FileManager.default.enumerator(atPath: top.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { top.appendingPathComponent($0) }
  }

  @Test func everyCommandInATextOfTheSourceExists() throws {
    // What is no text for people: a shell's script, a heading of troff.
    let others: Set = ["CompletionScript.swift", "Troff.swift"]
    for file in try Self.files(under: "Sources", ending: ".swift")
    where !others.contains(file.lastPathComponent) {
      for (number, line) in try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false
      ).enumerated() {
        let code = line.drop { $0 == " " }
        if code.hasPrefix("//") { continue }
        for words in Self.offers(in: String(code)) where !Self.verbsOfSentences.contains(words[0]) {
          let fault = Self.fault(words)
          #expect(fault == nil, "\(file.lastPathComponent):\(number + 1): \(fault ?? "")")
        }
      }
    }
  }

  /// A hint that is a command is one that the parser takes as it stands.
  @Test func everyCommandOfARefusalParses() throws {
    var count = 0
    for file in try Self.files(under: "Tests/TranscriptTests/Transcripts", ending: ".txt") {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        guard let mark = line.range(of: "hint: crm ") else { continue }
        let offered = "crm " + line[mark.upperBound...]
        let words = offered.split(separator: " ").map(String.init)
        guard words.count > 1, !Self.verbsOfSentences.contains(words[1]) else { continue }
        // Commands of which one is to be chosen are separated by commas; some end in prose.
        let first = offered.prefix { $0 != "," && $0 != ";" }
        if first.contains(" in an empty folder") || first.contains(" can pass once") { continue }
        count += 1
        // A "…" at the end stands for options that only a person knows, or for the value of the last one.
        let bare = first.hasSuffix(" …") ? String(first.dropLast(2)) : String(first)
        let isSound = [String(first), bare].contains { ManualExamples.fault(in: $0) == nil }
        #expect(isSound, "\(file.lastPathComponent): \(line)")
      }
    }
    #expect(count > 20)
  }

  @Test func everyCommandOfTheDocumentsExists() throws {
    let texts =
      try Self.files(under: "docs", ending: ".md") + Self.files(under: "examples", ending: ".yaml")
      + [Self.root.appendingPathComponent("README.md")]
    for file in texts {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        for words in Self.offers(in: String(line)) where !Self.verbsOfSentences.contains(words[0]) {
          let fault = Self.fault(words)
          #expect(fault == nil, "\(file.lastPathComponent): \(fault ?? ""): \(line)")
        }
      }
    }
  }
}
