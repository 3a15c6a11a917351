import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let receivables = Report(
    name: "receivables", title: "Receivables",
    doc: """
      What clients owe on invoices that are out, by how many days the due day is over: not due, 1–30, 31–60, 61–90, \
      over 90. Payments count from their day, so that --as-of shows an earlier day as it was. A client is the \
      invoice's company, else its contact.
      """,
    subject: .invoice, options: [.by, .asOf, .currency], groupings: [.owner, .month, .tag],
    whenEmpty: "nobody owes anything",
    kinds: .business, columns: ReceivablesLine.columns,
    charts: [.stacked("not_due", "days_1_30", "days_31_60", "days_61_90", "over_90", by: "name")]
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let debts = Debt.all(input, &omissions)
    let groups = try Groups(debts, input: input, of: ("invoice", "invoices")) { debt, grouping in
      switch grouping {
      case .owner: [InvoiceFacts(debt.invoice).owner(in: input.snapshot)]
      case .month: [debt.due.map { String($0.description.prefix(7)) }]
      default: grouping.labels(of: debt.invoice, month: debt.due, in: input.snapshot)
      }
    }
    let total = debts.isEmpty ? [] : [ReceivablesLine(nil, debts)]
    return groups.rows(totals: total, notes: omissions.notes(("invoice", "invoices"))) {
      ReceivablesLine.byClient($0)
    }
  }
}

/// What is open of one invoice on a day.
private struct Debt {
  let invoice: Record
  let client: Subject?
  let due: CivilDate?
  /// Whole days since the due day; 0 and less where it is not over.
  let days: Int
  let amount: MoneySum

  static func all(_ input: ReportInput, _ omissions: inout Omissions) -> [Debt] {
    var subjects = Subjects(input.snapshot)
    var found: [Debt] = []
    for invoice in input.snapshot.records(.invoice).sorted(by: { $0.id < $1.id })
    where input.filter?(invoice) ?? true {
      guard let open = open(of: invoice, input, &omissions) else { continue }
      let own = invoice.text("currency") ?? input.snapshot.config.currency
      var amount = MoneySum(open, own)
      if let target = input.currency {
        guard let converted = input.rates.convert(open, from: own, to: target, on: input.today) else {
          omissions.add("left out: no rate from \(own) to \(target)")
          continue
        }
        amount = MoneySum(converted, target)
      }
      let due = invoice["due"]?.date
      if due == nil { omissions.add("without a due day counted as not due") }
      found.append(
        Debt(
          invoice: invoice, client: subjects.client(of: invoice), due: due,
          days: due.map { input.today.days(since: $0) } ?? 0, amount: amount))
    }
    return found
  }

  /// What was open at the end of the report's day; nil where nothing was.
  private static func open(of invoice: Record, _ input: ReportInput, _ omissions: inout Omissions) -> Decimal?
  {
    guard let status = invoice.invoiceStatus, status == .sent || status == .paid else { return nil }
    if let issued = invoice["issued"]?.date, issued > input.today { return nil }
    let facts = InvoiceFacts(invoice)
    let later = facts.payments.filter { $0.at.map { $0 > input.today } ?? false }
    let sum = later.reduce(Decimal.zero) { $0 + $1.amount }
    // What counts as paid is open of an earlier day by what came later, whatever its payments add up to.
    guard let now = status == .paid ? .zero : facts.openAmount else {
      omissions.add("left out: no amount")
      return nil
    }
    let open = now + sum
    if open < .zero { omissions.add("left out: more was paid than is due") }
    return open > .zero ? open : nil
  }
}

private struct ReceivablesLine {
  /// Nil for all clients together, and where an invoice names none.
  let client: Subject?
  let debts: [Debt]

  init(_ client: Subject?, _ debts: [Debt]) {
    self.client = client
    self.debts = debts
  }

  /// A line a client, by name; without a client last.
  static func byClient(_ debts: [Debt]) -> [ReceivablesLine] {
    Dictionary(grouping: debts) { $0.client?.id }.values.map { ReceivablesLine($0.first?.client, $0) }
      .sorted { a, b in
        guard let left = a.client, let right = b.client else { return a.client != nil && b.client == nil }
        return (left.name, left.id) < (right.name, right.id)
      }
  }

  /// The sum of those whose due day has been over for so many days.
  private func sum(_ days: ClosedRange<Int>) -> MoneySum? {
    let counted = debts.filter { days.contains($0.days) }
    return counted.isEmpty ? nil : MoneySum(counted.map(\.amount))
  }

  static let columns: [ReportColumn<ReceivablesLine>] = [
    .text("ref", "Ref") { $0.client?.ref }.means("the client's ref", from: "company, else contact"),
    .text("name", "Client") { $0.client?.name }
      .means("the invoice's company, else its contact", from: "company, contact"),
    .count("invoices", "Invoices") { $0.debts.count }.means(
      "number of invoices with something open", from: basis),
    .money("not_due", "Not due") { $0.sum(.min...0) }.means("Σ open, due today or later", from: basis),
    .money("days_1_30", "1–30 days") { $0.sum(1...30) }.means("Σ open, 1 to 30 days late", from: basis),
    .money("days_31_60", "31–60 days") { $0.sum(31...60) }.means("Σ open, 31 to 60 days late", from: basis),
    .money("days_61_90", "61–90 days") { $0.sum(61...90) }.means("Σ open, 61 to 90 days late", from: basis),
    .money("over_90", "Over 90 days") { $0.sum(91 ... .max) }.means(
      "Σ open, more than 90 days late", from: basis),
    .money("open", "Open") { MoneySum($0.debts.map(\.amount)) }.means(
      "Σ amount − Σ payments", from: basis),
  ]

  private static let basis = "invoices that are sent, by due; their amount and payments"
}
