import Dates
import Diagnostics
import Facts
import JSON
import Records
import Rules
import Text

/// The tools that write: each makes the request of an operation, after it has looked whether everything is so already.
extension Tool {
  static func add(
    _ operation: String, _ title: String, _ doc: String, words: String, _ arguments: [ToolArgument],
    isDestructive: Bool = false, isIdempotent: Bool = false,
    _ run: @escaping @Sendable (ToolArguments, Context) throws -> ToolResult
  ) -> Tool {
    Tool(
      operation: operation, title: title, doc: doc,
      arguments: arguments + [ToolArgument("dry_run", .flag, "Only show the change")],
      effect: .writes(isDestructive: isDestructive, isIdempotent: isIdempotent), words: words, run: run)
  }

  private static let nextStep = [
    ToolArgument("next_step", .text, "What happens next, from the user"),
    ToolArgument("next_due", .text, "e.g. 2026-12-01, tomorrow 11:00, +2d"),
  ]
  private static let revision = ToolArgument("if_rev", .text, "rev from crm_get")

  static let addContact = add(
    "add_contact", "Add a person", "Add a person. Refused with matches if they may be there already.",
    words: "contacts add",
    [
      ToolArgument("name").required, ToolArgument("email"), ToolArgument("phone"),
      ToolArgument("company", .text, "made if it is not there"),
      ToolArgument("position"), ToolArgument("tags", .texts),
      ToolArgument("allow_duplicate", .flag),
    ]
  ) { arguments, context in
    let name = try arguments.required("name")
    let words =
      arguments.words(("email", "emails+"), ("phone", "phones+"), ("position", "position"))
      + arguments.texts("tags").map { "tags+=\($0)" }
    let company = arguments.text("company")
    let allowsDuplicate = arguments.flag("allow_duplicate")
    if !allowsDuplicate, let same = try ExistingRecords(context).contact(name, words, of: company) {
      return ToolResult(records: [same], isUnchanged: true)
    }
    return try result(
      AddContact(name: name, assignments: words, company: company, allowsNearName: allowsDuplicate)
        .run(in: context))
  }

  static let addDeal = add(
    "add_deal", "Add a deal", "Add a deal with its next step; ask the user for an unknown next step.",
    words: "deals add",
    [
      ToolArgument("title").required, ToolArgument("contact", .text, "id, email or name").required,
      ToolArgument("next_step").required, ToolArgument("next_due").required,
      ToolArgument("amount", .text, "e.g. 1200.50"), ToolArgument("currency"), ToolArgument("stage"),
      ToolArgument("expected_close", .text, "YYYY-MM-DD"),
    ]
  ) { arguments, context in
    let title = try arguments.required("title")
    let words = arguments.words(
      ("contact", "contact"), ("amount", "amount"), ("currency", "currency"),
      ("expected_close", "expected_close"))
    if let same = try ExistingRecords(context).deal(title, words) {
      return ToolResult(records: [same], isUnchanged: true)
    }
    return try result(
      AddDeal(
        title: title, assignments: words, stage: arguments.text("stage"),
        nextStep: try arguments.nextStep()
      ).run(in: context))
  }

  static let addTask = add(
    "add_task", "Add a task", "Add a task, about a deal, person, company or lead.", words: "tasks add",
    [
      ToolArgument("title").required, ToolArgument("due", .text, "e.g. 2026-12-01, tomorrow 11:00").required,
      ToolArgument("about", .text, "id"), ToolArgument("owner"),
    ]
  ) { arguments, context in
    let title = try arguments.required("title")
    let due = try arguments.required("due")
    let words = arguments.words(("owner", "owner"))
    let subject = try arguments.text("about").map {
      try context.open(reportingProblems: false).resolve($0, .deal, .contact, .company, .lead)
    }
    if let same = try ExistingRecords(context).task(title, due, words, about: subject) {
      return ToolResult(records: [same], isUnchanged: true)
    }
    // The deal of a task is guarded, and no field like the others.
    let deal = subject.flatMap { $0.kind == .deal ? $0.id.description : nil }
    let links = subject.map { $0.kind == .deal ? [] : ["\($0.kind.rawValue)=\($0.id)"] } ?? []
    return try result(
      AddTask(title: title, assignments: words + links, deal: deal, due: due).run(in: context))
  }

