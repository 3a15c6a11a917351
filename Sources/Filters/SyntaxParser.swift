import Diagnostics

/// Reads the grammar: `not` binds tightest, then `and` (also side by side), then `or`.
struct SyntaxParser {
  private let source: FilterSource
  private let characters: [Character]
  private var position = 0
  private var openParentheses = 0
  private(set) var directives: [DirectiveSyntax] = []

  /// Deep enough for people, shallow enough for any thread's stack.
  private static let maximumDepth = 64

  init(_ source: FilterSource) {
    self.source = source
    characters = source.characters
  }

  /// The whole filter; nil when it has no term.
  mutating func parse() throws(Diagnostic) -> Syntax? {
    guard characters.count <= FilterSource.maximumLength else {
      throw source.problem(
        .usage, "the filter is longer than \(FilterSource.maximumLength) characters", at: 0..<1)
    }
    let syntax = try alternatives()
    if position < characters.count { throw problem("this parenthesis closes nothing", at: position) }
    return syntax
  }

  // MARK: - Structure

  private mutating func alternatives() throws(Diagnostic) -> Syntax? {
    var branches: [Syntax] = []
    var missing = false
    var operators: [Range<Int>] = []
    repeat {
      if let branch = try conjunction() { branches.append(branch) } else { missing = true }
      guard let range = takeKeyword("or") else { break }
      operators.append(range)
    } while true
    if missing, let range = operators.last {
      throw source.problem(.usage, "\"or\" needs a term on both sides", at: range)
    }
    return branches.count > 1 ? .any(branches) : branches.first
  }

  private mutating func conjunction() throws(Diagnostic) -> Syntax? {
    var terms: [Syntax] = []
    var hasLeft = false
    var pending: Range<Int>?
    while true {
      skipBlanks()
      if isAtEnd || characters[position] == ")" || isKeyword("or") { break }
      if let range = takeKeyword("and") {
        guard hasLeft, pending == nil else {
          throw source.problem(.usage, "\"and\" needs a term on both sides", at: range)
        }
        pending = range
        continue
      }
      if let term = try negation() { terms.append(term) }
      hasLeft = true
      pending = nil
    }
    if let pending { throw source.problem(.usage, "\"and\" needs a term on both sides", at: pending) }
    return terms.count > 1 ? .all(terms) : terms.first
  }

  private mutating func negation() throws(Diagnostic) -> Syntax? {
    var isNegated = false
    var last: Range<Int>?
    while true {
      skipBlanks()
      if let range = takeKeyword("not") {
        isNegated.toggle()
        last = range
      } else if !isAtEnd, characters[position] == "-" {
        isNegated.toggle()
        last = position..<(position + 1)
        position += 1
        if isAtEnd || isBlank(position) {
          throw source.problem(.usage, "\"-\" needs a term right after it", at: position - 1..<position)
        }
      } else {
        break
      }
    }
    if let last, isAtEnd || characters[position] == ")" || isKeyword("or") || isKeyword("and") {
      let word = text(last)
      throw source.problem(.usage, "\"\(word)\" needs a term after it", at: last)
    }
    let count = directives.count
    let start = position
    let term = try primary()
    if directives.count > count, last != nil {
      throw source.problem(
        .usage, "\(directives[count].name.rawValue): cannot be negated", at: start..<position,
        hints: directives[count].name == .sort ? ["sort:-amount sorts downwards"] : [])
    }
    guard isNegated, let term else { return term }
    return .not(term)
  }

  private mutating func primary() throws(Diagnostic) -> Syntax? {
    let start = position
    switch characters[position] {
    case "(":
      openParentheses += 1
      guard openParentheses <= SyntaxParser.maximumDepth else {
        throw problem("parentheses go deeper than \(SyntaxParser.maximumDepth)", at: start)
      }
      position += 1
      let inner = try alternatives()
      guard !isAtEnd, characters[position] == ")" else {
        throw problem("this parenthesis is not closed", at: start)
      }
      position += 1
      openParentheses -= 1
      guard let inner else {
        throw source.problem(.usage, "there is nothing in these parentheses", at: start..<position)
      }
      return inner
    case "\"":
      return .words(try quoted(isPattern: false))
    case "@":
      position += 1
      let name = bare()
      guard !name.text.isEmpty else { throw problem("the name of a view is missing after \"@\"", at: start) }
      return .view(Lexeme(text: name.text, range: start..<position))
    case ":", "=", "<", ">", "~":
      throw problem(
        "a field is missing before \"\(characters[start])\"", at: start, hints: ["such as stage:proposal"])
    case "!":
      throw problem("\"!\" is not known here", at: start, hints: ["write not, or - right before the term"])
    default:
      if let term = try term() { return term }
      return .words(bare())
    }
  }

  // MARK: - Terms

  /// `field`, an operator and a value; nil, with nothing taken, where no such thing begins here.
  private mutating func term() throws(Diagnostic) -> Syntax?? {
    guard let term = try field() else { return nil }
    guard let name = DirectiveSyntax.Name(rawValue: term.path.text), term.comparison == .has else {
      return .some(.term(term))
    }
    guard openParentheses == 0 else {
      throw source.problem(.usage, "\(name.rawValue): stands outside parentheses", at: term.range)
    }
    directives.append(DirectiveSyntax(name: name, term: term))
    return .some(nil)
  }

