import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let campaigns = Report(
    name: "campaigns", title: "Campaigns",
    doc: """
      Per campaign, in the period (all time by default): what sources.yaml plans and says that it cost, the letters and \
      text messages that went out, how many of them were answered, leads and deals that were made, deals that were won \
      and closed with their amounts, and what came back of the cost: (revenue − cost) ÷ cost. A letter is answered by an \
      incoming email or message of its reader within 30 days or --days, and before the next letter to them. Different \
      currencies do not meet there; --currency converts them.
      """,
    options: [.period, .asOf, .currency, .days], alsoAbout: [.lead], reads: [.costs],
    whenEmpty: "no campaign is counted here",
    columns: CampaignLine.columns,
    charts: [
      .bars("letters", "answers", "leads", by: "campaign"), .bars("revenue", "cost", by: "campaign"),
    ]
  ) { input throws(Diagnostic) in
    let days = input.days ?? 30
    guard days >= 0 else {
      throw Diagnostic(
        .invalidValue, "--days takes no \"\(days)\"", hints: ["it takes a number of days from 0 up"])
    }
    var count = CampaignCount(input: input)
    count.addLetters(answeredWithin: days)
    count.addLeads()
    count.addDeals()
    count.addCosts()
    return count.rows
  }
}

/// Collects what is counted, by campaign, and what is not.
private struct CampaignCount {
  let input: ReportInput
  private var lines: [String: CampaignLine] = [:]
  private var leads = Omissions()
  private var deals = Omissions()
  private var costs = Omissions()

  init(input: ReportInput) { self.input = input }

  private mutating func add(_ campaign: String, _ change: (inout CampaignLine) -> Void) {
    change(&lines[campaign, default: CampaignLine(campaign: campaign)])
  }

  mutating func addLetters(answeredWithin days: Int) {
    for letter in CampaignLetter.all(in: input.snapshot, until: input.moment, answeredWithin: days)
    where input.isInPeriod(letter.at) {
      add(letter.campaign) { line in
        line.letters += 1
        if letter.isAnswered { line.answers += 1 }
      }
    }
  }

  mutating func addLeads() {
    for lead in input.snapshot.records(.lead) where input.filter?(lead) ?? true {
      guard let campaign = lead.text("campaign") else { continue }
      let created = lead.created
      if created == nil, input.isPast || input.period != nil {
        leads.add("left out: no creation date")
        continue
      }
      if let created, input.isPast && created > input.moment || !input.isInPeriod(created) { continue }
      add(campaign) { $0.leads += 1 }
    }
  }

  mutating func addDeals() {
    let states = input.states(&deals).filter { $0.deal.text("campaign") != nil }
    for state in states {
      if state.created == nil, input.period != nil { deals.add("left out of the deals: no creation date") }
      guard state.created.map(input.isInPeriod) ?? (input.period == nil) else { continue }
      add(state.deal.text("campaign") ?? "") { $0.deals += 1 }
    }
    let won = input.closed(among: states, [.won], &deals)
    let amounts = input.amounts(closed: won, &deals)
    for state in won {
      add(state.deal.text("campaign") ?? "") { line in
        line.won += 1
        if let amount = amounts[state.deal.id] { line.revenue += amount }
      }
    }
  }

  mutating func addCosts() {
    for cost in input.costs.plans { add(cost, isPlan: true) }
    for cost in input.costs.costs { add(cost, isPlan: false) }
  }

  private mutating func add(_ cost: CampaignCosts.Cost, isPlan: Bool) {
    guard let campaign = cost.campaign, input.period.map(cost.month.overlaps) ?? true else { return }
    guard input.filter == nil || lines[campaign] != nil else {
      return costs.add("left out: no lead and no deal of its campaign matches --where")
    }
    // A plan is for what is to come, too.
    guard isPlan || cost.month.start <= input.today else { return costs.add("left out: in a month to come") }
    if let period = input.period, cost.month.start < period.start || cost.month.end > period.end {
      costs.add("counted whole: the period has only a part of the month")
    }
    let day = min(cost.month.lastDay, input.today)
    guard let amount = input.converted(MoneySum(cost.amount, cost.currency), on: day) else {
      return costs.add("left out: no rate from \(cost.currency) to \(input.currency ?? "")")
    }
    add(campaign) { line in
      if isPlan {
        line.plan = MoneySum([line.plan ?? MoneySum(), amount])
      } else {
        line.cost = MoneySum([line.cost ?? MoneySum(), amount])
      }
    }
  }

