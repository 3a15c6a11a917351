import Output
import Text

/// The board in lines: as many columns as fit, the chosen one among them.
struct BoardLines {
  private(set) var lines: [ScreenLine] = []
  private let board: DeskBoard
  private let size: ScreenSize
  private let shown: Range<Int>
  private let columnWidth: Int

  private static let narrowest = 18
  private static let gap = 2

  init(_ board: DeskBoard, _ size: ScreenSize) {
    self.board = board
    self.size = size
    let fitting = max((size.width + BoardLines.gap) / (BoardLines.narrowest + BoardLines.gap), 1)
    let count = min(fitting, board.columns.count)
    let first = min(max(board.column - count / 2, 0), max(board.columns.count - count, 0))
    shown = first..<first + count
    columnWidth = count == 0 ? size.width : (size.width - BoardLines.gap * (count - 1)) / count
    guard !board.columns.isEmpty else {
      lines = [ScreenLine("This pipeline has no open stage.", .dim)]
      return
    }
    if size.height > 6 { lines += [heading, ScreenLine()] }
    let columns = shown.map { column($0, room: size.height - lines.count) }
    for row in 0..<(columns.map(\.count).max() ?? 0) {
      var line = ScreenLine()
      for (place, column) in columns.enumerated() {
        line.fill(to: place * (columnWidth + BoardLines.gap))
        if row < column.count { line.add(column[row].cut(to: columnWidth)) }
      }
      lines.append(line)
    }
  }

  /// The pipeline, and which of its stages are not on the screen.
  private var heading: ScreenLine {
    var left = ScreenLine(board.name, .bold)
    if board.count > 1 { left.add("  \(board.place + 1) of \(board.count)", .dim) }
    var right = ScreenLine()
    if shown.count < board.columns.count {
      right.add(
        (shown.lowerBound > 0 ? "← " : "  ") + "stages \(shown.lowerBound + 1)–\(shown.upperBound)"
          + " of \(board.columns.count)" + (shown.upperBound < board.columns.count ? " →" : "  "), .dim)
    }
    return ScreenLine.spread(left, right, size.width)
  }

  private func column(_ place: Int, room: Int) -> [ScreenLine] {
    let column = board.columns[place]
    let isHere = place == board.column
    let count = " (\(column.tiles.count))"
    let nameRoom = columnWidth - DisplayWidth.width(count) - 2
    var head = ScreenLine(isHere && size.width < 2 * BoardLines.narrowest ? "‹ " : "")
    head.add(DisplayWidth.truncate(column.name, to: max(nameRoom, 1)) + count, .bold)
    var lines = [head]
    if room > 8 {
      lines.append(ScreenLine(column.sums, .dim))
      lines.append(ScreenLine(String(repeating: "─", count: columnWidth), .dim))
    }
    let tiles = column.tiles.enumerated().map { tile($1, isChosen: isHere && $0 == board.row, room: room) }
    let depth = max(tiles.first?.count ?? 1, 1)
    let fitting = max((room - lines.count) / depth, 1)
    let chosen = isHere ? board.row : 0
    let first = min(max(chosen - fitting + 1, 0), max(tiles.count - fitting, 0))
    lines += tiles.dropFirst(first).prefix(fitting).flatMap { $0 }
    let hidden = tiles.count - min(first + fitting, tiles.count)
    if hidden > 0, lines.count >= room, room > 4 {
      lines[room - 1] = ScreenLine("  ↓ \(hidden) more", .dim)
    }
    return Array(lines.prefix(room))
  }

  /// A deal in as many lines as there is room for; every tile of a board has the same number.
  private func tile(_ tile: DeskBoard.Tile, isChosen: Bool, room: Int) -> [ScreenLine] {
    var title = ScreenLine(isChosen ? "▸ " : "  ", .bold)
    let name = ScreenLine(tile.title).text
    title.add(
      DisplayWidth.truncate(name, to: max(columnWidth - 2, 1)), room <= 8 && tile.isLate ? .red : nil,
      isChosen: isChosen)
    if room <= 8 { return [title] }
    let about = ScreenLine("  " + tile.about, .dim)
    let step = ScreenLine("  " + tile.step, tile.isLate ? .red : nil)
    return room > 14 ? [title, about, step, ScreenLine()] : [title, step]
  }
}