  private mutating func field() throws(Diagnostic) -> TermSyntax? {
    let start = position
    guard characters[start].isLetter || characters[start] == "_" else { return nil }
    while !isAtEnd, SyntaxParser.isPathCharacter(characters[position]) { position += 1 }
    let path = Lexeme(text: text(start..<position), range: start..<position)
    skipBlanks()
    let isSpaced = position > path.range.upperBound
    guard let comparison = takeComparison(), !(isSpaced && comparison == .has) else {
      position = start
      return nil
    }
    // `amount > 0` may be spaced, while `field: word` is an empty field beside a word.
    if comparison != .has, isSpaced || comparison.isOrdered || comparison == .matches { skipBlanks() }
    let value = try value(of: path, comparison)
    return TermSyntax(path: path, comparison: comparison, value: value)
  }

  private mutating func value(
    of path: Lexeme, _ comparison: Comparison
  ) throws(Diagnostic) -> Lexeme {
    let start = position
    if isAtEnd || isBlank(position) || characters[position] == ")" {
      if comparison.isOrdered || comparison == .matches {
        throw source.problem(
          .usage, "a value is missing after \"\(path.text)\(comparison.rawValue)\"",
          at: path.range.lowerBound..<start)
      }
      return Lexeme(text: "", range: start..<start)
    }
    if characters[start] == "\"" {
      let lexeme = try quoted(isPattern: comparison == .matches)
      guard isAtEnd || isBlank(position) || characters[position] == ")" else {
        throw problem("a blank is missing after the closing quote", at: position)
      }
      return lexeme
    }
    if characters[start] == "(", comparison != .matches {
      throw problem(
        "a value cannot be a group", at: start,
        hints: ["write (\(path.text):one or \(path.text):other), or put the value in quotes"])
    }
    return bare()
  }

  private mutating func takeComparison() -> Comparison? {
    guard !isAtEnd else { return nil }
    let hasEqual = position + 1 < characters.count && characters[position + 1] == "="
    let comparison: Comparison
    switch characters[position] {
    case ":": comparison = .has
    case "=": comparison = .equal
    case "!" where hasEqual: comparison = .notEqual
    case "<": comparison = hasEqual ? .lessOrEqual : .less
    case ">": comparison = hasEqual ? .greaterOrEqual : .greater
    case "~": comparison = .matches
    default: return nil
    }
    // `==` is what programmers write for `=`.
    position += hasEqual && comparison != .has && comparison != .matches ? 2 : 1
    return comparison
  }

  // MARK: - Characters

  /// Everything up to a blank or to a parenthesis that it did not open.
  private mutating func bare() -> Lexeme {
    let start = position
    var depth = 0
    while !isAtEnd, !isBlank(position) {
      if characters[position] == "(" { depth += 1 }
      if characters[position] == ")" {
        if depth == 0 { break }
        depth -= 1
      }
      position += 1
    }
    return Lexeme(text: text(start..<position), range: start..<position)
  }

  /// From quote to quote; `\"` and `\\` stand for the second character, and a pattern keeps its backslashes.
  private mutating func quoted(isPattern: Bool) throws(Diagnostic) -> Lexeme {
    let start = position
    var text = ""
    position += 1
    while !isAtEnd {
      let character = characters[position]
      if character == "\"" {
        position += 1
        return Lexeme(text: text, range: start..<position, isQuoted: true)
      }
      if character == "\\", position + 1 < characters.count,
        characters[position + 1] == "\"" || characters[position + 1] == "\\"
      {
        if isPattern { text.append(character) }
        position += 1
      }
      text.append(characters[position])
      position += 1
    }
    throw problem("this quote is not closed", at: start)
  }

  private var isAtEnd: Bool { position >= characters.count }

  private func isBlank(_ index: Int) -> Bool { characters[index].isWhitespace }

  private mutating func skipBlanks() {
    while !isAtEnd, isBlank(position) { position += 1 }
  }

  private static func isPathCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "." || character == "-"
  }

  private func text(_ range: Range<Int>) -> String {
    var text = ""
    for character in characters[range] { text.append(character) }
    return text
  }

  private func isKeyword(_ word: String) -> Bool {
    let end = position + word.count
    guard end <= characters.count else { return false }
    for (place, letter) in zip(position..<end, word) {
      let written = characters[place]
      guard written == letter || written.lowercased() == String(letter) else { return false }
    }
    return end == characters.count || isBlank(end) || characters[end] == "(" || characters[end] == ")"
  }

  private mutating func takeKeyword(_ word: String) -> Range<Int>? {
    skipBlanks()
    guard isKeyword(word) else { return nil }
    let start = position
    position += word.count
    return start..<position
  }

  private func problem(_ message: String, at index: Int, hints: [Hint] = []) -> Diagnostic {
    source.problem(.usage, message, at: index..<(index + 1), hints: hints)
  }
}
