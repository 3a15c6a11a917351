import Dates
import Diagnostics
import Filters
import Records
import Text

extension Report {
  static let activity = Report(
    name: "activity", title: "Activity",
    doc: """
      Per owner, in the period (all time by default): calls answered and not, calls with clients (who had bought before \
      the call), with new people and with unknown numbers, emails, meetings, messages, tasks done on time and late, moves \
      of deals by this user, deals won and their amounts. A call is unanswered when its result says so or it lasted 0 s.
      """,
    subject: .activity, options: [.period, .currency],
    whenEmpty: "nobody did anything that is recorded"
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
    for task in input.snapshot.records(.task) where task.text("status") == "done" {
      guard let closed = task["closed"]?.instant else {
        unclosed += 1
        continue
      }
      guard input.isInPeriod(closed) else { continue }
      let zone = input.snapshot.config.zone(of: TaskState.owner(task, in: input.snapshot))
      let isLate = task.due?.isPast(at: closed, in: zone) ?? false
      let owner = TaskState.owner(task, in: input.snapshot) ?? ""
      tallies[owner, default: OwnerTally()].tasksOnTime += isLate ? 0 : 1
      tallies[owner, default: OwnerTally()].tasksLate += isLate ? 1 : 0
    }
    for deal in input.snapshot.records(.deal) {
      let history = DealHistory(deal)
      for entry in history.entries.dropFirst() where input.isInPeriod(entry.at) {
        tallies[entry.by ?? deal.text("owner") ?? "", default: OwnerTally()].moves += 1
      }
      guard let facts = input.stages.facts(of: deal), facts.outcome == .won else { continue }
      guard let closed = deal["closed"]?.instant ?? history.entered(facts.id) else {
        omissions.add("left out: won, but nobody knows when")
        continue
      }
      guard input.isInPeriod(closed) else { continue }
      let amount = input.money(of: deal, on: input.zone.date(closed), &omissions)
      tallies[deal.text("owner") ?? "", default: OwnerTally()].win(amount)
    }

    let rows = tallies.sorted { a, b in
      a.key.isEmpty != b.key.isEmpty ? b.key.isEmpty : a.key < b.key
    }.map { owner, tally in [owner.isEmpty ? .missing : .text(owner)] + tally.values }
    let total = tallies.values.reduce(into: OwnerTally()) { $0 += $1 }
    var notes = omissions.notes()
    if undated > 0 {
      notes.append("\(undated) \(undated == 1 ? "activity" : "activities") left out: no time")
    }
    if unclosed > 0 {
      notes.append("\(unclosed) done \(unclosed == 1 ? "task" : "tasks") left out: no closing time")
    }
    return ReportResult(
      ("activity", "Activity"), input,
      columns: [ReportColumn("owner", "Owner", .text, grouping: true)] + OwnerTally.columns, rows: rows,
      totals: [[.missing] + total.values], notes: notes)
  }
}

/// When each contact and company first bought.
private struct FirstPurchases {
  private var first: [RecordID: Instant] = [:]

  init(_ input: ReportInput) {
    for deal in input.snapshot.records(.deal) {
      guard let facts = input.stages.facts(of: deal), facts.outcome == .won,
        let closed = deal["closed"]?.instant ?? DealHistory(deal).entered(facts.id)
      else { continue }
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
  var answered = 0
  var unanswered = 0
  var callsToClients = 0
  var callsToNew = 0
  var callsUnknown = 0
  var emails = 0
  var meetings = 0
  var messages = 0
  var tasksOnTime = 0
  var tasksLate = 0
  var moves = 0
  var won = 0
  var revenue = MoneySum()

  static let columns = [
    ReportColumn("calls_answered", "Calls answered", .count),
    ReportColumn("calls_unanswered", "Unanswered", .count),
    ReportColumn("calls_clients", "To clients", .count), ReportColumn("calls_new", "To new", .count),
    ReportColumn("calls_unknown", "Unknown", .count), ReportColumn("emails", "Emails", .count),
    ReportColumn("meetings", "Meetings", .count), ReportColumn("messages", "Messages", .count),
    ReportColumn("tasks_on_time", "Tasks on time", .count), ReportColumn("tasks_late", "Tasks late", .count),
    ReportColumn("deals_moved", "Moves", .count), ReportColumn("won", "Won", .count),
    ReportColumn("revenue", "Revenue", .money),
  ]

  mutating func add(_ activity: Record, at: Instant, clients: FirstPurchases) {
    switch activity.text("type") {
    case "call":
      if ActivityFacts.isAnswered(activity) == true { answered += 1 } else { unanswered += 1 }
      let people = ["contact", "company"].compactMap { activity.reference($0)?.id }
      if clients.hadBought(people, before: at) {
        callsToClients += 1
      } else if people.isEmpty, activity.reference("lead") == nil, activity.reference("deal") == nil {
        callsUnknown += 1
      } else {
        callsToNew += 1
      }
    case "email": emails += 1
    case "meeting": meetings += 1
    case "message": messages += 1
    default: break
    }
  }

  mutating func win(_ amount: MoneySum?) {
    won += 1
    if let amount { revenue += amount }
  }

  static func += (a: inout OwnerTally, b: OwnerTally) {
    a.answered += b.answered
    a.unanswered += b.unanswered
    a.callsToClients += b.callsToClients
    a.callsToNew += b.callsToNew
    a.callsUnknown += b.callsUnknown
    a.emails += b.emails
    a.meetings += b.meetings
    a.messages += b.messages
    a.tasksOnTime += b.tasksOnTime
    a.tasksLate += b.tasksLate
    a.moves += b.moves
    a.won += b.won
    a.revenue += b.revenue
  }

  var values: [ReportValue] {
    [
      answered, unanswered, callsToClients, callsToNew, callsUnknown, emails, meetings, messages, tasksOnTime,
      tasksLate, moves, won,
    ].map { .count($0) } + [.money(revenue)]
  }
}
