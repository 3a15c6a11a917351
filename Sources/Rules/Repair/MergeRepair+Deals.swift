import Dates
import Facts
import Records

/// A row of a deal's history.
private struct Move: Hashable {
  let at: Instant
  let stage: String
  let by: String?

  init?(_ row: Value) {
    guard let at = row["at"]?.instant, let stage = row["stage"]?.text else { return nil }
    (self.at, self.stage, by) = (at, stage, row["by"]?.text)
  }

  /// `proposal (2026-11-26T10:00:00Z, boris)`
  var words: String { "\(stage) (\([at.description, by].compactMap { $0 }.joined(separator: ", ")))" }
}

/// What one side did to a deal.
private struct DealSide {
  let deal: Record
  /// The rows that it added, in its order.
  let moves: [Move]
  /// The next step that it gave the deal; nil where it left the one that was.
  let step: RecordID?

  init(_ deal: Record, before: Record?) {
    func rows(_ record: Record?) -> [Move] { (record?["history"]?.list ?? []).compactMap(Move.init) }
    let known = Set(rows(before))
    self.deal = deal
    moves = rows(deal).filter { !known.contains($0) }
    let step = deal.referenced("next_step")
    self.step = step == before?.referenced("next_step") ? nil : step
  }

  /// What is noted in a step that gave way: nothing that another order of merges would have otherwise, such as what stands.
  static let wayOfStep = "Was the next step of its deal; meanwhile the deal went on without it."
}

extension MergeRepair {
  // MARK: Deals

  /// Brings every deal that the merge concerns to what the rules say of an open or a closed one.
  func mendDeals(_ draft: inout RepairDraft) {
    for id in concernedDeals(draft).sorted() {
      guard let deal = draft.own(id) else { continue }
      let before = MergeRepair.own(id, in: base)
      let edits = sides.compactMap { MergeRepair.own(id, in: $0) }.map { DealSide($0, before: before) }
      order(deal, &draft)
      noteMoves(of: deal, edits, &draft)
      if pipelines.stages.isOpen(deal) {
        lead(deal, edits, &draft)
      } else {
        close(deal, edits, &draft)
      }
    }
  }

  private func concernedDeals(_ draft: RepairDraft) -> Set<RecordID> {
    var deals: Set<RecordID> = []
    for id in draft.touched {
      guard let record = draft.own(id) else {
        // A task that is gone may have been a next step.
        for deal in draft.records.referrers(of: id) where deal.kind == .deal { deals.insert(deal.id) }
        continue
      }
      if record.kind == .deal { deals.insert(id) }
      guard record.kind == .task else { continue }
      if let deal = draft.record(record.referenced("deal")), deal.kind == .deal { deals.insert(deal.id) }
      for deal in draft.records.referrers(of: id)
      where deal.kind == .deal && deal.referenced("next_step") == id {
        deals.insert(deal.id)
      }
    }
    return deals
  }

  /// Puts the rows of a history that was put together as text in the order of time, that of the present stage last.
  private func order(_ deal: Record, _ draft: inout RepairDraft) {
    let rows = deal["history"]?.list ?? []
    let stage = deal.text("stage")
    guard let last = rows.last, last["stage"]?.text != stage, rows.allSatisfy({ Move($0) != nil }),
      rows.contains(where: { $0["stage"]?.text == stage })
    else { return }
    var sorted = rows.enumerated().sorted { a, b in
      let (left, right) = (Move(a.element), Move(b.element))
      guard let left, let right, left.at != right.at else { return a.offset < b.offset }
      return left.at < right.at
    }.map(\.element)
    guard let place = sorted.lastIndex(where: { $0["stage"]?.text == stage }) else { return }
    // What came behind a closing did not know of it.
    guard place == sorted.count - 1 || !pipelines.stages.isOpen(deal) else { return }
    sorted.append(sorted.remove(at: place))
    draft.set(deal.id, "history", .list(sorted))
    draft.note(
      RepairNote(.mended, deal, field: "history", "\(deal.title): its history ends in \(stage ?? "")"))
  }

