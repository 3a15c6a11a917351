package import Records

/// What stands in a deal's `next_step`; only a sound one moves the deal on.
package enum NextStepState: Sendable {
  /// An open task that names the deal.
  case sound(Record)
  /// The deal names none.
  case none
  /// There is no such record.
  case missing
  /// The task's file cannot be read.
  case unreadable
  /// Another kind of record.
  case otherKind(Record)
  /// A task that is done or cancelled.
  case closed(Record)
  /// An open task of another deal, which is nil where the task names none that there is.
  case foreign(Record, of: Record?)

  /// True where the deal has no next step; one in a file that cannot be read is there.
  package var isLacking: Bool {
    switch self {
    case .sound, .unreadable: false
    case .none, .missing, .otherKind, .closed, .foreign: true
    }
  }
}

extension Record {
  /// The task that moves this deal on: an open one that names the deal. `find` gives the record of an identifier.
  package func nextStep(_ find: (RecordID) -> Record?) -> Record? {
    guard kind == .deal, let task = referenced("next_step").flatMap(find), task.isOpenTask,
      let deal = task.referenced("deal")
    else { return nil }
    // A merged deal is still named by its former identifier.
    return deal == id || find(deal)?.id == id ? task : nil
  }
}

extension Snapshot {
  /// The task that moves a deal on; nil where it names none, or one that is missing, closed or another deal's.
  package func nextStep(of deal: Record) -> Record? {
    deal.nextStep { record($0, expecting: KindSet([.task, .deal])) }
  }

  /// The same with the reason where there is none.
  package func nextStepState(of deal: Record) -> NextStepState {
    guard let id = deal.referenced("next_step") else { return .none }
    guard let task = record(id, expecting: KindSet(.task)) else {
      return unreadable.file(of: id, kind: .task) == nil ? .missing : .unreadable
    }
    if task.kind != .task { return .otherKind(task) }
    if !task.isOpenTask { return .closed(task) }
    return nextStep(of: deal).map { .sound($0) } ?? .foreign(task, of: record(task, "deal"))
  }
}
