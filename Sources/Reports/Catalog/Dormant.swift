import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let dormant = Report(
    name: "dormant", title: "Dormant clients",
    doc: """
      Clients who have bought something and with whom nothing has happened for 90 calendar days or --days: no activity, \
      no done task, no change of stage in a deal of theirs. The one who brought most comes first, by the currency of the \
      repository, then by the others. A client is the company of a won deal, else its contact.
      """,
    options: [.pipeline, .asOf, .currency, .days],
    whenEmpty: "no client is dormant",
    columns: DormantLine.columns
  ) { input throws(Diagnostic) in
    let limit = input.days ?? 90
    guard limit >= 0 else {
      throw Diagnostic(
        .invalidValue, "--days takes no \"\(limit)\"", hints: ["it takes a number of days from 0 up"])
    }
    var omissions = Omissions()
    var customers = Customer.all(input, &omissions)
    Customer.addMoves(to: &customers, input)
    let log = ActivityLog(input.snapshot, until: input.moment)
    var found: [DormantLine] = []
    var timeless = 0
    for customer in customers.values.sorted(by: { $0.subject.id < $1.subject.id }) {
      let happened = [log.lastActivity(of: customer.subject.id), customer.moved].compactMap { $0 }
      guard let last = happened.max() else {
        timeless += 1
        continue
      }
      let days = input.today.days(since: input.zone.date(last))
      if days >= limit {
        found.append(DormantLine(customer, last: input.zone.localized(last), days: days))
      }
    }
    let total = DormantLine(total: found)
    let note =
      "\(timeless) \(timeless == 1 ? "client" : "clients") left out: nobody knows when anything happened"
    return ReportRows(
      DormantLine.ordered(found, first: input.currency ?? input.snapshot.config.currency),
      totals: found.isEmpty ? [] : [total], notes: omissions.notes() + (timeless > 0 ? [note] : []))
  }
}

/// Who has bought something at some time.
private struct Customer {
  let subject: Subject
  var deals = 0
  var revenue = MoneySum()
  /// The last change of stage in a deal of theirs, closing one too.
  var moved: Instant?

  static func all(_ input: ReportInput, _ omissions: inout Omissions) -> [RecordID: Customer] {
    var subjects = Subjects(input.snapshot)
    var customers: [RecordID: Customer] = [:]
    for purchase in input.purchases(&omissions) {
      guard let client = subjects.client(of: purchase.deal) else {
        omissions.add("left out: neither a company nor a contact")
        continue
      }
      let amount = input.money(of: purchase.deal, on: purchase.day ?? input.today, &omissions)
      customers[client.id, default: Customer(subject: client)].add(amount, purchase.closed, in: input)
    }
    return customers
  }

  private mutating func add(_ amount: MoneySum?, _ closed: Instant?, in input: ReportInput) {
    deals += 1
    if let amount { revenue += amount }
    if let closed, closed <= input.moment { touch(closed) }
  }

  private mutating func touch(_ moment: Instant) { moved = moved.map { max($0, moment) } ?? moment }

  /// What moves a deal is something that happens to its company and to its contact, whatever `--where` selects.
  static func addMoves(to customers: inout [RecordID: Customer], _ input: ReportInput) {
    var subjects = Subjects(input.snapshot)
    for deal in input.snapshot.records(.deal) {
      let parties = ["company", "contact"].compactMap { subjects.subject($0, of: deal)?.id }
      guard parties.contains(where: { customers[$0] != nil }) else { continue }
      guard let moved = DealHistory(deal).entries.last(where: { $0.at <= input.moment })?.at else { continue }
      for id in parties { customers[id]?.touch(moved) }
    }
  }
}

private struct DormantLine {
  /// Nil in the total.
  let customer: Customer?
  let last: Instant?
  let days: Int?
  let deals: Int
  let value: MoneySum

  init(_ customer: Customer, last: Instant, days: Int) {
    self.customer = customer
    self.last = last
    self.days = days
    deals = customer.deals
    value = customer.revenue
  }

  init(total lines: [DormantLine]) {
    (customer, last, days) = (nil, nil, nil)
    deals = lines.reduce(0) { $0 + $1.deals }
    value = MoneySum(lines.map(\.value))
  }

  /// By value in one currency, then in the others by their codes, then the longest silence; the rest as they are.
  static func ordered(_ lines: [DormantLine], first: String) -> [DormantLine] {
    let others = Set(lines.flatMap { $0.value.currencies }).subtracting([first]).sorted()
    return lines.enumerated().sorted { a, b in
      for currency in [first] + others {
        let (left, right) = (a.element.value[currency] ?? .zero, b.element.value[currency] ?? .zero)
        if left != right { return left > right }
      }
      return (b.element.days ?? 0, a.offset) < (a.element.days ?? 0, b.offset)
    }.map(\.element)
  }

  private static let basis = "won deals, by company, else contact"
  private static let happening = "activities by at, done tasks by closed, deals by history"

  static let columns: [ReportColumn<DormantLine>] = [
    .text("ref", "Ref") { $0.customer?.subject.ref }.means("the record's ref", from: "companies or contacts"),
    .text("name", "Client") { $0.customer?.subject.name }.means(
      "the deal's company, else its contact", from: basis),
    .text("owner", "Owner") { $0.customer?.subject.record?.text("owner") }
      .means("who is responsible for the client", from: "companies or contacts, by owner"),
    ReportColumn(ReportField("last", "Last activity", .time)) { $0.last.map { .time($0) } ?? .missing }
      .means("the latest thing that happened with the client or in a deal of theirs", from: happening),
    .days("idle_days", "Idle, days") { $0.days.map { Decimal($0) } }
      .means("calendar days from the last activity to today; listed from 90 or --days on", from: happening),
    .count("deals", "Deals won") { $0.deals }.means("number of purchases", from: basis),
    .money("value", "Value") { $0.value }.means("Σ amount, per currency", from: basis),
  ]
}
