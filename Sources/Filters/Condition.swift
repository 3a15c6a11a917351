package import Diagnostics
package import Facts
package import Records

/// A condition of a rule: the filter grammar without views, `sort:` and `limit:`, compiled once and evaluated on
/// whatever snapshot a change leads to.
package struct Condition: Sendable {
  package let text: String
  package let kind: Kind
  /// Every field that the condition reads, in the order of the text.
  package let paths: [FieldPath]
  /// The currencies that it compares amounts in; an amount in another one passes none of these comparisons.
  package var currencies: Set<String> { expression.currencies }
  /// True where the text only names a field, which must then be present.
  package let isPresence: Bool
  private let expression: Expression

  /// Checks a text against the field tables, and against owners and stages where they are given.
  ///
  /// A text that is nothing but the path of a field (`contact.phone`) means that it must be present. The columns of
  /// the error count from the start of the text.
  package static func parse(
    _ text: String, kind: Kind, schema: Schema, owners: [Owner] = [], stages: StageIndex? = nil
  ) throws(Diagnostic) -> Condition {
    let source = FilterSource(text)
    if let path = try presence(source, kind: kind, schema: schema) {
      return Condition(text: text, kind: kind, isPresence: true, expression: .test(path, .test(.present)))
    }
    var parser = SyntaxParser(source)
    let isThere = try parser.parse() != nil
    if let directive = parser.directives.first {
      throw source.problem(
        .usage, "a condition takes no \(directive.name.rawValue):", at: directive.term.range)
    }
    guard isThere else {
      throw source.problem(.usage, "a condition is missing", at: 0..<max(1, source.characters.count))
    }
    // The country only decides how phones are compared, which is done anew at evaluation.
    let vocabulary = FilterVocabulary(
      schema: schema, owners: owners, stages: stages, country: "", user: { "" })
    var compiler = FilterCompiler(kind: kind, vocabulary: vocabulary)
    let compiled = try compiler.compile(source)
    if let word = compiled.expression.word { throw Condition.problem(with: word, in: source) }
    return Condition(text: text, kind: kind, isPresence: false, expression: compiled.expression)
  }

  private init(text: String, kind: Kind, isPresence: Bool, expression: Expression) {
    self.text = text
    self.kind = kind
    self.isPresence = isPresence
    self.expression = expression
    paths = expression.paths
  }

  /// The path, where the text is nothing but path characters: a bare word would hold no meaning in a rule.
  private static func presence(
    _ source: FilterSource, kind: Kind, schema: Schema
  ) throws(Diagnostic) -> FieldPath? {
    var characters = source.characters[...]
    while characters.first?.isWhitespace == true { characters.removeFirst() }
    while characters.last?.isWhitespace == true { characters.removeLast() }
    guard let first = characters.first, first.isLetter || first == "_",
      characters.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
    else { return nil }
    let lexeme = Lexeme(text: String(characters), range: characters.startIndex..<characters.endIndex)
    let path = try FieldPath.resolve(lexeme, kind: kind, schema: schema, source: source)
    if case .state = path.leaf {
      throw source.problem(
        .usage, "a state is missing after is", at: lexeme.range, hints: ["such as is:open"])
    }
    return path
  }

  /// A bare word is looked for in the texts of a record, which no rule can mean.
  private static func problem(with word: String, in source: FilterSource) -> Diagnostic {
    let parts = source.characters.indices.first { start in
      source.characters[start...].starts(with: Array(word))
    }
    let range = parts.map { $0..<($0 + word.count) } ?? 0..<source.characters.count
    return source.problem(
      .usage, "\"\(word)\" is a bare word, not a field and not a condition", at: range,
      hints: ["such as amount, or amount > 0; several are a list: [amount, contact.phone]"])
  }

  /// True when the condition holds for a record of its kind.
  package func evaluate(_ record: Record, _ context: EvaluationContext) -> Bool {
    record.kind == kind && Matcher(expression, context).matches(record, context)
  }
}
