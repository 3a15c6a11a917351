import Dates
import Records
import Text

/// Sorts records by keys; empty values stand last either way, ties go by identifier.
struct RecordOrder {
  let keys: [SortKey]
  let context: EvaluationContext

  /// A value made comparable once per record.
  private enum Rank {
    case missing
    case number(Decimal)
    case integer(Int64)
    case text(String)
  }

  func sorted(_ records: [Record]) -> [Record] {
    guard !keys.isEmpty else { return records.sorted { $0.id < $1.id } }
    let rows = records.map { record in (record: record, ranks: keys.map { rank(of: record, by: $0.path) }) }
    return rows.sorted { a, b in
      for (index, key) in keys.enumerated() {
        switch RecordOrder.compare(a.ranks[index], b.ranks[index], isDescending: key.isDescending) {
        case 0: continue
        case let sign: return sign < 0
        }
      }
      return a.record.id < b.record.id
    }.map(\.record)
  }

  private func rank(of record: Record, by path: FieldPath) -> Rank {
    var rank = Rank.missing
    _ = path.reach(from: record, context) { end in
      path.hasValue(of: end, context) { value in
        rank = self.rank(value.elements.first, of: end, path)
        if case .missing = rank { return false }
        return true
      }
    }
    return rank
  }

  private func rank(_ value: Value?, of record: Record, _ path: FieldPath) -> Rank {
    switch value {
    case nil, .list, .map: return .missing
    case .number(let number): return .number(number)
    case .boolean(let flag): return .integer(flag ? 1 : 0)
    case .date(let day): return .integer(Int64(day.dayNumber))
    case .instant(let instant): return .integer(instant.seconds)
    case .reference(let reference): return text(context.snapshot.record(reference)?.name ?? reference.stem)
    case .text(let string):
      guard path.isStage else { return text(string) }
      // Stages go in the order of the pipeline, those that it does not know after all others.
      let rank = record.text("pipeline").flatMap { context.stages.rank(pipeline: $0, stage: string) }
      return .integer(Int64(rank ?? context.stages.all.count))
    }
  }

  private func text(_ string: String) -> Rank {
    string.contains { !$0.isWhitespace } ? .text(Folding.fold(string)) : .missing
  }

  private static func compare(_ a: Rank, _ b: Rank, isDescending: Bool) -> Int {
    let sign: Int
    switch (a, b) {
    case (.missing, .missing): return 0
    case (.missing, _): return 1
    case (_, .missing): return -1
    case (.number(let x), .number(let y)): sign = x < y ? -1 : (x == y ? 0 : 1)
    case (.integer(let x), .integer(let y)): sign = x < y ? -1 : (x == y ? 0 : 1)
    case (.text(let x), .text(let y)): sign = x < y ? -1 : (x == y ? 0 : 1)
    // One key gives values of one type, except in free maps; any fixed order will do there.
    default: sign = order(a) - order(b)
    }
    return isDescending ? -sign : sign
  }

  private static func order(_ rank: Rank) -> Int {
    switch rank {
    case .number: 0
    case .integer: 1
    case .text: 2
    case .missing: 3
    }
  }
}
