package import Dates
package import Diagnostics
import Filters
package import Records

/// Where deals, leads, tasks and what happens to them are planned: every wish either lands whole in `change`, or throws
/// and leaves it as it was.
///
/// Each method sees what those before it did. No method leaves an open deal without exactly one open next step.
package struct ChangePlanner: Sendable {
  package let pipelines: Pipelines
  /// On the repository's clocks.
  package let now: Instant
  package let user: String
  private var planned = Change()
  private let base: Snapshot
  private var records: PlannedRecords
  private var mint: IDMint
  /// What the first wishes did, and how many there were; an import makes thousands.
  private var messages: [String] = []
  private var count = 0

  package init(snapshot: Snapshot, pipelines: Pipelines, now: Instant, user: String, mint: IDMint) {
    base = snapshot
    self.pipelines = pipelines
    self.now = snapshot.config.zone.localized(now)
    self.user = user
    self.mint = mint
    records = PlannedRecords(base: snapshot.source)
  }

  /// All that the wishes so far do.
  package var change: Change {
    var whole = planned
    whole.message = PlannedChange.joined(messages, count: count)
    return whole
  }

  /// The repository as it will be once the change has landed.
  package var snapshot: Snapshot { base.replacing(records) }

  private struct Planned<Result> {
    let result: Result
    let change: Change
    let message: String
    let mint: IDMint
  }

  /// The draft, and with it the second hold on `records`, ends here, so that laying the change over is in place.
  private func plan<Result>(
    _ wish: (inout PlannedChange) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Planned<Result> {
    var draft = PlannedChange(snapshot: snapshot, pipelines: pipelines, now: now, user: user, mint: mint)
    let result = try wish(&draft)
    if let refusal = Dependencies(draft.snapshot, draft.change).refusal { throw refusal.diagnostic }
    try draft.refuseExcess()
    return Planned(result: result, change: draft.change, message: draft.message, mint: draft.mint)
  }

  mutating func perform<Result>(
    _ wish: (inout PlannedChange) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let step = try plan(wish)
    mint = step.mint
    guard !step.change.isEmpty else { return step.result }
    records.apply(step.change, schema: base.schema)
    planned.merge(step.change)
    if !step.message.isEmpty {
      if messages.count < PlannedChange.messageLimit { messages.append(step.message) }
      count += 1
    }
    return step.result
  }
}

extension ChangePlanner {
  // MARK: Records

  /// Makes a contact, company, lead, product or activity; deals and tasks have methods of their own.
  @discardableResult
  package mutating func addRecord(_ kind: Kind, values: [String: Value]) throws(Diagnostic) -> Reference {
    try perform { draft throws(Diagnostic) in try draft.addRecord(kind, values) }
  }

  /// Changes fields of any record; nil clears. Fields that a rule guards are refused with the command that may.
  package mutating func setFields(_ record: RecordID, _ values: [String: Value?]) throws(Diagnostic) {
    try perform { draft throws(Diagnostic) in try draft.setFields(record, values) }
  }

  /// Removes a record, refused while others mention it.
  ///
  /// With `cascade` a deal takes its tasks and activities along; any other record takes those that belong to nothing
  /// else, and is cleared from all the rest. A next step stays even then. Returns what was removed.
  @discardableResult
  package mutating func delete(_ record: RecordID, cascade: Bool = false) throws(Diagnostic) -> [RecordID] {
    try perform { draft throws(Diagnostic) in try draft.delete(record, cascade: cascade) }
  }

  // MARK: Deals

  /// Makes a deal in a stage (the pipeline's first open one when nil) with its next step; in a closed stage without.
  @discardableResult
  package mutating func addDeal(
    values: [String: Value], pipeline: String? = nil, stage: String? = nil, next: NextStep? = nil
  ) throws(Diagnostic) -> Transition {
    try perform { draft throws(Diagnostic) in
      try draft.addDeal(values, pipeline: pipeline, stage: stage, next: next)
    }
  }

  /// Moves a deal; a stage with an outcome closes it.
  @discardableResult
  package mutating func move(
    _ deal: RecordID, to stage: String, wish: TransitionRequest = TransitionRequest()
  ) throws(Diagnostic) -> Transition {
    try perform { draft throws(Diagnostic) in try draft.move(deal, to: stage, wish: wish) }
  }

  @discardableResult
  package mutating func win(_ deal: RecordID, wish: TransitionRequest = TransitionRequest())
    throws(Diagnostic) -> Transition
  {
    try perform { draft throws(Diagnostic) in try draft.close(deal, as: .won, wish: wish) }
  }

  /// Refused without a reason, be it given here, set by the wish, or on the deal already.
  @discardableResult
  package mutating func lose(
    _ deal: RecordID, reason: String?, wish: TransitionRequest = TransitionRequest()
  ) throws(Diagnostic) -> Transition {
    var wish = wish
    if let reason { wish.sets["lost_reason"] = .some(.text(reason)) }
    let whole = wish
    return try perform { draft throws(Diagnostic) in try draft.close(deal, as: .lost, wish: whole) }
  }

  @discardableResult
  package mutating func archive(_ deal: RecordID, wish: TransitionRequest = TransitionRequest())
    throws(Diagnostic) -> Transition
  {
    try perform { draft throws(Diagnostic) in try draft.close(deal, as: .archived, wish: wish) }
  }

  /// Opens a closed deal in a stage, by default the last open one that it was in.
  @discardableResult
  package mutating func reopen(
    _ deal: RecordID, stage: String? = nil, wish: TransitionRequest
  ) throws(Diagnostic) -> Transition {
    try perform { draft throws(Diagnostic) in try draft.reopen(deal, stage: stage, wish: wish) }
  }

  // MARK: Tasks

  /// Makes a task. On an open deal that has no next step, as a hand edit may leave it, it becomes that.
  @discardableResult
  package mutating func addTask(values: [String: Value]) throws(Diagnostic) -> Reference {
    try perform { draft throws(Diagnostic) in try draft.addTask(values) }
  }

  /// Closes a task as done, and makes the one that follows; a deal's next step is refused without that.
  ///
  /// What follows a deal's next step is its new next step; what follows any other task is another such task.
  @discardableResult
  package mutating func completeTask(
    _ task: RecordID, result: String? = nil, next: NextStep? = nil
  ) throws(Diagnostic) -> Reference? {
    try perform { draft throws(Diagnostic) in try draft.completeTask(task, result: result, next: next) }
  }

  /// Closes a task as cancelled; a deal's next step is refused.
  package mutating func cancelTask(_ task: RecordID) throws(Diagnostic) {
    try perform { draft throws(Diagnostic) in try draft.cancelTask(task) }
  }

  /// Gives an open task another due time.
  package mutating func snooze(_ task: RecordID, due: Deadline) throws(Diagnostic) {
    try perform { draft throws(Diagnostic) in try draft.snooze(task, due: due) }
  }

  /// Records what happened with a contact, company, lead, deal or task, and with `next` what follows.
  ///
  /// On a deal what follows is its next step and the former one is done. What is logged on a contact or company with
  /// one open deal belongs to that deal; with several, `next` is ambiguous, with none it is a plain task. A new lead is
  /// being worked on from then on.
  @discardableResult
  package mutating func log(
    _ entry: LogEntry, on target: RecordID, next: NextStep? = nil
  ) throws(Diagnostic) -> Logged {
    try perform { draft throws(Diagnostic) in try draft.log(entry, on: target, next: next) }
  }

  // MARK: Leads

  /// Turns a lead into a contact, a company, a deal and its next step; a contact known by email or phone and a company
  /// known by name are taken instead of made. `values` are further fields of the deal.
  @discardableResult
  package mutating func qualifyLead(
    _ lead: RecordID, next: NextStep?, values: [String: Value] = [:], pipeline: String? = nil,
    stage: String? = nil
  ) throws(Diagnostic) -> Qualified {
    try perform { draft throws(Diagnostic) in
      try draft.qualifyLead(lead, next: next, values: values, pipeline: pipeline, stage: stage)
    }
  }

  package mutating func rejectLead(_ lead: RecordID, reason: String?) throws(Diagnostic) {
    try perform { draft throws(Diagnostic) in try draft.rejectLead(lead, reason: reason) }
  }

  // MARK: Stages

  /// The deals in a stage, ordered by identifier; `invalid_data` where a deal cannot be read.
  package func deals(in stage: String, of pipeline: String) throws(Diagnostic) -> [Record] {
    try snapshot.demandReadable(.deal, "stage \"\(stage)\": a deal that may be in it")
    return snapshot.records(.deal).filter {
      $0.text("stage") == stage && ($0.text("pipeline") ?? "") == pipeline
    }
  }

  /// Moves every deal of a stage that is to go, each as a transition of its own with all requirements.
  ///
  /// The present next steps stay. Refused as a whole, with every deal that cannot move. Returns how many moved.
  @discardableResult
  package mutating func empty(
    stage: String, of pipeline: String, to target: String
  ) throws(Diagnostic) -> Int {
    try perform { draft throws(Diagnostic) in try draft.empty(stage: stage, of: pipeline, to: target) }
  }

  /// Gives a stage another id in every deal and its history; the pipeline's file is the caller's to edit.
  @discardableResult
  package mutating func renameStage(
    _ stage: String, to name: String, of pipeline: String
  ) throws(Diagnostic) -> Int {
    try perform { draft throws(Diagnostic) in try draft.renameStage(stage, to: name, of: pipeline) }
  }
}
