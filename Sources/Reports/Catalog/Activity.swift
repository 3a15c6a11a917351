import Dates
import Diagnostics
import Facts
import Records
import Text

extension Report {
  static let activity = Report(
    name: "activity", title: "Activity",
    doc: """
      Per owner, in the period (all time by default): calls answered and not, calls with clients (who had bought before \
      the call), with new people and with unknown numbers, emails, meetings, messages, tasks done on time and late, moves \
      of deals to open stages by this user, deals won and their amounts. A call is unanswered when its result says so or it lasted 0 s.
      """,
    subject: .activity, options: [.period, .currency],
    whenEmpty: "nobody did anything that is recorded",
    columns: OwnerLine.columns,
    charts: [
      .stacked(
        "calls_answered", "calls_unanswered", "emails", "meetings", "messages", "tasks_on_time", "tasks_late",
        by: "owner"),
      .bars("won", by: "owner"), .bars("revenue", by: "owner"),
    ]
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    var tallies: [String: OwnerTally] = [:]
    for owner in input.snapshot.config.owners { tallies[owner.id] = OwnerTally() }
    let clients = FirstPurchases(input)

    var undated = 0
    for activity in input.snapshot.records(.activity) where input.filter?(activity) ?? true {
      guard let at = activity["at"]?.instant else {
        undated += 1
        continue
      }
      guard input.isInPeriod(at) else { continue }
      tallies[activity.text("owner") ?? "", default: OwnerTally()].add(activity, at: at, clients: clients)
    }
    var unclosed = 0
    for task in input.snapshot.records(.task) where task.taskStatus == .done {
      guard let closed = task["closed"]?.instant else {
        unclosed += 1
        continue
      }
      guard input.isInPeriod(closed) else { continue }
      let owner = TaskFacts(task).owner(in: input.snapshot) ?? ""
      let isLate = TaskFacts(task).wasDue(before: closed, in: input.snapshot)
      tallies[owner, default: OwnerTally()].count(isLate ? .taskLate : .taskOnTime)
    }
    for deal in input.snapshot.records(.deal) {
      let state = DealFacts(deal, stages: input.stages, at: input.now, history: DealHistory(deal))
      for entry in state.history.entries.dropFirst() where input.isInPeriod(entry.at) {
        let stage = input.stages.facts(pipeline: state.pipeline, stage: entry.stage)
        guard stage?.outcome == nil else { continue }
        tallies[entry.by ?? deal.text("owner") ?? "", default: OwnerTally()].count(.move)
      }
      guard state.outcome == .won else { continue }
      // All time needs no time.
      if state.closed == nil, input.period != nil {
        omissions.add("left out: won, but nobody knows when")
        continue
      }
      guard state.closed.map(input.isInPeriod) ?? true else { continue }
      let amount = input.money(of: deal, on: input.closingDay(state) ?? input.today, &omissions)
      tallies[deal.text("owner") ?? "", default: OwnerTally()].win(amount)
    }

    let rows = tallies.sorted { a, b in
      a.key.isEmpty != b.key.isEmpty ? b.key.isEmpty : a.key < b.key
    }.map { OwnerLine(owner: $0.key.isEmpty ? nil : $0.key, tally: $0.value) }
    let total = OwnerLine(owner: nil, tally: rows.reduce(into: OwnerTally()) { $0 += $1.tally })
    var notes = omissions.notes()
    if undated > 0 {
      notes.append("\(undated) \(undated == 1 ? "activity" : "activities") left out: no time")
    }
    if unclosed > 0 {
      notes.append("\(unclosed) done \(unclosed == 1 ? "task" : "tasks") left out: no closing time")
    }
    return ReportRows(rows, totals: [total], notes: notes)
  }
}

private struct OwnerLine {
  /// Nil for what nobody owns, and in the total.
  let owner: String?
  let tally: OwnerTally

