package import Dates
import Facts
package import Records

/// Brings a merged repository back in line with the rules, by what both sides had and by nothing else: not by the clock,
/// not by who runs it, not by which side is ours. So every clone that merges the same makes the same repair.
///
/// Pure. The table "Repair after a merge" of `docs/TEAM.md` says what it does; what it cannot do without a guess it reports.
package struct MergeRepair: Sendable {
  let merged: Snapshot
  let base: Snapshot
  /// In an order that decides nothing.
  let sides: [Snapshot]
  let pipelines: Pipelines
  let now: Instant
  /// The records that either side changed, made or removed.
  let touched: Set<RecordID>
  /// The bytes of a record's file as the side had it that still has it; nil where they are not known.
  let file: @Sendable (Record) -> [UInt8]?
  /// Whether a record that one side deleted and the other edited comes back; false where a person has decided that.
  let restoresEdited: Bool

  /// `pipelines` are those of the merged repository. `touching` names what either side changed; without it all records
  /// are compared. `now` decides nothing that is written, and `user` neither: both are for what a rule looks at.
  package init(
    merged: Snapshot, base: Snapshot, ours: Snapshot, theirs: Snapshot, pipelines: Pipelines, now: Instant,
    user: String = "", touching: Set<RecordID>? = nil, restoringEdited: Bool = true,
    file: @escaping @Sendable (Record) -> [UInt8]? = { _ in nil }
  ) {
    self.merged = merged
    self.base = base
    sides = [ours, theirs]
    self.pipelines = pipelines
    self.now = now
    self.file = file
    restoresEdited = restoringEdited
    touched = touching ?? MergeRepair.differences(between: base, and: [ours, theirs])
  }

  /// What mends the merged repository, in one change, and what it did or found, by record.
  package func plan() -> (change: Change, notes: [RepairNote]) {
    var draft = RepairDraft(merged, touched: touched)
    // A record that comes back may lead to another, or be one that others were merged into.
    for _ in 0..<2 {
      flow(&draft)
      restore(&draft)
    }
    partAliases(&draft)
    mendDeals(&draft)
    mendTasks(&draft)
    mendInvoices(&draft)
    report(&draft)
    draft.finish(message: MergeRepair.message(draft.notes.filter(\.isDone)))
    return (draft.change, MergeRepair.ordered(draft.notes))
  }

  /// By record, and of one record in the order in which things were done.
  private static func ordered(_ notes: [RepairNote]) -> [RepairNote] {
    notes.enumerated().sorted { ($0.element.record, $0.offset) < ($1.element.record, $1.offset) }
      .map(\.element)
  }

  private static func message(_ done: [RepairNote]) -> String {
    guard let first = ordered(done).first else { return "sync: nothing to repair" }
    return done.count == 1
      ? "sync: \(first.text)"
      : "sync: \(done.count) repairs after a merge\n\n"
        + ordered(done).prefix(50).map(\.text).joined(separator: "\n")
  }

  /// The records that any side has otherwise than the base, or alone.
  private static func differences(between base: Snapshot, and sides: [Snapshot]) -> Set<RecordID> {
    var found: Set<RecordID> = []
    for kind in Kind.allCases {
      let before = base.records(kind)
      for side in sides {
        for record in side.records(kind) {
          guard let past = base.record(record.id), past.id == record.id, past.saysTheSame(as: record) else {
            found.insert(record.id)
            continue
          }
        }
        for record in before where side.record(record.id)?.id != record.id { found.insert(record.id) }
      }
    }
    return found
  }

  // MARK: Sides

  /// The record of this very identifier.
  static func own(_ id: RecordID, in snapshot: Snapshot) -> Record? {
    snapshot.record(id).flatMap { $0.id == id ? $0 : nil }
  }

  /// The sides that have a record otherwise than the base, as each has it; one where both have the same.
  func editions(of id: RecordID) -> [Record] {
    let before = MergeRepair.own(id, in: base)
    var found: [Record] = []
    for record in sides.compactMap({ MergeRepair.own(id, in: $0) }) {
      if before.map({ $0.saysTheSame(as: record) }) ?? false { continue }
      if !found.contains(where: { $0.saysTheSame(as: record) }) { found.append(record) }
    }
    return found
  }

  // MARK: Records that come back

  /// Brings back what one side deleted and the other edited, and what a record of this merge mentions.
  private func restore(_ draft: inout RepairDraft) {
    if restoresEdited {
      for id in touched.sorted() where draft.record(id) == nil {
        guard let edited = editions(of: id).first, MergeRepair.own(id, in: base) != nil else { continue }
        draft.restore(edited, file: file(edited))
        draft.note(
          RepairNote(.restored, edited, "\(edited.title) was deleted, and is back with what was edited in it")
        )
      }
    }
    var waiting = draft.touched.sorted()
    while let id = waiting.popLast() {
      guard let record = draft.own(id) else { continue }
      for target in record.mentionedIDs where draft.record(target) == nil {
        // What both sides have was deleted since, and what neither has was gone before.
        let holders = sides.compactMap { $0.record(target) }
        guard holders.count == 1, let former = holders.first,
          !draft.merged.unreadable.files.contains(where: { $0.id == target })
        else { continue }
        draft.restore(former, file: file(former))
        draft.note(
          RepairNote(
            .restored, former, "\(former.title) was deleted, and is back: \(record.title) mentions it"))
        waiting.append(former.id)
      }
    }
  }

  // MARK: Tasks

  /// The state of tasks whose files a merge of texts put together.
  private func mendTasks(_ draft: inout RepairDraft) {
    for id in draft.touched.sorted() {
      guard let task = draft.own(id), task.kind == .task else { continue }
      if task.isOpenTask, task["closed"] != nil {
        draft.set(id, "closed", nil)
        draft.note(
          RepairNote(.mended, task, field: "closed", "\(task.title) is open: its time of closing is gone"))
      } else if !task.isOpenTask, task["closed"] == nil,
        let moment = sides.compactMap({ MergeRepair.own(id, in: $0)?["closed"]?.instant }).min()
      {
        draft.set(id, "closed", .instant(moment))
        draft.note(
          RepairNote(
            .mended, task, field: "closed", "\(task.title) was closed at \(moment): its time is back"))
      }
    }
  }
}
