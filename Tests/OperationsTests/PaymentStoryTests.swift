import Dates
import Diagnostics
import Foundation
import JSON
import Operations
import Output
import Testing

/// A bank's file against files of records: what a run writes, and what it leaves alone.
@Suite struct PaymentStoryTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "payments-\(UUID().uuidString)")

  private func write(_ path: String, _ text: String) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// All files of records and mappings, with what is in them.
  private func files() throws -> [String: String] {
    var found: [String: String] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init()
    where path.hasSuffix(".yaml") {
      found[path] = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }
    return found
  }

  /// Two invoices for Acme and a firm that nobody knows.
  private func driver() throws -> Driver {
    try write("crm.yaml", "format: 1\ncurrency: EUR\ntimezone: Europe/Berlin\ncountry: DE\n")
    try write(
      "companies/acme-acme1234.yaml",
      "id: acme1234\nname: Acme GmbH\ntax_id: \"DE123456789\"\ncreated: 2026-10-01T10:00:00+02:00\n")
    for (number, amount) in [("0001", "100.00"), ("0002", "250.50")] {
      try write(
        "invoices/2026-10/inv-2026-\(number)-w100\(number).yaml",
        """
        id: w100\(number)
        number: INV-2026-\(number)
        company: acme-acme1234
        amount: \(amount)  # as agreed
        currency: EUR
        issued: 2026-10-20
        due: 2026-11-03
        status: sent
        created: 2026-10-20T10:00:00+02:00

        """)
    }
    return Driver(folder: folder)
  }

  private static let table = """
    date;amount;currency;payer;purpose;reference
    2026-11-03;100,00;EUR;Acme GmbH;INV-2026-0001;B1
    2026-11-04;50,50;EUR;Acme GmbH;INV-2026-0002;B2
    2026-11-04;50,50;EUR;Acme GmbH;INV-2026-0002;B3
    2026-11-05;9,99;EUR;Somebody;Danke;B4
    2026-11-05;-80,00;EUR;Strom AG;Abschlag;B5

    """

  private func settings(_ name: String = "bank.csv") -> PaymentSettings {
    PaymentSettings(file: folder.appendingPathComponent(name).path)
  }

  private func results(_ json: String) throws -> (batch: String?, outcomes: [String]) {
    let value = try JSONValue(parsing: Array(json.utf8))
    let lines = value["lines"]?.array ?? []
    return (value["batch"]?.string, lines.map { $0["outcome"]?.string ?? "" })
  }

  @Test func aFileIsBookedOnceAndTakenBack() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let driver = try driver()
    try write("bank.csv", Self.table)
    let before = try files()
    let preview = try results(try driver.run(PreviewPayments(settings()), seed: 1))
    #expect(preview.outcomes == ["booked", "part", "part", "doubtful", "ignored"])
    #expect(preview.batch == nil)
    #expect(try files() == before)
    let run = try results(try driver.run(RunPayments(settings()), seed: 2))
    #expect(run.outcomes == preview.outcomes)
    let batch = try #require(run.batch)
    let after = try files()
    let first = try #require(after["invoices/2026-10/inv-2026-0001-w1000001.yaml"])
    #expect(first.contains("status: paid"))
    #expect(first.contains("# as agreed"))
    let second = try #require(after["invoices/2026-10/inv-2026-0002-w1000002.yaml"])
    #expect(second.contains("status: sent"))
    #expect(second.components(separatedBy: "amount: 50.50").count == 3)
    #expect(after["imports/batches/\(batch).yaml"] != nil)
    // Again, and a longer file that begins with the same lines.
    let again = try results(try driver.run(RunPayments(settings()), seed: 3))
    #expect(again.outcomes == ["ignored", "ignored", "ignored", "doubtful", "ignored"])
    #expect(again.batch == nil)
    #expect(try files() == after)
    try write("longer.csv", Self.table + "2026-11-06;149,50;EUR;Acme GmbH;INV-2026-0002;B6\n")
    let longer = try results(try driver.run(RunPayments(settings("longer.csv")), seed: 4))
    #expect(longer.outcomes.suffix(1) == ["booked"])
    let other = try #require(longer.batch)
    #expect(try driver.run(ListPayments(), seed: 5).contains(other))
    // The first batch touches an invoice that was paid up since: that one loses just what the batch booked.
    #expect(try !driver.run(UndoPayments(batch), seed: 6).contains("inv-2026-0002"))
    #expect(
      driver.warnings.last?.message
        == "invoice INV-2026-0002 is open again with 101 EUR, and no task looks after it")
    let undone = try files()
    #expect(
      undone["invoices/2026-10/inv-2026-0001-w1000001.yaml"]
        == before["invoices/2026-10/inv-2026-0001-w1000001.yaml"])
    let rest = try #require(undone["invoices/2026-10/inv-2026-0002-w1000002.yaml"])
    #expect(rest.contains("status: sent"))
    #expect(rest.contains("amount: 149.50"))
    #expect(!rest.contains("50.50\n    reference"))
    #expect(throws: Diagnostic.self) { try driver.run(UndoPayments(batch), seed: 7) }
    _ = try driver.run(UndoPayments(other), seed: 8)
    #expect(try files() == before)
  }

  /// One transfer as three formats tell it, with what differs among them.
  private func transfer(_ amount: String) -> [(name: String, text: String)] {
    let decimal = amount.replacingOccurrences(of: ",", with: ".")
    return [
      (
        "p.csv", "date;amount;currency;payer;purpose\n2026-11-20;\(amount);EUR;Acme;INV-2026-0002 Rate\n"
      ),
      (
        "p.sta",
        ":20:A\n:25:37040044/0532013000\n:28C:1\n:60F:C261101EUR0,\n:61:2611211121CR\(amount)N051NONREF//B9\n"
          + ":86:166?20SVWZ+INV-2026-0002 Rate?32ACME GMBH\n:62F:C261121EUR\(amount)\n-\n"
      ),
      (
        "p.xml",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>1</Id>"
          + "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>"
          + [("OPBD", "0.00"), ("CLBD", decimal)].map { code, sum in
            "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(sum)</Amt>"
              + "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
          }.joined()
          + "<Ntry><Amt Ccy=\"EUR\">\(decimal)</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
          + "<BookgDt><Dt>2026-11-19</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>INV-2026-0002 Rate</Ustrd></RmtInf>"
          + "</TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
      ),
    ]
  }

  @Test func oneTransferInThreeFormatsIsBookedOnce() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for (amount, first, again) in [("50,00", "part", "doubtful"), ("250,50", "booked", "double")] {
      let forms = transfer(amount)
      for start in forms.indices {
        try? FileManager.default.removeItem(at: folder)
        let driver = try driver()
        for round in forms.indices {
          let form = forms[(start + round) % forms.count]
          try write(form.name, form.text)
          #expect(
            try results(try driver.run(RunPayments(settings(form.name)), seed: UInt64(round))).outcomes
              == [round == 0 ? first : again], "\(amount), \(form.name), \(round)")
        }
      }
    }
    // Booked by hand first, without a line.
    try? FileManager.default.removeItem(at: folder)
    let driver = try driver()
    _ = try driver.run(PayInvoice("w1000002", amount: "50", at: "2026-11-22"), seed: 1)
    for form in transfer("50,00") {
      try write(form.name, form.text)
      #expect(try results(try driver.run(RunPayments(settings(form.name)), seed: 2)).outcomes == ["doubtful"])
    }
  }

  @Test func aBatchIsTakenOutOfWhatWasBookedSince() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let driver = try driver()
    let form = transfer("50,00")[0]
    try write(form.name, form.text)
    let path = "invoices/2026-10/inv-2026-0002-w1000002.yaml"
    // Another part by hand since: it stays as it would be without the batch.
    let batch = try #require(try results(try driver.run(RunPayments(settings(form.name)), seed: 1)).batch)
    _ = try driver.run(PayInvoice("w1000002", amount: "30", at: "2026-11-23"), seed: 2)
    _ = try driver.run(UndoPayments(batch), seed: 3)
    #expect(driver.warnings.isEmpty)
    let undone = try #require(try files()[path])
    #expect(undone.contains("amount: 30.00"))
    #expect(!undone.contains("line:"))
    #expect(try files()["imports/batches/\(batch).yaml"] == nil)
    // Money that went back since: nothing is left to take out, and what happened is a command away.
    let second = try #require(try results(try driver.run(RunPayments(settings(form.name)), seed: 4)).batch)
    _ = try driver.run(PayInvoice("w1000002", amount: "80", at: "2026-11-24", goesBack: true), seed: 5)
    let back = try files()[path]
    #expect(try driver.run(UndoPayments(second), seed: 6).contains(path))
    let kept = try #require(driver.warnings.last)
    #expect(kept.message.contains("money went back since"))
    #expect(kept.hints.map { "\($0)" } == ["what happened since: crm history w1000002"])
    #expect(try files()[path] == back)
  }

  @Test func whatGoesWithAnInvoiceThatStaysDoesSo() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let driver = try driver()
    let task = "tasks/2026-10/check-t1000001.yaml"
    try write(
      task,
      "id: t1000001\ntitle: Check\ntype: call\nstatus: open\ndue: 2026-12-14\ninvoice: inv-2026-0002-w1000002\ncreated: 2026-10-20T10:00:00+02:00\n"
    )
    let form = transfer("250,50")[0]
    try write(form.name, form.text)
    let batch = try #require(try results(try driver.run(RunPayments(settings(form.name)), seed: 1)).batch)
    #expect(try files()[task]?.contains("status: done") == true)
    _ = try driver.run(PayInvoice("w1000002", amount: "50", at: "2026-11-23", goesBack: true), seed: 2)
    let before = try files()
    _ = try driver.run(UndoPayments(batch), seed: 3)
    #expect(try files() == before)
    #expect(driver.warnings.map { $0.message.contains("stays: ") } == [true, true])
  }

  @Test func aDoubtfulLineIsBookedByHandOnce() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let driver = try driver()
    try write(
      "bank.csv",
      "date;amount;payer;purpose\n2026-11-05;40,00;ACME;Danke\n2026-11-05;300,00;X;INV-2026-0001\n")
    let shown = try driver.run(RunPayments(settings()), seed: 1, format: .table)
    let command = try #require(
      shown.components(separatedBy: "\n").first { $0.contains("crm invoices pay w1000001 40.00") })
    let line = try #require(command.components(separatedBy: "--line ").last)
    // Of what is too much only what is open can be booked.
    #expect(shown.contains("crm invoices pay w1000001 100.00"))
    _ = try driver.run(
      PayInvoice(
        "w1000001", amount: "40.00", at: "2026-11-05", line: line.trimmingCharacters(in: .whitespaces)),
      seed: 2)
    let again = try results(try driver.run(RunPayments(settings()), seed: 3))
    #expect(again.outcomes == ["ignored", "over"])
    // The command of another candidate has the same line.
    let before = try files()
    let error = #expect(throws: Diagnostic.self) {
      try driver.run(
        PayInvoice(
          "w1000002", amount: "40.00", at: "2026-11-05", line: line.trimmingCharacters(in: .whitespaces)),
        seed: 4)
    }
    #expect(error?.code == .conflict)
    #expect(error?.message.contains("INV-2026-0001 already") == true)
    #expect(try files() == before)
  }

  @Test func nothingOfAFileThatDoesNotAddUp() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let driver = try driver()
    try write(
      "bank.sta",
      ":20:A\n:25:DE02\n:28C:1\n:60F:C261101EUR0,\n:61:261103C100,NTRFNONREF\n:86:INV-2026-0001\n:62F:C261103EUR99,\n-\n"
    )
    let before = try files()
    let error = #expect(throws: Diagnostic.self) {
      try driver.run(RunPayments(settings("bank.sta")), seed: 1)
    }
    #expect(error?.code == .invalidData)
    #expect(try files() == before)
  }

  @Test func aPaymentFromTomorrowIsDoubtful() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let driver = try driver()
    try write("bank.csv", "date;amount;payer;purpose\n2026-12-05;100,00;ACME;INV-2026-0001\n")
    let before = try files()
    #expect(try results(try driver.run(RunPayments(settings()), seed: 1)).outcomes == ["doubtful"])
    #expect(try files() == before)
  }

  @Test func aMappingIsKeptForTheAccountsOfItsFile() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let driver = try driver()
    let rows = "DE02120300000000202051;05.11.2026;100,00;INV-2026-0001\n"
    try write("bank.csv", "Acc;Day;Sum;Text\n" + rows)
    var said = settings()
    said.columns = ["Acc=own_account", "Day=date", "Sum=amount", "Text=purpose"]
    said.savesAs = "mine"
    _ = try driver.run(RunPayments(said), seed: 1)
    let mapping = try #require(try files()["imports/mine.yaml"])
    #expect(mapping.contains("kind: payment"))
    #expect(mapping.contains("DE02120300000000202051"))
    // Known again by the account, and by name.
    #expect(try results(try driver.run(PreviewPayments(settings()), seed: 2)).outcomes == ["ignored"])
    var named = settings()
    named.mapping = "mine"
    #expect(try results(try driver.run(PreviewPayments(named), seed: 3)).outcomes == ["ignored"])
    named.mapping = "mien"
    let error = #expect(throws: Diagnostic.self) { try driver.run(PreviewPayments(named), seed: 4) }
    #expect(error?.hints.map { "\($0)" }.joined().contains("mine") == true)
    // It is no mapping of records, and no fault.
    #expect(try driver.run(CheckRepository(mends: false), seed: 5) == "[]\n")
    var other = settings()
    other.account = "DE99"
    #expect(throws: Diagnostic.self) { try driver.run(PreviewPayments(other), seed: 6) }
  }
}
