import Dates
import Foundation
import JSON
import Operations
import Testing
import Text

@testable import Commands

/// More than a hundred hostile texts come in by each way, as names, titles, messages and fields of their own; then
/// everything that can be listed is looked at, in every format.
@Suite struct OutsideTextTests {
  private static let mark = "Zqxmark"

  /// The mark is where only the message and the further fields have it, so that it must be in no list.
  private static func marked(_ text: String, _ number: Int) -> String {
    "\(mark)\(number)z \(text) \(mark)\(number)z"
  }

  private static func json(_ members: [(String, String)]) -> [UInt8] {
    Array(JSONValue.object(members.map { JSONMember($0.0, .string($0.1)) }).encoded(pretty: false).utf8)
  }

  private static func form(_ members: [(String, String)]) -> [UInt8] {
    let hex = Array("0123456789ABCDEF".utf8)
    func escaped(_ text: String) -> [UInt8] {
      text.utf8.flatMap { byte -> [UInt8] in
        let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
        return isPlain ? [byte] : [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return Array(members.map { escaped($0.0) + [0x3d] + escaped($0.1) }.joined(separator: [0x26]))
  }

  private static func mail(_ name: String, _ email: String, _ subject: String, _ text: String, _ number: Int)
    -> [UInt8]
  {
    func word(_ text: String) -> String {
      "=?utf-8?B?\(Data(text.utf8.prefix(2000)).base64EncodedString())?="
    }
    let head = """
      From: \(word(name)) <\(email)>
      Subject: \(word(subject))
      Message-ID: <\(mark).\(number)@example.com>
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: base64


      """
    return Array((head + Data(text.utf8).base64EncodedString()).utf8)
  }

  /// An office into which all texts have come, and how many were taken.
  private static func office() throws -> (office: SmallOffice, taken: Int) {
    let office = try SmallOffice()
    var taken = 0
    for (number, text) in HostileTexts.all.enumerated() {
      let email = "h\(number)@example.com"
      let message = marked(text, number)
      let members = [
        ("name", text), ("email", email), ("subject", text), ("company", text), ("message", message),
        ("source", text),
        ("utm_campaign", text), ("phone", text), ("budget", text), (text, message), ("page", message),
      ]
      let bytes =
        switch number % 3 {
        case 0: json(members)
        case 1: form(members)
        default: mail(text, email, text, message, number)
        }
      let path = office.folder.appendingPathComponent("in.txt")
      try Data(bytes).write(to: path)
      let type = ["json", "form", "mail"][number % 3]
      let answer = office.run(["leads", "add", "--from", "in.txt", "--content-type", type, "--json"])
      expectClean(answer.output, "leads add \(number)")
      expectClean(answer.errors, "errors of \(number)")
      // A form of a megabyte, escaped, is more than is read.
      if answer.status == 2 {
        #expect(answer.errors.contains("too_large"), "\(number): \(answer.errors.prefix(300))")
      } else {
        #expect(answer.status == 0, "\(number): \(answer.errors.prefix(300))")
        taken += 1
      }
    }
    try FileManager.default.removeItem(at: office.folder.appendingPathComponent("in.txt"))
    // A message that is joined, too.
    for (number, text) in HostileTexts.all.enumerated().prefix(20) {
      let path = office.folder.appendingPathComponent("in.txt")
      try Data(json([("email", "h\(number)@example.com"), ("message", "Again " + marked(text, number))]))
        .write(to: path)
      let answer = office.run(["leads", "add", "--from", "in.txt"])
      #expect(answer.status == 0, "\(answer.errors.prefix(300))")
      expectClean(answer.output + answer.errors, "joining \(number)")
      try FileManager.default.removeItem(at: path)
    }
    return (office, taken)
  }

  /// Nothing that was written at length, and nothing that no eye sees.
  private static func expectClean(_ output: String, _ what: String) {
    #expect(!output.contains(mark), "\(what) shows what was written: \(around(output, mark))")
    expectVisible(output, what)
  }

  private static func expectVisible(_ output: String, _ what: String) {
    let odd = output.unicodeScalars.first {
      OutsideCleaning.isInvisible($0) && !["\u{fffd}", "\u{feff}"].contains($0)
    }
    #expect(odd == nil, "\(what) has U+\(String(odd?.value ?? 0, radix: 16))")
  }

  private static func around(_ text: String, _ word: String) -> String {
    guard let range = text.range(of: word) else { return "" }
    return String(text[..<range.lowerBound].suffix(150)) + String(text[range.lowerBound...].prefix(80))
  }

  private static let lists: [[String]] = [
    ["leads", "list"], ["activities", "list"], ["leads"], ["tasks", "list"], ["today"], ["digest"], ["next"],
    ["tasks", "next"],
    ["search", "ignore"], ["search", "payload"], ["check"], ["reports", "sources"], ["reports", "dashboard"],
    ["caller", "+49301234567"],
    ["deals", "board"], ["contacts", "list"], ["leads", "set", "h1@example.com", "tags+=x", "--dry-run"],
    ["leads", "qualify", "h2@example.com", "--next", "Call", "--due", "fri", "--dry-run"],
    ["leads", "reject", "h3@example.com", "--dry-run"], ["log", "call", "h4@example.com", "x", "--dry-run"],
  ]

  @Test func noListShowsWhatWasWrittenOutside() throws {
    let (office, taken) = try Self.office()
    #expect(HostileTexts.all.count >= 100 && taken >= 100, "\(taken) of \(HostileTexts.all.count)")
    for line in Self.lists {
      for format in ["table", "json", "jsonl", "csv", "tsv", "yaml", "ids", "markdown", "html", "eml", "ics"]
      {
        let answer = office.run(line + ["--format", format])
        // A format that a command does not have is refused.
        if answer.status == 2 { continue }
        Self.expectClean(answer.output, "\(line.joined(separator: " ")) as \(format)")
        Self.expectClean(answer.errors, "errors of \(line.joined(separator: " ")) as \(format)")
      }
    }
    let names =
      try JSONValue(parsing: Array(office.run(["leads", "list", "--json"]).output.utf8)).array ?? []
    #expect(names.count > 100)
    for lead in names {
      for key in ["title", "name", "company_name", "source", "campaign"] {
        let text = lead[key]?.string ?? ""
        #expect(text.count <= 80 && !text.contains(where: \.isNewline), "\(key): \(text)")
      }
      #expect(lead["message"] == nil && lead["extra"] == nil)
    }
    #expect(office.run(["check"]).output == "no problems found\n")
  }

  @Test func cardsShowItMarked() throws {
    let (office, _) = try Self.office()
    for number in [0, 1, 2, 30, 41, 52, 70, 85] {
      let card = office.run(["leads", "show", "h\(number)@example.com"])
      #expect(card.status == 0, "\(card.errors)")
      Self.expectVisible(card.output, "card \(number)")
      var isOutside = false
      for line in card.output.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasSuffix(")"), line.contains("(text from outside") {
          isOutside = true
        } else if line.isEmpty {
          isOutside = false
        }
        if line.contains(Self.mark) { #expect(isOutside && line.hasPrefix("  > "), "\(line.prefix(200))") }
      }
      #expect(card.output.contains(Self.mark))
      let shown = try JSONValue(
        parsing: Array(office.run(["leads", "show", "h\(number)@example.com", "--json"]).output.utf8))
      #expect(shown["message"]?.string?.contains(Self.mark) == true)
      #expect(shown["outside"]?.array?.contains(.string("message")) == true)
      for member in shown.members ?? [] where !["message", "extra"].contains(member.key) {
        #expect(!member.value.encoded(pretty: false).contains(Self.mark), "\(member.key)")
      }
    }
  }

  // MARK: Tools

  private static func call(
    _ name: String, _ arguments: JSONValue, in office: SmallOffice,
    _ options: ToolSet.Options = ToolSet.Options()
  ) throws -> ToolAnswer {
    try ToolSet(options).call(name, arguments) { run, face in
      var options = Context.Options(isDryRun: run.isDryRun)
      options.keepsDifference = true
      options.ifRevision = run.ifRevision
      return Context(
        location: Context.Location(explicit: office.folder.path, workingDirectory: "/"), options: options,
        now: Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0), name: run.name, seed: 99,
        environment: ["HOME=/nonexistent", "PATH=/usr/bin:/bin"],
        actor: Context.Actor(given: "gleb") { "nobody" }, face: face)
    }
  }

  /// The places of an answer, by their keys, at which the mark stands.
  private static func marks(_ value: JSONValue, _ path: [String] = []) -> [[String]] {
    switch value {
    case .string(let text): text.contains(mark) ? [path] : []
    case .array(let values): values.flatMap { marks($0, path) }
    case .object(let members):
      members.flatMap { ($0.key.contains(mark) ? [path + [$0.key]] : []) + marks($0.value, path + [$0.key]) }
    case .null, .bool, .integer, .number: []
    }
  }

  @Test func toolsShowItUnderOutsideAlone() throws {
    let (office, _) = try Self.office()
    let calls: [(String, JSONValue)] = [
      ("crm_brief", [:]), ("crm_search", ["query": "ignore"]), ("crm_search", ["query": "payload"]),
      ("crm_search", ["query": "zqxmark1z"]), ("crm_list", ["kind": "lead"]),
      ("crm_list", ["kind": "activity"]),
      ("crm_list", ["kind": "task"]), ("crm_list", ["kind": "lead", "where": ["ignore"], "sort": "title"]),
      ("crm_report", ["report": "sources"]),
      ("crm_add_contact", ["name": "Hanna", "email": "h1@example.com"]),
      ("crm_log", ["about": "h2@example.com", "type": "call", "text": "x"]),
      ("crm_update", ["id": "h4@example.com", "set": ["tags=x"], "dry_run": true]),
      ("crm_add_task", ["title": "x", "due": "fri", "about": "h5@example.com"]),
      ("crm_get", ["id": "nobody-like-this"]), ("crm_get", ["id": "h"]),
    ]
    for (name, arguments) in calls {
      let answer = try Self.call(name, arguments, in: office)
      Self.expectClean(answer.text, "\(name) \(arguments)")
      Self.expectClean(answer.envelope.encoded(pretty: false), "\(name) \(arguments)")
    }
    var hidden = ToolSet.Options()
    hidden.showsOutside = false
    for number in [0, 1, 2, 30, 41, 52, 70, 85] {
      let lead = try JSONValue(
        parsing: Array(office.run(["leads", "show", "h\(number)@example.com", "--json"]).output.utf8))
      let id = JSONValue.object([JSONMember("id", .string(lead["id"]?.string ?? ""))])
      let answer = try Self.call("crm_get", id, in: office)
      #expect(!answer.isError && answer.isUntrusted, "\(answer.text.prefix(200))")
      let marks = Self.marks(answer.envelope)
      #expect(!marks.isEmpty && marks.allSatisfy { $0.starts(with: ["data", "outside"]) }, "\(marks)")
      Self.expectVisible(answer.envelope.encoded(pretty: false), "crm_get \(number)")
      let without = try Self.call("crm_get", id, in: office, hidden)
      #expect(!without.isError)
      Self.expectClean(without.envelope.encoded(pretty: false), "crm_get \(number) without it")
    }
  }

  @Test func refusalsRepeatNothing() throws {
    let office = try SmallOffice()
    var taken = 0
    let path = office.folder.appendingPathComponent("in.txt")
    for (number, text) in HostileTexts.all.enumerated() {
      let message = Self.marked(text, number)
      let broken: [[UInt8]] = [
        Self.json([("name", message), ("message", message)]),
        Self.json([("email", message), ("phone", message)]),
        Self.json([(message, "x"), (message, "y")]), Array("{\"a\": \(message)".utf8), Array(message.utf8),
        Array("Subject: \(message.prefix(500))\n\n\(message)".utf8),
      ]
      for (place, bytes) in broken.enumerated() {
        try Data(bytes).write(to: path)
        let answer = office.run(["leads", "add", "--from", "in.txt"])
        // Some have an address or digits in them that could be one.
        if place == 1, answer.status == 0 {
          taken += 1
        } else {
          #expect(answer.status == 2, "\(number).\(place): \(answer.status)")
        }
        Self.expectClean(answer.output + answer.errors, "refusal \(number).\(place)")
      }
    }
    let leads = office.run(["leads", "list", "--format", "ids"]).output.split(separator: "\n")
    #expect(leads.count <= 1 + taken && taken < 20)
  }
}
