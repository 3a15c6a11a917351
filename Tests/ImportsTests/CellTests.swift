import Dates
import Output
import Records
import Testing
import Text

@testable import Imports

@Suite struct CellTests {
  static let dates: [(String, DateOrder?, String?)] = [
    ("2026-04-02", nil, "2026-04-02"), ("2026/4/2", nil, "2026-04-02"), ("02.04.2026", nil, "2026-04-02"),
    ("2.4.26", nil, "2026-04-02"), ("13/04/2026", nil, "2026-04-13"), ("04/13/2026", nil, "2026-04-13"),
    ("04/02/2026", nil, nil), ("04/02/2026", .dayFirst, "2026-02-04"),
    ("04/02/2026", .monthFirst, "2026-04-02"),
    ("04/04/2026", nil, "2026-04-04"), ("13/04/2026", .monthFirst, "2026-04-13"),
    ("02 Apr 2021", nil, "2021-04-02"),
    ("Apr 2, 2021", nil, "2021-04-02"), ("2 апреля 2021 г.", nil, "2021-04-02"),
    ("02-Apr-21", nil, "2021-04-02"),
    ("Fri, 02 Apr 2021 10:15:00 +0300", nil, "2021-04-02"), ("20260402", nil, "2026-04-02"),
    ("2026-02-30", nil, nil), ("31.02.2026", nil, nil), ("13/13/2026", nil, nil), ("maybe", nil, nil),
    ("", nil, nil),
    ("1234", nil, nil), ("12.5", nil, nil), ("2026-04-02x", nil, nil), ("0/0/00", nil, nil),
    ("May", nil, nil),
    ("99999999", nil, nil), ("1-2-3-4", nil, nil), ("01/01/70", nil, "1970-01-01"),
  ]

  @Test(arguments: dates) func date(_ text: String, _ order: DateOrder?, _ expected: String?) {
    #expect(DateCell(text)?.date(order: order)?.description == expected)
  }

  static let moments: [(String, String?)] = [
    ("2026-04-02T10:15:00Z", "2026-04-02T13:15:00+03:00"), ("2026-04-02 10:15", "2026-04-02T10:15:00+03:00"),
    ("02.04.2026 10:15:30", "2026-04-02T10:15:30+03:00"), ("4/13/2026 1:05 PM", "2026-04-13T13:05:00+03:00"),
    ("4/13/2026 12:05 AM", "2026-04-13T00:05:00+03:00"),
    ("2026-04-02T10:15:00.123456+00:00", "2026-04-02T13:15:00+03:00"),
    ("2026-04-02", nil), ("02 Apr 2021 10:15", "2021-04-02T10:15:00+03:00"),
    ("2026-04-02 25:00", nil), ("2026-04-02 10:61", nil), ("2026-04-02 13:00 PM", nil),
    ("2026-04-02 10:15 abc", nil),
    ("2026-04-02 10:15:00 +05:00", "2026-04-02T08:15:00+03:00"),
  ]

  @Test(arguments: moments) func moment(_ text: String, _ expected: String?) {
    let zone = Zone(fixedOffset: 10_800)
    let cell = DateCell(text)
    let instant = cell?.date(order: .monthFirst).flatMap { cell?.instant(on: $0, zone: zone) }
    #expect(instant?.description == expected)
  }

  static let numbers: [(String, DecimalMark?, String?, String?)] = [
    ("1 234,56", nil, "1234.56", nil), ("1,234.56", nil, "1234.56", nil), ("1'234.56", nil, "1234.56", nil),
    ("1.234,56", nil, "1234.56", nil), ("1\u{a0}234\u{202f}567", nil, "1234567", nil),
    ("12,5", nil, "12.5", nil),
    ("1,234,567", nil, "1234567", nil), ("1.234.567", nil, "1234567", nil), ("1,234", .point, "1234", nil),
    ("1,234", .comma, "1.234", nil), ("1.234", .comma, "1234", nil), ("-5", nil, "-5", nil),
    ("(1 200)", nil, "-1200", nil),
    ("$1,234.50", nil, "1234.50", "USD"), ("1 200,00 ₽", nil, "1200.00", "RUB"),
    ("100 руб.", nil, "100", "RUB"),
    ("12 EUR", nil, "12", "EUR"), ("30 %", nil, "30", nil), ("30%", nil, "30", nil),
    ("0.125", nil, "0.125", nil),
    ("abc", nil, nil, nil), ("12 apples", nil, nil, nil), ("", nil, nil, nil), ("1-2", nil, nil, nil),
    (".5", nil, "0.5", nil),
    ("1.2345", nil, "1.2345", nil), ("₸ 5000", nil, "5000", "KZT"),
    ("99999999999999999999", nil, nil, nil),
  ]

