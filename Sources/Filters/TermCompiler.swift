import Dates
import Diagnostics
import Facts
import Records
import Text

/// Turns `field:value` into a typed test.
struct TermCompiler {
  let vocabulary: FilterVocabulary
  let source: FilterSource
  let kind: Kind

  func compile(_ term: TermSyntax) throws(Diagnostic) -> Expression {
    let path = try FieldPath.resolve(term.path, kind: kind, schema: vocabulary.schema, source: source)
    if case .state = path.leaf { return try state(term, path) }
    let value = term.value.text
    switch term.comparison {
    case .has, .equal:
      if value.isEmpty { return .not(.test(path, .test(.present))) }
      if term.comparison == .has, value == "*", !term.value.isQuoted { return .test(path, .test(.present)) }
      return .test(path, try equality(term, path))
    case .notEqual:
      return value.isEmpty ? .test(path, .test(.present)) : .not(.test(path, try equality(term, path)))
    case .matches: return .test(path, .test(.regex(try pattern(term.value), path.type.reads)))
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return .test(path, try order(term, path))
    }
  }

  // MARK: - States

  private func state(_ term: TermSyntax, _ path: FieldPath) throws(Diagnostic) -> Expression {
    let known = RecordState.known(for: path.kind)
    let list = known.map(\.rawValue).joined(separator: ", ")
    switch term.comparison {
    case .has, .equal, .notEqual: break
    default:
      throw source.problem(
        .usage, "a state is asked for by is:", at: term.range, hints: ["such as is:\(known[0].rawValue)"])
    }
    let word = term.value.text.lowercased()
    guard !word.isEmpty else {
      throw source.problem(.usage, "a state is missing after is:", at: term.range, hints: ["known: \(list)"])
    }
    guard let state = known.first(where: { $0.rawValue == word }) else {
      throw invalid(
        term.value, "\"\(term.value.text)\" is no state of \(path.kind.plural)", among: known.map(\.rawValue))
    }
    return term.comparison == .notEqual ? .not(.state(path, state)) : .state(path, state)
  }

  // MARK: - Equality

  private func equality(_ term: TermSyntax, _ path: FieldPath) throws(Diagnostic) -> Operand {
    let value = term.value
    let text = value.text
    let isExact = term.comparison != .has
    if path.isStage {
      try checkStage(value, isExact: isExact)
      return .stage(text, isExact: isExact)
    }
    if path.isPipeline {
      try checkPipeline(value, isExact: isExact)
      return .test(isExact ? .exact(text) : .prefix(Folding.fold(text)))
    }
    switch path.type {
    case .text, .notes, .link, .tag: return .test(isExact ? .exact(text) : .words(text))
    case .recurrence:
      let stored = Recurrence(text)?.description
      return .test(stored.map { .exact($0) } ?? (isExact ? .exact(text) : .words(text)))
    case .email: return .test(isExact ? .email(EmailAddress.normalized(text)) : .words(text))
    case .identifier:
      let lower = text.lowercased()
      let id = Reference.identifier(endingStem: lower)?.description ?? lower
      return .test(isExact ? .exact(id) : .prefix(id))
    case .currency: return .test(isExact ? .exact(text) : .prefix(Folding.fold(text)))
    case .phone:
      guard PhoneTest(text, region: vocabulary.country) != nil else {
        throw invalid(value, "\(path.key) takes digits of a phone number, not \"\(text)\"")
      }
      return .phone(text, isExact: isExact)
    case .choice(let known): return .test(.oneOf(try choices(value, known, isExact: isExact)))
    case .user:
      try checkOwner(value, isExact: isExact)
      return .owner(text, isExact: isExact)
    case .number, .percent, .integer, .money: return .test(.number(.equal, try amount(value, path)))
    case .span: return .test(.number(.equal, try length(value, path)))
    case .boolean: return .test(.boolean(try boolean(value, path)))
    case .date, .birthday, .instant, .deadline:
      try checkDate(value, path)
      return .date(.equal, text)
    case .reference(let kind): return .reference(kind, text, isExact: isExact)
    case .entries, .map, .list: return .inside(text, isExact: isExact)
    }
  }

  private func order(_ term: TermSyntax, _ path: FieldPath) throws(Diagnostic) -> Operand {
    switch path.type {
    case .number, .percent, .integer, .money:
      return .test(.number(term.comparison, try amount(term.value, path)))
    case .span: return .test(.number(term.comparison, try length(term.value, path)))
    case .date, .birthday, .instant, .deadline:
      try checkDate(term.value, path)
      return .date(term.comparison, term.value.text)
    default:
      if path.isUntyped { return .test(.number(term.comparison, try amount(term.value, path))) }
      throw source.problem(
        .invalidValue,
        "\"\(term.comparison.rawValue)\" compares numbers, money and dates; \(path.key) is \(path.type.word)",
        at: term.range, hints: ["write \(term.path.text):\(term.value.text)"])
    }
  }

  // MARK: - Values

  private func amount(_ value: Lexeme, _ path: FieldPath) throws(Diagnostic) -> Amount {
    guard let amount = Amount(value.text, allowsCurrency: path.type == .money) else {
      throw invalid(
        value, "\(path.key) takes a number, not \"\(value.text)\"",
        hints: [path.type == .money ? "such as 5000, 10k or 10000RUB" : "such as 30, 10k or 1.5m"])
    }
    return amount
  }

  private func length(_ value: Lexeme, _ path: FieldPath) throws(Diagnostic) -> Amount {
    let seconds = Span.parse(value.text) ?? (value.text == "0" ? 0 : nil)
    guard let seconds, let amount = Amount("\(seconds)", allowsCurrency: false) else {
      throw invalid(
        value, "\(path.key) takes a length of time, not \"\(value.text)\"", hints: ["such as 10m or 1h30m"])
    }
    return amount
  }

