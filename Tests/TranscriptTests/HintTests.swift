import Foundation
import Testing

@testable import Commands

/// Every command that a hint or a search offers in any transcript: a whole one runs where it was offered, an open one is
/// what the parser takes once its blanks are filled.
@Suite struct HintTests {
  /// The commands of one line of a hint, or of what a search offers: `look: crm contacts show k7f3q2mz`.
  static func offers(in hint: String) -> [String] {
    guard !hint.hasPrefix("usage: "), let start = hint.firstRange(of: #/(?:^|: |\? )crm /#) else { return [] }
    let text = hint[start].hasPrefix("crm") ? hint[start.lowerBound...] : hint[start.upperBound...]
    let line = text.hasPrefix("crm ") ? String(text) : "crm " + text
    let command = line.firstRange(of: "; ").map { String(line[..<$0.lowerBound]) } ?? line
    return command.components(separatedBy: ", crm ").enumerated().map {
      $0.offset == 0 ? $0.element : "crm " + $0.element
    }
  }

  /// Why an offered command is none; nil for one that is.
  private static func fault(_ line: String, _ runner: TranscriptRunner) -> String? {
    let words = Transcript.words(line)
    let isBlank = { (word: String) in
      word.hasSuffix("…") || word == "field=value" || word.allSatisfy { $0.isUppercase && $0.isASCII }
    }
    guard words.contains(where: isBlank) else {
      let (errors, status) = runner.tryOut(Array(words.dropFirst()))
      // Where files are broken, what is found is said and the status tells of it.
      if status == 0 || status == 4 { return nil }
      // Whether a task is a next step is known only when it is to be closed, and the refusal says what to do then.
      return line.hasPrefix("crm tasks cancel ") && errors.contains("next step") ? nil : errors
    }
    let filled = words.map { word in word.hasSuffix("…") ? String(word.dropLast()) + "x" : word }
    // A blank at the end may stand for options that only a person knows, or for more words than one.
    let candidates =
      words.last == "…" ? [filled, Array(words.dropLast()), filled + ["x"]] : [filled]
    let faults = candidates.map { ManualExamples.fault(of: Array($0.dropFirst())) }
    return faults.contains(nil) ? nil : faults[0]
  }

  /// What a run offers: the hints of its errors, in words and in JSON, and the commands that a search finds.
  private static func offers(_ output: String, _ errors: String) -> [String] {
    var lines: [String] = []
    let (output, errors) = (uncoloured(output), uncoloured(errors))
    for line in errors.split(separator: "\n") {
      if line.hasPrefix("hint: ") { lines.append(String(line.dropFirst(6))) }
      guard line.hasPrefix("{"), let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) else {
        continue
      }
      let diagnostic = (json as? [String: Any])?.values.first as? [String: Any]
      lines += (diagnostic?["hint"] as? String)?.components(separatedBy: "\n") ?? []
    }
    for line in output.split(separator: "\n") {
      if line.contains("  ·  "), line.contains("crm ") {
        // The legend of a list.
        lines += line.components(separatedBy: "  ·  ").map { $0.trimmingCharacters(in: .whitespaces) }
      } else if let mark = line.firstRange(of: #""command":"crm "#) {
        lines.append("crm " + line[mark.upperBound...].prefix { $0 != "\"" })
      } else if let command = line.firstRange(
        of: #/(?:\baction .*| batch .*: |take back: |→ |\(\d+\)  )crm (?!\[)/#)
      {
        let text = line[command]
        let start = text.range(of: "crm ", options: .backwards)?.lowerBound ?? text.startIndex
        // What is in brackets is said for some of a section's records only.
        lines.append(line[start...].components(separatedBy: " [")[0])
      }
    }
    return lines.flatMap { offers(in: $0) }
  }

  private static func uncoloured(_ text: String) -> String {
    text.replacing(#/\u{1b}\[[0-9;]*m/#, with: "")
  }

  @Test func everyOfferedCommandRuns() throws {
    var seen: Set<String> = []
    for name in TranscriptTests.names {
      let runner = try TranscriptRunner()
      var faults: [String] = []
      runner.observer = { output, errors in
        for line in Self.offers(output, errors) {
          seen.insert(line)
          if let fault = Self.fault(line, runner) { faults.append("\(line): \(fault)") }
        }
      }
      _ = try runner.run(
        Transcript(
          try String(contentsOf: TranscriptTests.folder.appendingPathComponent(name), encoding: .utf8)))
      #expect(faults == [], "\(name)")
    }
    #expect(seen.count > 100)
    try expectEverySite(among: seen)
  }

  /// Every command that the source builds is offered in some transcript.
  private func expectEverySite(among seen: Set<String>) throws {
    let sources = TranscriptTests.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
    for path in paths.filter({ $0.hasSuffix(".swift") }).sorted() {
      let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
      for match in text.matches(of: /CommandLine\("([a-z]+(?: [a-z]+)?)"/) {
        let operation = "crm " + match.output.1
        #expect(
          seen.contains { $0 == operation || $0.hasPrefix(operation + " ") }
            || Self.inNoTranscript.contains(operation),
          "\(path) offers \(operation), which no transcript shows")
      }
    }
  }

  /// What `init` lists as first steps, which the examples run; what is said among findings on standard output, and inside
  /// the answer for a line, which `agents.txt` and `apply.txt` have.
  private static let inNoTranscript: Set = [
    "crm digest", "crm agents write", "crm apply", "crm invoices edit", "crm invoices renumber",
    "crm deals edit", "crm payments undo",
  ]
}