  @Test(arguments: numbers) func number(
    _ text: String, _ mark: DecimalMark?, _ expected: String?, _ currency: String?
  ) {
    #expect(NumberCell(text)?.number(mark: mark)?.description == expected)
    if expected != nil { #expect(NumberCell(text)?.currency == currency) }
  }

  @Test(arguments: [
    ("  x ", "x"), ("-", ""), ("0/0/00", ""), ("0.0.00", ""), ("—", ""), ("'=1+1", "=1+1"),
    ("'+7 495", "+7 495"),
    ("'tis", "'tis"), ("'", "'"), ("'@name", "@name"), ("\u{a0}y\u{a0}", "y"), ("#N/A", ""), ("-5", "-5"),
  ])
  func cellText(_ cell: String, _ value: String) { #expect(CellText.value(cell) == value) }

  @Test(arguments: [
    ("'=sum", "=sum"), ("''=sum", "'=sum"), ("'''@x", "''@x"), ("'-5", "'-5"),
    ("'+74951234567", "'+74951234567"),
    ("'- item", "- item"), ("'tis", "'tis"),
  ])
  func textLosesNoApostropheButThatOfAnExport(_ cell: String, _ value: String) {
    #expect(CellText.value(cell, isText: true) == value)
  }

  /// What an export writes, an import reads as it was, in either form.
  @Test(arguments: 1...300) func exportsComeBack(_ seed: Int) throws {
    var random = Stream(seed: UInt64(seed))
    let pieces = [
      "'", "''", "=", "+", "-", "@", "\t", "7", "a", " b", "\"", ",", "\n", "ж", "+7 495 1234567", "1.5",
    ]
    let texts = (0..<4).map { _ in (0..<random.below(6)).map { _ in random.element(pieces) }.joined() }
    let table = Table(columns: ["a", "b", "c", "d"].map { Column($0) }, rows: [texts.map { .text($0) }])
    for dialect in [CSVRenderer.Dialect.csv, .tsv] {
      let csv = try CSVText(
        bytes: Array(CSVRenderer.render(table, dialect: dialect).utf8), encoding: .utf8,
        separator: dialect == .csv ? 0x2c : 0x09)
      let rows = Array(RowSource(csv).rows())
      let read = rows.last?.cells.map { CellText.value($0.text, isText: true) } ?? []
      for (text, cell) in zip(texts, read) where CellText.trimmed(text) == text && text != "-" {
        #expect(cell == text, "seed \(seed), \(dialect), \(text.debugDescription)")
      }
    }
  }

  @Test func severalValuesInACell() {
    #expect(CellText.parts("a@x.co ::: * b@x.co", splittingCommas: true) == ["a@x.co", "b@x.co"])
    #expect(CellText.parts("a; b\nc, d", splittingCommas: true) == ["a", "b", "c", "d"])
    #expect(CellText.parts("a, b; c", splittingCommas: false) == ["a, b", "c"])
  }

  @Test func aColumnProvesItsFormats() {
    func profile(_ cells: [String]) -> ColumnProfile {
      var profile = ColumnProfile()
      for cell in cells { profile.add(cell) }
      return profile
    }
    #expect(profile(["01/02/2026", "13/02/2026"]).provenOrder == .dayFirst)
    #expect(profile(["01/02/2026", "02/13/2026"]).provenOrder == .monthFirst)
    #expect(profile(["01/02/2026"]).provenOrder == nil)
    #expect(profile(["01/02/2026"]).firstOpenDate == "01/02/2026")
    #expect(profile(["13/02/2026", "02/13/2026"]).provenOrder == nil)
    #expect(profile(["1,234", "1,234.5"]).provenMark == .point)
    #expect(profile(["1,234"]).firstOpenNumber == "1,234")
    let emails = profile(["a@x.example", "b@x.example", "c@x.example"])
    #expect(emails.isMostly(emails.emails))
    let phones = profile(["+7 495 123-45-67", "8 (916) 123-45-67"])
    #expect(phones.isMostly(phones.phones))
  }

  private func read(_ text: String, _ key: String, _ kind: Kind, owners: [Owner] = []) throws -> Value? {
    let config = Config(country: "RU", owners: owners)
    let field = try #require(config.schema[kind][key])
    let reading = FieldCells(config: config, today: try #require(CivilDate("2026-11-24"))).reading(
      .text(text), field: field, format: CellFormat())
    if reading.value == nil, let left = reading.left { throw CellProblem(message: left) }
    return reading.value
  }

  @Test func valuesByType() throws {
    #expect(
      try read("8 (916) 123-45-67, +7 495 1234567", "phones", .contact)?.plainText
        == "+79161234567; +74951234567")
    #expect(
      try read("Anna@X.example;b@x.example", "emails", .contact)?.plainText == "anna@x.example; b@x.example")
    #expect(try read("a\nb", "name", .contact) == .text("a b"))
    #expect(try read("a\r\nb", "notes", .contact) == .text("a\nb"))
    #expect(try read("Звонок", "type", .activity) == .text("call"))
    #expect(try read("0.3", "probability", .deal)?.plainText == "30")
    #expect(try read("01:30:00", "duration", .activity)?.plainText == "5400")
    #expect(throws: CellProblem.self) { try read("nobody", "emails", .contact) }
    #expect(throws: CellProblem.self) { try read("ask Mary", "phones", .contact) }
    #expect(throws: CellProblem.self) { try read("200", "probability", .deal) }
  }

  @Test func ownersByIdNameOrEmail() throws {
    let gleb = Owner(id: "gleb", name: "Gleb Petrov", email: "gleb@x.example", manager: nil, hours: .standard)
    for text in ["gleb", "Gleb Petrov", "GLEB@x.example", "Gleb Petrov [12]"] {
      #expect(try read(text, "owner", .deal, owners: [gleb]) == .text("gleb"))
    }
    let problem = #expect(throws: CellProblem.self) {
      try read("Gleb Petrof", "owner", .deal, owners: [gleb])
    }
    #expect(problem?.message.contains("Gleb Petrov") == true)
    #expect(try read("anybody", "owner", .deal) == .text("anybody"))
  }
}
