import Dates
import Facts
package import Records

/// A word after `is:`.
package enum RecordState: String, Sendable, Hashable, CaseIterable {
  case open, closed, won, lost, archived, overdue, due, today, upcoming, rotting, late, nonext, slipped
  case done, cancelled, next, waiting
  case new, working, qualified, rejected
  case active, customer, silent, inactive
  case incoming = "in"
  case outgoing = "out"
  case answered, missed
  case draft, sent, paid, void

  /// The states that records of a kind can be in.
  package static func known(for kind: Kind) -> [RecordState] {
    switch kind {
    case .contact: [.active, .customer, .silent]
    case .company: [.active, .customer]
    case .lead: [.open, .closed, .new, .working, .qualified, .rejected, .overdue]
    case .deal:
      [.open, .closed, .won, .lost, .archived, .overdue, .due, .today, .rotting, .late, .nonext, .slipped]
    case .task: [.open, .closed, .done, .cancelled, .overdue, .due, .today, .upcoming, .next, .waiting]
    case .activity: [.incoming, .outgoing, .answered, .missed]
    case .product: [.active, .inactive]
    case .invoice: [.open, .closed, .draft, .sent, .paid, .void, .overdue, .due, .today]
    }
  }

  /// One sentence for manuals.
  package func doc(for kind: Kind) -> String {
    switch (self, kind) {
    case (.open, .deal): "its stage has no outcome"
    case (.open, .lead): "new or working"
    case (.open, .invoice): "a draft, or sent and not wholly paid"
    case (.open, _): "still to be done, and not waiting"
    case (.closed, .deal): "its stage has an outcome"
    case (.closed, .lead): "qualified or rejected"
    case (.closed, .invoice): "paid or void"
    case (.closed, _): "done or cancelled"
    case (.won, _), (.lost, _), (.archived, _): "its stage's outcome is \(rawValue)"
    case (.overdue, .deal): "open, and its next step was due before this moment"
    case (.overdue, .lead): "new, and its first answer was due before this moment"
    case (.overdue, .invoice): "sent, not wholly paid, and its due day is over"
    case (.overdue, _): "open, and due before this moment"
    case (.due, .deal): "open, and its next step is due today or was earlier"
    case (.due, .invoice): "sent, not wholly paid, and due today or earlier"
    case (.due, _): "open, and due today or earlier"
    case (.today, .deal): "open, and its next step is due today"
    case (.today, .invoice): "sent, not wholly paid, and due today"
    case (.today, _): "open, and due today"
    case (.upcoming, _): "open, and due after today"
    case (.rotting, _): "open, without activity or change of stage for longer than the stage's rots_after"
    case (.late, _): "open, and in its stage for longer than the stage's within"
    case (.nonext, _): "open, without an open next step of its own"
    case (.slipped, _): "open, and its expected_close has passed"
    case (.next, _): "the next step of a deal"
    case (.waiting, _): "still to be done, and not before the day until which it waits"
    case (.active, .product): "still sold"
    case (.active, _): "has an open deal"
    case (.inactive, _): "sold no longer"
    case (.customer, _): "has a won deal"
    case (.silent, _): "not spoken to for keep_in_touch days"
    case (.incoming, _), (.outgoing, _): "its direction is \(rawValue)"
    case (.answered, _): "a call in which somebody spoke"
    case (.missed, _): "a call in which nobody spoke"
    case (.done, _), (.cancelled, _), (.new, _), (.working, _), (.qualified, _), (.rejected, _),
      (.draft, _), (.sent, _), (.paid, _), (.void, _):
      "its status is \(rawValue)"
    }
  }

  /// True when the record is in this state; states of other kinds never hold.
  package func holds(for record: Record, in context: EvaluationContext) -> Bool {
    switch record.kind {
    case .contact, .company: holds(client: record, context)
    case .lead: holds(lead: record, context)
    case .deal: holds(deal: record, context)
    case .task: holds(task: record, context)
    case .activity: holds(activity: record)
    case .product:
      switch self {
      case .active: record.isSold
      case .inactive: !record.isSold
      default: false
      }
    case .invoice: holds(invoice: record, context)
    }
  }

  private func holds(client: Record, _ context: EvaluationContext) -> Bool {
    switch self {
    case .active:
      return context.snapshot.deals(of: client).contains(where: context.stages.isOpen)
    case .customer:
      return context.snapshot.deals(of: client).contains { context.stages.facts(of: $0)?.outcome == .won }
    case .silent:
      guard client["keep_in_touch"] != nil else { return false }
      let zone = context.snapshot.config.zone
      let talk = ContactFacts.lastTalk(with: client, snapshot: context.snapshot, until: context.now)
      return ContactFacts.isOutOfTouch(client, lastTalk: talk, on: zone.date(context.now), zone: zone)
    default: return false
    }
  }

  private func holds(lead: Record, _ context: EvaluationContext) -> Bool {
    let status = lead.leadStatus
    return switch self {
    case .open: status?.isDecided == false
    case .closed: status?.isDecided == true
    case .new: status == .new
    case .working: status == .working
    case .qualified: status == .qualified
    case .rejected: status == .rejected
    case .overdue:
      LeadDeadline(lead).isUnanswered(at: context.now, context.stages, in: context.snapshot)
    default: false
    }
  }

  private func holds(deal: Record, _ context: EvaluationContext) -> Bool {
    let outcome = context.stages.facts(of: deal)?.outcome
    switch self {
    case .won: return outcome == .won
    case .lost: return outcome == .lost
    case .archived: return outcome == .archived
    case .closed: return outcome != nil
    case .open: return outcome == nil
    default: break
    }
    guard outcome == nil else { return false }
    let snapshot = context.snapshot
    switch self {
    case .rotting:
      return context.facts(of: deal).idleness(
        lastActivity: snapshot.lastActivity(of: deal, until: context.now))?.isRotting ?? false
    case .late: return context.facts(of: deal).isLate
    case .slipped: return context.facts(of: deal).isSlipped(on: snapshot.config.zone.date(context.now))
    case .nonext: return snapshot.nextStepState(of: deal).isLacking
    case .overdue, .due, .today: return snapshot.nextStep(of: deal).map { holds(task: $0, context) } ?? false
    default: return false
    }
  }

  private func holds(task: Record, _ context: EvaluationContext) -> Bool {
    let status = task.taskStatus
    switch self {
    case .done: return status == .done
    case .cancelled: return status == .cancelled
    case .closed: return status != .open
    case .next: return TaskFacts(task).isNextStep(in: context.snapshot)
    default: break
    }
    guard status == .open else { return false }
    let isWaiting = TaskFacts(task).isWaiting(now: context.now, in: context.snapshot)
    if self == .waiting { return isWaiting }
    guard !isWaiting else { return false }
    if self == .open { return true }
    if self == .overdue { return TaskFacts(task).isOverdue(now: context.now, in: context.snapshot) }
    guard let deadline = task.due else { return false }
    let (zone, today) = context.today(for: task)
    let due = deadline.last(in: zone)
    switch self {
    case .due: return due < today.upperBound
    case .today: return today.contains(due)
    case .upcoming: return due >= today.upperBound
    default: return false
    }
  }

  private func holds(invoice: Record, _ context: EvaluationContext) -> Bool {
    let status = invoice.invoiceStatus
    let facts = InvoiceFacts(invoice)
    switch self {
    case .open: return status?.isClosed == false
    case .closed: return status?.isClosed == true
    case .draft: return status == .draft
    case .sent: return status == .sent
    case .paid: return status == .paid
    case .void: return status == .void
    case .overdue: return facts.isOverdue(at: context.now, in: context.snapshot)
    case .due:
      return facts.isUnpaid
        && facts.daysPastDue(at: context.now, in: context.snapshot).map { $0 >= 0 } ?? false
    case .today: return facts.isUnpaid && facts.daysPastDue(at: context.now, in: context.snapshot) == 0
    default: return false
    }
  }

  private func holds(activity: Record) -> Bool {
    switch self {
    case .incoming: ActivityFacts.direction(of: activity) == .incoming
    case .outgoing: ActivityFacts.direction(of: activity) == .outgoing
    case .answered: ActivityFacts.isAnswered(activity) == true
    case .missed: ActivityFacts.isAnswered(activity) == false
    default: false
    }
  }
}
