import Dates
import Facts
import Records
import Text

/// Sorts records by keys; empty values stand last either way, ties go by identifier.
struct RecordOrder {
  let keys: [SortKey]
  let context: EvaluationContext

  /// The first `limit` records of the whole order, all of them without a limit.
  func sorted(_ records: [Record], limit: Int? = nil) -> [Record] {
    let ranks = ranks(of: records)
    var places = Array(0..<Int32(clamping: records.count))
    if let limit, limit < places.count / 2 {
      places = ranks.first(limit, of: places)
    } else {
      places.sort { ranks.precedes($0, $1) }
      if let limit { places = Array(places.prefix(limit)) }
    }
    return places.map { records[Int($0)] }
  }

  private func ranks(of records: [Record]) -> SortRanks {
    var ranks = SortRanks(keys: keys.map(\.isDescending), count: records.count)
    let slots = keys.map { $0.path.slotOfText }
    for record in records {
      for (key, slot) in zip(keys, slots) {
        if let slot, addText(in: slot, of: record, to: &ranks) { continue }
        add(record, key.path, to: &ranks)
      }
      ranks.add(identifier: record.id)
    }
    return ranks
  }

  /// Adds the text in a slot without making a string of it; false, and nothing added, for other values.
  private func addText(in slot: Int, of record: Record, to ranks: inout SortRanks) -> Bool {
    var isAdded = false
    let isThere = record.storage.withStored(slot: slot) { stored in
      if case .text(let text) = stored { isAdded = ranks.add(folding: text) }
    }
    if !isThere { ranks.add(.missing) }
    return isAdded || !isThere
  }

  /// Adds the first value that the path leads to and that is not empty.
  private func add(_ record: Record, _ path: FieldPath, to ranks: inout SortRanks) {
    var rank = SortRanks.Value.missing
    _ = path.reach(from: record, context) { end in
      path.hasValue(of: end, context) { value in
        rank = self.rank(value, of: end, path)
        if case .missing = rank { return false }
        return true
      }
    }
    ranks.add(rank)
  }

  private func rank(_ value: Value, of record: Record, _ path: FieldPath) -> SortRanks.Value {
    switch value {
    case .list(let values): return values.first.map { rank($0, of: record, path) } ?? .missing
    case .map: return .missing
    case .number(let number): return .number(number)
    case .boolean(let flag): return .integer(flag ? 1 : 0)
    case .date(let day):
      guard path.type == .deadline else { return .integer(Int64(day.dayNumber)) }
      // Among moments a whole day comes behind those of the day.
      return .integer(Deadline.day(day).last(in: context.snapshot.config.zone).seconds)
    // Those without a year come first, by their day.
    case .monthDay(let day): return .integer(Int64((day.date(in: 4) ?? .first).dayNumber))
    case .instant(let instant): return .integer(instant.seconds)
    case .reference(let reference):
      let target = context.snapshot.record(reference.id, expecting: path.type.targets)
      return text(target?.name ?? reference.stem)
    case .text(let string):
      guard path.isStage else { return text(string) }
      // Stages go in the order of the pipeline, those that it does not know after all others.
      let rank = record.text("pipeline").flatMap { context.stages.rank(pipeline: $0, stage: string) }
      return .integer(rank.map { Int64($0) } ?? .max)
    }
  }

  private func text(_ string: String) -> SortRanks.Value {
    string.contains { !$0.isWhitespace } ? .text(Folding.fold(string)) : .missing
  }
}

extension FieldPath {
  /// The slot of a field of the record itself whose texts stand in their own order; nil for all else.
  fileprivate var slotOfText: Int? {
    guard hops.isEmpty, !isStage, case .field(let field) = leaf, field.type != .identifier else { return nil }
    return field.slot
  }
}
