import Dates
import Diagnostics
import Facts
import Operations
import Output
import Records
import Rules

/// Records as the desk shows them.
enum DeskCards {
  static func card(_ item: WorkItem) -> DeskCard {
    let proposal = item.proposal
    return DeskCard(
      id: item.subject.id, deal: item.deal?.id, task: openTask(item),
      lead: item.lead?.id, isLate: item.isLate, isNextStep: item.isNextStep, card: item.card,
      buttons: buttons(item), proposal: (proposal.title, proposal.due))
  }

  private static func openTask(_ item: WorkItem) -> RecordID? {
    item.task.flatMap { $0.isOpenTask ? $0.id : nil }
  }

  /// What tells a find from others of its name.
  static func about(_ record: Record, _ workspace: Workspace) -> String {
    switch record.kind {
    case .task:
      guard record.isOpenTask else { return record.word("status") ?? "" }
      return record.due.map { RelativeTime.describe($0, now: workspace.now, zone: workspace.zone) } ?? ""
    case .deal: return workspace.pipelines.stages.facts(of: record)?.name ?? record.text("stage") ?? ""
    case .contact: return workspace.snapshot.record(record.reference("company"))?.name ?? ""
    case .lead, .invoice: return record.word("status") ?? ""
    case .activity: return record["at"]?.instant.map(workspace.zone.describe) ?? ""
    case .company, .product: return ""
    }
  }

  /// The keys that the desk has for itself.
  private static let fixed = Set(ActionDefinition.reservedKeys.compactMap(\.key.first))

  /// The pipeline's actions by their keys, those without one by a number; a lead's own.
  private static func buttons(_ item: WorkItem) -> [DeskCard.Button] {
    if let lead = item.lead, item.deal == nil {
      guard lead.leadStatus?.isDecided == false else { return [] }
      return [.init("e", "Qualify", .qualify), .init("x", "Reject", .reject)]
    }
    let actions = item.actions.map(\.action)
    var taken = fixed.union(actions.compactMap { $0.key?.first })
    return actions.compactMap { action in
      var key = action.key?.first
      if key.map(fixed.contains) ?? true { key = "123456789".first { !taken.contains($0) } }
      guard let key else { return nil }
      taken.insert(key)
      return DeskCard.Button(
        key, action.name,
        .action(
          action.id, reasons: action.reasons.map(\.id), needsReason: action.needsReason, asks: action.ask))
    }
  }

  static func tally(_ feed: Feed, _ workspace: Workspace) -> DeskTally {
    let counts = feed.counts
    var tally = DeskTally()
    tally.overdue = (counts[.sla] ?? 0) + (counts[.overdue] ?? 0)
    tally.due = counts[.due] ?? 0
    tally.leads = counts[.lead] ?? 0
    tally.upcoming = counts[.upcoming] ?? 0
    tally.user = workspace.user
    tally.clock = "\(workspace.today.weekday) \(workspace.zone.describe(workspace.now))"
    return tally
  }

  // MARK: The board

  static func board(_ place: Int, _ workspace: Workspace) -> DeskBoard? {
    let pipelines = workspace.pipelines.all
    guard !pipelines.isEmpty else { return nil }
    let place = min(max(place, 0), pipelines.count - 1)
    let pipeline = pipelines[place]
    let deals = workspace.snapshot.records(.deal).filter { $0.text("pipeline") == pipeline.id }
    let columns = BoardColumn.all(of: pipeline, deals, in: workspace).map { column in
      DeskBoard.Column(
        stage: column.stage, name: column.name, sums: column.sums.joined(separator: ", "),
        tiles: column.deals.map { tile($0, workspace) })
    }
    return DeskBoard(
      name: pipeline.name, place: place, count: pipelines.count, columns: columns,
      hasWon: pipeline.stage(ending: .won) != nil)
  }

  private static func tile(_ deal: Record, _ workspace: Workspace) -> DeskBoard.Tile {
    let snapshot = workspace.snapshot
    let client = snapshot.record(deal.reference("contact") ?? deal.reference("company"))?.name
    let amount = deal["amount"]?.number.map { Currency.text($0, deal.text("currency")) }
    let task = snapshot.nextStep(of: deal)
    let due = task?.due.map { RelativeTime.describe($0, now: workspace.now, zone: workspace.zone) }
    let isLate = task.map { TaskFacts($0).isOverdue(now: workspace.now, in: snapshot) } ?? true
    let proposal = ProposedStep.forDeal(deal, in: snapshot, now: workspace.now)
    return DeskBoard.Tile(
      id: deal.id, title: deal.name, about: [amount, client].compactMap { $0 }.joined(separator: " · "),
      step: task.map { "\(due ?? "") \($0.name)" } ?? "no next step", isLate: isLate,
      proposal: (proposal.title, proposal.due))
  }
}
