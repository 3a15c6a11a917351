import Dates
import Diagnostics
import Facts
import Records

/// What one deal has brought of one subject, a client or a product.
struct Sale: Sendable {
  let subject: Subject
  let deal: Record
  let day: CivilDate?
  let amount: Decimal
  let currency: String
}

/// What the sales of a subject in one currency add up to.
struct SalesLine: Sendable {
  /// Nil for all subjects together.
  let subject: Subject?
  let currency: String
  private(set) var deals: Int
  private(set) var revenue: Decimal
  /// By `monthNumber`, where something was sold.
  private(set) var months: [Int: Decimal]

  fileprivate init(_ subject: Subject?, _ currency: String) {
    self.subject = subject
    self.currency = currency
    deals = 0
    revenue = .zero
    months = [:]
  }

  fileprivate mutating func add(_ sale: Sale, countsDeal: Bool = true) {
    if countsDeal { deals += 1 }
    revenue += sale.amount
    if let day = sale.day { months[day.monthNumber, default: .zero] += sale.amount }
  }

  var money: MoneySum { MoneySum(revenue, currency) }

  /// The lines of each currency, by its code; within it the greatest revenue first, equal ones by identifier.
  static func lines(_ sales: [Sale]) -> [(currency: String, lines: [SalesLine])] {
    var found: [String: [RecordID: SalesLine]] = [:]
    for sale in sales {
      found[sale.currency, default: [:]][
        sale.subject.id, default: SalesLine(sale.subject, sale.currency)
      ].add(sale)
    }
    return found.sorted { $0.key < $1.key }.map { currency, lines in
      (
        currency,
        lines.sorted { a, b in
          a.value.revenue == b.value.revenue ? a.key < b.key : a.value.revenue > b.value.revenue
        }.map(\.value)
      )
    }
  }

  /// All sales of each currency in one line, a deal counted once.
  static func totals(_ sales: [Sale]) -> [SalesLine] {
    var found: [String: SalesLine] = [:]
    var counted: Set<RecordID> = []
    for sale in sales {
      let isNew = counted.insert(sale.deal.id).inserted
      found[sale.currency, default: SalesLine(nil, sale.currency)].add(sale, countsDeal: isNew)
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// The sales that a report is about, and what was left out of them.
struct Sales {
  let all: [Sale]
  let notes: [String]

  /// What the clients bought, or with `--by product` what was sold; with a day each where `isDated`.
  init(_ input: ReportInput, isDated: Bool) {
    var omissions = Omissions()
    let purchases = input.purchases(in: input.period, isDated: isDated, &omissions)
    if input.isAboutProducts {
      var lines = ProductLines(input)
      all = purchases.flatMap { lines.sales($0) }
      notes = omissions.notes() + lines.notes
      return
    }
    var subjects = Subjects(input.snapshot)
    var found: [Sale] = []
    for purchase in purchases {
      guard let client = subjects.client(of: purchase.deal) else {
        omissions.add("left out: neither a company nor a contact")
        continue
      }
      let amount = input.money(of: purchase.deal, on: purchase.day ?? input.today, &omissions)
      for (currency, amount) in amount?.entries ?? [] {
        found.append(
          Sale(
            subject: client, deal: purchase.deal, day: purchase.day, amount: amount, currency: currency))
      }
    }
    all = found
    notes = omissions.notes()
  }

  /// The sales split by `--by`; not by product, which is what they are about.
  func groups(_ input: ReportInput) throws(Diagnostic) -> Groups<Sale> {
    if input.isAboutProducts { return Groups(whole: all) }
    return try Groups(all, input: input, deal: { $0.deal }, month: { $0.day })
  }
}

/// Takes deals apart by what is sold in them.
private struct ProductLines {
  private let input: ReportInput
  private var subjects: Subjects
  private var deals = Omissions()
  private var items = Omissions()

  init(_ input: ReportInput) {
    self.input = input
    subjects = Subjects(input.snapshot)
  }

  var notes: [String] { deals.notes() + items.notes(("item", "items")) }

  /// A sale for each product of the deal, in the order of its items, at what its lines come to.
  mutating func sales(_ purchase: Purchase) -> [Sale] {
    let deal = purchase.deal
    let totals = ItemTotals(deal, in: input.snapshot)
    let lines = totals.lines.filter { $0.reference != nil }
    guard !lines.isEmpty else {
      deals.add("left out: no items")
      return []
    }
    let currency = totals.currency
    if deal.text("currency") == nil { deals.add("without a currency counted in \(currency)") }
    var order: [Subject] = []
    var amounts: [RecordID: Decimal] = [:]
    var isWhole = true
    for line in lines {
      guard let reference = line.reference else { continue }
      let product = subjects.subject(reference)
      guard let amount = line.amounts?.total ?? (lines.count == 1 ? deal["amount"]?.number : nil) else {
        isWhole = false
        items.add("left out: neither the item nor its product has a price in the deal's currency")
        continue
      }
      if line.amounts != nil, line.priceFrom != .own {
        items.add("without a price counted at the product's present one")
      }
      if amounts[product.id] == nil { order.append(product) }
      amounts[product.id, default: .zero] += amount
    }
    if isWhole, let amount = deal["amount"]?.number, amount != amounts.values.reduce(.zero, +) {
      deals.add("counted by the items, which do not add up to the deal's amount")
    }
    return converted(order.map { ($0, amounts[$0.id] ?? .zero) }, currency, purchase)
  }

  private mutating func converted(
    _ amounts: [(Subject, Decimal)], _ currency: String, _ purchase: Purchase
  ) -> [Sale] {
    let target = input.currency ?? currency
    var sales: [Sale] = []
    for (product, amount) in amounts {
      let day = purchase.day ?? input.today
      guard let amount = input.rates.convert(amount, from: currency, to: target, on: day) else {
        deals.add("left out of the amounts: no rate from \(currency) to \(target)")
        return []
      }
      sales.append(
        Sale(subject: product, deal: purchase.deal, day: purchase.day, amount: amount, currency: target))
    }
    return sales
  }
}

extension ReportInput {
  /// Whether the rows are about what was sold, in place of who bought it.
  var isAboutProducts: Bool { by == Grouping.product.rawValue }
}
