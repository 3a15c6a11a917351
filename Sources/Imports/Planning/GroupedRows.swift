import Records

/// Which rows of a source make one record together: those with the same text in a column.
struct RowGrouping: Sendable {
  /// Of these the first that is filled has the text.
  private let columns: [Column]
  /// How many rows have a text, by its hash; only where that is more than one.
  private let sizes: [Int: Int32]

  /// Counts the rows of every group; nil where the source has no such column, or each text once. What is passed over is in
  /// no group.
  init?(_ group: String?, header: Header, source: RowSource, isPassed: (Row) -> Bool) {
    guard let group else { return nil }
    columns = TitlePattern.columns(group, in: header)
    guard !columns.isEmpty else { return nil }
    var counts: [Int: Int32] = [:]
    for row in source.rows().dropFirst(header.rowsBefore) {
      guard let key = RowGrouping.key(of: row, columns), !isPassed(row) else { continue }
      counts[key.hashValue, default: 0] += 1
    }
    sizes = counts.filter { $0.value > 1 }
    if sizes.isEmpty { return nil }
  }

  func key(of row: Row) -> String? { RowGrouping.key(of: row, columns) }

  private static func key(of row: Row, _ columns: [Column]) -> String? {
    for column in columns {
      let text = CellText.trimmed(row[text: column.position])
      if !text.isEmpty { return text }
    }
    return nil
  }

  /// How many rows have this text.
  func size(of key: String) -> Int { Int(sizes[key.hashValue] ?? 1) }
}

/// Rows with those of a group joined; a group comes once its last row is there.
struct GroupedRows<Base: IteratorProtocol>: IteratorProtocol, Sequence where Base.Element == Row {
  private var base: Base
  private let grouping: RowGrouping?
  private let isPassed: (Row) -> Bool
  private var waiting: [String: [Row]] = [:]

  init(_ base: Base, _ grouping: RowGrouping?, isPassed: @escaping (Row) -> Bool) {
    self.base = base
    self.grouping = grouping
    self.isPassed = isPassed
  }

  mutating func next() -> Row? {
    while let row = base.next() {
      guard let grouping, let key = grouping.key(of: row), !isPassed(row) else { return row }
      let size = grouping.size(of: key)
      guard size > 1 else { return row }
      waiting[key, default: []].append(row)
      guard waiting[key]?.count == size, let group = waiting.removeValue(forKey: key) else { continue }
      return GroupedRows.joined(group)
    }
    // Two texts of one hash: each has fewer rows than were counted.
    guard let key = waiting.keys.min(), let group = waiting.removeValue(forKey: key) else { return nil }
    return GroupedRows.joined(group)
  }

  private static func joined(_ group: [Row]) -> Row {
    var first = group[0]
    if group.count > 1 { first.members = group }
    return first
  }
}
