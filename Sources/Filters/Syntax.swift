/// What stands between a field and its value.
enum Comparison: String, Sendable, Hashable {
  case has = ":"
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case matches = "~"

  /// True for the four that need an order.
  var isOrdered: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: true
    case .has, .equal, .notEqual, .matches: false
    }
  }
}

/// A piece of the filter's text and where it stands, in characters from 0.
struct Lexeme: Sendable, Hashable {
  let text: String
  let range: Range<Int>
  var isQuoted = false
}

/// `field:value` before anybody knows what the field is.
struct TermSyntax: Sendable, Hashable {
  let path: Lexeme
  let comparison: Comparison
  let value: Lexeme

  var range: Range<Int> { path.range.lowerBound..<value.range.upperBound }
}

/// A filter as it is written, not yet checked against any field table.
indirect enum Syntax: Sendable, Hashable {
  case all([Syntax])
  case any([Syntax])
  case not(Syntax)
  case term(TermSyntax)
  case words(Lexeme)
  case view(Lexeme)
}

/// `sort:` and `limit:`, which say nothing about a single record.
struct DirectiveSyntax: Sendable, Hashable {
  enum Name: String, Sendable {
    case sort, limit
  }

  let name: Name
  let term: TermSyntax
}
