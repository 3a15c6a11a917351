extension Record {
  /// True unless the task is done or cancelled; a task without a status is open.
  package var isOpenTask: Bool { (text("status") ?? "open") == "open" }

  /// The task that moves this deal on: an open one that names the deal. `find` gives the record of a reference.
  package func nextStep(_ find: (Reference?) -> Record?) -> Record? {
    guard kind == .deal, let task = find(reference("next_step")), task.kind == .task, task.isOpenTask,
      let deal = task.reference("deal")
    else { return nil }
    // A merged deal is still named by its former identifier.
    return deal.id == id || find(deal)?.id == id ? task : nil
  }
}

extension Snapshot {
  /// The task that moves a deal on; nil where it names none, or one that is missing, closed or another deal's.
  package func nextStep(of deal: Record) -> Record? { deal.nextStep { record($0) } }
}
