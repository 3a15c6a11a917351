/// The keys of one mapping with their lines; a linear scan while they are few, as they are in records.
struct KeySet {
  private var few: [(key: String, line: Int)] = []
  private var many: [String: Int] = [:]

  /// The line of the same key if it is there already.
  mutating func insert(_ key: String, line: Int) -> Int? {
    if few.count < 24 {
      for known in few where known.key == key { return known.line }
      few.append((key, line))
      return nil
    }
    if many.isEmpty { for known in few { many[known.key] = known.line } }
    if let first = many[key] { return first }
    many[key] = line
    return nil
  }
}