  static let log = add(
    "log", "Log what happened", "Record a call, email, meeting, message or note; with the next step.",
    words: "log",
    [
      ToolArgument("about", .text, "id of deal, contact, company or lead").required,
      ToolArgument("type", .choice(LoggedActivity.allCases.map(\.rawValue))).required,
      ToolArgument("text").required, ToolArgument("date", .text, "when it was; now if left out"),
    ] + nextStep
  ) { arguments, context in
    let type = LoggedActivity(rawValue: try arguments.required("type")) ?? .note
    let (about, text) = (try arguments.required("about"), try arguments.required("text"))
    let next = try arguments.nextStep()
    if next.title == nil,
      let same = try ExistingRecords(context).activity(type, about, text, arguments.text("date"))
    {
      return ToolResult(records: [same], isUnchanged: true)
    }
    return try result(
      LogActivity(type, on: about, text: text, at: arguments.text("date"), nextStep: next).run(in: context))
  }

  static let update = add(
    "update", "Change fields", "Set or clear fields; stages and steps have tools of their own.",
    words: "set",
    [
      ToolArgument("id").required,
      ToolArgument("set", .assignments, "field=value; list+=item, list-=item"),
      ToolArgument("unset", .texts, "fields to clear"), revision,
    ], isDestructive: true, isIdempotent: true
  ) { arguments, context in
    let words = arguments.texts("set") + arguments.texts("unset").map { "\($0)=" }
    guard !words.isEmpty else {
      throw Diagnostic(.usage, "set or unset says what to change", cause: .field("set"))
    }
    let record = try context.open(reportingProblems: false).resolve(try arguments.required("id"))
    return try result(
      SetFields(record.kind, record.id.description, assignments: words).run(in: context), about: [record.id])
  }

  static let moveDeal = add(
    "move_deal", "Move a deal", "Move a deal to a stage, or won or lost; an open stage needs a next step.",
    words: "deals move",
    [
      ToolArgument("id").required, ToolArgument("stage", .text, "or won, lost, archived").required,
      ToolArgument("reason", .text, "why it is lost"),
    ] + nextStep + [revision], isIdempotent: true
  ) { arguments, context in
    let move = try DealMove(arguments, context)
    if move.isDone { return ToolResult(records: [move.deal.id], isUnchanged: true) }
    do {
      return try result(move.request.run(in: context), about: [move.deal.id])
    } catch var refusal as Diagnostic where refusal.code == .nextStepRequired {
      let stage = arguments.text("stage") ?? ""
      refusal.message =
        "not moved: deal \(move.deal.id) stays open in '\(stage)', and an open deal needs a next step with a date"
      throw refusal
    }
  }

  static let completeTask = add(
    "complete_task", "Complete a task", "Close a task; that of an open deal needs the following one.",
    words: "tasks done",
    [ToolArgument("id").required, ToolArgument("outcome", .text, "what came of it")] + nextStep + [revision],
    isIdempotent: true
  ) { arguments, context in
    let workspace = try context.open(reportingProblems: false)
    let task = try workspace.resolve(try arguments.required("id"), .task)
    let next = try arguments.nextStep()
    if task.word("status") == TaskStatus.done.rawValue,
      arguments.text("outcome").map({ $0 == task.text("result") }) ?? true,
      try next.title == nil || DealMove.hasStep(next, ofDealOf: task, workspace, context)
    {
      return ToolResult(records: [task.id], isUnchanged: true)
    }
    if let title = next.title, Tool.isSame(title, task.name) {
      throw Diagnostic(
        .invalidValue, "next_step is \"\(task.name)\", which is the task that is being completed",
        hints: ["say what happens after it; ask the user"], cause: .field("next_step"))
    }
    do {
      return try result(
        CompleteTask(task.id.description, result: arguments.text("outcome"), nextStep: next).run(in: context),
        about: [task.id])
    } catch var refusal as Diagnostic where refusal.code == .nextStepRequired {
      refusal.message = "not completed: \(refusal.message)"
      throw refusal
    }
  }

