import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let sources = Report(
    name: "sources", title: "Sources",
    doc: """
      Per source and campaign, in the period (all time by default): leads and deals that were made in it, deals that were \
      won and closed in it with their amounts, and won deals as a share of leads. Where sources.yaml says what a source or \
      campaign cost in the months of the period, the cost and what came back of it: (revenue − cost) ÷ cost. Different \
      currencies do not meet there; --currency converts them.
      """,
    options: [.period, .by, .asOf, .currency], alsoAbout: [.lead], reads: [.costs],
    whenEmpty: "no leads and no deals are counted here",
    kinds: .business, columns: SourceLine.columns,
    charts: [
      .bars("leads", "deals", "won", by: "source", "campaign"),
      .bars("revenue", "cost", by: "source", "campaign"),
    ]
  ) { input throws(Diagnostic) in
    var count = SourceCount(input: input)
    count.addLeads()
    count.addDeals()
    count.addCosts()
    let events = count.events
    let groups = try Groups(events, input: input, of: ("record", "records")) { event, grouping in
      event.labels(grouping, in: input.snapshot)
    }
    let rows = groups.rows(totals: [SourceLine(key: nil, events)], notes: []) { events in
      Dictionary(grouping: events, by: \.key).sorted { $0.key < $1.key }.map {
        SourceLine(key: $0.key, $0.value)
      }
    }
    return count.annotated(rows)
  }
}

/// Where leads and deals come from; what has no source, or no campaign, is a row of its own, behind the others.
private struct SourceKey: Hashable, Comparable {
  let source: String?
  let campaign: String?

  init(_ record: Record) {
    source = record.text("source")
    campaign = record.text("campaign")
  }

  init(_ cost: CampaignCosts.Cost) {
    source = cost.source
    campaign = cost.campaign
  }

  private static func isBefore(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b else { return a != nil && b == nil }
    return a < b
  }

  static func < (a: SourceKey, b: SourceKey) -> Bool {
    a.source == b.source ? isBefore(a.campaign, b.campaign) : isBefore(a.source, b.source)
  }
}

/// One thing that the report counts.
private struct SourceEvent {
  enum What {
    case lead, deal
    /// With the amount, where it has one.
    case won(MoneySum?)
    case cost(MoneySum)
  }

  let what: What
  let key: SourceKey
  /// Nil for a cost.
  let record: Record?
  /// The day that puts it into a month.
  let day: CivilDate?

  func labels(_ grouping: Grouping, in snapshot: Snapshot) -> [String?] {
    if let record { return grouping.labels(of: record, month: day, in: snapshot) }
    // A cost has a month and a source, and nothing else to be split by.
    return grouping == .month ? [day.map { String($0.description.prefix(7)) }] : []
  }
}

/// Collects what is counted, and what is not.
private struct SourceCount {
  let input: ReportInput
  private(set) var events: [SourceEvent] = []
  private var leads = Omissions()
  private var deals = Omissions()
  private var costs = Omissions()

  init(input: ReportInput) { self.input = input }

  mutating func addLeads() {
    for lead in input.snapshot.records(.lead) where input.filter?(lead) ?? true {
      let created = lead.created
      if created == nil, input.isPast || input.period != nil {
        leads.add("left out: no creation date")
        continue
      }
      if let created, input.isPast && created > input.moment || !input.isInPeriod(created) { continue }
      events.append(
        SourceEvent(
          what: .lead, key: SourceKey(lead), record: lead, day: created.map { input.zone.date($0) }))
    }
  }

  mutating func addDeals() {
    let states = input.states(&deals)
    for state in states {
      if state.created == nil, input.period != nil { deals.add("left out of the deals: no creation date") }
      guard state.created.map(input.isInPeriod) ?? (input.period == nil) else { continue }
      let day = state.created.map { input.zone.date($0) }
      events.append(SourceEvent(what: .deal, key: SourceKey(state.deal), record: state.deal, day: day))
    }
    let won = input.closed(among: states, [.won], &deals)
    let amounts = input.amounts(closed: won, &deals)
    for state in won {
      events.append(
        SourceEvent(
          what: .won(amounts[state.deal.id]), key: SourceKey(state.deal), record: state.deal,
          day: input.closingDay(state)))
    }
  }

