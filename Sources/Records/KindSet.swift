/// A set of kinds of record.
package struct KindSet: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package init(_ kind: Kind) { rawValue = 1 << UInt8(kind.order) }

  package init(_ kinds: some Sequence<Kind>) {
    self = kinds.reduce(into: []) { $0.insert(KindSet($1)) }
  }

  /// As the library does it, which looks up first what a list can do.
  package init(arrayLiteral sets: KindSet...) {
    var united: UInt8 = 0
    for set in sets { united |= set.rawValue }
    rawValue = united
  }

  package static let all = KindSet(Kind.allCases)

  package func contains(_ kind: Kind) -> Bool { rawValue & (1 << UInt8(kind.order)) != 0 }

  package mutating func insert(_ kind: Kind) { insert(KindSet(kind)) }

  /// The kinds in the order of all of them.
  package var kinds: [Kind] { Kind.allCases.filter(contains) }

  /// Whether a path, relative to the repository's root, lies in the folder of one of them.
  package func containsFolder(ofPath path: String) -> Bool { Kind(ofPath: path).map(contains) ?? false }
}
