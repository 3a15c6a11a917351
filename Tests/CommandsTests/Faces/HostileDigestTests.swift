import Foundation
import JSON
import Output
import SeededRandomness
import Testing

@testable import Commands

/// Whatever a record says, a digest of it in any format is one file of that format with every item in it, and nothing in
/// it steers a terminal, a page or a program of mail.
@Suite struct HostileDigestTests {
  static let seeds = (0..<12).map { UInt64($0) &* 7919 &+ 20_261_124 }

  private static let traps = [
    "a\r\nBcc: all@example.com\r\n\r\n<b>x</b>", "From here on", ".", "\n.\n",
    "</li></ul><script>alert(1)</script>",
    "END:VEVENT\nBEGIN:VALARM", "x;y,z\\n\\", "\u{1b}[2J\u{1b}]0;t\u{7}", "\u{202e}evil\u{2066}",
    "=?utf-8?B?QQ==?= =41",
    "`code` *bold* [l](javascript:x) | #", "\"quoted\" <a@example.com>, b@example.com", "🦊👩‍👩‍👧‍👦e\u{301}",
    String(repeating: "длинное название ", count: 600), "--=_20261124", "\u{85}\u{2028}\u{2029}\u{feff}",
    "\t \t",
  ]

  private func office(_ random: inout SeededRandom) throws -> (office: SmallOffice, titles: Set<String>) {
    let office = try SmallOffice()
    var titles: Set<String> = []
    func text() -> String {
      var text = random.chance(70) ? random.pick(HostileDigestTests.traps) : random.text(maxLength: 80)
      if random.chance(30) { text += random.pick(HostileDigestTests.traps) }
      // The name of a record is some text, and blanks at its ends do not count.
      return "t" + text.filter { $0 != "\0" } + "t"
    }
    // YAML's escapes, for what may stand in no file as it is.
    func quoted(_ text: String) -> String {
      let letters = text.unicodeScalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
      return "\"" + letters.joined() + "\""
    }
    func write(_ kind: String, _ id: String, _ lines: [String]) throws {
      let folder = office.folder.appendingPathComponent(kind)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("id: \(id)\n\(lines.joined(separator: "\n"))\n".utf8).write(
        to: folder.appendingPathComponent("x-\(id).yaml"))
    }
    let config = office.folder.appendingPathComponent("crm.yaml")
    try (String(contentsOf: config, encoding: .utf8) + "digest: {from: crm@example.com}\n")
      .write(to: config, atomically: true, encoding: .utf8)
    for number in 1...6 {
      let title = text()
      titles.insert(title)
      let due = random.pick([
        "2026-11-20", "2026-11-24T15:00:00+01:00", "2026-11-26T09:00:00+01:00", "2026-11-27",
      ])
      try write(
        "tasks", "t\(number)aaaaaa",
        ["title: \(quoted(title))", "due: \(due)", "owner: \(quoted("o" + text()))"])
    }
    let (person, occasion, lead) = (text(), text(), text())
    titles.formUnion([person, lead])
    try write(
      "contacts", "c1aaaaaa",
      [
        "name: \(quoted(person))", "birthday: --11-25", "keep_in_touch: 3", "company: x-b1aaaaaa",
        "dates: [{name: \(quoted(occasion)), day: 2001-11-26}]",
      ])
    try write("companies", "b1aaaaaa", ["name: \(quoted(text()))", "founded: --11-24"])
    try write("leads", "k1aaaaaa", ["title: \(quoted(lead))", "name: \(quoted(text()))", "status: new"])
    return (office, titles)
  }