  /// Names both moves, where the deal was moved on both sides.
  private func noteMoves(of deal: Record, _ edits: [DealSide], _ draft: inout RepairDraft) {
    let moves = edits.compactMap { $0.moves.last }
    guard moves.count == 2, moves[0] != moves[1] else { return }
    let words = moves.sorted { ($0.at, $0.stage, $0.by ?? "") < ($1.at, $1.stage, $1.by ?? "") }.map(\.words)
    draft.note(
      RepairNote(
        .moved, deal, field: "stage",
        "\(deal.title) was moved to \(words[0]) and to \(words[1]): it stands in \(deal.text("stage") ?? "")")
    )
  }

  // MARK: Open deals

  private func lead(_ deal: Record, _ edits: [DealSide], _ draft: inout RepairDraft) {
    if deal["closed"] != nil, pipelines.stages.facts(of: deal) != nil {
      draft.set(deal.id, "closed", nil)
      draft.note(
        RepairNote(.mended, deal, field: "closed", "\(deal.title) is open: its time of closing is gone"))
    }
    switch draft.snapshot.nextStepState(of: deal) {
    case .sound, .unreadable: break
    case .foreign(let task, nil):
      draft.set(task.id, "deal", .reference(Reference(deal)))
      draft.note(
        RepairNote(
          .mended, task, field: "deal", "\(task.title) belongs to \(deal.title), whose next step it is"))
    case .none, .missing, .otherKind, .closed, .foreign: giveStep(to: deal, edits, &draft)
    }
    guard let present = draft.own(deal.id), let step = draft.snapshot.nextStep(of: present) else { return }
    for edit in edits {
      guard let id = edit.step, id != step.id, let task = draft.own(id), task.kind == .task else { continue }
      // Also where a third side has done it, since another order of merges would have had it open first.
      add(DealSide.wayOfStep, to: task, &draft)
      guard let beside = beside(edit, of: present, draft) else { continue }
      draft.note(
        RepairNote(
          .besideStep, beside,
          "\(beside.title) was a next step of \(deal.title) too: it stays open beside \"\(step.name)\""))
    }
  }

  /// The open task that a side made the deal's next step.
  private func beside(_ edit: DealSide, of deal: Record, _ draft: RepairDraft) -> Record? {
    guard let id = edit.step, let task = draft.own(id), isOpen(task, of: deal, draft) else { return nil }
    return task
  }

  private func isOpen(_ task: Record, of deal: Record, _ draft: RepairDraft) -> Bool {
    task.isOpenTask && draft.record(task.referenced("deal"))?.id == deal.id
  }

  /// Adds a paragraph to a record's notes, unless it says that already.
  private func add(_ words: String, to record: Record, _ draft: inout RepairDraft) {
    let present = record.text("notes") ?? ""
    guard !present.contains(words) else { return }
    let gap = present.isEmpty ? "" : present.hasSuffix("\n") ? "\n" : "\n\n"
    draft.set(record.id, "notes", .text(present + gap + words + "\n"))
  }

