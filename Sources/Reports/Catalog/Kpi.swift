import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let kpi = Report(
    name: "kpi", title: "Plan and fact",
    doc: """
      Per owner, in the period (this month by default): deals won and closed and their amounts beside what the files of \
      plans/ ask for its months, the share of the plan that is reached, and the run rate: what the period will end with \
      if its days go on as those so far, today included. A plan of several currencies has no share; --currency converts.
      """,
    options: [.period, .pipeline, .asOf, .currency], reads: [.plans],
    defaultPeriod: { CivilInterval(from: $0.today.startOfMonth, through: $0.today.endOfMonth) },
    whenEmpty: "nobody has a plan, and nobody won",
    kinds: .business, columns: GoalLine.columns,
    charts: [.bars("plan_won", "won", by: "owner"), .bars("plan_revenue", "revenue", by: "owner")]
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let won = input.closedDeals([.won], &omissions)
    let amounts = input.amounts(closed: won, &omissions)
    var goals: [String: Goal] = [:]
    for state in won {
      goals[state.deal.text("owner") ?? "", default: Goal()].win(amounts[state.deal.id])
    }
    var planning = Omissions()
    for plan in input.plans.plans where input.period?.overlaps(plan.month) ?? true {
      if let period = input.period, plan.month.start < period.start || plan.month.end > period.end {
        planning.add("counted whole: the period has only a part of the month")
      }
      goals[plan.owner, default: Goal()].add(plan, input: input, &planning)
    }
    let pace = input.period.flatMap { Pace($0, today: input.today) }
    let rows = goals.sorted { a, b in
      a.key.isEmpty != b.key.isEmpty ? b.key.isEmpty : a.key < b.key
    }.map { GoalLine(owner: $0.key.isEmpty ? nil : $0.key, goal: $0.value, pace: pace) }
    let total = GoalLine(owner: nil, goal: rows.reduce(into: Goal()) { $0 += $1.goal }, pace: pace)
    var notes = omissions.notes() + planning.notes(("plan", "plans"))
    if input.filter != nil, !input.plans.plans.isEmpty {
      notes.append("plans are whole: --where narrows deals alone")
    }
    let mixed = rows.count { $0.goal.isMixed }
    if mixed > 0 {
      notes.append(
        "\(mixed) \(mixed == 1 ? "owner" : "owners") without a share of revenue: plan and fact are in different currencies"
      )
    }
    return ReportRows(rows, totals: [total], notes: notes)
  }
}

/// How much of a period is over.
private struct Pace {
  /// Days of the period until today, today included.
  let elapsed: Int
  let days: Int

  /// Nil for a period that has not begun, or has no first or last day.
  init?(_ period: CivilInterval, today: CivilDate) {
    guard period.start != .first, period.end != .last, period.start <= today else { return nil }
    days = period.dayCount
    elapsed = min(today.days(since: period.start) + 1, days)
  }

  /// What becomes of an amount at this pace.
  func end(of amount: Decimal, decimals: Int) -> Decimal? {
    Figures.quotient([amount, Decimal(days)], over: [Decimal(elapsed)], decimals: decimals)
  }
}

/// What an owner is to win, and has won.
private struct Goal {
  private(set) var won = 0
  private(set) var revenue = MoneySum()
  /// Nil where no plan says.
  private(set) var plannedWon: Int?
  private(set) var plannedRevenue: MoneySum?

  mutating func win(_ amount: MoneySum?) {
    won += 1
    if let amount { revenue += amount }
  }

  mutating func add(_ plan: Plans.Plan, input: ReportInput, _ omissions: inout Omissions) {
    if let won = plan.won { plannedWon = (plannedWon ?? 0) + won }
    guard let revenue = plan.revenue else { return }
    let day = min(plan.month.lastDay, input.today)
    guard let amount = input.converted(MoneySum(revenue, plan.currency), on: day) else {
      omissions.add("without its revenue: no rate from \(plan.currency) to \(input.currency ?? "")")
      return
    }
    plannedRevenue = MoneySum([plannedRevenue ?? MoneySum(), amount])
  }

  static func += (a: inout Goal, b: Goal) {
    a.won += b.won
    a.revenue += b.revenue
    if let won = b.plannedWon { a.plannedWon = (a.plannedWon ?? 0) + won }
    if let sum = b.plannedRevenue { a.plannedRevenue = MoneySum([a.plannedRevenue ?? MoneySum(), sum]) }
  }

  /// Whether plan and fact cannot be set against each other.
  var isMixed: Bool {
    guard let currencies = plannedRevenue?.currencies else { return false }
    return Set(currencies + revenue.currencies).count > 1
  }

  var wonShare: Decimal? { plannedWon.flatMap { Figures.percent(won, of: $0) } }

  var revenueShare: Decimal? {
    guard !isMixed, let currency = plannedRevenue?.currencies.first, let plan = plannedRevenue?[currency]
    else { return nil }
    return Figures.percent(revenue[currency] ?? .zero, of: plan)
  }
}

private struct GoalLine {
  /// Nil for what nobody owns, and in the total.
  let owner: String?
  let goal: Goal
  let pace: Pace?

  var revenueAtEnd: MoneySum? {
    guard let pace else { return nil }
    var sum = MoneySum()
    for currency in goal.revenue.currencies {
      guard let amount = goal.revenue[currency],
        let end = pace.end(of: amount, decimals: Currency.decimals(currency) ?? 2)
      else { return nil }
      sum.add(end, currency)
    }
    return sum
  }

  private static let won = "deals won and closed in the period, by closed and owner"
  private static let plan = "plans/, the months of the period"

  static let columns: [ReportColumn<GoalLine>] = [
    .text("owner", "Owner", .grouping) { $0.owner }.means("owner", from: "deals and plans, by owner"),
    .count("plan_won", "Plan, deals") { $0.goal.plannedWon }.means("Σ won", from: plan),
    .count("won", "Won") { $0.goal.won }.means("number of deals", from: won),
    .percent("won_percent", "Won %") { $0.goal.wonShare }.means("won ÷ plan × 100", from: "the columns"),
    .score("won_run_rate", "Won, run rate") { line in
      line.pace.flatMap { $0.end(of: Decimal(line.goal.won), decimals: 1) }
    }.means("won ÷ days so far × days of the period", from: "the column won, and today"),
    .money("plan_revenue", "Plan, revenue") { $0.goal.plannedRevenue }.means("Σ revenue", from: plan),
    .money("revenue", "Revenue") { $0.goal.revenue }.means("Σ amount", from: won),
    .percent("revenue_percent", "Revenue %") { $0.goal.revenueShare }
      .means("revenue ÷ plan × 100", from: "the columns, in one currency"),
    .money("revenue_run_rate", "Revenue, run rate") { $0.revenueAtEnd }
      .means("revenue ÷ days so far × days of the period", from: "the column revenue, and today"),
  ]
}
