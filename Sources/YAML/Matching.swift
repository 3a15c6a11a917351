/// Whether what a file says is what a value says. Text is compared by bytes, so that a change of Unicode form counts.
extension Node {
  /// Whether writing the value here would change nothing that a reader of the field sees.
  ///
  /// How a scalar is quoted does not matter; a lone scalar stands for a list of one, and nothing for an empty list.
  package func matches(_ value: YAMLValue) -> Bool {
    switch (content, value) {
    case (.scalar(let text), .text(let wanted)), (.scalar(let text), .plain(let wanted)):
      return text.utf8.elementsEqual(wanted.utf8)
    case (.scalar, .list(let items)):
      return items.isEmpty ? isNull : items.count == 1 && !items[0].isCollection && matches(items[0])
    case (.scalar, .map(let entries)): return entries.isEmpty && isNull
    case (.sequence(let items), .list(let wanted)):
      return items.count == wanted.count && zip(items, wanted).allSatisfy { $0.matches($1) }
    case (.mapping(let pairs), .map(let entries)):
      guard pairs.count == entries.count else { return false }
      let index = PairIndex(pairs)
      return entries.allSatisfy { index[$0.key]?.value.matches($0.value) ?? false }
    default: return false
    }
  }

  /// Whether two nodes hold the same values; the order of keys does not matter.
  func holdsSame(as other: Node) -> Bool {
    switch (content, other.content) {
    case (.scalar(let text), .scalar(let wanted)): return text.utf8.elementsEqual(wanted.utf8)
    case (.sequence(let items), .sequence(let others)):
      return items.count == others.count && zip(items, others).allSatisfy { $0.holdsSame(as: $1) }
    case (.mapping(let pairs), .mapping(let others)):
      guard pairs.count == others.count else { return false }
      let index = PairIndex(others)
      return pairs.allSatisfy { pair in
        index[pair.key].map { pair.value.holdsSame(as: $0.value) } ?? false
      }
    default: return false
    }
  }
}

extension YAMLValue {
  var isCollection: Bool {
    switch self {
    case .text, .plain: false
    case .list, .map: true
    }
  }
}

/// The pairs of a mapping by key, hashed only where they are many.
struct PairIndex {
  private let pairs: [Node.Pair]
  private let places: [String: Int]

  init(_ pairs: [Node.Pair]) {
    self.pairs = pairs
    var places: [String: Int] = [:]
    if pairs.count > 24 {
      places.reserveCapacity(pairs.count)
      for (place, pair) in pairs.enumerated() { places[pair.key] = place }
    }
    self.places = places
  }

  func place(of key: String) -> Int? {
    places.isEmpty ? pairs.firstIndex { $0.key == key } : places[key]
  }

  subscript(key: String) -> Node.Pair? { place(of: key).map { pairs[$0] } }
}
