import Dates
import Records

/// What reports and the digest need to know of a task.
enum TaskState {
  /// Whether the task existed and was open at a moment, as far as the record tells.
  static func isOpen(_ task: Record, at moment: Instant, now: Instant) -> Bool {
    if moment >= now { return task.isOpenTask }
    if let created = task["created"]?.instant, created > moment { return false }
    if task.isOpenTask { return true }
    return task["closed"]?.instant.map { $0 > moment } ?? false
  }

  /// Whether the task was its deal's next step at a moment at which it was open, as far as the records tell.
  static func isNextStep(_ task: Record, of deal: Record, at moment: Instant, input: ReportInput) -> Bool {
    let snapshot = input.snapshot
    let present = snapshot.nextStep(of: deal)
    guard moment < input.now else { return present?.id == task.id }
    let tasks = snapshot.referrers(of: deal.id).filter { other in
      other.kind == .task && snapshot.record(other.reference("deal"))?.id == deal.id
    }
    let open = tasks.filter { isOpen($0, at: moment, now: input.now) }
    if open.count == 1 || open.contains(where: { $0.id == present?.id }) {
      return task.id == (open.count == 1 ? open.first : present)?.id
    }
    // A step is closed when the following one is made.
    guard let closed = task["closed"]?.instant else { return false }
    return tasks.contains { $0["created"]?.instant == closed }
  }

  /// The task's owner, else that of what it is about: its deal, lead, contact or company.
  static func owner(_ task: Record, in snapshot: Snapshot) -> String? {
    if let own = task.text("owner") { return own }
    for key in ["deal", "lead", "contact", "company"] {
      if let owner = snapshot.record(task.reference(key))?.text("owner") { return owner }
    }
    return nil
  }
}
