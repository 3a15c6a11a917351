import Dates
import Diagnostics
import Facts
package import Records
import Rules

/// What happened with a contact, company, deal or lead, and the next step with it.
package struct LogActivity: Operation {
  package static let answer = AnswerForm.changes(of: .activity)
  package let type: LoggedActivity
  /// Whom or what it was about.
  package let subject: String
  package var text: String?
  /// A past WHEN; now where nil.
  package let at: String?
  /// `10m`, `1h30m`.
  package let duration: String?
  /// How it ended.
  package let result: String?
  package let direction: Direction?
  /// Whether they would recommend us, `0` to `10`.
  package let score: String?
  package let nextStep: NextStepRequest
  /// The stage that the deal moves to, in the same transition.
  package let stage: String?

  package init(
    _ type: LoggedActivity, on subject: String, text: String? = nil, at: String? = nil,
    duration: String? = nil, result: String? = nil, direction: Direction? = nil,
    score: String? = nil, nextStep: NextStepRequest = NextStepRequest(), stage: String? = nil
  ) {
    self.stage = stage
    self.type = type
    self.subject = subject
    self.text = text
    self.at = at
    self.duration = duration
    self.result = result
    self.direction = direction
    self.score = score
    self.nextStep = nextStep
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact(answering: .activity) { workspace in
      let named = try workspace.resolve(subject, .deal, .contact, .company, .lead)
      try context.demandRevision(of: named, in: workspace)
      let target = workspace.heir(of: named)
      var planner = workspace.planner(context)
      let logged = try planner.log(
        try happened(workspace, context), on: target.id,
        next: try nextStep.step(
          workspace, context, owner: target.text("owner"), closing: workspace.closing(target)),
        stage: stage,
        isForced: workspace.isForced(context))
      let change = planner.change
      return (change, (id: logged.activity.id, repetitions: change.repetitions))
    }
    let move = stage.flatMap { _ in workspace.moved(workspace.snapshot.record(done.id)) }
    let logged = ChangeAnswer.Entry(
      done.id, "logged", detail: workspace.subjects(of: done.id),
      showsNextStep: nextStep.title != nil && move == nil)
    let others = (move.map { [$0] } ?? []) + context.repeated(done.repetitions, in: workspace)
    return .changes(ChangeAnswer(.activity, [logged] + others, in: workspace, context))
  }

  private func happened(_ workspace: Workspace, _ context: Context) throws -> LogEntry {
    let options = [("duration", duration), ("result", result), ("nps", score)]
      .compactMap { key, text in text.map { "\(key)=\($0)" } }
    let values = try Assignments(options, kind: .activity, workspace: workspace).initialValues()
    let moment = try at.map { try workspace.past($0, option: "--at", context: context) }
    if let moment, moment > workspace.now {
      throw Diagnostic(
        .invalidValue, "--at: \(workspace.zone.describe(moment)) is in the future",
        hints: ["what is to come is a task: \(CommandLine("tasks add", .open).option("due", .open))"])
    }
    return LogEntry(
      type: type.rawValue, text: text, at: moment, duration: values["duration"]?.number?.integer,
      result: values["result"]?.text, direction: direction?.rawValue,
      score: values["nps"]?.number?.integer)
  }
}

extension Workspace {
  /// A qualified lead lives on in its deal while that is open, else in its contact or company.
  fileprivate func heir(of target: Record) -> Record {
    guard target.leadStatus == .qualified else { return target }
    let deal = snapshot.record(target.reference("deal")).flatMap { pipelines.stages.isOpen($0) ? $0 : nil }
    return deal ?? snapshot.record(target.reference("contact"))
      ?? snapshot.record(target.reference("company")) ?? target
  }

  /// Whom and what an activity is about: `deal d5m8t2qa Website, contact k7f3q2mz Anna`; nil for nobody and nothing.
  fileprivate func subjects(of activity: RecordID) -> String? {
    guard let record = snapshot.record(activity) else { return nil }
    let about = ["deal", "contact", "company", "lead"].compactMap { snapshot.record(record.reference($0)) }
    return about.isEmpty
      ? nil : about.map { "\($0.kind.rawValue) \($0.id) \($0.name)" }.joined(separator: ", ")
  }
}
