import Dates
import Diagnostics
import Testing
import YAML

@testable import Records

@Suite struct RecordReaderTests {
  private func read(
    _ text: String, _ kind: Kind = .contact, config: Config = Config()
  ) throws -> (record: Record?, problems: [Diagnostic]) {
    let path = "\(kind.folder)/x.yaml"
    return RecordReader(config: config, schema: config.schema)
      .read(try Document(parsing: Array(text.utf8), file: path), kind: kind, path: path)
  }

  @Test func readsByTheDeclaredTypeNeverByTheText() throws {
    let record = try #require(
      try read(
        "id: k7f3q2mz\nname: yes\ncountry: no\npostal_code: 0123\ntags: [true, 2024-01-01]\nnew_key: 1:30\n"
      ).record)
    #expect(record.text("name") == "yes")
    #expect(record.text("country") == "no")
    #expect(record.text("postal_code") == "0123")
    #expect(record.texts("tags") == ["true", "2024-01-01"])
    #expect(record.undeclared.map(\.key) == ["new_key"])
    #expect(RecordReader.untyped(try #require(record.undeclared.first).value) == .text("1:30"))
  }

  @Test func keepsTheDecimalsOfMoney() throws {
    let text = "id: d5m8t2qa\ntitle: W\npipeline: sales\nstage: x\namount: 120000.50\ncurrency: RUB\n"
    #expect(try read(text, .deal).record?["amount"]?.number?.description == "120000.50")
  }

  @Test(arguments: [
    ("id: k7f3q2mz\nname: A\nbirthday: soon\n", Kind.contact, 3, "birthday"),
    ("id: k7f3q2mz\nname: A\nkeep_in_touch: often\n", .contact, 3, "keep_in_touch"),
    ("id: k7f3q2mz\nname: A\ncompany: acme\n", .contact, 3, "company"),
    ("id: k7f3q2mz\nname: [A]\n", .contact, 2, "name"),
    ("id: t4k9x1wd\ntitle: T\ndue: tomorrow\n", .task, 3, "due"),
    ("id: t4k9x1wd\ntitle: T\ndue: 2026-11-24\nstatus: opne\n", .task, 4, "open"),
    (
      "id: d5m8t2qa\ntitle: D\npipeline: p\nstage: s\nhistory:\n- {at: 2026-11-24T10:00:00Z}\n", .deal, 6,
      "stage"
    ),
    ("id: d5m8t2qa\ntitle: D\npipeline: p\nstage: s\ncurrency: euro\n", .deal, 5, "currency"),
    ("id: ILLEGAL1\nname: A\n", .contact, 1, "id"),
  ])
  func tellsWhereAValueIsWrong(_ text: String, _ kind: Kind, _ line: Int, _ word: String) throws {
    let (record, problems) = try read(text, kind)
    #expect(record == nil)
    #expect(problems.count == 1)
    let problem = try #require(problems.first)
    #expect(problem.code == .invalidData)
    #expect(problem.location?.line == line)
    #expect((problem.message + problem.hints.map(\.description).joined()).contains(word))
  }

  @Test func tellsOfEveryFaultAtOnce() throws {
    let problems = try read("id: k7f3q2mz\nbirthday: soon\nkeep_in_touch: often\n").problems
    #expect(problems.count == 3, "two values and the missing name")
  }

  @Test(arguments: ["name: A\n", "id:\nname: A\n"])
  func namesTheWayOutOfAMissingIdentifier(_ text: String) throws {
    let problem = try #require(try read(text).problems.first)
    #expect(problem.hints.map(\.description).joined().contains("crm check --fix"))
  }

  @Test func readsLocalTimesInTheRepositorysZone() throws {
    let zone = try #require(Zone(named: "Europe/Berlin"))
    let config = Config(timezone: "Europe/Berlin", zone: zone)
    let head = "id: t4k9x1wd\ntitle: T\ndue: "
    #expect(
      try read(head + "2026-11-24\n", .task, config: config).record?.due?.description(in: zone)
        == "2026-11-24")
    #expect(
      try read(head + "2026-07-01 15:30\n", .task, config: config).record?["due"]?.instant
        == Instant(rfc3339: "2026-07-01T15:30:00+02:00"))
  }

  /// What other programs make of a record that they have read and written again.
  @Test func readsWhatOtherProgramsMakeOfValues() throws {
    let head = "id: k7f3q2mz\nname: A\n"
    #expect(
      try read(head + "birthday: 1980-05-12T00:00:00Z\n").record?["birthday"]?.plainText == "1980-05-12")
    #expect(try read(head + "birthday: --05-12\n").record?["birthday"]?.plainText == "--05-12")
    #expect(try read(head + "keep_in_touch: 30.0\n").record?["keep_in_touch"]?.plainText == "30")
    #expect(try read(head + "emails: a@example.com\n").record?.texts("emails") == ["a@example.com"])
    let seconds = try read(head + "created: 1795773600\n").problems
    #expect(seconds.first?.hints.first?.description.contains("seconds since 1970") == true)
    #expect(try read(head + "birthday: --13-12\n").problems.count == 1)
  }

  @Test func customFieldsAreFirstClass() throws {
    let yaml =
      "format: 1\nfields:\n- {kind: deal, key: square_metres, type: number, title: m²}\n- {kind: deal, key: title, type: text}\n"
    let (config, problems) = ConfigReader.read(try Document(parsing: Array(yaml.utf8), file: "crm.yaml"))
    #expect(problems.map { $0.location?.line } == [4], "title is taken")
    let text = "id: d5m8t2qa\ntitle: D\npipeline: p\nstage: s\nsquare_metres: 12.5\n"
    #expect(try read(text, .deal, config: config).record?["square_metres"]?.number == Decimal("12.5"))
    #expect(try read(text, .deal).record?.undeclared.map(\.key) == ["square_metres"])
  }
}
