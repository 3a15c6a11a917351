import Dates
import Facts
import Records

@testable import Rules

/// A merge of records by value, as small as it can be: what both sides changed differently goes to the greater text, as
/// if a person had decided so.
struct MergedValues {
  let base: Snapshot
  let one: Snapshot
  let other: Snapshot

  var snapshot: Snapshot {
    let ids = Set([base, one, other].flatMap { $0.everything.map(\.id) }).sorted()
    let records = ids.compactMap { id -> Record? in
      let (was, left, right) = (own(id, base), own(id, one), own(id, other))
      switch (was, left, right) {
      case (_, nil, nil): return nil
      case (nil, let only?, nil), (nil, nil, let only?): return only
      case (let was?, let only?, nil), (let was?, nil, let only?):
        let gone = left == nil ? one : other
        // What was merged into another leaves its edits to the repair.
        return was.saysTheSame(as: only) || gone.record(id) != nil ? nil : only
      case (_, let left?, let right?): return merged(was, left, right)
      }
    }
    return base.replacing(LoadedRecords(records))
  }

  private func own(_ id: RecordID, _ snapshot: Snapshot) -> Record? {
    snapshot.record(id).flatMap { $0.id == id ? $0 : nil }
  }

  private static let dealState = ["pipeline", "stage", "next_step", "closed", "lost_reason"]
  private static let taskState = ["status", "closed", "due"]

  private func merged(_ was: Record?, _ left: Record, _ right: Record) -> Record {
    var values: [String: Value?] = [:]
    let state = left.kind == .deal ? Self.dealState : left.kind == .task ? Self.taskState : []
    for field in left.table.fields.dropFirst() where !state.contains(field.key) {
      values.updateValue(value(was?[field], left[field], right[field], field), forKey: field.key)
    }
    if !state.isEmpty {
      let source = standing(was, left, right, state)
      for key in state { values.updateValue(source[key], forKey: key) }
      if left.kind == .deal, let rows = values["history"]??.list {
        // The row of the stage that stands is the last.
        let place = rows.lastIndex { $0["stage"]?.text == source.text("stage") } ?? rows.count - 1
        var ordered = rows
        ordered.append(ordered.remove(at: place))
        values["history"] = .list(ordered)
      }
    }
    return left.replacing(values)
  }

  private func value(_ was: Value?, _ left: Value?, _ right: Value?, _ field: Field) -> Value? {
    if left == right || right == was { return left }
    if left == was { return right }
    switch field.type {
    case .list, .entries:
      let (old, mine, theirs) = (was?.elements ?? [], left?.elements ?? [], right?.elements ?? [])
      let kept = old.filter { mine.contains($0) && theirs.contains($0) }
      let added = (mine + theirs).filter { !old.contains($0) }
      var items: [Value] = kept
      for item in added.sorted(by: { order($0) < order($1) }) where !items.contains(item) {
        items.append(item)
      }
      return items.isEmpty ? nil : .list(items)
    default: return (left?.plainText ?? "") < (right?.plainText ?? "") ? right : left
    }
  }

  private func order(_ value: Value) -> String {
    (value["at"]?.instant.map { String($0.seconds + 10_000_000_000) } ?? "") + value.plainText
  }

  /// The side whose state stands.
  private func standing(_ was: Record?, _ left: Record, _ right: Record, _ keys: [String]) -> Record {
    func isChanged(_ record: Record) -> Bool { keys.contains { record[$0] != was?[$0] } }
    guard isChanged(left) else { return right }
    guard isChanged(right) else { return left }
    let stages = Pipelines.compile(base).stages
    func rank(_ record: Record) -> [String] {
      let isOver = record.kind == .deal ? !stages.isOpen(record) : !record.isOpenTask
      let closed = (record["closed"]?.instant?.seconds).map { String(90_000_000_000 - $0) } ?? ""
      let rows = (record["history"]?.list ?? []).filter { row in !(was?["history"]?.list ?? []).contains(row)
      }
      let moved = rows.last?["at"]?.instant.map { String($0.seconds + 10_000_000_000) } ?? ""
      return [isOver ? "1" : "0", isOver ? closed : moved] + keys.map { record[$0]?.plainText ?? "" }
    }
    return rank(left).lexicographicallyPrecedes(rank(right)) ? right : left
  }
}