  /// Names the next step of an open deal that has none: the one that the side set which closed the former one; else what
  /// either side set; else the open task that is due first; else a new task to decide on one.
  private func giveStep(to deal: Record, _ edits: [DealSide], _ draft: inout RepairDraft) {
    let former = deal.referenced("next_step")
    func isCloser(_ edit: DealSide) -> Bool {
      guard let former else { return false }
      return sides.contains { side in
        MergeRepair.own(deal.id, in: side)?.saysTheSame(as: edit.deal) == true
          && MergeRepair.own(former, in: side)?.isOpenTask == false
      }
    }
    func latest(_ edits: [DealSide]) -> Record? {
      edits.compactMap { $0.deal.referenced("next_step") }.compactMap { draft.own($0) }
        .filter { isOpen($0, of: deal, draft) }
        .max { (made($0), $0.id) < (made($1), $1.id) }
    }
    func made(_ task: Record) -> Int64 { task["created"]?.instant?.seconds ?? .min }
    let zone = merged.config.zone
    func due(_ task: Record) -> Int64 { task.due?.last(in: zone).seconds ?? .max }
    let found =
      latest(edits.filter(isCloser)) ?? latest(edits)
      ?? draft.openTasks(of: deal).min { (due($0), $0.id) < (due($1), $1.id) }
    let step = found.map { Reference($0) } ?? decide(deal, &draft)
    draft.set(deal.id, "next_step", .reference(step))
    let name = draft.own(step.id)?.name ?? step.stem
    let reason =
      former.flatMap { draft.own($0) }.map { "\"\($0.name)\" is \($0.word("status") ?? "closed")" }
      ?? "it had none"
    draft.note(
      RepairNote(
        .nextStep, deal, field: "next_step", "\(deal.title): its next step is \"\(name)\", since \(reason)"))
  }

  /// A task to decide on the next step, as of the last thing that is known of the deal.
  private func decide(_ deal: Record, _ draft: inout RepairDraft) -> Reference {
    let rows = (deal["history"]?.list ?? []).compactMap { $0["at"]?.instant }
    let closed = draft.own(deal.referenced("next_step") ?? deal.id)?["closed"]?.instant
    let moment = (rows + [closed, deal["created"]?.instant].compactMap { $0 }).max() ?? now
    let config = merged.config
    let owner = deal.text("owner").flatMap { name in
      config.owners.isEmpty || config.owners.contains { $0.id == name } ? name : nil
    }
    let later = moment.adding(seconds: 3600)
    let due = config.hours(of: owner).nextOpen(onOrAfter: later) ?? later
    var values: [String: Value] = [
      "title": .text("Decide the next step for \(deal.name)"), "type": .text(TaskType.todo.rawValue),
      "status": .text(TaskStatus.open.rawValue), "due": .instant(config.zone.localized(due)),
      "deal": .reference(Reference(deal)), "created": .instant(config.zone.localized(moment)),
    ]
    if let owner { values["owner"] = .text(owner) }
    if let contact = deal.reference("contact"), draft.record(contact.id) != nil {
      values["contact"] = .reference(contact)
    }
    return draft.makeTask(values, for: deal, at: moment)
  }

  // MARK: Closed deals

  private func close(_ deal: Record, _ edits: [DealSide], _ draft: inout RepairDraft) {
    let stage = deal.text("stage") ?? ""
    if deal["next_step"] != nil {
      draft.set(deal.id, "next_step", nil)
      draft.note(
        RepairNote(.mended, deal, field: "next_step", "\(deal.title) is closed: its next step is gone"))
    }
    var closed = deal["closed"]?.instant
    if closed == nil {
      let rows = (deal["history"]?.list ?? []).compactMap(Move.init)
      closed =
        rows.last { $0.stage == stage }?.at
        ?? sides.compactMap { MergeRepair.own(deal.id, in: $0)?["closed"]?.instant }.min()
      if let closed {
        draft.set(deal.id, "closed", .instant(closed))
        draft.note(RepairNote(.mended, deal, field: "closed", "\(deal.title) is closed since \(closed)"))
      }
    }
    guard let closed else { return }
    for edit in edits {
      guard let id = edit.step, let task = draft.own(id), task.kind == .task else { continue }
      add(DealSide.wayOfStep, to: task, &draft)
    }
    for task in draft.openTasks(of: deal) {
      draft.set(task.id, "status", .text(TaskStatus.cancelled.rawValue))
      draft.set(task.id, "closed", .instant(closed))
      draft.note(
        RepairNote(
          .cancelled, task, field: "status",
          "\(task.title) is cancelled: its deal \"\(deal.name)\" is \(stage)"))
    }
  }
}
