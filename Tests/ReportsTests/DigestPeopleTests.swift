import Dates
import Facts
import JSON
import Output
import Records
import Reports
import Testing

/// Days that come every year, and how far a digest looks ahead.
@Suite struct DigestPeopleTests {
  static func days() throws -> Fixture {
    var fixture = Fixture()
    try fixture.add(.company, "id: b1aaaaaa\nname: Oak Ltd\nfounded: 2001-11-25\nowner: gleb\n")
    try fixture.add(.company, "id: b2aaaaaa\nname: Elm Ltd\nfounded: --12-01\n")
    try fixture.add(
      .contact,
      """
      id: c1aaaaaa
      name: Anna Ivanova
      company: oak-ltd-b1aaaaaa
      owner: gleb
      birthday: --11-24
      dates:
      - {name: wedding, day: 2016-11-26}
      - {name: first contract, day: --11-30}
      - {name: long past, day: 2016-11-23}

      """)
    try fixture.add(.contact, "id: c2aaaaaa\nname: Boris\ndates: [{name: moving in, day: 2026-11-27}]\n")
    return fixture
  }

  private func build(
    _ fixture: Fixture, days: Int = 7, date: String? = nil, language: String? = nil
  ) -> DigestResult {
    Digest.build(
      DigestInput(
        snapshot: fixture.snapshot, stages: Fixture.stages, now: Fixture.now, date: date.map(Fixture.day),
        days: days, language: language))
  }

