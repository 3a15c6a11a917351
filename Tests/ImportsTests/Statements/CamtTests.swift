import Dates
import Diagnostics
import Records
import Testing

@testable import Imports

/// Traps of camt.053, each a file of its own.
@Suite struct CamtTests {
  static func balance(_ code: String, _ amount: String, _ sign: String = "CRDT") -> String {
    """
    <Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">\(amount)</Amt><CdtDbtInd>\(sign)</CdtDbtInd>
    <Dt><Dt>2026-11-01</Dt></Dt></Bal>
    """
  }

  static func entry(
    _ amount: String, sign: String = "CRDT", status: String = "BOOK", more: String = "", details: String = ""
  ) -> String {
    """
    <Ntry><Amt Ccy="EUR">\(amount)</Amt><CdtDbtInd>\(sign)</CdtDbtInd>\(more)<Sts>\(status)</Sts>
    <BookgDt><Dt>2026-11-03</Dt></BookgDt><ValDt><Dt>2026-11-04</Dt></ValDt><AcctSvcrRef>B1</AcctSvcrRef>
    <NtryDtls>\(details)</NtryDtls></Ntry>

    """
  }

  static func file(_ parts: [String], version: String = "02", container: String = "BkToCstmrStmt") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.\(version)"><\(container)><Stmt><Id>7</Id>
    <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
    \(parts.joined())</Stmt></\(container)></Document>
    """
  }

  static func party(_ inner: String) -> String {
    "<TxDtls><RltdPties><Dbtr>\(inner)</Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties>"
      + "<RmtInf><Ustrd>INV-2026-0042</Ustrd></RmtInf></TxDtls>"
  }

  private func read(_ text: String) throws -> StatementFile {
    try StatementReaders.read(Array(text.utf8), StatementOptions(file: "camt.xml"))
  }

  @Test func aStatementThatStandsTwice() throws {
    let text = Self.file([
      Self.balance("OPBD", "100.00"), Self.balance("CLBD", "1300.00"),
      Self.entry("1200.00", details: Self.party("<Nm>Acme GmbH</Nm>")),
    ])
    let statement = try #require(text.split(separator: "<Stmt>").last?.split(separator: "</Stmt>").first)
    let again = "<Stmt>\(statement)</Stmt>"
    let twice = try read(text.replacing("</Stmt>", with: "</Stmt>" + again))
    #expect(twice.lines.count == 1)
    #expect(twice.notices.count == 1)
    // The next statement goes on; one that is called otherwise is another, whose balances do not.
    let next = again.replacing("1300.00", with: "2500.00").replacing("100.00", with: "1300.00").replacing(
      "<Id>7</Id>", with: "<Id>8</Id>")
    let both = try read(text.replacing("</Stmt>", with: "</Stmt>" + next))
    #expect(both.lines.count == 2)
    #expect(both.notices.isEmpty)
    let renamed = again.replacing("<Id>7</Id>", with: "<Id>9</Id>")
    let other = try read(text.replacing("</Stmt>", with: "</Stmt>" + renamed))
    #expect(other.notices.map { $0.message.contains("begins with 100.00") } == [true])
    #expect(other.lines.map(\.isCounted) == [false, false])
  }

  @Test(arguments: [
    ("02", "<Nm>Acme GmbH</Nm>", "BOOK"), ("04", "<Nm>Acme GmbH</Nm>", "BOOK"),
    ("08", "<Pty><Nm>Acme GmbH</Nm></Pty>", "<Cd>BOOK</Cd>"),
    ("13", "<Pty><Nm>Acme GmbH</Nm></Pty>", "<Cd>BOOK</Cd>"),
  ])
  func versions(version: String, name: String, status: String) throws {
    let text = Self.file(
      [
        Self.balance("OPBD", "100.00"), Self.balance("CLBD", "1300.00"),
        Self.entry("1200.00", status: status, details: Self.party(name)),
      ], version: version)
    for form in [
      text,
      text.replacing("xmlns=", with: "xmlns:n=").replacing("<", with: "<n:")
        .replacing("<n:?", with: "<?").replacing("<n:/", with: "</n:"),
    ] {
      let line = try #require(try read(form).lines.first)
      #expect(line.payer == BankParty(name: "Acme GmbH", account: "DE89370400440532013000"))
      #expect(line.amount == Decimal("1200.00"))
      #expect(line.at == CivilDate("2026-11-03"))
      #expect(line.purpose == "INV-2026-0042")
      #expect(line.reference == "B1")
      #expect(line.place == .line(6))
    }
  }

  @Test func onlyWhatIsBookedCounts() throws {
    let file = try read(
      Self.file([
        Self.balance("OPBD", "0.00"), Self.balance("CLBD", "10.00"), Self.entry("10.00"),
        Self.entry("99.00", status: "PDNG"),
        Self.entry("98.00", status: "<Cd>INFO</Cd>"),
      ]))
    #expect(file.lines.map(\.amount) == [Decimal(10)])
    #expect(file.notices.map(\.message).joined().contains("2 entries") == true)
  }

  @Test func theSignOfAReversalIsItsOwn() throws {
    let file = try read(
      Self.file([
        Self.balance("OPBD", "100.00"), Self.balance("CLBD", "60.00"),
        Self.entry(
          "50.00", sign: "DBIT", more: "<RvslInd>true</RvslInd>", details: Self.party("<Nm>Acme</Nm>")),
        Self.entry("10.00", more: "<RvslInd>true</RvslInd>"),
      ]))
    #expect(file.lines.map(\.amount) == [Decimal(-50), Decimal(10)])
    #expect(file.lines.map(\.isReversal) == [true, true])
    #expect(file.lines.map(\.payer.name) == ["Acme", ""])
  }

  private func part(_ amount: String?, _ purpose: String) -> String {
    "<TxDtls>" + (amount.map { "<Amt Ccy=\"EUR\">\($0)</Amt>" } ?? "")
      + "<RmtInf><Ustrd>\(purpose)</Ustrd></RmtInf></TxDtls>"
  }

  @Test func aBatchIsSplitWhereItsPartsAddUp() throws {
    let balances = [Self.balance("OPBD", "0.00"), Self.balance("CLBD", "30.00")]
    let whole = part("10.00", "A") + part("20.00", "B")
    let file = try read(Self.file(balances + [Self.entry("30.00", details: whole)]))
    #expect(file.lines.map(\.amount) == [Decimal(10), Decimal(20)])
    #expect(file.lines.map(\.purpose) == ["A", "B"])
    for details in [part("10.00", "A") + part("19.00", "B"), part(nil, "A") + part("20.00", "B")] {
      let file = try read(Self.file(balances + [Self.entry("30.00", details: details)]))
      #expect(file.lines.map(\.amount) == [Decimal(30)])
      #expect(file.lines.map(\.purpose) == ["A; B"])
    }
  }

  @Test func structuredReferences() throws {
    let details = """
      <TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf><Strd><RfrdDocInf><Nb>INV-2026-0042</Nb></RfrdDocInf>
      <CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
      """
    let file = try read(
      Self.file([Self.balance("OPBD", "0"), Self.balance("CLBD", "5"), Self.entry("5", details: details)]))
    #expect(
      file.lines.first?.references == [
        BankReference(.bank, "B1"), BankReference(.creditor, "RF18539007547034"),
        BankReference(.document, "INV-2026-0042"),
      ])
  }

  @Test func balancesOfPagesAndOfTheDayBefore() throws {
    for (opening, closing) in [("PRCD", "CLBD"), ("ITBD", "ITBD"), ("OPBD", "ITBD")] {
      let parts = [Self.balance(opening, "5.00", "DBIT"), Self.balance(closing, "5.00"), Self.entry("10.00")]
      #expect(try read(Self.file(parts)).statements[0].closing == Decimal(5))
      let wrong = [Self.balance(opening, "5.00", "DBIT"), Self.balance(closing, "6.00"), Self.entry("10.00")]
      let error = #expect(throws: Diagnostic.self) { try read(Self.file(wrong)) }
      #expect(error?.message.contains("opening -5.00") == true)
    }
  }

  @Test func aStatementWithoutBalancesIsRefused() throws {
    for parts in [[Self.entry("1.00")], [Self.balance("OPBD", "0"), Self.entry("1.00")]] {
      let error = #expect(throws: Diagnostic.self) { try read(Self.file(parts)) }
      #expect(error?.message.contains("balance") == true)
    }
  }

  @Test func whatIsNoStatementIsRefused() throws {
    for (container, word) in [("BkToCstmrAcctRpt", "camt.052"), ("BkToCstmrDbtCdtNtfctn", "camt.054")] {
      let error = #expect(throws: Diagnostic.self) { try read(Self.file([], container: container)) }
      #expect(error?.message.contains(word) == true)
    }
  }

  @Test(arguments: [
    Self.entry("1,50"), Self.entry("-1.50"), Self.entry("1.50", sign: "CREDIT"),
    Self.entry("1.50").replacing("2026-11-03", with: "3.11.2026").replacing("2026-11-04", with: "x"),
  ])
  func damagedEntriesAreErrorsWithTheirLine(entry: String) throws {
    let error = #expect(throws: Diagnostic.self) { try read(Self.file([Self.entry("1.00"), entry])) }
    #expect(error?.location == SourceLocation(file: "camt.xml", line: 7))
  }

  @Test func theDayIsTheOneThatIsWritten() throws {
    let entry = Self.entry("1.00").replacing(
      "<BookgDt><Dt>2026-11-03</Dt>", with: "<BookgDt><DtTm>2026-11-03T23:30:00-05:00</DtTm>")
    #expect(
      try read(Self.file([Self.balance("OPBD", "0"), Self.balance("CLBD", "1"), entry])).lines.map(\.at) == [
        CivilDate("2026-11-03")
      ])
  }
}