  static let undo = add(
    "undo", "Undo a change", "Take back one change by its id, and nothing since.", words: "undo",
    [ToolArgument("change", .text, "c-…").required], isDestructive: true
  ) { arguments, context in
    _ = try UndoChange(try arguments.required("change")).run(in: context)
    return ToolResult()
  }

  /// What an operation that changes records answers, as a tool does.
  private static func result(_ answer: Answer, about ids: [RecordID] = []) throws -> ToolResult {
    guard case .changes(let changes) = answer else { return ToolResult(records: ids) }
    return ToolResult(records: ids.isEmpty ? changes.subjects : ids)
  }

  /// Whether two titles are the same to a person.
  static func isSame(_ a: String, _ b: String) -> Bool { Folding.words(a) == Folding.words(b) }
}

extension ToolArguments {
  /// The next step; throws `next_step_required` for one without its date, since nobody is to make one up.
  func nextStep() throws(Diagnostic) -> NextStepRequest {
    let (title, due) = (text("next_step"), text("next_due"))
    if (title == nil) != (due == nil) {
      throw Diagnostic(.nextStepRequired, "a next step has a title and a date")
    }
    return NextStepRequest(title: title, due: due)
  }
}

/// What moving a deal amounts to.
private struct DealMove {
  let deal: Record
  let request: any Operation
  /// Whether the deal is where it is to be, with this next step.
  let isDone: Bool

  init(_ arguments: ToolArguments, _ context: Context) throws {
    let workspace = try context.open(reportingProblems: false)
    let reference = try arguments.required("id")
    let stage = try arguments.required("stage")
    let outcome = Outcome(rawValue: stage.lowercased())
    deal = try workspace.resolve(reference, .deal, preferring: outcome == nil ? .open : .closed)
    let stages = workspace.pipelines.stages
    let next = try arguments.nextStep()
    let details = TransitionDetails(reason: arguments.text("reason"), nextStep: next)
    let id = deal.id.description
    let target = try? workspace.pipelines.pipeline(of: deal).stage(named: stage)
    if let outcome {
      request = CloseDeal(id, as: outcome, details)
      isDone = DealFacts(deal, stages: stages, at: workspace.now).outcome == outcome
    } else if stages.isOpen(deal) {
      request = MoveDeal(id, to: stage, details)
      isDone = try target?.id == deal.text("stage") && DealMove.hasStep(next, deal, workspace, context)
    } else {
      request = ReopenDeal(id, stage: stage, details)
      isDone = false
    }
  }

  /// The same of the deal that a task belongs to.
  static func hasStep(
    _ next: NextStepRequest, ofDealOf task: Record, _ workspace: Workspace, _ context: Context
  ) throws -> Bool {
    guard let deal = workspace.snapshot.record(task.reference("deal")) else { return false }
    return try hasStep(next, deal, workspace, context)
  }

  /// Whether a deal has this next step already; any where none is asked for.
  private static func hasStep(
    _ next: NextStepRequest, _ deal: Record, _ workspace: Workspace, _ context: Context
  ) throws -> Bool {
    guard let step = workspace.snapshot.nextStep(of: deal) else { return false }
    guard let title = next.title, let due = next.due else { return true }
    guard Tool.isSame(step.name, title) else { return false }
    return step.due == (try workspace.deadline(due, owner: workspace.doer(of: step), context: context))
  }
}
