import Dates
import Facts
import Records

extension Context {
  /// What is said of the tasks that were made because those before them were done, besides a deal's new next step, which
  /// is said with the deal. Warns where one is due outside working hours.
  func repeated(_ made: [RecordID], in workspace: Workspace) -> [ChangeAnswer.Entry] {
    made.compactMap { id in
      guard let task = workspace.snapshot.record(id) else { return nil }
      if let warning = workspace.warning(of: task) { warn(warning) }
      guard !TaskFacts(task).isNextStep(in: workspace.snapshot) else { return nil }
      let due = workspace.dueText(id) ?? ""
      return ChangeAnswer.Entry(
        id, "added", detail: "\(due), repeats: \(task.text("repeat") ?? "")", showsNextStep: false)
    }
  }
}

extension Workspace {
  /// What a person is told who names the time at which a task is due; nil where it is within working hours.
  fileprivate func warning(of task: Record) -> String? {
    let owner = doer(of: task)
    let parser = WhenParser(now: now, zone: config.zone(of: owner), hours: config.hours(of: owner))
    return task.due.flatMap { try? parser.parsed($0) }?.warning
  }
}