  mutating func addCosts() {
    if let by = input.by, by != Grouping.month.rawValue, !input.costs.costs.isEmpty {
      costs.add("left out: a cost has no \(by)", count: input.costs.costs.count)
      return
    }
    let known = Set(events.map(\.key))
    for cost in input.costs.costs {
      guard input.filter == nil || known.contains(SourceKey(cost)) else {
        costs.add("left out: no lead and no deal of its source matches --where")
        continue
      }
      guard input.period.map(cost.month.overlaps) ?? true else { continue }
      guard cost.month.start <= input.today else {
        costs.add("left out: in a month to come")
        continue
      }
      if let period = input.period, cost.month.start < period.start || cost.month.end > period.end {
        costs.add("counted whole: the period has only a part of the month")
      }
      let day = min(cost.month.lastDay, input.today)
      let own = MoneySum(cost.amount, cost.currency)
      guard let amount = input.converted(own, on: day) else {
        costs.add("left out: no rate from \(cost.currency) to \(input.currency ?? "")")
        continue
      }
      events.append(
        SourceEvent(what: .cost(amount), key: SourceKey(cost), record: nil, day: cost.month.start))
    }
  }

  func annotated(_ rows: ReportRows<SourceLine>) -> ReportRows<SourceLine> {
    var rows = rows
    let mixed = rows.rows.count { $0.row.isMixed }
    rows.notes =
      leads.notes(("lead", "leads")) + deals.notes() + costs.notes(("cost", "costs")) + rows.notes
    if input.filter != nil, rows.rows.contains(where: { $0.row.cost != nil }) {
      rows.notes.append("costs are whole: --where narrows leads and deals alone")
    }
    if mixed > 0 {
      rows.notes.append(
        "\(mixed) \(mixed == 1 ? "row" : "rows") without ROI: cost and revenue are in different currencies")
    }
    return rows
  }
}

extension ReportInput {
  /// Sums in the currency of `--currency` by the rates of a day, as they are without it; nil where a rate is missing.
  func converted(_ sum: MoneySum, on day: CivilDate) -> MoneySum? {
    guard let target = currency else { return sum }
    var result = MoneySum()
    for (code, amount) in sum.entries {
      guard let converted = rates.convert(amount, from: code, to: target, on: day) else { return nil }
      result.add(converted, target)
    }
    return result
  }
}

/// One source and campaign.
private struct SourceLine {
  /// Nil in the total.
  let key: SourceKey?
  private(set) var leads = 0
  private(set) var deals = 0
  private(set) var won = 0
  private(set) var revenue = MoneySum()
  /// Nil where nobody says what it cost.
  private(set) var cost: MoneySum?

  init(key: SourceKey?, _ events: [SourceEvent]) {
    self.key = key
    for event in events {
      switch event.what {
      case .lead: leads += 1
      case .deal: deals += 1
      case .won(let amount):
        won += 1
        if let amount { revenue += amount }
      case .cost(let amount): cost = MoneySum([cost ?? MoneySum(), amount])
      }
    }
  }

  /// Whether cost and revenue cannot be set against each other.
  var isMixed: Bool {
    guard let currencies = cost?.currencies else { return false }
    return Set(currencies + revenue.currencies).count > 1
  }

  var roi: Decimal? {
    guard !isMixed, let currency = cost?.currencies.first, let spent = cost?[currency] else { return nil }
    return Figures.percent((revenue[currency] ?? .zero) - spent, of: spent)
  }

  private static let won = "deals won and closed in the period, by closed"

  static let columns: [ReportColumn<SourceLine>] = [
    .text("source", "Source", .grouping) { $0.key?.source }.means(
      "source", from: "leads and deals, by source"),
    .text("campaign", "Campaign", .grouping) { $0.key?.campaign }
      .means("campaign", from: "leads and deals, by campaign"),
    .count("leads", "Leads") { $0.leads }.means(
      "number of leads", from: "leads made in the period, by created"),
    .count("deals", "Deals") { $0.deals }.means(
      "number of deals", from: "deals made in the period, by created"),
    .count("won", "Won") { $0.won }.means("number of deals", from: won),
    .money("revenue", "Revenue") { $0.revenue }.means("Σ amount", from: won),
    .percent("conversion", "Conversion %") { Figures.percent($0.won, of: $0.leads) }
      .means("won ÷ leads × 100", from: "the columns won and leads"),
    .money("cost", "Cost") { $0.cost }.means("Σ cost", from: "sources.yaml, by month"),
    .percent("roi", "ROI %") { $0.roi }
      .means("(revenue − cost) ÷ cost × 100", from: "the columns revenue and cost, in one currency"),
  ]
}
