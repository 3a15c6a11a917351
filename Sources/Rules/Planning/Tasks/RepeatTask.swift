import Dates
import Facts
package import Records

extension ChangePlanner {
  /// Closes a task. One that repeats and is done is followed by the next one, which is returned, unless what it is about is
  /// closed by then; `repeats` is false where it is about to be.
  @discardableResult
  mutating func close(
    _ task: Record, as status: TaskStatus, result: String? = nil, repeats: Bool = true
  ) -> Reference? {
    set(task, "status", .text(status.rawValue))
    set(task, "closed", .instant(now))
    if let result { set(task, "result", .text(result)) }
    guard status == .done, repeats, let next = repetition(of: task) else { return nil }
    return create(.task, values(of: task, at: next))
  }

  /// The next time that a task is to be done; nil for one that does not repeat, or that is about what is closed.
  func repetition(of task: Record) -> Repetition? {
    guard task["repeat"] != nil else { return nil }
    if let deal = record(task.reference("deal")), isClosed(deal) { return nil }
    if let lead = record(task.reference("lead")), lead.leadStatus?.isDecided == true { return nil }
    return TaskFacts(task).repetition(after: now, in: snapshot)
  }

  /// What belongs to one time that a task is done, and not to the next.
  private static let ownToEach: Set<String> = [
    "id", "status", "due", "wait", "repeat_day", "result", "closed", "created", "external", "aliases",
    "extra",
  ]

  private func values(of task: Record, at next: Repetition) -> [String: Value] {
    var values: [String: Value] = [:]
    for field in task.table.fields where !ChangePlanner.ownToEach.contains(field.key) {
      guard let value = task[field] else { continue }
      // What is gone by now is left out, so that no new link dangles.
      if case .reference(let kind) = field.type, let reference = value.reference, !isThere(reference, kind) {
        continue
      }
      values[field.key] = value
    }
    if let owner = values["owner"]?.text, !isKnownOwner(owner) {
      values["owner"] = ownerByDefault.map { .text($0) }
    }
    values["status"] = .text(TaskStatus.open.rawValue)
    values["due"] = .deadline(next.due, in: base.config.zone)
    values["wait"] = next.wait.map { .date($0) }
    values["repeat_day"] = next.dayOfMonth.map { .number(Decimal($0)) }
    values["created"] = .instant(now)
    return values
  }
}

extension Change {
  /// The tasks that it makes because those before them were done.
  package var repetitions: [RecordID] {
    creations.filter { $0.kind == .task && $0.values["repeat"] != nil }.map(\.id)
  }
}