  static let columns: [ReportColumn<OwnerLine>] = [
    .text("owner", "Owner", .grouping) { $0.owner }.means("who did it", from: "owner; by of the history"),
    .count("calls_answered", "Calls answered") { $0.tally[.answered] }
      .means("number of calls that somebody took", from: "activities of type call, by at: result, duration"),
    .count("calls_unanswered", "Unanswered") { $0.tally[.unanswered] }
      .means("number of other calls", from: "the same"),
    .count("calls_clients", "To clients") { $0.tally[.callToClient] }
      .means("calls with who had bought before the call", from: "won deals of the call's contact or company"),
    .count("calls_new", "To new") { $0.tally[.callToNew] }
      .means("calls with people known, but not as buyers", from: "the call's contact, company, lead, deal"),
    .count("calls_unknown", "Unknown") { $0.tally[.callUnknown] }
      .means("calls with nobody known", from: "calls without contact, company, lead and deal"),
    .count("emails", "Emails") { $0.tally[.email] }.means("number", from: "activities of type email, by at"),
    .count("meetings", "Meetings") { $0.tally[.meeting] }
      .means("number", from: "activities of type meeting, by at"),
    .count("messages", "Messages") { $0.tally[.message] }
      .means("number", from: "activities of type message, by at"),
    .count("tasks_on_time", "Tasks on time") { $0.tally[.taskOnTime] }
      .means("tasks done by their due time, or on their due day", from: "tasks done, by closed; due"),
    .count("tasks_late", "Tasks late") { $0.tally[.taskLate] }
      .means("tasks done later", from: "tasks done, by closed; due"),
    .count("deals_moved", "Moves") { $0.tally[.move] }
      .means("changes of stage", from: "deals' history, by at: by, else the deal's owner"),
    .count("won", "Won") { $0.tally[.won] }.means(
      "number of deals won", from: "the owner's deals, by closed"),
    .money("revenue", "Revenue") { $0.tally.revenue }.means("Σ amount", from: "the deals won"),
  ]
}

/// When each contact and company first bought.
private struct FirstPurchases {
  private var first: [RecordID: Instant] = [:]

  init(_ input: ReportInput) {
    for deal in input.snapshot.records(.deal) {
      let state = DealFacts(deal, stages: input.stages, at: input.now)
      guard state.outcome == .won, let closed = state.closed else { continue }
      for id in ["contact", "company"].compactMap({ deal.reference($0)?.id }) {
        first[id] = min(first[id] ?? closed, closed)
      }
    }
  }

  func hadBought(_ ids: [RecordID], before moment: Instant) -> Bool {
    ids.contains { first[$0].map { $0 < moment } ?? false }
  }
}

/// What one owner did.
private struct OwnerTally {
  enum Deed {
    case answered, unanswered, callToClient, callToNew, callUnknown, email, meeting, message, taskOnTime,
      taskLate, move, won
  }

  private var counts: [Deed: Int] = [:]
  private(set) var revenue = MoneySum()

  subscript(deed: Deed) -> Int { counts[deed] ?? 0 }

  mutating func count(_ deed: Deed) { counts[deed, default: 0] += 1 }

  mutating func add(_ activity: Record, at: Instant, clients: FirstPurchases) {
    switch activity.text("type") {
    case "call":
      count(ActivityFacts.isAnswered(activity) == true ? .answered : .unanswered)
      let people = ["contact", "company"].compactMap { activity.reference($0)?.id }
      if clients.hadBought(people, before: at) {
        count(.callToClient)
      } else if people.isEmpty, activity.reference("lead") == nil, activity.reference("deal") == nil {
        count(.callUnknown)
      } else {
        count(.callToNew)
      }
    case "email": count(.email)
    case "meeting": count(.meeting)
    case "message": count(.message)
    default: break
    }
  }

  mutating func win(_ amount: MoneySum?) {
    count(.won)
    if let amount { revenue += amount }
  }

  static func += (a: inout OwnerTally, b: OwnerTally) {
    a.counts.merge(b.counts, uniquingKeysWith: +)
    a.revenue += b.revenue
  }
}
