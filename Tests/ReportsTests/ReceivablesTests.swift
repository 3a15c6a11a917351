import Diagnostics
import Records
import Reports
import Testing

/// Who owes what, by age, on the day of the report: 24 November 2026.
@Suite struct ReceivablesTests {
  private static func office() throws -> Fixture {
    var fixture = Fixture()
    try fixture.add(.company, "id: cacme001\nname: Acme\nowner: gleb\n")
    try fixture.add(.company, "id: cbeta001\nname: Beta\n")
    func invoice(
      _ id: String, _ company: String, _ due: String, _ rest: String = "", amount: String = "100",
      status: String = "sent"
    ) throws {
      try fixture.add(
        .invoice,
        "id: \(id)\nnumber: N-\(id)\ncompany: \(company)\namount: \(amount)\ncurrency: EUR\nstatus: \(status)\nissued: 2026-06-01\ndue: \(due)\n\(rest)"
      )
    }
    try invoice("na000001", "cacme001", "2026-11-24")
    try invoice("na000002", "cacme001", "2026-11-23", "payments:\n- {at: 2026-11-20, amount: 40}\n")
    try invoice("na000003", "cacme001", "2026-10-25", "owner: anna\n")
    try invoice("na000004", "cacme001", "2026-10-24", amount: "7")
    try invoice("na000005", "cbeta001", "2026-09-24", amount: "8")
    try invoice("na000006", "cbeta001", "2026-08-25", amount: "9")
    try invoice(
      "na000007", "cbeta001", "2026-11-01", "payments:\n- {at: 2026-11-10, amount: 100}\n", status: "paid")
    try invoice("na000008", "cbeta001", "2026-11-01", status: "void")
    try invoice("na000009", "cbeta001", "2026-11-01", status: "draft")
    try invoice("na000010", "cbeta001", "2026-11-01", "payments:\n- {at: 2026-11-10, amount: 130}\n")
    return fixture
  }

  private static let keys = ["not_due", "days_1_30", "days_31_60", "days_61_90", "over_90", "open"]

  private func lines(_ result: ReportResult) -> [String] {
    zip(
      result.lines("name", "invoices", "not_due", "days_1_30"),
      result.lines("days_31_60", "days_61_90", "over_90", "open")
    )
    .map { "\($0) | \($1)" }
  }

  @Test func byClientAndAge() throws {
    let result = try Reports.report(named: "receivables").run(try Self.office().input())
    #expect(
      lines(result) == [
        "Acme | 4 | 100.00 EUR | 160.00 EUR | 7.00 EUR | - | - | 267.00 EUR",
        "Beta | 2 | - | - | - | 8.00 EUR | 9.00 EUR | 17.00 EUR",
      ])
    #expect(result.totalLines("invoices", "open") == ["6 | 284.00 EUR"])
    #expect(result.notes.contains { $0.contains("more was paid than is due") })
  }

  @Test func byOwner() throws {
    let result = try Reports.report(named: "receivables").run(try Self.office().input(by: "owner"))
    #expect(
      result.lines("owner", "name", "open") == [
        "anna | Acme | 100.00 EUR", "gleb | Acme | 167.00 EUR", "- | Beta | 17.00 EUR",
      ])
  }

  /// An earlier day is shown as it was: the payment that came later is still open.
  @Test func anEarlierDay() throws {
    let result = try Reports.report(named: "receivables").run(try Self.office().input(asOf: "2026-11-05"))
    #expect(
      lines(result) == [
        "Acme | 4 | 200.00 EUR | 107.00 EUR | - | - | - | 307.00 EUR",
        "Beta | 4 | - | 200.00 EUR | 8.00 EUR | 9.00 EUR | - | 217.00 EUR",
      ])
  }

  @Test func lateOnesAreInTheDigest() throws {
    let digest = DigestTests.build(try Self.office())
    let gleb = try #require(digest.owners.first { $0.owner == "gleb" })
    #expect(gleb.items(.invoices).map(\.title) == ["N-na000004", "N-na000002"])
    #expect(gleb.items(.invoices).map(\.about) == ["Acme, 7 EUR", "Acme, 60 EUR"])
    #expect(gleb.items(.invoices).first?.seconds == 31 * 86_400)
    #expect(gleb.items(.invoices).first?.command.description.hasPrefix("crm invoices pay ") == true)
    let beta = try #require(digest.owners.first { $0.owner == nil })
    #expect(beta.items(.invoices).map(\.title) == ["N-na000006", "N-na000005"])
  }
}
