import Dates
import Records
import Testing

@testable import Imports

/// What of a bank's lines is booked, and what is left to a person with which reasons.
@Suite struct PaymentMatcherTests {
  private struct Bill {
    var number: String
    var amount: String
    var company = "acme1234"
    var currency = "EUR"
    var status = "sent"
    var payments: [String] = []
    /// Of all its payments.
    var paidOn = "2026-11-01"
  }

  private func matcher(_ bills: [Bill]) -> PaymentMatcher {
    let config = Config(country: "DE", currency: "EUR")
    let snapshot = Snapshot(config: config, schema: config.schema, source: LoadedRecords([]))
    var change = Change()
    let day = CivilDate("2026-11-01") ?? .last
    func company(_ id: String, _ name: String, _ taxID: String, _ account: String) {
      guard let id = RecordID(id) else { return }
      change.create(
        .company,
        values: ["name": .text(name), "tax_id": .text(taxID), "accounts": .list([.text(account)])], id: id,
        on: day)
    }
    company("acme1234", "Acme GmbH", "DE123456789", "DE89 3704 0044 0532 0130 00")
    company("beta1234", "ТОО «Бета Строй»", "987654321098", "KZ86125KZT5004100100")
    for (place, bill) in bills.enumerated() {
      guard let id = RecordID("w\(1_000_000 + place)"), let client = RecordID(bill.company) else { continue }
      var values: [String: Value] = [
        "number": .text(bill.number), "currency": .text(bill.currency), "status": .text(bill.status),
        "company": .reference(Reference(id: client, stem: bill.company)),
      ]
      values["amount"] = Decimal(bill.amount).map { .number($0) }
      let payments = bill.payments.compactMap { Decimal($0) }.map { amount in
        Value.map([MapEntry("at", .date(CivilDate(bill.paidOn) ?? day)), MapEntry("amount", .number(amount))])
      }
      if !payments.isEmpty { values["payments"] = .list(payments) }
      change.create(.invoice, values: values, id: id, on: day)
    }
    return PaymentMatcher(snapshot.applying(change))
  }

  private func line(
    _ amount: String, _ purpose: String, name: String = "", taxID: String = "", account: String = "",
    currency: String? = "EUR", reference: String = "", isReversal: Bool = false
  ) -> BankLine {
    var line = BankLine(
      account: "DE02120300000000202051", at: CivilDate("2026-11-03") ?? .last,
      amount: Decimal(amount) ?? .zero,
      currency: currency, place: .line(1))
    line.payer = BankParty(name: name, account: account, taxID: taxID)
    (line.rawPurpose, line.purpose) = (purpose, purpose)
    line.add(.endToEnd, reference)
    line.isReversal = isReversal
    return line
  }

  private func outcomes(_ bills: [Bill], _ lines: BankLine...) -> [PaymentOutcome] {
    var matcher = matcher(bills)
    return matcher.outcomes(lines)
  }

  private let two = [
    Bill(number: "INV-2026-0001", amount: "100"), Bill(number: "INV-2026-0002", amount: "250.50"),
  ]

