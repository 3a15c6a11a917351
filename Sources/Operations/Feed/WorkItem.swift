package import Dates
package import Diagnostics
import Facts
import JSON
package import Output
package import Records
import Reports
package import Rules

/// What is worked on: a task or a new lead that is handed out, or a record that was looked up, with all that its worker
/// has to see.
package struct WorkItem {
  /// Why it is handed out; nil for what was looked up.
  let reason: Feed.Reason?
  /// What the card is of.
  package let subject: Record
  package let task: Record?
  package let deal: Record?
  package let lead: Record?
  /// Whom to speak to: the contact, else the company.
  let client: Record?
  let workspace: Workspace

  package init(_ item: Feed.Item, in workspace: Workspace) {
    self.init(item.record, because: item.reason, in: workspace)
  }

  /// Any record. Of a deal it is the next step that is worked on, where there is one.
  package init(_ record: Record, in workspace: Workspace) {
    self.init(record, because: nil, in: workspace)
  }

  private init(_ record: Record, because reason: Feed.Reason?, in workspace: Workspace) {
    let snapshot = workspace.snapshot
    self.reason = reason
    self.workspace = workspace
    deal =
      record.kind == .deal ? record : record.kind == .task ? snapshot.linked("deal", from: [record]) : nil
    task = record.kind == .task ? record : record.kind == .deal ? snapshot.nextStep(of: record) : nil
    lead =
      record.kind == .lead ? record : record.kind == .task ? snapshot.linked("lead", from: [record]) : nil
    subject = task ?? record
    switch record.kind {
    case .contact, .company: client = record
    case .task, .deal, .lead, .activity, .product, .invoice:
      let about = [record, deal, lead]
      client = snapshot.linked("contact", from: about) ?? snapshot.linked("company", from: about)
    }
  }

  /// The stage of the deal, where its pipeline compiles.
  var stage: Stage? { deal.flatMap(workspace.place)?.stage }

  /// What to say to the client.
  var script: String? { stage?.script }

  /// Whether the task is what moves its deal on.
  package var isNextStep: Bool {
    task.map { TaskFacts($0).isNextStep(in: workspace.snapshot) } ?? false
  }

  /// The actions on offer, and the command of each.
  package var actions: [(action: ActionDefinition, command: CommandLine)] { deal.map(workspace.offers) ?? [] }

  /// What else may be typed: to be done with it, to put it off.
  var commands: [CommandLine] {
    if let task {
      let done = CommandLine("tasks done", "\(task.id)").option("result", .quotedBlank)
      let step = proposal.options
      return [
        isNextStep ? done.adding(step) : done, CommandLine("tasks snooze", "\(task.id)", "tomorrow"),
      ]
    }
    if let lead, lead.leadStatus?.isDecided == false {
      return [
        CommandLine("log call", "\(lead.id)", .quotedBlank),
        CommandLine("leads qualify", "\(lead.id)").adding(proposal.options),
        CommandLine("leads reject", "\(lead.id)").option("reason", .open),
      ]
    }
    return []
  }

  /// The next step that a refusal would propose.
  package var proposal: ProposedStep {
    if deal != nil { return .forDeal(deal, in: workspace.snapshot, now: workspace.now) }
    let person = client?.kind == .contact ? client : nil
    return .forPerson(
      person, about: (lead ?? client ?? subject).name, owner: lead?.text("owner"), in: workspace.snapshot,
      now: workspace.now)
  }

  /// What the clocks at the client's show; nil where that is not known.
  var clientClock: ClientClock? { workspace.clientClock(of: subject) }
}

extension WorkItem {
  package static let schema = ObjectSchema<WorkItem?>(
    "next", "What is to be done next; every member is null or empty where nothing is left.",
    [
      Member("reason", .optional(.choice(Feed.Reason.allCases.map(\.rawValue))), "Why it comes first.") {
        .optional($0?.reason?.rawValue)
      },
      record("task", "The task to do.") { $0.task },
      record("deal", "The deal that it moves on.") { $0.deal },
      record("lead", "The lead that it is about.") { $0.lead },
      record("client", "Whom to speak to: a contact, else a company.") { $0.client },
      .optionalText("client_clock", "The time at the client's, where it is known.") { item in
        item.flatMap { $0.clientClock?.text(from: $0.workspace.zone) }
      },
      .object("client_time", "The same in parts.", ClientClock.schema) { $0?.clientClock },
      .optionalText("script", "What the stage says to tell the client.") { $0?.script },
      .objects("actions", "The actions on offer.", action) { item in
        item?.actions.map { OfferedAction(action: $0.action, command: $0.command) } ?? []
      },
      .texts("commands", "What else may be typed; … is what only a person knows.") {
        $0?.commands.map(\.description) ?? []
      },
    ])

  private static func record(
    _ key: String, _ doc: String, _ find: @escaping @Sendable (WorkItem) -> Record?
  ) -> Member<WorkItem?> {
    Member(key, .optional(.record), doc) { item in
      guard let item, let record = find(item) else { return .null }
      return RecordJSON(snapshot: item.workspace.snapshot).object(record)
    }
  }

  private struct OfferedAction {
    let action: ActionDefinition
    let command: CommandLine
  }

  private static let action = ObjectSchema<OfferedAction>(
    "action", "A button of the pipeline.",
    [
      .text("id", "Its id.") { $0.action.id },
      .text("name", "What people call it.") { $0.action.name },
      .optionalText("key", "Its key in the pipeline file.") { $0.action.key },
      .texts("reasons", "Why it may be pressed.") { $0.action.reasons.map(\.id) },
      .text("command", "What presses it; … is what only a person knows.") { $0.command.description },
    ])
}
