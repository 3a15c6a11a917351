package import Dates
import Facts
package import Records
import Rules

/// What one person has to do, in the one order in which it is handed out.
///
/// Overdue next steps come first, those of deals that have been in their stage for too long before all others; then what
/// is due now, new leads in the order in which they came, and last what is due later, the nearest first.
package struct Feed {
  /// Why something is handed out. The raw values stand in JSON and must not change.
  package enum Reason: String, Sendable, CaseIterable {
    /// The deal has been in its stage for longer than the stage's `within`.
    case sla
    /// The due time of a deal's next step has passed.
    case overdue
    /// Another task whose time has passed, or one that is due at any time of today.
    case due
    /// A new lead that no task has been made for.
    case lead
    case upcoming
  }

  /// A task, or a new lead.
  package struct Item {
    let record: Record
    let reason: Reason
  }

  private struct Entry {
    let at: Int64
    let record: Record
  }

  private let workspace: Workspace
  /// Open tasks whose time has passed, those of today without an hour, and those to come.
  private var late: [Entry] = []
  private var today: [Entry] = []
  private var upcoming: [Entry] = []
  private let hasDeadlines: Bool

  /// The feed of whoever works in the workspace.
  package init(_ workspace: Workspace) {
    self.workspace = workspace
    hasDeadlines = workspace.pipelines.stages.all.contains { $0.within != nil }
    let (now, snapshot) = (workspace.now, workspace.snapshot)
    let zone = workspace.config.zone(of: workspace.user)
    let lastOfToday = Deadline.day(zone.date(now)).last(in: zone)
    for task in snapshot.records(.task) where task.isOpenTask {
      guard let due = task.due, !TaskFacts(task).isWaiting(now: now, in: snapshot) else { continue }
      let last = due.last(in: zone)
      let entry = Entry(at: last.seconds, record: task)
      if TaskFacts(task).wasDue(before: now, in: snapshot) {
        late.append(entry)
      } else if case .day = due, last <= lastOfToday {
        today.append(entry)
      } else {
        upcoming.append(entry)
      }
    }
  }

  /// How much there is for each reason; asks for the owner of everything.
  package var counts: [Reason: Int] {
    var counts: [Reason: Int] = [:]
    for item in items() { counts[item.reason, default: 0] += 1 }
    return counts
  }

  /// What comes first apart from what is to be passed over; nil where nothing is left.
  package func first(skipping skipped: Set<RecordID>) -> Item? {
    items().first { !skipped.contains($0.record.id) }
  }

  /// What the feed has of a record; nil where it has nothing.
  package func item(of id: RecordID) -> Item? { items().first { $0.record.id == id } }

  /// Everything in order; what comes late in it is looked at only when it is reached.
  private func items() -> some Sequence<Item> {
    let (late, today) = (Feed.sorted(self.late), Feed.sorted(self.today))
    let overlong = hasDeadlines ? (late + today).filter(isOverlong) : []
    let first = Set(overlong.map(\.record.id))
    let rest = late.filter { !first.contains($0.record.id) }
    let parts: [() -> [Item]] = [
      { owned(overlong, .sla) },
      { owned(rest.filter(isNextStep), .overdue) },
      { owned(rest.filter { !isNextStep($0) } + today.filter { !first.contains($0.record.id) }, .due) },
      newLeads, { owned(Feed.sorted(upcoming), .upcoming) },
    ]
    return parts.lazy.flatMap { $0() }
  }

  private static func sorted(_ entries: [Entry]) -> [Entry] {
    entries.sorted { ($0.at, $0.record.id) < ($1.at, $1.record.id) }
  }

  private func isNextStep(_ entry: Entry) -> Bool {
    TaskFacts(entry.record).isNextStep(in: workspace.snapshot)
  }

  /// Whether the task is the next step of a deal that should have left its stage.
  private func isOverlong(_ entry: Entry) -> Bool {
    guard let deal = workspace.snapshot.record(entry.record.reference("deal")), deal.kind == .deal,
      workspace.pipelines.stages.facts(of: deal)?.within != nil,
      workspace.snapshot.nextStep(of: deal)?.id == entry.record.id
    else { return false }
    return DealFacts(deal, stages: workspace.pipelines.stages, at: workspace.now).isLate
  }

  private func owned(_ entries: [Entry], _ reason: Reason) -> [Item] {
    entries.filter { isMine(TaskFacts($0.record).owner(in: workspace.snapshot)) }
      .map { Item(record: $0.record, reason: reason) }
  }

  /// What nobody owns is everybody's where nobody is listed.
  private func isMine(_ owner: String?) -> Bool {
    owner.map { $0 == workspace.user } ?? workspace.config.owners.isEmpty
  }

  /// The longest waiting first. One that a task has been made for is handed out with that.
  private func newLeads() -> [Item] {
    let snapshot = workspace.snapshot
    var found: [Entry] = []
    for lead in snapshot.records(.lead) where lead.leadStatus == .new && isMine(lead.text("owner")) {
      let created = lead.created
      guard created.map({ $0 <= workspace.now }) ?? true else { continue }
      found.append(Entry(at: created?.seconds ?? .min, record: lead))
    }
    return Feed.sorted(found).lazy.filter { entry in
      !snapshot.referrers(of: entry.record.id).contains { $0.isOpenTask }
    }.map { Item(record: $0.record, reason: .lead) }
  }
}
