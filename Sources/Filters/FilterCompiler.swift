import Diagnostics
import Records
import Text

/// A filter's text, checked: what it tests, and how it sorts and limits.
struct CompiledFilter: Sendable {
  var expression: Expression
  var sort: [SortKey]
  var limit: Int?
}

/// Turns text into a checked filter, following saved views.
struct FilterCompiler {
  let kind: Kind
  let vocabulary: FilterVocabulary
  let viewNames: @Sendable () -> [String]
  /// Nil where views are not allowed.
  let view: (@Sendable (String) -> String?)?
  private var trail: [String] = []
  private var expansions = 0

  /// Views may use views, but not so many that a few of them blow up to millions of terms.
  private static let maximumTrail = 16
  private static let maximumExpansions = 200

  init(
    kind: Kind, vocabulary: FilterVocabulary, viewNames: @escaping @Sendable () -> [String] = { [] },
    view: (@Sendable (String) -> String?)? = nil
  ) {
    self.kind = kind
    self.vocabulary = vocabulary
    self.viewNames = viewNames
    self.view = view
  }

  mutating func compile(_ source: FilterSource) throws(Diagnostic) -> CompiledFilter {
    var parser = SyntaxParser(source)
    let syntax = try parser.parse()
    var result = CompiledFilter(expression: .constant(true), sort: [], limit: nil)
    var inherited: [CompiledFilter] = []
    if let syntax { result.expression = try expression(syntax, source, isTop: true, &inherited) }
    for directive in parser.directives {
      switch directive.name {
      case .sort: result.sort += try sortKeys(directive.term, source)
      case .limit:
        guard result.limit == nil else {
          throw source.problem(.usage, "limit: stands twice", at: directive.term.range)
        }
        result.limit = try limit(directive.term, source)
      }
    }
    // A view brings its own order and limit along, unless this filter has others.
    if result.sort.isEmpty { result.sort = inherited.first { !$0.sort.isEmpty }?.sort ?? [] }
    if result.limit == nil { result.limit = inherited.compactMap(\.limit).min() }
    return result
  }

  private mutating func expression(
    _ syntax: Syntax, _ source: FilterSource, isTop: Bool, _ inherited: inout [CompiledFilter]
  ) throws(Diagnostic) -> Expression {
    switch syntax {
    case .all(let parts):
      var compiled: [Expression] = []
      for part in parts { compiled.append(try expression(part, source, isTop: isTop, &inherited)) }
      return .all(compiled)
    case .any(let parts):
      var compiled: [Expression] = []
      for part in parts { compiled.append(try expression(part, source, isTop: false, &inherited)) }
      return .any(compiled)
    case .not(let part): return .not(try expression(part, source, isTop: false, &inherited))
    case .term(let term):
      return try TermCompiler(vocabulary: vocabulary, source: source, kind: kind).compile(term)
    case .words(let lexeme):
      guard WordQuery(lexeme.text, region: vocabulary.country, synonyms: { _ in [] }) != nil else {
        throw source.problem(
          .usage, "there is no word to look for in \"\(lexeme.text)\"", at: lexeme.range)
      }
      return .words(lexeme.text)
    case .view(let lexeme):
      let compiled = try expand(lexeme, source)
      if isTop { inherited.append(compiled) }
      return compiled.expression
    }
  }

  private mutating func expand(_ lexeme: Lexeme, _ source: FilterSource) throws(Diagnostic) -> CompiledFilter
  {
    let name = lexeme.text
    guard let view else {
      throw source.problem(.usage, "a condition cannot use the view @\(name)", at: lexeme.range)
    }
    guard !trail.contains(name) else {
      let circle = (trail.drop { $0 != name } + [name]).map { "@" + $0 }.joined(separator: " → ")
      throw source.problem(.invalidValue, "the view @\(name) uses itself: \(circle)", at: lexeme.range)
    }
    guard let text = view(name) else {
      let viewNames = viewNames()
      let near = Hint.didYouMean(EditDistance.nearest(to: name, among: viewNames).map { "@" + $0 })
      let known: Hint =
        viewNames.isEmpty ? "no views are saved" : "known: \(viewNames.map { "@" + $0 })"
      throw source.problem(
        .invalidValue, "there is no view \"\(name)\"", at: lexeme.range,
        hints: [near, known].compactMap { $0 })
    }
    expansions += 1
    guard trail.count < FilterCompiler.maximumTrail, expansions <= FilterCompiler.maximumExpansions else {
      throw source.problem(.usage, "views use views too often", at: lexeme.range)
    }
    trail.append(name)
    defer { trail.removeLast() }
    return try compile(FilterSource(text, file: "@" + name))
  }

  // MARK: - Directives

  private func limit(_ term: TermSyntax, _ source: FilterSource) throws(Diagnostic) -> Int {
    guard let count = Int(term.value.text), count > 0 else {
      throw source.problem(
        .invalidValue, "limit: takes a whole number above 0, not \"\(term.value.text)\"",
        at: term.value.range.isEmpty ? term.range : term.value.range)
    }
    return count
  }

  private func sortKeys(_ term: TermSyntax, _ source: FilterSource) throws(Diagnostic) -> [SortKey] {
    guard !term.value.text.isEmpty else {
      throw source.problem(
        .usage, "a field is missing after sort:", at: term.range, hints: ["such as sort:-amount"])
    }
    var keys: [SortKey] = []
    var start = term.value.range.lowerBound + (term.value.isQuoted ? 1 : 0)
    for part in term.value.text.split(separator: ",", omittingEmptySubsequences: false) {
      let blanks = part.prefix(while: \.isWhitespace).count
      var name = part.dropFirst(blanks)
      while name.last?.isWhitespace == true { name.removeLast() }
      let sign = name.first.flatMap { $0 == "-" || $0 == "+" ? $0 : nil }
      if sign != nil { name.removeFirst() }
      let first = start + blanks + (sign == nil ? 0 : 1)
      let lexeme = Lexeme(text: String(name), range: first..<(first + name.count))
      start += part.count + 1
      guard !name.isEmpty else {
        throw source.problem(.usage, "a field is missing between commas", at: first..<(first + 1))
      }
      let path = try FieldPath.resolve(lexeme, kind: kind, schema: vocabulary.schema, source: source)
      guard path.isSortable else {
        throw source.problem(.invalidValue, "nothing can be sorted by \(path.text)", at: lexeme.range)
      }
      keys.append(SortKey(path, isDescending: sign == "-"))
    }
    return keys
  }
}

extension FieldPath {
  /// False for states, maps and lists of maps, which have no order.
  var isSortable: Bool {
    if case .state = leaf { return false }
    switch type {
    case .entries, .map: return false
    default: return true
    }
  }
}
