import Dates
import Facts
import Records
import Text

/// A test of one value with everything that it needs at hand.
enum ValueTest: Sendable {
  /// Anything at all.
  case present
  case phrase(Phrase)
  /// A run of characters where there is no word to look for, such as `&`.
  case piece(String)
  case exact(String)
  case email(String)
  /// The start of an identifier, a currency or a pipeline, folded.
  case prefix(String)
  case oneOf(Set<String>)
  case boolean(Bool)
  case number(Comparison, Decimal, currency: String?)
  case days(ValueRange<CivilDate>)
  case seconds(ValueRange<Int64>)
  /// Of whole days and of moments; without days a whole day counts as its last second.
  case deadline(ValueRange<CivilDate>?, ValueRange<Int64>)
  case birthday(BirthdayTest)
  case phone(PhoneTest, isExact: Bool)
  case stage(StageTest)
  case reference(ReferenceTest)
  case inside(Phrase?, ReferenceTest, exact: String?)
  /// The kinds are those of the records that a value may lead to.
  case regex(RegexPattern, KindSet)
  case never

  static func words(_ text: String) -> ValueTest {
    Phrase(text).map { .phrase($0) } ?? .piece(Folding.fold(text))
  }

  static func number(_ comparison: Comparison, _ amount: Amount) -> ValueTest {
    .number(comparison, amount.number, currency: amount.currency)
  }

  /// False where the answer depends on other fields of the record too.
  var looksAtValueAlone: Bool {
    switch self {
    case .stage, .number(_, _, currency: .some): false
    default: true
    }
  }

  /// Tests a value of the record that it belongs to; a list passes by any element.
  func holds(for value: Value, of record: Record, _ context: EvaluationContext) -> Bool {
    if case .list(let values) = value {
      return values.contains { holds(forElement: $0, of: record, context) }
    }
    return holds(forElement: value, of: record, context)
  }

  private func holds(forElement value: Value, of record: Record, _ context: EvaluationContext) -> Bool {
    switch (self, value) {
    case (.never, _): false
    case (.present, .text(let text)): text.contains { !$0.isWhitespace }
    case (.present, .map(let entries)): !entries.isEmpty
    case (.present, _): true
    case (.phrase(let phrase), .text(let text)): phrase.matches(text)
    case (.phrase(let phrase), _): phrase.matches(value.plainText)
    case (.piece(let piece), _): ValueTest.contains(Folding.fold(value.plainText), piece)
    case (.exact(let wanted), .text(let text)): text == wanted
    case (.exact(let wanted), _): value.plainText == wanted
    case (.email(let wanted), .text(let text)): EmailAddress.normalized(text) == wanted
    case (.prefix(let wanted), .text(let text)): Folding.fold(text).hasPrefix(wanted)
    case (.oneOf(let words), .text(let text)): words.contains(text)
    case (.boolean(let wanted), .boolean(let flag)): flag == wanted
    case (.number(let comparison, let wanted, let currency), _):
      ValueTest.compare(value, comparison, wanted, currency, record, context)
    case (.days(let stretch), .date(let day)): stretch.contains(day)
    case (.seconds(let stretch), .instant(let instant)): stretch.contains(instant.seconds)
    case (.deadline(let days?, _), .date(let day)): days.contains(day)
    case (.deadline(nil, let stretch), .date(let day)):
      stretch.contains(Deadline.day(day).last(in: context.snapshot.config.zone).seconds)
    case (.deadline(_, let stretch), .instant(let instant)): stretch.contains(instant.seconds)
    case (.birthday(let test), .date(let day)): test.holds(for: MonthDay(day))
    case (.birthday(let test), .monthDay(let day)): test.holds(for: day)
    case (.phone(let test, let isExact), .text(let text)): isExact ? test.equals(text) : test.isPart(of: text)
    case (.stage(let test), .text(let text)): test.holds(for: text, of: record, context.stages)
    case (.reference(let test), .reference(let reference)): test.holds(for: reference, context.snapshot)
    case (.inside, .map(let entries)):
      entries.contains { holds(forElement: $0.value, of: record, context) }
    case (.inside, .list(let values)): values.contains { holds(forElement: $0, of: record, context) }
    case (.inside(_, let test, _), .reference(let reference)): test.holds(for: reference, context.snapshot)
    case (.inside(_, _, let exact?), _): value.plainText == exact
    case (.inside(let phrase, _, nil), _): phrase?.matches(value.plainText) ?? false
    case (.regex(let pattern, let kinds), .reference(let reference)):
      pattern.matches(context.snapshot.record(reference.id, expecting: kinds)?.name ?? reference.stem)
    case (.regex(let pattern, _), .map(let entries)):
      entries.contains { holds(forElement: $0.value, of: record, context) || pattern.matches($0.key) }
    case (.regex(let pattern, _), .list): value.elements.contains { pattern.matches($0.plainText) }
    case (.regex(let pattern, _), _): pattern.matches(value.plainText)
    default: false
    }
  }

  private static func compare(
    _ value: Value, _ comparison: Comparison, _ wanted: Decimal, _ currency: String?, _ record: Record,
    _ context: EvaluationContext
  ) -> Bool {
    // Free maps hold numbers as text.
    guard let number = value.number ?? value.text.flatMap({ Decimal($0) }) else { return false }
    if let currency, (record.text("currency") ?? context.snapshot.config.currency) != currency {
      return false
    }
    switch comparison {
    case .less: return number < wanted
    case .lessOrEqual: return number <= wanted
    case .greater: return number > wanted
    case .greaterOrEqual: return number >= wanted
    case .has, .equal, .notEqual, .matches: return number == wanted
    }
  }

  private static func contains(_ text: String, _ piece: String) -> Bool {
    let (text, piece) = (Array(text.utf8), Array(piece.utf8))
    guard text.count >= piece.count else { return false }
    return (0...(text.count - piece.count)).contains { text[$0..<($0 + piece.count)].elementsEqual(piece) }
  }
}

/// A day that comes every year.
enum BirthdayTest: Sendable {
  case day(MonthDay)
  case within(CivilInterval)

  func holds(for day: MonthDay) -> Bool {
    switch self {
    case .day(let wanted): day == wanted
    case .within(let days): day.falls(in: days)
    }
  }
}

/// The stages that a word means, and the word itself for deals in stages that no pipeline declares.
struct StageTest: Sendable {
  /// Ids by pipeline.
  private let known: [String: Set<String>]
  private let text: String
  private let isExact: Bool

  init(_ text: String, isExact: Bool, stages: StageIndex) {
    var known: [String: Set<String>] = [:]
    for stage in stages.all where stage.isMeant(by: text, isExact: isExact) {
      known[stage.pipeline, default: []].insert(stage.id)
    }
    self.known = known
    self.text = isExact ? text : Folding.fold(text)
    self.isExact = isExact
  }

  func holds(for stage: String, of deal: Record, _ stages: StageIndex) -> Bool {
    if let pipeline = deal.text("pipeline") {
      if known[pipeline]?.contains(stage) == true { return true }
      if stages.facts(pipeline: pipeline, stage: stage) != nil { return false }
    }
    return isExact ? stage == text : Folding.fold(stage).hasPrefix(text)
  }
}
