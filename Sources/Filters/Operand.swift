import Records

/// The right side of a term, as far as it is known before there is a repository, a user and a moment.
enum Operand: Sendable {
  /// A test that needs none of them.
  case test(ValueTest)
  case date(Comparison, String)
  case phone(String, isExact: Bool)
  case owner(String, isExact: Bool)
  case stage(String, isExact: Bool)
  case reference(Kind, String, isExact: Bool)
  /// Words in any value of a list's entries or of a map.
  case inside(String, isExact: Bool)
}

/// A filter checked against the field tables.
indirect enum Expression: Sendable {
  case constant(Bool)
  case all([Expression])
  case any([Expression])
  case not(Expression)
  case test(FieldPath, Operand)
  case state(FieldPath, RecordState)
  /// A bare word or phrase.
  case words(String)

  /// The first bare word or phrase, as it is looked for.
  var word: String? {
    switch self {
    case .words(let text): text
    case .all(let parts), .any(let parts): parts.lazy.compactMap(\.word).first
    case .not(let part): part.word
    case .constant, .test, .state: nil
    }
  }

  /// The currencies that amounts in it are compared in.
  var currencies: Set<String> {
    switch self {
    case .constant, .words, .state: []
    case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.currencies) }
    case .not(let part): part.currencies
    case .test(_, .test(.number(_, _, let currency))): currency.map { [$0] } ?? []
    case .test: []
    }
  }

  /// Every path that the expression reads, in the order of the text.
  var paths: [FieldPath] {
    switch self {
    case .constant, .words: []
    case .all(let parts), .any(let parts): parts.flatMap(\.paths)
    case .not(let part): part.paths
    case .test(let path, _), .state(let path, _): [path]
    }
  }
}
