import Dates
import Testing

@testable import Commands

@Suite struct CompletionTests {
  private static func offers(_ words: [String]) -> [String] {
    let world = World(
      arguments: ["---complete", "--"] + words, environment: ["TZ": "UTC"], workingDirectory: "/",
      clock: Instant(rfc3339: "2026-11-24T10:00:00Z") ?? Instant(seconds: 0), seed: 1)
    let text = CompletionRequest(world)?.text ?? ""
    return text.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
  }

  @Test(arguments: [
    (["de"], ["deals"]), (["deals", "mo"], ["move"]), (["deal", "wi"], ["win"]),
    (["contacts", "list", "--form"], ["--format"]),
    (
      ["contacts", "list", "--format", ""],
      ["table", "json", "jsonl", "csv", "tsv", "yaml", "ids", "md", "html"]
    ),
    (["contacts", "list", "--json", "--js"], []), (["-C", "/tmp", "stages", "ch"], ["check"]),
    (["log", ""], ["call", "email", "meeting", "message", "note"]),
    (["contacts", "list", "is:ac"], ["is:active", "is:customer", "is:silent"]),
    (["contacts", "list", "'tag:x is:"], ["tag:x is:active", "tag:x is:customer", "tag:x is:silent"]),
    (["help", ""], []), (["nonsense", ""], []),
    (["init", "--lang="], ["--lang=en", "--lang=ru", "--lang=kk"]),
  ])
  func whatFits(_ words: [String], _ expected: [String]) {
    let found = Self.offers(words)
    if words == ["help", ""] {
      #expect(found.contains("filters") && found.contains("deals"))
    } else {
      #expect(found == expected)
    }
  }

  @Test func aReportIsOfferedBesideTheVerbs() {
    let found = Self.offers(["reports", ""])
    #expect(found.contains("list") && found.contains("pipeline") && !found.contains("run"))
  }

  @Test func momentsAreOfferedWithTheirDays() {
    let found = Self.offers(["tasks", "add", "Call", "--due", ""])
    #expect(found.contains("tomorrow") && found.contains("fri"))
  }

  @Test func optionsThatWereGivenAreNotOfferedAgain() {
    #expect(!Self.offers(["deals", "list", "--user", "x", "--"]).contains("--user"))
    #expect(Self.offers(["deals", "move", "--set", "a=b", "--se"]).contains("--set"))
  }
}
