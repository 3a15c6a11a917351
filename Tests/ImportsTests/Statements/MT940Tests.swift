import Dates
import Diagnostics
import Records
import Testing

@testable import Imports

/// Traps of MT940, each a file of its own.
@Suite struct MT940Tests {
  static func page(
    _ entries: [String], opening: String = "F:C261101EUR1000,00", closing: String, number: String = "11/1",
    account: String = "DE02120300000000202051"
  ) -> String {
    ([":20:STARTUMS", ":25:\(account)", ":28C:\(number)", ":60\(opening)"] + entries + [":62\(closing)", "-"])
      .joined(separator: "\r\n") + "\r\n"
  }

  private func read(_ text: String) throws -> StatementFile { try read(Array(text.utf8)) }
  private func read(_ bytes: [UInt8], _ encoding: TextEncoding? = nil) throws -> StatementFile {
    try StatementReaders.read(
      bytes, StatementOptions(file: "umsatz.sta", reading: ReadingOptions(encoding: encoding)))
  }

  private func date(_ text: String) -> CivilDate? { CivilDate(text) }

  @Test(arguments: [
    ("C", "1250,50", 250.5), ("D", "749,50", -250.5), ("RC", "749,50", -250.5), ("RD", "1250,50", 250.5),
    ("CR", "1250,50", 250.5), ("RCR", "749,50", -250.5),
  ])
  func signs(mark: String, closing: String, amount: Double) throws {
    let text = Self.page([":61:2611021102\(mark)250,50NTRFNONREF//B1"], closing: "F:C261130EUR\(closing)")
    let line = try #require(try read(text).lines.first)
    #expect(line.amount == Decimal("\(amount)"))
    #expect(line.isReversal == mark.hasPrefix("R"))
    #expect(line.reference == "B1")
  }

  @Test func theWrongSignIsFoundByTheBalance() throws {
    let text = Self.page([":61:2611021102RC250,50NTRFNONREF"], closing: "F:C261130EUR1250,50")
    let error = #expect(throws: Diagnostic.self) { try read(text) }
    #expect(error?.message.contains("make 749.50") == true)
    #expect(error?.message.contains("1250.50") == true)
    #expect(error?.location == SourceLocation(file: "umsatz.sta", line: 1))
  }

  @Test(arguments: [
    ("2612310102", "2027-01-02"), ("2701021231", "2026-12-31"), ("2611021102", "2026-11-02"),
    ("261102", "2026-11-02"),
    ("2702280301", "2027-03-01"), ("2702300301", "2027-03-01"), ("270230", "2027-02-28"),
  ])
  func theYearOfAnEntry(days: String, booked: String) throws {
    let text = Self.page([":61:\(days)C1,NTRFNONREF"], closing: "F:C270131EUR1001,")
    #expect(try read(text).lines.map(\.at) == [date(booked)])
  }

  @Test func pagesAreChained() throws {
    let first = Self.page([":61:261102C100,NTRFA"], closing: "M:C261102EUR1100,")
    let second = Self.page(
      [":61:261103C200,NTRFB"], opening: "M:C261102EUR1100,", closing: "F:C261103EUR1300,", number: "11/2")
    let other = Self.page(
      [":61:261103D5,NTRFC"], closing: "F:C261103EUR995,", account: "DE99999999999999999999EUR")
    let file = try read(first + other + second)
    #expect(file.statements.map(\.account) == ["DE02120300000000202051", "DE99999999999999999999"])
    #expect(file.statements.map { $0.lines.count } == [2, 1])
    #expect(file.statements[0].closing == Decimal(1300))
    let gap = Self.page(
      [":61:261103C200,NTRFB"], opening: "M:C261102EUR1150,", closing: "F:C261103EUR1350,", number: "11/2")
    let third = Self.page(
      [":61:261103C200,NTRFB"], opening: "M:C261102EUR1100,", closing: "F:C261103EUR1300,", number: "11/3")
    for missing in [gap, third] {
      let error = #expect(throws: Diagnostic.self) { try read(first + missing) }
      #expect(error?.message.contains("a page is missing") == true)
      #expect(error?.location?.line == 8)
    }
  }

