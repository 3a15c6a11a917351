/// One thing to be found in a record.
enum SearchTerm: Sendable, Hashable {
  /// A folded word as it was typed.
  case typed(String)
  /// A folded word as the same keys give it in the other keyboard layout.
  case layout(String)
  /// A folded word that stands for a typed one.
  case synonym(String)
  /// A folded word spelled just so, or one that begins so.
  case spelled(String, isWhole: Bool)
  /// A phone number or a part of one, as it was typed.
  case phone(String)
}

/// What a record must have: a tree of needs.
indirect enum SearchClause: Sendable, Hashable {
  case need(SearchTerm)
  case all([SearchClause])
  case any([SearchClause])

  static func joined(_ parts: [SearchClause]) -> SearchClause { parts.count == 1 ? parts[0] : .all(parts) }

  /// True when one need alone is enough.
  var isFlat: Bool {
    switch self {
    case .need: true
    case .all: false
    case .any(let parts): parts.allSatisfy(\.isFlat)
    }
  }

  /// Every need in the tree.
  var needs: [SearchTerm] {
    switch self {
    case .need(let need): [need]
    case .all(let parts), .any(let parts): parts.flatMap(\.needs)
    }
  }
}
