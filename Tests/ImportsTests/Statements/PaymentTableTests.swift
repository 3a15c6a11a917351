import Dates
import Diagnostics
import Records
import Testing
import YAML

@testable import Imports

/// Traps of tables that banks write.
@Suite struct PaymentTableTests {
  private func read(_ text: String, _ mapping: PaymentMapping = PaymentMapping()) throws -> StatementFile {
    try StatementReaders.read(Array(text.utf8), StatementOptions(file: "bank.csv", mapping: mapping))
  }

  @Test(arguments: [
    ("-12,50", "-12.50"), ("\u{2212}12,50", "-12.50"), ("\u{2013}12,50", "-12.50"), ("12,50-", "-12.50"),
    ("(12,50)", "-12.50"),
    ("1 234,50", "1234.50"), ("1\u{a0}234,50", "1234.50"), ("1\u{2009}234,50", "1234.50"),
    ("1\u{202f}234,50", "1234.50"),
    ("1'234,50", "1234.50"), ("1\u{2019}234,50", "1234.50"), ("1.234,50", "1234.50"),
    ("1234,50 €", "1234.50"),
    ("12,50 S", "-12.50"), ("12,50 H", "12.50"), ("12,50 CR", "12.50"), ("12,50 DR", "-12.50"),
    ("12 500,00 EUR", "12500.00"),
  ])
  func amounts(cell: String, amount: String) throws {
    let file = try read("date;amount\n2026-11-03;\"\(cell)\"\n")
    #expect(file.lines.map(\.amount) == [Decimal(amount)])
  }

  @Test func aGermanTable() throws {
    let text = """
      Umsätze Girokonto;;;
      Buchungstag;Wertstellung;Name Zahlungsbeteiligter;IBAN Zahlungsbeteiligter;Verwendungszweck;Betrag (EUR);Währung;Saldo
      03.11.2026;04.11.2026;Acme GmbH;DE89 3704 0044 0532 0130 00;INV-2026-0042;1.200,00;EUR;2.200,00
      05.11.2026;05.11.2026;Strom AG;;Abschlag;-80,00;EUR;2.120,00
      ;;;;Summe;1.120,00;;
      """
    let file = try read(text)
    #expect(file.lines.map(\.amount) == [Decimal(1200), Decimal(-80)])
    #expect(file.lines[0].payer == BankParty(name: "Acme GmbH", account: "DE89370400440532013000"))
    #expect(file.lines[0].valued == CivilDate("2026-11-04"))
    #expect(file.lines[0].place == .line(3))
    #expect(file.notices.map(\.message).joined().contains("line 5") == true)
  }

  @Test func columnsForEachWay() throws {
    let text =
      "Дата;Приход;Расход;Плательщик;ИНН;Назначение платежа\n03.11.2026;1 200,00;;Ромашка;7701234567;Счёт 1\n"
      + "04.11.2026;0,00;80,00;;;Вода\n"
    let file = try read(text)
    #expect(file.lines.map(\.amount) == [Decimal(1200), Decimal(-80)])
    #expect(file.lines[0].payer.taxID == "7701234567")
    #expect(throws: Diagnostic.self) { try read("date,credit,debit\n2026-11-03,1.00,2.00\n") }
    let words = try read("date,amount,debit/credit\n2026-11-03,1.00,S\n2026-11-03,2.00,Haben\n")
    #expect(words.lines.map(\.amount) == [Decimal(-1), Decimal(2)])
    #expect(throws: Diagnostic.self) { try read("date,amount,debit/credit\n2026-11-03,1.00,maybe\n") }
  }

