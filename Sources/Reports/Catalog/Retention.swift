import Dates
import Diagnostics
import Records

extension Report {
  static let retention = Report(
    name: "retention", title: "Retention",
    doc: """
      Clients by the month of their first purchase, and how many of them bought something in that month (m0), in the \
      next one (m1) and so on up to the present month; months that are still to come are empty. The period chooses the \
      months of first purchases. Repeat share is clients with two purchases and more ÷ clients; lifetime value is \
      revenue ÷ clients. With --by a client belongs where the first purchase does.
      """,
    options: [.period, .pipeline, .by, .asOf, .currency],
    groupings: [.owner, .source, .tag, .month, .product],
    whenEmpty: "nobody bought anything",
    kinds: .business, columns: Cohort.columns,
    charts: [.heatMap("m0…mN", of: "size", by: "month")]
  ) { input throws(Diagnostic) in
    let (members, notes) = CohortMember.all(input)
    let groups = try Groups(
      members, input: input, of: ("client", "clients"), deal: { $0.first.deal }, month: { $0.first.day })
    let present = input.today.monthNumber
    let total = Cohort(month: nil, members, present: present)
    return groups.rows(totals: members.isEmpty ? [] : [total], notes: notes) { members in
      Dictionary(grouping: members) { $0.firstMonth }.sorted { $0.key < $1.key }.map {
        Cohort(month: $0.key, $0.value, present: present)
      }
    }
  }
}

/// A client and all that was bought.
private struct CohortMember {
  let subject: Subject
  /// The first purchase, and its day.
  var first: Purchase
  var firstMonth: Int
  /// The months with purchases.
  var months: Set<Int> = []
  var purchases: [Purchase] = []
  var revenue = MoneySum()

  /// Those whose first purchase is in the period, ordered by identifier, and the notes on what was left out.
  static func all(_ input: ReportInput) -> (members: [CohortMember], notes: [String]) {
    var omissions = Omissions()
    var subjects = Subjects(input.snapshot)
    var members: [RecordID: CohortMember] = [:]
    for purchase in input.purchases(isDated: true, &omissions) {
      guard let day = purchase.day else { continue }
      guard let client = subjects.client(of: purchase.deal) else {
        if input.period?.contains(day) ?? true { omissions.add("left out: neither a company nor a contact") }
        continue
      }
      if day > input.today {
        omissions.add("left out: won after this day")
        continue
      }
      let start = CohortMember(subject: client, first: purchase, firstMonth: day.monthNumber)
      members[client.id, default: start].add(purchase, on: day)
    }
    var chosen = members.values.filter { member in
      input.period.map { period in member.first.day.map(period.contains) ?? false } ?? true
    }.sorted { $0.subject.id < $1.subject.id }
    for place in chosen.indices {
      let amounts = chosen[place].purchases.map { purchase in
        input.money(of: purchase.deal, on: purchase.day ?? input.today, &omissions) ?? MoneySum()
      }
      chosen[place].revenue = MoneySum(amounts)
    }
    return (chosen, omissions.notes())
  }

  private mutating func add(_ purchase: Purchase, on day: CivilDate) {
    purchases.append(purchase)
    months.insert(day.monthNumber)
    if let closed = purchase.closed, let known = first.closed, closed < known {
      first = purchase
      firstMonth = day.monthNumber
    }
  }
}

/// The clients whose first purchase was in one month.
private struct Cohort {
  /// Nil in the total.
  let month: Int?
  let size: Int
  let repeating: Int
  let revenue: MoneySum
  /// How many bought something so many months after their first purchase, up to the present month.
  let buyers: [Int]

  init(month: Int?, _ members: [CohortMember], present: Int) {
    self.month = month
    size = members.count
    repeating = members.count { $0.purchases.count > 1 }
    revenue = MoneySum(members.map(\.revenue))
    let first = members.map(\.firstMonth).min() ?? present
    var buyers = Array(repeating: 0, count: max(present - first, 0) + 1)
    for member in members {
      for month in member.months { buyers[month - member.firstMonth] += 1 }
    }
    self.buyers = buyers
  }

  var lifetimeValue: MoneySum {
    var value = MoneySum()
    for (currency, amount) in revenue.entries {
      let decimals = Currency.decimals(currency) ?? 2
      if let mean = Figures.quotient(amount, by: Decimal(size), decimals: decimals) {
        value.add(mean, currency)
      }
    }
    return value
  }

  private static let basis = "won deals, by closed and by company, else contact"

  static let columns: [ReportColumn<Cohort>] = [
    .text("month", "First purchase") { $0.month.map(CivilDate.monthName) }
      .means("the month of the client's first purchase", from: basis),
    .count("size", "Clients") { $0.size }.means(
      "number of clients who first bought in the month", from: basis),
    .percent("repeat_share", "Repeat %") { Figures.percent($0.repeating, of: $0.size) }
      .means("clients with 2 purchases and more ÷ clients × 100", from: basis),
    .money("lifetime_value", "Lifetime value") { $0.lifetimeValue }
      .means("Σ amount of all their purchases ÷ clients, per currency", from: basis),
    .family("m", .count, length: { cohorts in cohorts.map(\.buyers.count).max() ?? 0 }) { cohort, month in
      cohort.buyers.indices.contains(month) ? .count(cohort.buyers[month]) : .missing
    }.means(
      "number of them who bought in the n-th month after the first purchase, m0 in the same month",
      from: basis),
  ]
}