  @Test func aStatementThatStandsTwice() throws {
    let first = Self.page(
      [":61:261102C100,NTRFNONREF//B1", ":61:261102C100,NTRFNONREF//B1"], closing: "F:C261102EUR1200,")
    let next = Self.page(
      [":61:261103C50,NTRFB"], opening: "F:C261102EUR1200,", closing: "F:C261103EUR1250,", number: "12/1")
    let once = try read(first + next)
    #expect(once.notices.isEmpty)
    #expect(once.lines.allSatisfy { $0.isCounted })
    let twice = try read(first + next + first)
    #expect(twice.lines == once.lines)
    #expect(
      twice.notices.map(\.text) == [
        "line 16: account DE02120300000000202051, statement 11 stands in the file once more and is read once"
      ])
    // Pages are one statement.
    let page = Self.page([":61:261102C100,NTRFA"], closing: "M:C261102EUR1100,")
    let rest = Self.page(
      [":61:261103C200,NTRFB"], opening: "M:C261102EUR1100,", closing: "F:C261103EUR1300,", number: "11/2")
    #expect(try read(page + rest + page + rest).lines.count == 2)
  }

  @Test func balancesThatDoNotGoOn() throws {
    let first = Self.page([":61:261102C100,NTRFA"], closing: "F:C261102EUR1100,")
    let second = Self.page(
      [":61:261103C50,NTRFB"], opening: "F:C261102EUR1100,", closing: "F:C261103EUR1150,", number: "12/1")
    // The newest first, and other accounts between them.
    let other = Self.page(
      [":61:261103D5,NTRFC"], closing: "F:C261103EUR995,", account: "DE99999999999999999999")
    #expect(try read(second + other + first).notices.isEmpty)
    // Days that stand in two statements, and one that is missing.
    let longer = Self.page(
      [":61:261102C100,NTRFA", ":61:261103C50,NTRFB"], closing: "F:C261103EUR1150,", number: "13/1")
    let later = Self.page(
      [":61:261105C5,NTRFB"], opening: "F:C261104EUR1400,", closing: "F:C261105EUR1405,", number: "14/1")
    for (text, opening) in [(first + longer, "1000.00"), (first + later, "1400.00")] {
      let file = try read(text)
      #expect(file.notices.count == 1)
      #expect(file.notices.first?.message.contains("begins with \(opening), with which no other") == true)
      #expect(file.lines.allSatisfy { !$0.isCounted })
    }
  }

  @Test func linesOf65CharactersGoOn() throws {
    let head = "Rechnung vom 20.10.2026 fuer die Wartung der Anlage Nummer INV-20"
    #expect(head.count == 65)
    let text = Self.page(
      [":61:261102C100,NTRFNONREF", ":86:\(head)", "26-0042 Danke", "und bis bald"],
      closing: "F:C261130EUR1100,")
    let line = try #require(try read(text).lines.first)
    #expect(line.purpose == head + "26-0042 Danke und bis bald")
    #expect(line.rawPurpose == head + "\n26-0042 Danke\nund bis bald")
  }

  @Test func partsBehindMarks() throws {
    let text = Self.page(
      [
        ":61:2611021102C100,NTRFKREF17//B77",
        ":86:166?00GUTSCHRIFT?109310?20EREF+INV-2026-0042?21KREF+K9?22MREF+M5?23SVWZ+Rechnung vo",
        "m 20.10.?24Danke?30COBADEFF?31DE89370400440532013000?32MUELLER BAU?33 GMBH",
      ], closing: "F:C261130EUR1100,")
    let line = try #require(try read(text).lines.first)
    #expect(
      line.payer
        == BankParty(
          name: "MUELLER BAU GMBH", account: "DE89370400440532013000", bank: "COBADEFF"))
    #expect(line.purpose == "Rechnung vom 20.10.Danke")
    #expect(
      Set(line.references) == [
        BankReference(.bank, "B77"), BankReference(.customer, "KREF17"),
        BankReference(.endToEnd, "INV-2026-0042"),
        BankReference(.customer, "K9"), BankReference(.mandate, "M5"),
      ])
  }

  @Test func partsBehindSlashes() throws {
    let text = Self.page(
      [
        ":61:2611021102C100,NTRFNONREF",
        ":86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. de", " Vries/REM",
        "I/USTD//INV-2026-0042/EREF/NOTPROVIDED",
      ], closing: "F:C261130EUR1100,")
    let line = try #require(try read(text).lines.first)
    #expect(line.payer == BankParty(name: "J. de Vries", account: "NL91ABNA0417164300", bank: "ABNANL2A"))
    #expect(line.purpose == "INV-2026-0042")
    #expect(line.references.isEmpty)
  }

  @Test func swiftsEnvelope() throws {
    let body = Self.page([":61:261102C100,NTRFNONREF"], closing: "F:C261130EUR1100,")
    let wrapped =
      "{1:F01BANKDEFFAXXX0000000000}{2:I940CLIENTXXN}{4:\r\n" + body.replacing("-\r\n", with: "-}\r\n")
    #expect(try read(wrapped).lines.count == 1)
  }

  @Test func anUnknownEncodingIsSaidWithAName() throws {
    let text = Self.page(
      [":61:261102C100,NTRFNONREF", ":86:166?20Danke?32Müller"], closing: "F:C261130EUR1100,")
    let western = try #require(TextEncoding.windows1252.encode(text))
    let guessed = try read(western)
    #expect(guessed.lines.map(\.payer.name) == ["Müller"])
    #expect(guessed.notices.map(\.message).joined().contains("windows-1252, which makes \"Müller\"") == true)
    #expect(try read(text).notices.isEmpty)
    let cyrillic = try #require(TextEncoding.windows1251.encode(text.replacing("Müller", with: "Маяк")))
    #expect(try read(cyrillic, .windows1251).lines.map(\.payer.name) == ["Маяк"])
    // Never a guess among pages of DOS.
    let dos = try #require(TextEncoding.page(.cp850).encode(text))
    #expect(try read(dos).lines.map(\.payer.name) == ["M\u{81}ller"])
  }

  @Test func aCutFileIsRefused() throws {
    let whole = Self.page([":61:261102C100,NTRFNONREF"], closing: "F:C261130EUR1100,")
    let error = #expect(throws: Diagnostic.self) {
      try read(String(whole.prefix(while: { $0 != "6" }) + "61:261102C100,NTRF"))
    }
    #expect(error != nil)
    let cut = whole.replacing(":62F:C261130EUR1100,\r\n", with: "")
    #expect(throws: Diagnostic.self) { try read(cut) }
  }

  @Test(arguments: [
    ":61:2613021102C100,NTRF", ":61:261102X100,NTRF", ":61:261102C,NTRF", ":61:2611020230C1,NTRF",
  ])
  func damagedEntriesAreErrorsWithTheirLine(entry: String) throws {
    let text = Self.page([entry], closing: "F:C261130EUR1100,")
    let error = #expect(throws: Diagnostic.self) { try read(text) }
    #expect(error?.location?.line == 5)
  }
}
