import Dates
import Records

/// What reports and the digest need to know of a task.
enum TaskState {
  static func isOpen(_ task: Record) -> Bool { (task.text("status") ?? "open") == "open" }

  /// Whether the task existed and was open at a moment, as far as the record tells.
  static func isOpen(_ task: Record, at moment: Instant, now: Instant) -> Bool {
    if moment >= now { return isOpen(task) }
    if let created = task["created"]?.instant, created > moment { return false }
    if isOpen(task) { return true }
    return task["closed"]?.instant.map { $0 > moment } ?? false
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
