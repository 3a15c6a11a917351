/// Finds a key among the pairs of a mapping; a linear scan while they are few, as they are in records.
struct KeySet {
  /// The number of pairs from which on each key must have been asked for.
  static let scanLimit = 24

  private var places: [String: Int] = [:]

  /// The pair that has the key already; `isASCII` tells that no key has any other character.
  mutating func firstPair(with key: String, in pairs: [Node.Pair], isASCII: Bool) -> Node.Pair? {
    if pairs.count < Self.scanLimit {
      let length = key.utf8.count
      // Equal strings may differ in length only where there is more than ASCII.
      for pair in pairs where (!isASCII || pair.key.utf8.count == length) && pair.key == key { return pair }
      return nil
    }
    if places.isEmpty {
      for (place, pair) in pairs.enumerated() { places[pair.key] = place }
    } else if let last = pairs.indices.last {
      places[pairs[last].key] = last
    }
    return places[key].map { pairs[$0] }
  }
}
