import Dates
import Foundation
import Records
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
    (["de"], ["deals", "desk"]), (["deals", "mo"], ["move"]), (["deal", "wi"], ["win"]),
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

  // MARK: In a repository

  private static func offers(_ words: [String], in office: SmallOffice) -> [String] {
    let answer = office.run(["---complete", "--"] + words)
    return answer.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
  }

  /// Names without their ids.
  private static func names(_ words: [String], in office: SmallOffice) -> [String] {
    offers(words, in: office).map { word in
      word.split(separator: "-").dropLast().joined(separator: "-")
    }
  }

  @Test func onlyWhatCanBeDoneIsOffered() throws {
    let office = try SmallOffice()
    for verb in ["done", "snooze"] {
      #expect(
        Self.names([verb, ""], in: office)
          == ["check-payment-of-inv-2026-0002", "call-anna"], "\(verb)")
      // By the deal that it moves, too; the one that is won has none.
      #expect(Self.names([verb, "web"], in: office) == ["website"], "\(verb)")
      #expect(Self.names([verb, "sho"], in: office).isEmpty, "\(verb)")
    }
    for verb in ["move", "win", "lose", "archive", "promote", "act"] {
      #expect(Self.names(["deals", verb, ""], in: office) == ["website"], "\(verb)")
    }
    #expect(Self.names(["deals", "reopen", ""], in: office) == ["shop"])
    #expect(Self.offers(["deals", "act", "website", ""], in: office).contains("no-answer"))
    #expect(!Self.offers(["done", "call anna", "-s", ""], in: office).contains("first-contact"))
    #expect(Self.offers(["done", "call anna", "-s", ""], in: office).contains("meeting"))
    #expect(Self.offers(["log", "call", "anna", "--stage", ""], in: office).contains("meeting"))
    #expect(!Self.offers(["log", "call", "anna", "--stage", ""], in: office).contains("first-contact"))
  }

  /// Where the pipeline lets nobody go, nobody is sent.
  @Test func whatThePipelineRefusesIsNotOffered() throws {
    let office = try SmallOffice()
    let place = office.folder.appendingPathComponent("pipelines/sales.yaml")
    try """
    stages: [{id: first-contact}, {id: proposal}, {id: won, outcome: won}, {id: lost, outcome: lost}]
    transitions: {first-contact: [lost]}
    """.write(to: place, atomically: true, encoding: .utf8)
    #expect(Self.names(["deals", "win", ""], in: office).isEmpty)
    #expect(Self.names(["deals", "promote", ""], in: office).isEmpty)
    #expect(Self.names(["deals", "act", ""], in: office).isEmpty)
    #expect(Self.names(["deals", "lose", ""], in: office) == ["website"])
    #expect(Self.offers(["deals", "move", "website", ""], in: office) == ["lost"])
  }

  @Test func wordsOfTheRepositoryAreOffered() throws {
    let office = try SmallOffice()
    #expect(Self.offers(["deals", "list", "stage:"], in: office).contains("stage:meeting"))
    #expect(Self.offers(["deals", "list", "is:"], in: office).contains("is:open"))
    #expect(Self.offers(["deals", "list", "@"], in: office).contains("@hot"))
    #expect(Self.offers(["render", ""], in: office).contains("offer"))
    #expect(Self.offers(["help", "fields", ""], in: office) == Kind.allCases.map(\.rawValue))
    #expect(Self.offers(["next", "--act", ""], in: office).contains("no-answer"))
    let preset = office.folder.appendingPathComponent("imports/shop.yaml")
    try FileManager.default.createDirectory(
      at: preset.deletingLastPathComponent(), withIntermediateDirectories: true)
    try "kind: contact\ncolumns: {Name: name}\n".write(to: preset, atomically: true, encoding: .utf8)
    #expect(Self.offers(["imports", "run", "new.csv", "--preset", ""], in: office).first == "shop")
  }

  @Test func daysAreThoseOfWhoeverAsks() throws {
    let office = try SmallOffice()
    let answer = office.run(["---complete", "--", "snooze", "call", ""])
    let days = answer.output.split(separator: "\n").map(String.init)
    #expect(days.contains("today\ttue 2026-11-24") && days.contains("+3wd\tfri 2026-11-27"), "\(days)")
    #expect(days.contains("eow\tfri 2026-11-27") && days.contains("eom\tmon 2026-11-30"), "\(days)")
  }
}
