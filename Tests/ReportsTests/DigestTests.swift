import Dates
import Diagnostics
import Facts
import JSON
import Output
import Records
import Reports
import Testing
import Text

@Suite struct DigestTests {
  static func morning() throws -> Fixture {
    var fixture = Fixture()
    fixture.config.owners = [
      Owner(id: "gleb", name: nil, email: nil, manager: "anna", hours: WorkingHours(zone: Fixture.zone))
    ]
    try fixture.add(
      .contact, "id: c1aaaaaa\nname: Anna Ivanova\nbirthday: 1990-11-26\nkeep_in_touch: 30\nowner: gleb\n")
    try fixture.add(.contact, "id: c2aaaaaa\nname: Boris\nkeep_in_touch: 10\nowner: gleb\n")
    try fixture.add(.contact, "id: c3aaaaaa\nname: Too early\nbirthday: 1990-12-02\n")
    try fixture.deal(
      "d1aaaaaa", [("first-contact", "11-01"), ("meeting", "11-10")],
      "contact: c1aaaaaa\nowner: gleb\nnext_step: t1aaaaaa\nexpected_close: 2026-11-20\n")
    try fixture.deal(
      "d2aaaaaa", [("invoice", "11-20")], "owner: gleb\nnext_step: t2aaaaaa\nexpected_close: 2026-11-24\n")
    try fixture.deal(
      "d3aaaaaa", [("meeting", "10-01"), ("lost", "10-02")], "owner: gleb\nexpected_close: 2026-10-01\n")
    try fixture.add(
      .activity, "id: a1aaaaaa\ntype: call\nat: 2026-10-20T10:00:00+03:00\ndeal: d1aaaaaa\n")
    try fixture.add(.activity, "id: a2aaaaaa\ntype: note\nat: 2026-11-09T10:00:00+03:00\ncontact: c1aaaaaa\n")
    try fixture.add(.task, "id: t1aaaaaa\ntitle: Call Anna\ndue: 2026-11-22T12:00:00+03:00\ndeal: d1aaaaaa\n")
    try fixture.add(
      .task, "id: t2aaaaaa\ntitle: Check payment\ndue: 2026-11-24T15:00:00+03:00\ndeal: d2aaaaaa\n")
    try fixture.add(.task, "id: t3aaaaaa\ntitle: Pay rent\ndue: 2026-12-01T09:00:00+03:00\n")
    try fixture.add(.task, "id: t4aaaaaa\ntitle: Too far\ndue: 2026-12-02T09:00:00+03:00\n")
    try fixture.add(.task, "id: t5aaaaaa\ntitle: Visit\ndue: 2026-11-24T14:00:00+03:00\nowner: gleb\n")
    try fixture.add(
      .lead, "id: k1aaaaaa\ntitle: Need a site\nname: Carl\ncreated: 2026-11-24T09:00:00+03:00\nstatus: new\n"
    )
    try fixture.add(.lead, "id: k2aaaaaa\ntitle: Answered\ncreated: 2026-11-23T09:00:00+03:00\n")
    try fixture.add(.lead, "id: k3aaaaaa\ntitle: Wrote again\ncreated: 2026-11-24T11:30:00+03:00\n")
    try fixture.add(
      .activity, "id: a3aaaaaa\ntype: email\nat: 2026-11-23T10:00:00+03:00\nlead: k2aaaaaa\ndirection: out\n")
    try fixture.add(
      .activity, "id: a4aaaaaa\ntype: email\nat: 2026-11-24T11:40:00+03:00\nlead: k3aaaaaa\ndirection: in\n")
    return fixture
  }

  static func build(_ fixture: Fixture, owner: String? = nil, date: String? = nil, language: String? = nil)
    -> DigestResult
  {
    Digest.build(
      DigestInput(
        snapshot: fixture.snapshot, stages: Fixture.stages, now: Fixture.now, owner: owner,
        date: date.map(Fixture.day), language: language))
  }

