package import Records

/// The part of all that can be found that a search is narrowed to.
package enum SearchScope: Sendable, Hashable, CaseIterable {
  case kind(Kind)
  /// Actions and commands.
  case actions

  package static var allCases: [SearchScope] { Kind.allCases.map { .kind($0) } + [.actions] }

  package var word: String {
    switch self {
    case .kind(let kind): kind.rawValue
    case .actions: "action"
    }
  }

  /// A kind, singular or plural, or `action`, in any case.
  package init?(word: String) {
    if ["action", "actions"].contains(word.lowercased()) {
      self = .actions
    } else if let kind = Kind(word: word) {
      self = .kind(kind)
    } else {
      return nil
    }
  }

  var kind: Kind? { if case .kind(let kind) = self { kind } else { nil } }
}
