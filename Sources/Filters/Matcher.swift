import Dates
import Facts
import Records
import Text

/// An expression bound to a repository, a user and a moment.
indirect enum Matcher: Sendable {
  case constant(Bool)
  case all([Matcher])
  case any([Matcher])
  case not(Matcher)
  case test(FieldPath, ValueTest, AnswerMemo)
  case state(FieldPath, RecordState, AnswerMemo)
  case words(WordQuery)

  init(_ expression: Expression, _ context: EvaluationContext) {
    switch expression {
    case .constant(let answer): self = .constant(answer)
    // What costs little is asked first; the answer is the same in any order.
    case .all(let parts): self = .all(parts.map { Matcher($0, context) }.sorted { $0.cost < $1.cost })
    case .any(let parts): self = .any(parts.map { Matcher($0, context) }.sorted { $0.cost < $1.cost })
    case .not(let part): self = .not(Matcher(part, context))
    case .test(let path, let operand): self = .test(path, Matcher.test(operand, path, context), AnswerMemo())
    case .state(let path, let state): self = .state(path, state, AnswerMemo())
    case .words(let text):
      let query = WordQuery(text, region: context.snapshot.config.country, synonyms: context.synonyms)
      self = query.map { .words($0) } ?? .constant(false)
    }
  }

  private static func test(_ operand: Operand, _ path: FieldPath, _ context: EvaluationContext) -> ValueTest {
    let config = context.snapshot.config
    switch operand {
    case .test(let test): return test
    case .date(let comparison, let text): return date(comparison, text, path, context)
    case .phone(let text, let isExact):
      return PhoneTest(text, region: config.country).map { .phone($0, isExact: isExact) } ?? .never
    case .owner(let text, let isExact):
      if text == "me" { return .oneOf(context.me) }
      if !config.owners.isEmpty { return .oneOf(Owner.ids(config.owners, matching: text, isExact: isExact)) }
      return isExact ? .exact(text) : .words(text)
    case .stage(let text, let isExact):
      return .stage(StageTest(text, isExact: isExact, stages: context.stages))
    case .reference(let kind, let text, let isExact):
      return .reference(ReferenceTest(text, kinds: [kind], isExact: isExact, snapshot: context.snapshot))
    case .inside(let text, let isExact):
      let references = ReferenceTest(
        text, kinds: path.type.reads.kinds, isExact: isExact, snapshot: context.snapshot)
      return .inside(Phrase(text), references, exact: isExact ? text : nil)
    }
  }

  private static func date(
    _ comparison: Comparison, _ text: String, _ path: FieldPath, _ context: EvaluationContext
  ) -> ValueTest {
    let zone = context.snapshot.config.zone
    if path.type == .birthday { return birthday(comparison, text, context) }
    switch (DateTerm.parse(text, now: context.now, zone: zone, allowsTime: path.type.hasTime), path.type) {
    case (.days(let days), .date): return .days(ValueRange(comparison, start: days.start, end: days.end))
    case (.days(let days), let type):
      let bounds = days.instants(in: zone)
      let seconds = ValueRange(comparison, start: bounds.start.seconds, end: bounds.end.seconds)
      guard type == .deadline else { return .seconds(seconds) }
      return .deadline(ValueRange(comparison, start: days.start, end: days.end), seconds)
    case (.seconds(let start, let end), let type):
      let seconds = ValueRange(comparison, start: start.seconds, end: end.seconds)
      return type == .deadline ? .deadline(nil, seconds) : .seconds(seconds)
    case (nil, _): return .never
    }
  }

  /// `birthday:today` and the like mean the day in any year; what names a year means the day of birth.
  private static func birthday(
    _ comparison: Comparison, _ text: String, _ context: EvaluationContext
  ) -> ValueTest {
    if let day = MonthDay(text) { return .birthday(.day(day)) }
    let today = context.snapshot.config.zone.date(context.now)
    guard let days = DateExpression.parse(text, today: today) else { return .never }
    if comparison == .equal || comparison == .has, !DateExpression.isAbsolute(text) {
      return .birthday(.within(days))
    }
    return .days(ValueRange(comparison, start: days.start, end: days.end))
  }

  func matches(_ record: Record, _ context: EvaluationContext) -> Bool {
    switch self {
    case .constant(let answer): answer
    case .all(let parts): parts.allSatisfy { $0.matches(record, context) }
    case .any(let parts): parts.contains { $0.matches(record, context) }
    case .not(let part): !part.matches(record, context)
    case .words(let query): query.matches(record, snapshot: context.snapshot)
    case .state(let path, let state, let memo):
      path.reach(from: record, context, memo) { state.holds(for: $0, in: context) }
    case .test(let path, let test, let memo):
      if let token = path.token(of: record), test.looksAtValueAlone {
        memo.answer(for: UInt64(token)) { Matcher.holds(test, path, record, context) }
      } else {
        path.reach(from: record, context, memo) { Matcher.holds(test, path, $0, context) }
      }
    }
  }

  /// Whether the test holds for a value at the end of the path, in the record that it leads to.
  private static func holds(
    _ test: ValueTest, _ path: FieldPath, _ end: Record, _ context: EvaluationContext
  ) -> Bool {
    if path.hasValue(of: end, context, where: { test.holds(for: $0, of: end, context) }) { return true }
    // Only a choice or a flag can stand for itself when it is missing.
    switch test {
    case .oneOf, .boolean:
      guard case .field(let field) = path.leaf, end[field] == nil, let implied = field.implied else {
        return false
      }
      return test.holds(for: implied, of: end, context)
    default: return false
    }
  }

  /// All records of a kind that match, by the tables of an index, and perhaps some that do not; nil where each has to be asked.
  func candidates(_ kind: Kind, _ context: EvaluationContext) -> Set<RecordID>? {
    switch self {
    case .words(let query): return query.candidates(kind, in: context.snapshot)
    case .all(let parts):
      return parts.compactMap { $0.candidates(kind, context) }.min { $0.count < $1.count }
    case .any(let parts):
      var all: Set<RecordID> = []
      for part in parts {
        guard let some = part.candidates(kind, context) else { return nil }
        all.formUnion(some)
      }
      return all
    case .constant, .not, .test, .state: return nil
    }
  }

  /// A rough price of one answer, for the order in which parts are asked.
  private var cost: Int {
    switch self {
    case .constant: 0
    case .all(let parts), .any(let parts): parts.map(\.cost).max() ?? 0
    case .not(let part): part.cost
    case .words: 40
    case .state(let path, _, _): 10 + path.hops.count * 10
    case .test(let path, let test, _):
      switch (path.leaf, test) {
      case (.computed(.idle), _): 50 + path.hops.count * 10
      case (_, .regex): 60 + path.hops.count * 10
      case (_, .reference): 20 + path.hops.count * 10
      default: 1 + path.hops.count * 10
      }
    }
  }
}