  @Test func everythingByOwnerAndUrgency() throws {
    let digest = DigestTests.build(try DigestTests.morning())
    #expect(
      Renderer.render(digest, as: .table) == """
        Digest for Tuesday, 24 November 2026

        gleb
          Overdue (1)  crm tasks done REF --next … --due …
            t1aaaaaa  2026-11-22 12:00  Call Anna (Deal d1aaaaaa): 2 d late
          Past the time limit (1)  crm deals move REF … --next … --due …
            d2aaaaaa  Deal d2aaaaaa (invoice): 2 d over the limit
          Today (2)  crm tasks done REF [--next … --due …]
            t5aaaaaa  14:00  Visit
            t2aaaaaa  15:00  Check payment (Deal d2aaaaaa)
          Close date passed (1)  crm deals set REF expected_close=…
            d1aaaaaa  2026-11-20  Deal d1aaaaaa (meeting): 4 d ago
          Rotting deals (1)  crm log call REF …
            d1aaaaaa  Deal d1aaaaaa (meeting): idle for 14 d
          Birthdays (1)  crm log message REF …
            c1aaaaaa  Thu 2026-11-26  Anna Ivanova: turns 36
          Out of touch (2)  crm log call REF …
            c2aaaaaa  Boris: never spoken to
            c1aaaaaa  Anna Ivanova: silent for 35 d

        anna
          Past the time limit (1)  crm deals move REF … --next … --due …
            d2aaaaaa  Deal d2aaaaaa (invoice) · gleb: 2 d over the limit

        no owner
          New leads without an answer (2)  crm leads qualify REF --next … --due …
            k1aaaaaa  Need a site (Carl): waiting for 3 h
            k3aaaaaa  Wrote again: waiting for 30 min
          Coming days (1)  crm tasks done REF
            t3aaaaaa  Tue 2026-12-01 09:00  Pay rent

        """)
  }

  @Test func jsonHasEverySection() throws {
    let json = try JSONValue(
      parsing: Array(Renderer.render(DigestTests.build(try DigestTests.morning()), as: .json).utf8))
    #expect(json["date"]?.string == "2026-11-24")
    let owners = try #require(json["owners"]?.array)
    #expect(owners.map { $0["owner"]?.string } == ["gleb", "anna", nil])
    #expect(owners.last?["owner"] == .null)
    #expect(
      owners.first?.members?.map(\.key) == [
        "owner", "date", "overdue", "sla", "today", "leads", "invoices", "close_passed", "rotting", "coming",
        "birthdays",
        "anniversaries", "keep_in_touch",
      ])
    let item = try #require(owners.first?["overdue"]?.array?.first)
    #expect(
      item.encoded(pretty: false).contains("\"ref\"") && item["id"]?.string == "t1aaaaaa"
        && item["at"]?.string == "2026-11-22T12:00:00+03:00" && item["seconds"]?.integer == 172_800
        && item["command"]?.string == "crm tasks done call-anna-t1aaaaaa --next … --due …")
    #expect(owners.last?["overdue"]?.array?.isEmpty == true)
  }

  @Test func oneOwnerOnly() throws {
    let digest = DigestTests.build(try DigestTests.morning(), owner: "anna")
    #expect(digest.owners.map(\.owner) == ["anna"])
    #expect(DigestTests.build(try DigestTests.morning(), owner: "nobody-else").isEmpty)
  }

  @Test func whatNobodyOwnsBelongsToTheOneWhoAsks() throws {
    let fixture = try DigestTests.morning()
    let digest = Digest.build(
      DigestInput(
        snapshot: fixture.snapshot, stages: Fixture.stages, now: Fixture.now, owner: "gleb", ownsTheRest: true
      ))
    #expect(digest.owners.map(\.owner) == ["gleb"])
    #expect(digest.owners[0].items(.leads).map(\.title) == ["Need a site", "Wrote again"])
  }

  /// Titles give way, ids and lengths of time do not.
  @Test(arguments: 40...120) func noLineIsWiderThanTheTerminal(width: Int) throws {
    let digest = DigestTests.build(try DigestTests.morning())
    let text = Renderer.render(digest, as: .table, Rendering(width: width))
    for line in text.split(separator: "\n") where line.hasPrefix("    ") {
      #expect(DisplayWidth.width(String(line)) <= max(width, 66), "\(line)")
    }
    for part in ["t1aaaaaa", "2026-11-22 12:00", ": 2 d late", "2 d over the limit"] {
      #expect(text.contains(part))
    }
  }

  @Test func anotherDayBeginsAtMidnight() throws {
    let digest = DigestTests.build(try DigestTests.morning(), owner: "gleb", date: "2026-11-25")
    #expect(digest.owners[0].items(.overdue).map(\.title) == ["Call Anna", "Visit", "Check payment"])
    #expect(digest.owners[0].items(.today).isEmpty)
    #expect(digest.owners[0].items(.closePassed).map(\.title) == ["Deal d1aaaaaa", "Deal d2aaaaaa"])
  }

  @Test func nothingToSayIsEmpty() throws {
    #expect(DigestTests.build(Fixture()).isEmpty)
    #expect(!DigestTests.build(try DigestTests.morning()).isEmpty)
  }

  @Test(arguments: [
    ("en", "Digest for Tuesday, 24 November 2026", "2 d late"),
    ("ru", "Сводка: вторник, 24 ноября 2026 г.", "опоздание 2 дня"),
    ("ru-RU", "Сводка: вторник, 24 ноября 2026 г.", "Просрочено (1)"),
    ("kk", "Күн шолуы: 2026 жылғы 24 қараша, сейсенбі", "2 күн кешікті"),
    ("xx", "Digest for Tuesday, 24 November 2026", "Overdue (1)"),
  ])
  func languages(language: String, heading: String, words: String) throws {
    let text = Renderer.render(DigestTests.build(try DigestTests.morning(), language: language), as: .table)
    #expect(text.hasPrefix(heading + "\n"))
    #expect(text.contains(words))
  }

  /// A section or word without a translation would show its key or an unfilled mark.
  @Test(arguments: ["en", "ru", "kk"]) func nothingIsUntranslated(language: String) throws {
    let text = Renderer.render(DigestTests.build(try DigestTests.morning(), language: language), as: .md)
    #expect(!text.contains("{"))
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("### ") }
    #expect(headings.count == 10)
    for section in DigestSection.allCases {
      #expect(!headings.contains { $0.hasPrefix("### \(section.rawValue) ") })
    }
  }

  @Test func hostileTextIsShownNotObeyed() throws {
    var fixture = Fixture()
    try fixture.add(
      .task,
      "id: t1aaaaaa\ntitle: \"a\\e[2J<script>`*b*\\nc\\u202e\"\ndue: 2026-11-20T10:00:00+03:00\nowner: \"<i>\\e\"\n"
    )
    let digest = DigestTests.build(fixture)
    for format in OutputFormat.ofDocuments {
      let text = Renderer.render(digest, as: format)
      #expect(!text.unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202e}" }, "\(format)")
    }
    #expect(!Renderer.render(digest, as: .html).contains("<script>"))
    #expect(!Renderer.render(digest, as: .html).contains("<i>"))
    #expect(Renderer.render(digest, as: .md).contains("\\*b\\*"))
    #expect(Renderer.render(digest, as: .table).split(separator: "\n").count == 4)
  }

  @Test func leapDayBirthdays() throws {
    var fixture = Fixture()
    try fixture.add(.contact, "id: c1aaaaaa\nname: Leap\nbirthday: 2000-02-29\n")
    try fixture.add(.contact, "id: c2aaaaaa\nname: New Year\nbirthday: 2000-01-01\n")
    let february = DigestTests.build(fixture, date: "2027-02-25")
    #expect(february.owners.first?.items(.birthdays).first?.day == Fixture.day("2027-02-28"))
    let december = DigestTests.build(fixture, date: "2026-12-30")
    #expect(december.owners.first?.items(.birthdays).first?.age == 27)
  }
}