  private func boolean(_ value: Lexeme, _ path: FieldPath) throws(Diagnostic) -> Bool {
    switch value.text.lowercased() {
    case "true", "yes", "on", "1", "да": return true
    case "false", "no", "off", "0", "нет": return false
    default: throw invalid(value, "\(path.key) is true or false, not \"\(value.text)\"")
    }
  }

  private func choices(
    _ value: Lexeme, _ known: [String], isExact: Bool
  ) throws(Diagnostic) -> Set<String> {
    let word = Folding.fold(value.text)
    let folded = ContactChannel.choice(word, among: known) ?? word
    let found = known.filter { isExact ? $0 == folded : Folding.fold($0).hasPrefix(folded) }
    guard !found.isEmpty else { throw unknown(value, among: known) }
    return Set(found)
  }

  /// Whether a text is a date does not hang on the moment, so that any will do.
  private func checkDate(_ value: Lexeme, _ path: FieldPath) throws(Diagnostic) {
    let anyMoment = Instant(seconds: 1_800_000_000)
    guard DateTerm.parse(value.text, now: anyMoment, zone: .utc, allowsTime: path.type.hasTime) == nil
    else { return }
    if path.type == .birthday, MonthDay(value.text) != nil { return }
    throw invalid(
      value, "\(path.key) takes a date, not \"\(value.text)\"",
      hints: ["such as 2026-12-01, 2026-12, 2026, today, today-7d or eom"])
  }

  private func checkOwner(_ value: Lexeme, isExact: Bool) throws(Diagnostic) {
    if value.text == "me" {
      guard vocabulary.user() != nil else {
        throw source.problem(
          .invalidValue, "nobody knows who \"me\" is", at: value.range, hints: ["give --user NAME"])
      }
      return
    }
    guard !vocabulary.owners.isEmpty else { return }
    guard Owner.ids(vocabulary.owners, matching: value.text, isExact: isExact).isEmpty else { return }
    throw invalid(
      value, "\"\(value.text)\" is not among the owners in crm.yaml",
      among: vocabulary.owners.map(\.id) + ["me"])
  }

  private func checkStage(_ value: Lexeme, isExact: Bool) throws(Diagnostic) {
    guard let stages = vocabulary.stages, !stages.isEmpty else { return }
    guard !stages.all.contains(where: { $0.isMeant(by: value.text, isExact: isExact) }) else { return }
    var words: [String] = []
    for stage in stages.all where !words.contains(stage.id) { words.append(stage.id) }
    throw invalid(value, "no pipeline has a stage \"\(value.text)\"", among: words)
  }

  private func checkPipeline(_ value: Lexeme, isExact: Bool) throws(Diagnostic) {
    guard let stages = vocabulary.stages, !stages.pipelines.isEmpty else { return }
    let folded = Folding.fold(value.text)
    let isKnown = stages.pipelines.contains {
      isExact ? $0 == value.text : Folding.fold($0).hasPrefix(folded)
    }
    guard !isKnown else { return }
    throw invalid(value, "there is no pipeline \"\(value.text)\"", among: stages.pipelines)
  }

  private func pattern(_ value: Lexeme) throws(Diagnostic) -> RegexPattern {
    guard !value.text.isEmpty else {
      throw source.problem(.usage, "an expression is missing after \"~\"", at: value.range)
    }
    do throws(RegexPattern.Fault) {
      return try RegexPattern(value.text)
    } catch {
      // Escapes in quotes would shift the place; then the whole value is marked.
      let quotes = value.isQuoted ? 1 : 0
      let isVerbatim = value.range.count == value.text.count + 2 * quotes
      let start = value.range.lowerBound + quotes
      let range =
        isVerbatim
        ? (start + error.range.lowerBound)..<(start + error.range.upperBound) : value.range
      throw source.problem(
        .usage, "in the expression: " + error.message, at: range, hints: error.hint.map { [Hint($0)] } ?? [])
    }
  }

  // MARK: - Errors

  private func unknown(_ value: Lexeme, among known: [String]) -> Diagnostic {
    invalid(value, "\"\(value.text)\" is unknown here", among: known)
  }

  private func invalid(_ value: Lexeme, _ message: String, hints: [Hint] = []) -> Diagnostic {
    source.problem(.invalidValue, message, at: value.range, hints: hints)
  }

  private func invalid(_ value: Lexeme, _ message: String, among known: [String]) -> Diagnostic {
    invalid(value, message, hints: .unknown(value.text, among: known, listing: "known: ", limit: 20))
  }
}

extension StageFacts {
  /// Whether a filter's word means this stage: its id or name, or the start of either; case and accents count only
  /// when it must be exact.
  func isMeant(by text: String, isExact: Bool) -> Bool {
    if isExact { return id == text || name == text }
    let folded = Folding.fold(text)
    return Folding.fold(id).hasPrefix(folded) || Folding.fold(name).hasPrefix(folded)
  }
}

extension Owner {
  /// The ids of the owners whom a filter's word means by id or by words of the name.
  static func ids(_ owners: [Owner], matching text: String, isExact: Bool) -> Set<String> {
    let phrase = Phrase(text)
    let folded = Folding.fold(text)
    return Set(
      owners.filter { owner in
        if isExact { return owner.id == text }
        if Folding.fold(owner.id).hasPrefix(folded) { return true }
        guard let phrase, let name = owner.name else { return false }
        return phrase.matches(name)
      }.map(\.id))
  }
}
