import Dates
import Diagnostics
import Records
import Testing

@testable import Imports

/// Traps of files for 1C: what real banks write, and what other readers make of it.
@Suite struct ClientBankExchangeTests {
  static let own = "40702810900000000001"

  static func document(_ lines: [String]) -> String {
    (["СекцияДокумент=Платежное поручение"] + lines + ["КонецДокумента"]).joined(separator: "\r\n")
  }

  static func incoming(
    _ amount: String, purpose: String = "Оплата по счёту № INV-2026-0001", number: String = "17",
    account: String = own
  ) -> String {
    document([
      "Номер=\(number)", "Дата=03.11.2026", "Сумма=\(amount)", "ПлательщикСчет=40702810000000000077",
      "Плательщик=ИНН 7701234567 ООО \"Ромашка\"", "ПлательщикИНН=7701234567", "ПлательщикБИК=044525225",
      "ПолучательСчет=\(account)", "ДатаПоступило=04.11.2026", "Получатель=Мы",
      "НазначениеПлатежа=\(purpose)",
    ])
  }

  static func section(_ opening: String, _ closing: String, account: String = own) -> String {
    [
      "СекцияРасчСчет", "ДатаНачала=01.11.2026", "ДатаКонца=30.11.2026", "НачальныйОстаток=\(opening)",
      "РасчСчет=\(account)", "КонечныйОстаток=\(closing)", "КонецРасчСчет",
    ].joined(separator: "\r\n")
  }

  static func file(_ parts: [String], encoding: String = "Windows", accounts: [String] = [own]) -> String {
    (["1CClientBankExchange", "ВерсияФормата=1.03", "Кодировка=\(encoding)"]
      + accounts.map { "РасчСчет=\($0)" }
      + parts + ["КонецФайла"]).joined(separator: "\r\n") + "\r\n"
  }

  private func read(_ text: String, in encoding: TextEncoding = .utf8) throws -> StatementFile {
    let bytes = try #require(encoding.encode(text))
    return try StatementReaders.read(bytes, StatementOptions(file: "kl_to_1c.txt"))
  }

  @Test(arguments: [
    ("Windows", TextEncoding.windows1251), ("DOS", TextEncoding.page(.cp866)),
    // UTF-8 is tried first, whatever the file says.
    ("Windows", TextEncoding.utf8), ("UTF-8", TextEncoding.utf8),
  ])
  func theEncodingIsFound(said: String, real: TextEncoding) throws {
    let text = Self.file(
      [
        Self.section("100.00", "1300.00"), Self.incoming("1200.00", purpose: "Оплата по счету INV-2026-0001"),
      ],
      encoding: said
    ).replacing("№", with: "N")
    let line = try #require(try read(text, in: real).lines.first)
    #expect(
      line.payer
        == BankParty(
          name: "ООО \"Ромашка\"", account: "40702810000000000077", bank: "044525225", taxID: "7701234567"))
    #expect(line.purpose == "Оплата по счету INV-2026-0001")
    #expect(line.at == CivilDate(year: 2026, month: 11, day: 4))
    #expect(line.amount == Decimal("1200.00"))
    #expect(line.currency == "RUB")
    #expect(line.reference == "17")
  }

  @Test func theOwnAccountTellsTheWay() throws {
    let outgoing = Self.document([
      "Номер=5", "Дата=05.11.2026", "Сумма=200", "ПлательщикСчет=\(Self.own)", "ДатаСписано=05.11.2026",
      "Получатель1=ООО Вода", "ПолучательРасчСчет=40702810000000000099", "НазначениеПлатежа=За воду",
    ])
    let file = try read(Self.file([Self.section("0", "1000"), Self.incoming("1200"), outgoing]))
    #expect(file.lines.map(\.amount) == [Decimal(1200), Decimal(-200)])
    #expect(file.lines.map(\.payer.name) == ["ООО \"Ромашка\"", "ООО Вода"])
  }

  @Test(arguments: ["1234,56", "1234.56", "1 234,56", "1234.560", "1\u{a0}234,56"])
  func pointOrComma(text: String) throws {
    let file = try read(Self.file([Self.section("0.00", "1234,56"), Self.incoming(text)]))
    #expect(file.lines.map(\.amount) == [Decimal("1234.56")])
  }

  @Test func aPurposeEndsNothing() throws {
    let purpose = "КонецДокумента КонецФайла; код=17=18 СекцияДокумент"
    let file = try read(Self.file([Self.section("0", "10"), Self.incoming("10", purpose: purpose)]))
    #expect(file.lines.map(\.purpose) == [purpose])
  }

  @Test func aStrayLineIsAnErrorWithItsNumber() throws {
    let broken = Self.incoming("10", purpose: "Оплата\r\nпо договору № 5")
    let error = #expect(throws: Diagnostic.self) { try read(Self.file([broken])) }
    #expect(error?.location == SourceLocation(file: "kl_to_1c.txt", line: 17))
    #expect(error?.message.contains("по договору № 5") == true)
    #expect(error?.message.contains("line 5") == true)
  }

  @Test func severalAccounts() throws {
    let other = "40702978900000000002"
    let transfer = Self.document([
      "Номер=9", "Дата=06.11.2026", "Сумма=100", "ПлательщикСчет=\(Self.own)", "ПолучательСчет=\(other)",
      "НазначениеПлатежа=Перевод",
    ])
    let file = try read(
      Self.file(
        [
          Self.section("0", "1100"), Self.section("5", "1005", account: other), Self.incoming("1200"),
          // Each account's part of the file has the transfer.
          transfer, transfer, Self.incoming("900", number: "18", account: other),
        ], accounts: [Self.own, other]))
    #expect(file.statements.map(\.account) == [Self.own, other])
    #expect(
      file.statements.map { $0.lines.map(\.amount) } == [
        [Decimal(1200), Decimal(-100)], [Decimal(100), Decimal(900)],
      ])
    #expect(file.statements.map(\.currency) == ["RUB", "EUR"])
  }

  @Test func balancesHaveToAgree() throws {
    let error = #expect(throws: Diagnostic.self) {
      try read(Self.file([Self.section("100", "1299.99"), Self.incoming("1200")]))
    }
    #expect(error?.message.contains("1300.00") == true)
    #expect(error?.message.contains("1299.99") == true)
    #expect(error?.location?.line == 5)
    let days = [Self.section("100", "700"), Self.section("750", "1350"), Self.incoming("1200")]
    #expect(throws: Diagnostic.self) { try read(Self.file(days)) }
  }

  @Test func aCutFileIsRefused() throws {
    let whole = Self.file([Self.section("100", "1300"), Self.incoming("1200")])
    #expect(throws: Diagnostic.self) { try read(String(whole.replacing("КонецФайла\r\n", with: ""))) }
  }

  @Test func withoutAnAccountItIsAskedFor() throws {
    let text = Self.file([Self.incoming("10")], accounts: [])
    let error = #expect(throws: Diagnostic.self) { try read(text) }
    #expect(error?.hints.map { "\($0)" }.joined().contains("--account") == true)
    let options = StatementOptions(file: "x", account: "4070 2810 9000 0000 0001")
    #expect(try StatementReaders.read(Array(text.utf8), options).lines.count == 1)
  }

  @Test func aReturnedPaymentIsMinus() throws {
    let file = try read(Self.file([Self.section("100", "0"), Self.incoming("-100")]))
    #expect(file.lines.map(\.amount) == [Decimal(-100)])
    #expect(file.lines.map(\.isReversal) == [true])
  }
}
