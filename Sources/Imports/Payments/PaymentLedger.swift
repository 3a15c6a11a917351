import Dates
import Facts
import Records

/// One invoice as payments see it; what a run books is in it at once.
struct Bill {
  struct Payment {
    let at: CivilDate?
    let amount: Decimal
    let line: String?
  }

  let record: Record
  let status: InvoiceStatus
  let currency: String
  let amount: Decimal
  let clients: Set<RecordID>
  private(set) var payments: [Payment]
  private(set) var open: Decimal

  /// Nil for an invoice without an amount.
  init?(_ record: Record, currency fallback: String) {
    guard let amount = record["amount"]?.number, let status = record.invoiceStatus else { return nil }
    let facts = InvoiceFacts(record)
    self.record = record
    self.status = status
    self.amount = amount
    currency = record.text("currency") ?? fallback
    clients = Set([record.referenced("company"), record.referenced("contact")].compactMap { $0 })
    payments = facts.payments.map { Payment(at: $0.at, amount: $0.amount, line: $0.line) }
    open = facts.openAmount ?? .zero
  }

  var isPayable: Bool { status == .sent && open > .zero }

  mutating func pay(_ amount: Decimal, at day: CivilDate, line: String) {
    payments.append(Payment(at: day, amount: amount, line: line))
    open = open - amount
  }
}

/// All invoices, and the ways in which a payment finds one.
struct PaymentLedger {
  private(set) var bills: [Bill] = []
  let numbers: InvoiceNumberIndex
  let directory: ClientDirectory
  private var byClient: [RecordID: [Int]] = [:]
  private var byOpen: [Sum: [Int]] = [:]
  /// The lines that were booked before, each with an invoice that it paid.
  private(set) var known: [String: Int] = [:]
  /// The payments that stood on the invoices before the file was read.
  private var standing: StandingPayments

  /// An amount in a currency.
  struct Sum: Hashable {
    let amount: Decimal
    let currency: String
  }

  init(_ snapshot: Snapshot) {
    let currency = snapshot.config.currency
    let bills = snapshot.records(.invoice).compactMap { Bill($0, currency: currency) }
    self.bills = bills
    standing = StandingPayments(bills)
    numbers = InvoiceNumberIndex(bills.map { $0.record.text("number") ?? "" })
    var people: Set<RecordID> = []
    for (place, bill) in bills.enumerated() {
      for client in bill.clients { byClient[client, default: []].append(place) }
      if bill.isPayable { byOpen[Sum(amount: bill.open, currency: bill.currency), default: []].append(place) }
      for payment in bill.payments { if let line = payment.line { known[line] = place } }
      if let contact = bill.record.referenced("contact") { people.insert(contact) }
    }
    directory = ClientDirectory(
      snapshot.records(.company),
      people.sorted().compactMap { snapshot.record($0) }.filter { $0.kind == .contact })
  }

  /// The lines of the file to come: a payment that one of them made is no other one's.
  mutating func expect(_ fingerprints: Set<String>) { standing.claim(fingerprints) }

  /// Takes for a line the equal payment that stood on an invoice before, of a day near by; nil where there is none.
  mutating func claim(on place: Int, _ amount: Decimal, near day: CivilDate) -> StandingPayments.Found? {
    standing.claim(on: place, bills[place], amount, near: day)
  }

  /// The same on whatever invoice of these clients.
  mutating func claim(
    of clients: Set<RecordID>, _ amount: Decimal, _ currency: String, near day: CivilDate
  ) -> StandingPayments.Found? {
    standing.claim(of: clients, Sum(amount: amount, currency: currency), near: day)
  }

  mutating func pay(_ place: Int, _ amount: Decimal, at day: CivilDate, line: String) {
    move(place) { $0.pay(amount, at: day, line: line) }
    known[line] = place
  }

  private mutating func move(_ place: Int, _ change: (inout Bill) -> Void) {
    let before = Sum(amount: bills[place].open, currency: bills[place].currency)
    byOpen[before]?.removeAll { $0 == place }
    change(&bills[place])
    let bill = bills[place]
    if bill.isPayable { byOpen[Sum(amount: bill.open, currency: bill.currency), default: []].append(place) }
  }

  func open(of amount: Decimal, _ currency: String) -> [Int] {
    byOpen[Sum(amount: amount, currency: currency)] ?? []
  }

  /// Each once, those of one client after another.
  func bills(of clients: Set<RecordID>) -> [Int] {
    var seen: Set<Int> = []
    return clients.sorted().flatMap { client in
      (byClient[client] ?? []).filter { clients.count == 1 || seen.insert($0).inserted }
    }
  }
}
