import Text

/// How wide the columns of a table are, and how wide they may become.
struct TableLayout {
  static let gap = 2

  let titles: [String]
  /// The titles as the lines of a header, all of one count.
  private(set) var header: [[String]]
  let rows: [[String]]
  let totals: [[String]]
  private let columns: [Column]
  /// What each column takes where there is room for all of it.
  private let widest: [Int]
  /// What each column takes at least; nothing but text is ever cut.
  private let least: [Int]
  /// What each column takes until all others are at their least.
  private let preferred: [Int]

  /// With `stacked` titles of several words take a line for each word.
  init(_ table: Table, stacked: Bool = false) {
    let count = table.columns.count
    columns = table.columns
    titles = table.columns.map { TerminalEscaping.escape($0.title, keepingNewlines: false) }
    rows = table.rows.map { TableLayout.displayed($0, count: count) }
    totals = table.totals.map { TableLayout.displayed($0, count: count) }
    let stacks = titles.map { stacked ? $0.split(separator: " ").map(String.init) : [$0] }
    let depth = stacks.map(\.count).max() ?? 0
    header = (0..<max(depth, 1)).map { line in
      stacks.map { words in
        let place = line - (depth - words.count)
        return words.indices.contains(place) ? words[place] : ""
      }
    }
    let heads = stacks.map { $0.map(DisplayWidth.width).max() ?? 0 }
    var natural = heads
    for row in rows { TableLayout.widen(&natural, by: row) }
    for row in totals { TableLayout.widen(&natural, by: row) }
    widest = natural
    least = table.columns.enumerated().map { index, column in
      column.mayShrink ? max(heads[index], min(natural[index], column.minimum)) : natural[index]
    }
    let least = least
    preferred = table.columns.enumerated().map { index, column in
      max(least[index], min(natural[index], column.preferred))
    }
  }

  private static func displayed(_ row: [Cell], count: Int) -> [String] {
    (0..<count).map { row.cell(at: $0).displayed() }
  }

  private static func widen(_ widths: inout [Int], by row: [String]) {
    for (index, cell) in row.enumerated() where cell.utf8.count > widths[index] {
      widths[index] = max(widths[index], DisplayWidth.width(cell))
    }
  }

  var narrowest: Int { TableLayout.total(least) }
  /// The cells of a line where there is room for all of it.
  var natural: Int { TableLayout.total(widest) }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(widths.count { $0 > 0 } - 1, 0)
  }

  /// The widths of the columns in `width` cells, nil where numbers, dates, ids or titles would be cut. The widest text
  /// shrinks first, and what a column prefers to keep last of all.
  func widths(in width: Int?) -> [Int]? {
    guard let width, natural > width else { return widest }
    guard narrowest <= width else { return nil }
    var widths = widest
    for floor in [preferred, least] { TableLayout.shrink(&widths, to: width, above: floor) }
    return widths
  }

  private static func shrink(_ widths: inout [Int], to width: Int, above floor: [Int]) {
    while TableLayout.total(widths) > width {
      let shrinkable = widths.indices.filter { widths[$0] > floor[$0] }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { return }
      let level = widths[widest]
      let next = shrinkable.map { widths[$0] }.filter { $0 < level }.max() ?? 0
      let peers = shrinkable.filter { widths[$0] == level }
      let step = max(min(level - next, (TableLayout.total(widths) - width) / peers.count), 1)
      for index in peers where TableLayout.total(widths) > width {
        widths[index] = max(level - step, floor[index])
      }
    }
  }
}