  var rows: ReportRows<CampaignLine> {
    let rows = lines.values.sorted { ($0.campaign ?? "") < ($1.campaign ?? "") }
    var notes = leads.notes(("lead", "leads")) + deals.notes() + costs.notes(("cost", "costs"))
    if input.filter != nil, rows.contains(where: { $0.letters > 0 || $0.cost != nil || $0.plan != nil }) {
      notes.append("letters and costs are whole: --where narrows leads and deals alone")
    }
    let mixed = rows.count(where: \.isMixed)
    if mixed > 0 {
      notes.append(
        "\(mixed) \(mixed == 1 ? "row" : "rows") without ROI: cost and revenue are in different currencies")
    }
    return ReportRows(rows, totals: rows.isEmpty ? [] : [CampaignLine(total: rows)], notes: notes)
  }
}

/// A letter or text message that went out under a campaign.
private struct CampaignLetter {
  let campaign: String
  let at: Instant
  private(set) var isAnswered = false

  /// All of them up to a moment. An answer is one to the last letter before it, within so many times 24 hours.
  static func all(in snapshot: Snapshot, until moment: Instant, answeredWithin days: Int) -> [CampaignLetter]
  {
    var letters: [RecordID?: [CampaignLetter]] = [:]
    var answers: [RecordID: [Instant]] = [:]
    for activity in snapshot.records(.activity) {
      guard let at = activity["at"]?.instant, at <= moment,
        let type = activity.text("type").flatMap(LoggedActivity.init), type == .email || type == .message
      else { continue }
      let reader = reader(of: activity, in: snapshot)
      switch ActivityFacts.direction(of: activity) {
      case .incoming: if let reader { answers[reader, default: []].append(at) }
      case .outgoing:
        guard let campaign = activity.text("campaign") else { continue }
        letters[reader, default: []].append(CampaignLetter(campaign: campaign, at: at))
      case nil: continue
      }
    }
    for (reader, own) in letters {
      guard let reader, let came = answers[reader] else { continue }
      var own = own.sorted { $0.at < $1.at }
      for answer in came {
        guard let place = own.lastIndex(where: { $0.at < answer }) else { continue }
        if answer.seconds - own[place].at.seconds <= Int64(days) * 86_400 { own[place].isAnswered = true }
      }
      letters[reader] = own
    }
    return letters.values.flatMap { $0 }
  }

  /// Who it went to or came from: of a lead that was qualified the contact.
  private static func reader(of activity: Record, in snapshot: Snapshot) -> RecordID? {
    let lead = snapshot.linked("lead", from: [activity])
    let contact = snapshot.linked("contact", from: [activity, lead])
    return (contact ?? snapshot.linked("company", from: [activity]) ?? lead)?.id
  }
}

/// One campaign.
private struct CampaignLine {
  /// Nil in the total.
  let campaign: String?
  var letters = 0
  var answers = 0
  var leads = 0
  var deals = 0
  var won = 0
  var revenue = MoneySum()
  /// Nil where nobody says what it is planned to cost, or cost.
  var plan: MoneySum?
  var cost: MoneySum?

  init(campaign: String) { self.campaign = campaign }

  init(total lines: [CampaignLine]) {
    campaign = nil
    for line in lines {
      letters += line.letters
      answers += line.answers
      leads += line.leads
      deals += line.deals
      won += line.won
      revenue += line.revenue
      if let own = line.plan { plan = MoneySum([plan ?? MoneySum(), own]) }
      if let own = line.cost { cost = MoneySum([cost ?? MoneySum(), own]) }
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

  static let columns: [ReportColumn<CampaignLine>] = [
    .text("campaign", "Campaign", .grouping) { $0.campaign }
      .means("campaign", from: "letters, leads and deals, by campaign; sources.yaml"),
    .money("plan", "Plan") { $0.plan }.means("Σ plan", from: "sources.yaml, by month"),
    .money("cost", "Cost") { $0.cost }.means("Σ cost", from: "sources.yaml, by month"),
    .count("letters", "Letters") { $0.letters }
      .means("number of letters and messages", from: "outgoing activities in the period, by at"),
    .count("answers", "Answers") { $0.answers }
      .means(
        "number of these letters that were answered", from: "incoming activities of their readers, by at"),
    .count("leads", "Leads") { $0.leads }
      .means("number of leads", from: "leads made in the period, by created"),
    .count("deals", "Deals") { $0.deals }
      .means("number of deals", from: "deals made in the period, by created"),
    .count("won", "Won") { $0.won }
      .means("number of deals", from: "deals won and closed in the period, by closed"),
    .money("revenue", "Revenue") { $0.revenue }
      .means("Σ amount", from: "deals won and closed in the period, by closed"),
    .percent("roi", "ROI %") { $0.roi }
      .means("(revenue − cost) ÷ cost × 100", from: "the columns revenue and cost, in one currency"),
  ]
}
