extension Record {
  /// True unless the task is done or cancelled; a task without a status is open.
  package var isOpenTask: Bool { (text("status") ?? "open") == "open" }

  /// The task that moves this deal on: an open one that names the deal. `find` gives the record of an identifier.
  package func nextStep(_ find: (RecordID) -> Record?) -> Record? {
    guard kind == .deal, let task = referenced("next_step").flatMap(find), task.kind == .task,
      task.isOpenTask,
      let deal = task.referenced("deal")
    else { return nil }
    // A merged deal is still named by its former identifier.
    return deal == id || find(deal)?.id == id ? task : nil
  }
}

extension Snapshot {
  /// The task that moves a deal on; nil where it names none, or one that is missing, closed or another deal's.
  package func nextStep(of deal: Record) -> Record? { deal.nextStep { record($0) } }

  /// True for a deal without a next step; a step in a file that cannot be read is there.
  package func lacksNextStep(_ deal: Record) -> Bool {
    guard nextStep(of: deal) == nil else { return false }
    guard let id = deal.referenced("next_step"), record(id) == nil else { return true }
    return unreadable.file(of: id, kind: .task) == nil
  }
}
