/// A regular expression of a filter: unanchored, ignoring case, matched in time linear in the text.
///
/// It knows literals, `.`, classes, `\d \w \s` and their opposites, groups, `|`, `* + ? {m,n}`, `^ $ \b \B` and escapes.
/// What cannot be matched in linear time, such as back-references and look-around, is refused.
struct RegexPattern: Sendable {
  let text: String
  private let program: PatternProgram

  /// Longer patterns are no filters.
  static let maximumPattern = 500

  /// Why a text is no pattern that can be used; the range counts characters from 0.
  struct Fault: Error {
    let message: String
    let range: Range<Int>
    let hint: String?

    init(_ message: String, at range: Range<Int>, hint: String? = nil) {
      self.message = message
      self.range = range
      self.hint = hint
    }
  }

  init(_ text: String) throws(Fault) {
    self.text = text
    guard text.count <= RegexPattern.maximumPattern else {
      throw Fault(
        "the expression is longer than \(RegexPattern.maximumPattern) characters", at: 0..<text.count)
    }
    var parser = PatternParser(text)
    let node = try parser.parse()
    program = try PatternProgram(node, literals: parser.literals, length: text.count)
  }

  func matches(_ text: String) -> Bool {
    var steps = 0
    return matches(text, steps: &steps)
  }

  /// The same, counting what it looks at: never more than a few times the text's length times `size`.
  func matches(_ text: String, steps: inout Int) -> Bool {
    program.matches(PatternText(text, literals: program.literals).items, steps: &steps)
  }

  /// How many instructions the expression has become.
  var size: Int { program.size }
}