  @Test func numberAndSum() {
    let found = outcomes(
      two, line("100.00", "Rechnung INV-2026-0001"), line("50", "inv 2026 0002"),
      line("200.50", "INV-2026-0002"),
      line("0.01", "INV-2026-0002"), line("100", "INV-2026-0001"))
    #expect(found.map(\.result) == [.booked, .part, .booked, .over, .double])
    #expect(found[1].candidates.map(\.reason) == ["its number; 200.50 stays open"])
    #expect(found[3].candidates.first?.reason == "its number; but it is paid")
    #expect(
      found.map { $0.bookings.map(\.amount) }
        == [[Decimal(100)], [Decimal(50)], [Decimal("200.50")], [], []].map { $0.compactMap { $0 } })
  }

  @Test func moreThanIsOpen() {
    let found = outcomes(two, line("100.01", "INV-2026-0001"))
    #expect(found.map(\.result) == [.over])
    #expect(found[0].candidates.first?.reason == "its number; but 0.01 more than is open")
  }

  @Test func severalAreBookedOnlyWhereTheSumIsExact() {
    let found = outcomes(two, line("350.50", "INV-2026-0001 + INV-2026-0002"))
    #expect(found.map(\.result) == [.booked])
    #expect(found[0].bookings.map(\.invoice.name) == ["INV-2026-0001", "INV-2026-0002"])
    #expect(found[0].candidates.map(\.reason) == ["its number; 100.00 of it", "its number; 250.50 of it"])
    for amount in ["350.49", "100", "250.50", "400"] {
      let found = outcomes(two, line(amount, "INV-2026-0001 + INV-2026-0002"))
      #expect(found.map(\.result) == [.doubtful], "\(amount)")
      #expect(found[0].bookings.isEmpty)
    }
  }

  @Test func whatSpeaksAgainstIt() {
    let bills =
      two + [
        Bill(number: "INV-2026-0003", amount: "70", status: "void"),
        Bill(number: "INV-2026-0004", amount: "70", status: "draft"),
        Bill(number: "INV-2026-0005", amount: "70", currency: "USD"),
      ]
    let cases: [(BankLine, String)] = [
      (line("70", "INV-2026-0003"), "it is void"), (line("70", "INV-2026-0004"), "it is a draft"),
      (line("70", "INV-2026-0005"), "it is in USD"),
      (line("100", "INV-2026-0001", taxID: "987654321098"), "the payer's tax id is another client's"),
      (
        line("100", "INV-2026-0001", account: "KZ86 125K ZT50 0410 0100"),
        "the payer's account is another client's"
      ),
      (line("100", "INV-2026-0001", taxID: "DE987654321"), "the payer has another tax id"),
      (line("100", "INV-2026-0001", name: "BETA STROI"), "the payer has another client's name"),
      (
        line("100", "INV-2026-0001", taxID: "DE123456789", account: "KZ86125KZT5004100100"),
        "the payer's tax id and account are those of two clients"
      ),
    ]
    for (line, reason) in cases {
      let found = outcomes(bills, line)
      #expect(found.map(\.result) == [.doubtful], "\(reason)")
      #expect(
        found[0].candidates.first?.reason.hasSuffix("but " + reason) == true,
        "\(found[0].candidates.map(\.reason))")
    }
    #expect(outcomes(bills, line("70", "INV-2026-0005", currency: "USD")).map(\.result) == [.booked])
    // The repository's currency is that of a file that names none.
    #expect(outcomes(bills, line("100", "INV-2026-0001", currency: nil)).map(\.result) == [.booked])
    // A stranger may pay for a client.
    #expect(
      outcomes(bills, line("100", "INV-2026-0001", name: "Oma Schmidt", account: "AT1")).map(\.result) == [
        .booked
      ])
  }

  @Test func aSlipInTheNumber() {
    let found = outcomes(two, line("100", "INV-2026-0002"))
    #expect(found.map(\.result) == [.doubtful])
    #expect(found[0].candidates.map(\.invoice.name).contains("INV-2026-0001"))
  }

  @Test func whoIsKnownAndTheSum() {
    let known = line("250.50", "Danke", taxID: "123456789")
    #expect(outcomes(two, known).map(\.result) == [.booked])
    #expect(
      outcomes(two, line("250.50", "Danke", account: "DE89370400440532013000")).map(\.result) == [.booked])
    // Not where there are two, nor where another number is named, nor for less.
    let twins = two + [Bill(number: "INV-2026-0003", amount: "250.50")]
    #expect(outcomes(twins, known).map(\.result) == [.doubtful])
    #expect(outcomes(twins, known)[0].candidates.count == 3)
    #expect(outcomes(two, line("250.50", "Rechnung 4711", taxID: "123456789")).map(\.result) == [.doubtful])
    #expect(outcomes(two, line("250", "Danke", taxID: "123456789")).map(\.result) == [.doubtful])
  }

  @Test(arguments: ["BETA STROY LLP", "Бета-Строй", "TOO BETA STROI", "\"Бета Строй\" ТОО"])
  func aNameAndTheSumAreDoubtful(name: String) {
    let bills = two + [Bill(number: "INV-2026-0009", amount: "250.50", company: "beta1234")]
    let found = outcomes(bills, line("250.50", "Danke", name: name))
    #expect(found.map(\.result) == [.doubtful])
    #expect(found[0].candidates.first?.invoice.name == "INV-2026-0009")
    #expect(found[0].candidates.first?.reason == "the payer's name, the sum")
  }

  @Test func whoeverHasNoNameIsNobody() {
    for name in ["", "…", "!!!", "王"] {
      let found = outcomes(two, line("99", "Danke", name: name))
      #expect(found[0].candidates.isEmpty, "\(name)")
    }
  }

  @Test func referencesAreLookedThrough() {
    #expect(outcomes(two, line("100", "", reference: "INV-2026-0001")).map(\.result) == [.booked])
    var order = line("100", "")
    order.add(.order, "INV-2026-0001")
    order.add(.mandate, "INV-2026-0001")
    #expect(outcomes(two, order).map(\.result) == [.doubtful])
  }

  @Test func moneyThatWentBack() {
    let paid =
      [Bill(number: "INV-2026-0001", amount: "100", status: "paid", payments: ["100"])] + two.dropFirst()
    let found = outcomes(
      paid, line("-100", "INV-2026-0001"), line("-100", "Retoure", taxID: "DE123456789", isReversal: true),
      line("-30", "Erstattung INV-2026-0001"), line("-250.50", "INV-2026-0002"), line("-100", "Strom"),
      line("100", "Rückgabe", isReversal: true))
    #expect(found.map(\.result) == [.doubtful, .doubtful, .doubtful, .ignored, .ignored, .ignored])
    #expect(
      found.prefix(3).map { $0.candidates.first?.invoice.name } == Array(repeating: "INV-2026-0001", count: 3)
    )
    // A payment and its return in one file.
    let both = outcomes(
      two, line("100", "INV-2026-0001"), line("-100", "Retoure INV-2026-0001", isReversal: true))
    #expect(both.map(\.result) == [.booked, .doubtful])
  }

  @Test func anEqualPaymentStandsAlready() {
    let part = Bill(number: "INV-2026-0001", amount: "1000", payments: ["200"])
    let reason = "its number; but an equal payment of 2026-11-01 stands on it"
    // Of two lines and one payment one is that payment, the other another one.
    let found = outcomes([part], line("200", "INV-2026-0001"), line("200", "INV-2026-0001", reference: "E2"))
    #expect(found.map(\.result) == [.doubtful, .part])
    #expect(found[0].candidates.map(\.reason) == [reason])
    let sameDay = Bill(
      number: "INV-2026-0001", amount: "1000", payments: ["200"], paidOn: "2026-11-03")
    #expect(
      outcomes([sameDay], line("200", "INV-2026-0001"))[0].candidates.map(\.reason)
        == ["its number; but an equal payment of that day stands on it"])
    // Said before it is said that it is too much; the digits behind a word are as good.
    let most = Bill(number: "INV-2026-0001", amount: "300", payments: ["200"])
    #expect(outcomes([most], line("200", "INV-2026-0001")).map(\.result) == [.doubtful])
    let half = Bill(number: "INV-2026-0001", amount: "400", payments: ["200"])
    #expect(outcomes([half], line("200", "Rechnung 2026-0001")).map(\.result) == [.doubtful])
    // Other sums and days are other payments.
    #expect(outcomes([part], line("200.01", "INV-2026-0001")).map(\.result) == [.part])
    for (day, result) in [
      ("2026-10-31", PaymentResult.doubtful), ("2026-11-06", .doubtful), ("2026-10-30", .part),
      ("2026-11-07", .part),
    ] {
      let bill = Bill(number: "INV-2026-0001", amount: "1000", payments: ["200"], paidOn: day)
      #expect(outcomes([bill], line("200", "INV-2026-0001")).map(\.result) == [result], "\(day)")
    }
  }

  @Test func anEqualPaymentOfTheClientWithoutANumber() {
    let other = Bill(number: "INV-2026-0007", amount: "100")
    let known = line("100", "Danke", taxID: "DE123456789")
    let paid = Bill(number: "INV-2026-0001", amount: "100", status: "paid", payments: ["100"])
    let found = outcomes([paid, other], known, known)
    #expect(found.map(\.result) == [.double, .doubtful])
    #expect(
      found[0].candidates.first.map { [$0.invoice.name, $0.reason] }
        == ["INV-2026-0001", "the payer's tax id; but an equal payment of 2026-11-01 stands on it"])
    let part = Bill(number: "INV-2026-0001", amount: "300", payments: ["100"])
    #expect(outcomes([other, part], known).map(\.result) == [.doubtful])
    #expect(outcomes([other, part], known)[0].candidates.first?.invoice.name == "INV-2026-0001")
    #expect(outcomes([paid], line("100", "Danke", name: "ACME")).map(\.result) == [.double])
    // A number says that another invoice is meant; somebody else's payment is no trace; a month ago is another one.
    #expect(outcomes([paid, other], line("100", "INV-2026-0007")).map(\.result) == [.booked])
    let foreign = Bill(
      number: "INV-2026-0001", amount: "100", company: "beta1234", status: "paid", payments: ["100"])
    #expect(outcomes([foreign, other], known).map(\.result) == [.booked])
    let before = Bill(
      number: "INV-2026-0001", amount: "100", status: "paid", payments: ["100"], paidOn: "2026-10-03")
    #expect(outcomes([before, other], known).map(\.result) == [.booked])
  }

  @Test func theVerySameLineTwiceInOneFile() {
    let bill = Bill(number: "INV-2026-0001", amount: "1000")
    let one = line("200", "INV-2026-0001", reference: "E1")
    let found = outcomes([bill], one, one)
    #expect(found.map(\.result) == [.part, .doubtful])
    #expect(
      found[1].candidates.first?.reason == "its number; but the very same line stands before it in the file")
    #expect(
      outcomes([bill], one, line("200", "INV-2026-0001", reference: "E2")).map(\.result) == [.part, .part])
    // Balances that agree count it as another one.
    var counted = one
    counted.isCounted = true
    #expect(outcomes([bill], counted, counted).map(\.result) == [.part, .part])
  }

  @Test func fingerprints() {
    var fingerprints = LineFingerprint()
    let same = line("100", "INV-2026-0001", reference: "E1")
    let first = [
      fingerprints.next(same), fingerprints.next(same),
      fingerprints.next(line("100", "INV-2026- 0001", reference: "E1")),
    ]
    #expect(Set(first).count == 3)
    var again = LineFingerprint()
    #expect([again.next(same), again.next(same), again.next(same)] == first)
    // Payments have these texts: they must not change.
    #expect(first[0] == "ba1d96e9a9f9b1248")
    for other in [
      line("100.01", "INV-2026-0001", reference: "E1"), line("100", "INV-2026-0002", reference: "E1"),
      line("100", "INV-2026-0001", reference: "E2"),
      line("100", "INV-2026-0001", currency: "USD", reference: "E1"),
    ] {
      var anew = LineFingerprint()
      #expect(anew.next(other) != first[0])
    }
  }
}
