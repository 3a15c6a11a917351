import Records
import Rules

/// Closes a task as done; a deal's next step only together with the one that follows.
package struct CompleteTask: Operation {
  package static let answer = AnswerForm.changes(of: .task)
  package let task: String
  /// What came of it.
  package let result: String?
  package let nextStep: NextStepRequest
  /// The stage that its deal moves to, in the same transition.
  package let stage: String?

  package init(
    _ task: String, result: String? = nil, nextStep: NextStepRequest = NextStepRequest(), stage: String? = nil
  ) {
    self.stage = stage
    self.task = task
    self.result = result
    self.nextStep = nextStep
  }

  package func run(in context: Context) throws -> Answer {
    var following: RecordID?
    return try context.change(task, .task) { task, workspace, planner in
      let next = try nextStep.step(
        workspace, context, owner: workspace.doer(of: task), closing: [task.id])
      following = try planner.completeTask(
        task.id, result: result, next: next, stage: stage, isForced: workspace.isForced(context))?.id
    } entry: { id, _ in
      ChangeAnswer.Entry(id, "done", showsNextStep: stage == nil)
    } others: { id, workspace in
      if stage != nil { return [workspace.moved(workspace.snapshot.record(id))].compactMap { $0 } }
      // A deal's next step is shown with its deal.
      guard nextStep.title != nil, let task = following.flatMap({ workspace.snapshot.record($0) }),
        workspace.snapshot.record(task.reference("deal"))?.reference("next_step")?.id != task.id
      else { return [] }
      return [ChangeAnswer.Entry(task.id, "added", detail: workspace.dueText(task.id), showsNextStep: false)]
    }
  }
}

extension Workspace {
  /// What became of the deal that a record belongs to: `moved to proposal`; nil where there is none.
  func moved(_ record: Record?) -> ChangeAnswer.Entry? {
    guard let deal = snapshot.record(record?.reference("deal")), let stage = deal.text("stage") else {
      return nil
    }
    return ChangeAnswer.Entry(deal.id, "moved to \(stage)")
  }
}