  private func isHarmless(_ text: String) -> Bool {
    !text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x0a, 0x0d: false
      case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: true
      default: false
      }
    }
  }

  @Test(arguments: seeds, ["en", "ru", "kk"]) func inEveryFormat(seed: UInt64, language: String) throws {
    var random = SeededRandom(seed: seed)
    let (office, titles) = try office(&random)
    func digest(_ format: OutputFormat, _ more: [String] = []) -> String {
      let answer = office.run(["digest", "--format", format.rawValue, "--lang", language] + more)
      #expect(answer.status == 0, "seed \(seed) \(format): \(answer.errors)")
      return answer.output
    }
    let json = try JSONValue(parsing: Array(digest(.json).utf8))
    let items = (json["owners"]?.array ?? []).flatMap { part in
      (part.members ?? []).flatMap { $0.value.array ?? [] }
    }
    let shown = Set(items.compactMap { $0["title"]?.string })
    #expect(titles.isSubset(of: shown), "seed \(seed)")

    let text = digest(.table)
    #expect(isHarmless(text) && !text.contains("\r"), "seed \(seed)")
    #expect(text.split(separator: "\n").count { $0.hasPrefix("    ") } == items.count, "seed \(seed)")
    let markdown = digest(.md)
    #expect(
      isHarmless(markdown) && !markdown.contains("<b>") && !markdown.contains("<script"), "seed \(seed)")
    #expect(markdown.split(separator: "\n").count { $0.hasPrefix("- ") } == items.count, "seed \(seed)")
    checkPage(digest(.html), items.count, seed)
    try checkMessage(digest(.eml, ["--to", "all@example.com"]), text, items.count, seed)
    checkCalendar(
      digest(.ics), Set(items.map { "\($0["id"]?.string ?? "") \($0["occasion"]?.string ?? "")" }), seed)
  }

  private func checkPage(_ page: String, _ items: Int, _ seed: UInt64) {
    #expect(isHarmless(page) && page.hasPrefix("<!doctype html>"), "seed \(seed)")
    #expect(page.components(separatedBy: "<li").count - 1 == items, "seed \(seed)")
    for word in ["<script", "javascript:x\"", "<a@", "<b>x</b>", "onerror"] {
      #expect(!page.contains(word), "seed \(seed)")
    }
  }

  private func checkMessage(_ raw: String, _ text: String, _ items: Int, _ seed: UInt64) throws {
    #expect(raw.utf8.allSatisfy { $0 < 0x80 && $0 != 0x0d }, "seed \(seed)")
    let lines = raw.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0 != "." && !$0.hasPrefix("From ") }, "seed \(seed)")
    let head = lines.prefix { !$0.isEmpty }
    #expect(
      head.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } } == [
        "Date", "Message-ID", "From", "To", "Subject", "MIME-Version", "Content-Language", "Auto-Submitted",
        "Content-Type",
      ], "seed \(seed)")
    let boundary = try #require(head.last?.split(separator: "\"").dropFirst().first)
    let parts = raw.components(separatedBy: "--\(boundary)")
    #expect(parts.count == 4 && parts.last == "--\n", "seed \(seed)")
    let bodies = parts.dropFirst().prefix(2).map { part in
      HostileDigestTests.decoded(part.components(separatedBy: "\n\n").dropFirst().joined(separator: "\n\n"))
    }
    #expect(bodies.first == text, "seed \(seed)")
    checkPage(try #require(bodies.last), items, seed)
  }

  private func checkCalendar(_ raw: String, _ items: Set<String>, _ seed: UInt64) {
    let lines = raw.components(separatedBy: "\r\n")
    #expect(
      lines.last == "" && lines.allSatisfy { $0.utf8.count <= 75 && !$0.utf8.contains(0x0a) }, "seed \(seed)")
    let whole = HostileDigestTests.unfolded(raw)
    #expect(isHarmless(whole), "seed \(seed)")
    let names = whole.components(separatedBy: "\r\n").dropLast().map { $0.prefix { $0 != ":" && $0 != ";" } }
    let known: Set<Substring> = [
      "BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DESCRIPTION",
      "CATEGORIES",
      "DTSTART", "DTEND", "TRANSP",
    ]
    #expect(Set(names).isSubset(of: known), "seed \(seed)")
    #expect(names.count { $0 == "BEGIN" } == names.count { $0 == "END" }, "seed \(seed)")
    #expect(names.count { $0 == "UID" } >= items.count, "seed \(seed)")
    #expect(!whole.contains("BEGIN:VALARM\r\n"), "seed \(seed)")
  }

  /// Lines are folded between bytes: a mark that begins a line would be one letter with the blank before it.
  private static func unfolded(_ text: String) -> String {
    let all = Array(text.utf8)
    var bytes: [UInt8] = []
    var place = 0
    while place < all.count {
      if place + 2 < all.count, all[place] == 0x0d, all[place + 1] == 0x0a, all[place + 2] == 0x20 {
        place += 3
      } else {
        bytes.append(all[place])
        place += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Quoted-printable (RFC 2045, 6.7).
  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    let all = Array(text.utf8)
    var place = 0
    while place < all.count {
      guard all[place] == 0x3d else {
        bytes.append(all[place])
        place += 1
        continue
      }
      if place + 1 < all.count, all[place + 1] == 0x0a {
        place += 2
      } else {
        bytes.append(UInt8(String(decoding: all[(place + 1)...(place + 2)], as: UTF8.self), radix: 16) ?? 0)
        place += 3
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
