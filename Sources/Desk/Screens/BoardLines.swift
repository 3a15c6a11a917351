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
    let detail = size.height > 14 ? BoardLines.detail(board.tile) : []
    let room = size.height - lines.count - detail.count
    let columns = shown.map { column($0, room: room) }
    for row in 0..<(detail.isEmpty ? columns.map(\.count).max() ?? 0 : room) {
      var line = ScreenLine()
      for (place, column) in columns.enumerated() {
        line.fill(to: place * (columnWidth + BoardLines.gap))
        if row < column.count { line.add(column[row].cut(to: columnWidth)) }
      }
      lines.append(line)
    }
    lines += detail
  }

  /// The chosen deal in the whole width, since a column cuts what is long.
  private static func detail(_ tile: DeskBoard.Tile?) -> [ScreenLine] {
    guard let tile else { return [ScreenLine(), ScreenLine("no deal is chosen", .dim), ScreenLine()] }
    var title = ScreenLine(tile.title, .bold)
    if !tile.about.isEmpty { title.add("  " + tile.about, .dim) }
    return [ScreenLine(), title, ScreenLine(tile.step, tile.isLate ? .red : nil)]
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
    var lines = [head(column, place)]
    if room > 8 {
      lines.append(ScreenLine(column.sums, .dim))
      let rule = String(repeating: isHere ? "━" : "─", count: columnWidth)
      lines.append(ScreenLine(rule, isHere ? .bold : .dim))
    }
    let depth = room > 14 ? 4 : room > 8 ? 2 : 1
    let fitting = max((room - lines.count) / depth, 1)
    let chosen = isHere ? board.row : 0
    let first = min(max(chosen - fitting + 1, 0), max(column.tiles.count - fitting, 0))
    for (row, tile) in column.tiles.enumerated().dropFirst(first).prefix(fitting) {
      lines += self.tile(tile, isChosen: isHere && row == board.row, room: room)
    }
    let hidden = column.tiles.count - min(first + fitting, column.tiles.count)
    if hidden > 0, room > 8 {
      lines = Array(lines.prefix(room - 1))
      lines += Array(repeating: ScreenLine(), count: room - 1 - lines.count)
      lines.append(ScreenLine("  ↓ \(hidden) more", .dim))
    }
    return Array(lines.prefix(room))
  }

  /// The name of a stage and how many deals it has; where there is room for one column, also which one it is.
  private func head(_ column: DeskBoard.Column, _ place: Int) -> ScreenLine {
    let isSingle = shown.count == 1 && board.columns.count > 1
    var head = ScreenLine(isSingle ? "\(place + 1)/\(board.columns.count) " : "", .dim)
    let count = "  \(column.tiles.count)"
    let room = columnWidth - head.width - DisplayWidth.width(count)
    head.add(DisplayWidth.truncate(column.name, to: max(room, 1)), .bold)
    head.add(count, .dim)
    return head
  }

  /// A deal in four, two lines or one, by the room that there is.
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