extension FieldPath {
  /// What stands for the value in the record itself; nil where it is elsewhere or has no such stand-in.
  fileprivate func token(of record: Record) -> UInt32? {
    guard hops.isEmpty, case .field(let field) = leaf else { return nil }
    return record.storage.token(slot: field.slot)
  }

  /// True when a record at the end of the path's references passes.
  func reach(
    from record: Record, _ context: EvaluationContext, _ memo: AnswerMemo? = nil,
    where isWanted: (Record) -> Bool
  ) -> Bool {
    guard let hop = hops.first else { return isWanted(record) }
    guard let memo, case .field(let slot) = hop, let id = record.storage.referenced(slot: slot) else {
      return reach(from: record, hop: 0, context, isWanted)
    }
    return memo.answer(for: id.bits) {
      context.snapshot.record(id, expecting: record.table.fields[slot].type.targets).map {
        reach(from: $0, hop: 1, context, isWanted)
      } ?? false
    }
  }

  private func reach(
    from record: Record, hop index: Int, _ context: EvaluationContext, _ isWanted: (Record) -> Bool
  ) -> Bool {
    guard index < hops.count else { return isWanted(record) }
    let place: Int
    switch hops[index] {
    case .field(let slot), .entry(let slot, _): place = slot
    }
    guard let value = record.storage.value(slot: place) else { return false }
    var type = record.table.fields[place].type
    if case .entry(_, let key) = hops[index] { type = type.entry(key) }
    return value.elements.contains { element in
      let reference =
        if case .entry(_, let key) = hops[index] { element[key]?.reference } else { element.reference }
      guard let reference, let next = context.snapshot.record(reference.id, expecting: type.targets) else {
        return false
      }
      return reach(from: next, hop: index + 1, context, isWanted)
    }
  }

  /// True when a value at the end of the path, in this record, passes.
  func hasValue(of record: Record, _ context: EvaluationContext, where isWanted: (Value) -> Bool) -> Bool {
    switch leaf {
    case .field(let field):
      if field.type == .identifier { return isWanted(.text(record.id.description)) }
      return record[field].map(isWanted) ?? false
    case .entry(let field, let entry):
      return record[field]?.elements.contains { $0[entry.key].map(isWanted) ?? false } ?? false
    case .mapKey(let field, let key): return record[field]?[key].map(isWanted) ?? false
    case .computed(let computed):
      return computed.value(of: record, in: context).map { isWanted(.number($0)) } ?? false
    case .largestDiscount:
      let discount = record.largestDiscount
      return discount != .zero && isWanted(.number(discount))
    case .state: return false
    }
  }
}