  @Test func whatMayBeEitherIsAskedFor() throws {
    for (text, option) in [
      ("date,amount\n2026-11-03,\"1,234\"\n", "--decimal"), ("date,amount\n2026-11-03,1.234\n", "--decimal"),
      ("date,amount\n03/11/2026,1.00\n", "--date-order"),
    ] {
      let error = #expect(throws: Diagnostic.self) { try read(text) }
      #expect(error?.hints.map { "\($0)" }.joined().contains(option) == true)
      #expect(error?.location?.line == 2)
    }
    var said = PaymentMapping()
    (said.decimals, said.dates) = (.point, .monthFirst)
    let file = try read("date,amount\n03/11/2026,\"1,234\"\n", said)
    #expect(file.lines.map(\.amount) == [Decimal(1234)])
    #expect(file.lines.map(\.at) == [CivilDate("2026-03-11")])
    // Another cell of the column tells.
    #expect(
      try read("date;amount\n13/11/2026;1.234\n03/11/2026;1.234,50\n").lines.map(\.amount) == [
        Decimal(1234), Decimal("1234.50"),
      ])
  }

  @Test(arguments: [
    "date,amount\n2026-11-33,1.00\n", "date,amount\n2026-11-03,one\n", "date,amount\n2026-11-03,\n",
    "date,amount,currency\n2026-11-03,1.00,dubloons\n",
  ])
  func whatCannotBeReadIsAnErrorWithItsLine(text: String) throws {
    let error = #expect(throws: Diagnostic.self) { try read(text) }
    #expect(error?.location?.line == 2)
  }

  @Test func aMappingIsSavedAndReadAgain() throws {
    var mapping = PaymentMapping()
    mapping.columns = [
      Preset.Entry("When", "date"), Preset.Entry("Sum", "amount"), Preset.Entry("Who#2", "payer"),
    ]
    mapping.constants = [
      Preset.Entry("currency", "CHF"), Preset.Entry("own_account", "CH93 0076 2011 6238 5295 7"),
    ]
    (mapping.dates, mapping.decimals, mapping.encoding) = (.dayFirst, .comma, .windows1252)
    (mapping.separator, mapping.sheet, mapping.accounts) = (9, "Konto", ["CH9300762011623852957"])
    mapping.name = "mine"
    let document = try Document(parsing: PaymentMappingFile.write(mapping), file: "imports/mine.yaml")
    #expect(PaymentMappingFile.isMapping(document))
    let (again, problems) = PaymentMappingFile.read(document, name: "mine")
    #expect(problems.isEmpty)
    #expect(again == mapping)
    mapping.separator = nil
    let file = try read("When,Who,Who,Sum\n03.11.2026,a,b,\"1,50\"\n", mapping)
    #expect(file.lines.map(\.payer.name) == ["b"])
    #expect(file.lines.map(\.currency) == ["CHF"])
    #expect(file.statements.map(\.account) == ["CH9300762011623852957"])
  }

  @Test func aWrongMappingIsSaid() throws {
    let text = "kind: payment\ncolumns: {A: amonut}\nset: {payer: x}\ndates: never\nspeed: 3\n"
    let document = try Document(parsing: Array(text.utf8), file: "imports/mine.yaml")
    #expect(PaymentMappingFile.read(document, name: "mine").problems.count == 4)
    var mapping = PaymentMapping()
    mapping.columns = [Preset.Entry("Nowhere", "amount")]
    #expect(throws: Diagnostic.self) { try read("date,amount\n2026-11-03,1.00\n", mapping) }
  }

  @Test func theContentDecidesNotTheName() throws {
    let mt940 = MT940Tests.page([":61:261102C100,NTRFNONREF"], closing: "F:C261130EUR1100,")
    let file = try StatementReaders.read(Array(mt940.utf8), StatementOptions(file: "statement.csv"))
    #expect(file.format == .mt940)
    for (text, word) in [
      ("OFXHEADER:100\n<OFX>", "OFX"), ("!Type:Bank\nD1/1/26\n", "QIF"),
      ("hello\nworld\n", "no bank statement"),
    ] {
      let error = #expect(throws: Diagnostic.self) { try read(text) }
      #expect(error?.message.contains(word) == true)
    }
  }
}