  @Test func anniversariesOfPeopleAndCompanies() throws {
    #expect(
      Renderer.render(build(try DigestPeopleTests.days()), as: .table) == """
        Digest for Tuesday, 24 November 2026

        gleb
          Birthdays (1)  crm log message REF …
            c1aaaaaa  Tue 2026-11-24  Anna Ivanova (Oak Ltd)
          Anniversaries (3)  crm log message REF …
            b1aaaaaa  Wed 2026-11-25  Oak Ltd: founded, 25 years
            c1aaaaaa  Thu 2026-11-26  Anna Ivanova (Oak Ltd): wedding, 10 years
            c1aaaaaa  Mon 2026-11-30  Anna Ivanova (Oak Ltd): first contract

        no owner
          Anniversaries (2)  crm log message REF …
            c2aaaaaa  Fri 2026-11-27  Boris: moving in
            b2aaaaaa  Tue 2026-12-01  Elm Ltd: founded

        """)
  }

  @Test func jsonSaysTheOccasion() throws {
    let digest = build(try DigestPeopleTests.days())
    let items = try #require(digest.json["owners"]?.array?.first?["anniversaries"]?.array)
    #expect(items.map { $0["occasion"]?.string } == ["founded", "wedding", "first contract"])
    #expect(items.map { $0["age"]?.integer } == [25, 10, nil])
    #expect(items.map { $0["day"]?.string } == ["2026-11-25", "2026-11-26", "2026-11-30"])
    #expect(items.first?["kind"]?.string == "company" && items.last?["kind"]?.string == "contact")
  }

  @Test func theDaysAheadAreAsManyAsAreAsked() throws {
    var fixture = try DigestPeopleTests.days()
    try fixture.add(.task, "id: t1aaaaaa\ntitle: Tomorrow\ndue: 2026-11-25\n")
    try fixture.add(.task, "id: t2aaaaaa\ntitle: Far\ndue: 2027-01-03T10:00:00+03:00\n")
    func titles(_ days: Int, _ section: DigestSection) -> [String] {
      build(fixture, days: days).owners.flatMap { $0.items(section).map(\.title) }
    }
    #expect(titles(0, .coming) == [] && titles(0, .anniversaries) == [])
    #expect(titles(0, .birthdays) == ["Anna Ivanova"], "today is in every digest")
    #expect(titles(1, .coming) == ["Tomorrow"] && titles(1, .anniversaries) == ["Oak Ltd"])
    #expect(titles(40, .coming) == ["Tomorrow", "Far"])
  }

  @Test func anAnniversaryOfTheLeapDay() throws {
    var fixture = Fixture()
    try fixture.add(.contact, "id: c1aaaaaa\nname: Leap\ndates: [{name: wedding, day: 2024-02-29}]\n")
    let items = build(fixture, date: "2027-02-25").owners.flatMap { $0.items(.anniversaries) }
    #expect(items.map(\.day) == [Fixture.day("2027-02-28")] && items.map(\.age) == [3])
  }

  @Test(arguments: [
    (1, "1 год"), (2, "2 года"), (5, "5 лет"), (11, "11 лет"), (12, "12 лет"), (14, "14 лет"), (21, "21 год"),
    (22, "22 года"), (25, "25 лет"), (101, "101 год"), (111, "111 лет"),
  ])
  func russianNumbersTakeTheirForms(number: Int, words: String) throws {
    var fixture = Fixture()
    try fixture.add(.company, "id: b1aaaaaa\nname: Oak\nfounded: \(2026 - number)-11-24\n")
    try fixture.add(.contact, "id: c1aaaaaa\nname: Anna\nbirthday: \(2026 - number)-11-24\n")
    let text = Renderer.render(build(fixture, language: "ru"), as: .table)
    #expect(text.contains("Oak: основание, \(words)\n"), "\(text)")
    #expect(text.contains("Anna: исполняется \(words)\n"), "\(text)")
  }

  @Test(arguments: [(1, "1 день"), (3, "3 дня"), (5, "5 дней"), (21, "21 день")])
  func russianDaysTakeTheirForms(number: Int, words: String) throws {
    var fixture = Fixture()
    let due = Fixture.day("2026-11-24").adding(days: -number)
    try fixture.add(.task, "id: t1aaaaaa\ntitle: Call\ndue: \(due)T11:00:00+03:00\n")
    #expect(
      Renderer.render(build(fixture, language: "ru"), as: .table).contains("Call: опоздание \(words)\n"))
  }

  /// Words that are the same in two languages would be a translation forgotten.
  @Test func noLanguageBorrowsFromAnother() throws {
    var fixture = try DigestTests.morning()
    fixture.records += try DigestPeopleTests.days().records
    let ours = Set(fixture.records.flatMap { words($0.name) + words($0.ref) })
    let pages = ["en", "ru", "kk"].map { language in
      let text = Renderer.render(build(fixture, language: language), as: .table)
      let lines = text.split(separator: "\n").map { line in
        line.split(separator: "  crm ").first.map(String.init) ?? ""
      }
      return Set(lines.flatMap(words)).subtracting(ours)
    }
    let known: Set = ["gleb", "anna", "invoice", "meeting", "carl", "first", "contract", "moving", "in"]
    #expect(pages[1].intersection(pages[0]).subtracting(known) == [])
    #expect(pages[2].intersection(pages[0]).subtracting(known) == [])
  }

  private func words(_ text: some StringProtocol) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init).filter { $0.count > 1 }
  }

  @Test func theOwnersLanguage() throws {
    var fixture = try DigestTests.morning()
    fixture.config.language = "en"
    fixture.config.owners = [
      Owner(
        id: "gleb", name: nil, email: nil, manager: nil, hours: WorkingHours(zone: Fixture.zone),
        language: "kk")
    ]
    func title(_ owner: String?, _ language: String? = nil) -> String {
      DigestTests.build(fixture, owner: owner, language: language).title
    }
    #expect(title("gleb").hasPrefix("Күн шолуы: "))
    #expect(title("gleb", "ru").hasPrefix("Сводка: "))
    #expect(title(nil).hasPrefix("Digest for "))
  }

  // MARK: Entries of a calendar

  @Test func entriesOfACalendar() throws {
    var fixture = try DigestTests.morning()
    fixture.records += try DigestPeopleTests.days().records.filter { $0.id.description != "c1aaaaaa" }
    let entries = build(fixture).entries
    #expect(Set(entries.map(\.uid)).count == entries.count)
    #expect(
      entries.filter { $0.uid.hasSuffix("-sla") }.count == 1, "the manager's copy is no entry of its own")
    let call = try #require(entries.first { $0.summary.contains("Call Anna") })
    #expect(call.place == .day(Fixture.day("2026-11-24")), "what is late is to be done today")
    #expect(call.summary == "Overdue: Call Anna (Deal d1aaaaaa): 2 d late")
    let visit = try #require(entries.first { $0.summary == "Visit" })
    #expect(visit.place == .moment(Fixture.instant("2026-11-24T14:00:00+03:00"), minutes: 30))
    #expect(visit.description == "gleb\ncrm tasks done visit-t5aaaaaa")
    #expect(entries.contains { $0.summary == "Anniversary: Oak Ltd: founded, 25 years" })
    // The entry of a task is the same when it is late.
    let before = build(fixture, date: "2026-11-22").entries.first { $0.summary.contains("Call Anna") }
    #expect(before?.uid == call.uid && before?.place != call.place)
    #expect(
      Set(build(fixture, date: "2027-11-22").entries.map(\.uid)).isDisjoint(
        with: entries.filter { $0.uid.contains("-anniversary-") }.map(\.uid)))
  }
}
