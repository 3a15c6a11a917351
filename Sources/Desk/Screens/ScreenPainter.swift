import Output

/// Turns screens into what a terminal has to be sent: only what has changed since the last one.
package struct ScreenPainter: Sendable {
  private var shown: [ScreenLine] = []
  private var size: ScreenSize?
  private let hasColor: Bool

  /// Without colours what stands out is bold, dim or reversed.
  package init(hasColor: Bool) { self.hasColor = hasColor }

  /// Takes the terminal over: its other screen, pasted text as one piece.
  package static let beginning = "\u{1b}[?1049h\u{1b}[?2004h\u{1b}[?25l\u{1b}[H\u{1b}[2J"
  /// Gives it back as it was.
  package static let end = "\u{1b}[0m\u{1b}[?25h\u{1b}[?2004l\u{1b}[?1049l"

  /// Everything is drawn anew the next time.
  package mutating func forget() { size = nil }

  package mutating func paint(_ screen: DeskScreen, _ size: ScreenSize) -> String {
    var text = "\u{1b}[?25l"
    if size != self.size {
      text += "\u{1b}[0m\u{1b}[H\u{1b}[2J"
      shown = []
    }
    for (row, line) in screen.lines.enumerated() where row >= shown.count || shown[row] != line {
      text += "\u{1b}[\(row + 1);1H\u{1b}[0m\(painted(line))\u{1b}[0m"
      // A line that fills the last cell must not have that cleared.
      if line.width < size.width { text += "\u{1b}[K" }
    }
    if let cursor = screen.cursor { text += "\u{1b}[\(cursor.row + 1);\(cursor.column + 1)H\u{1b}[?25h" }
    shown = screen.lines
    self.size = size
    return text
  }

  private func painted(_ line: ScreenLine) -> String {
    line.pieces.map { piece in
      let codes = [piece.isChosen ? "7" : nil, code(piece.tint)].compactMap { $0 }
      return codes.isEmpty
        ? piece.text : "\u{1b}[\(codes.joined(separator: ";"))m\(piece.text)\u{1b}[0m"
    }.joined()
  }

  private func code(_ tint: Tint?) -> String? {
    switch tint {
    case nil: nil
    case .bold: "1"
    case .dim: "2"
    case .red: hasColor ? "31" : "1"
    case .green: hasColor ? "32" : nil
    case .yellow: hasColor ? "33" : nil
    case .cyan: hasColor ? "36" : nil
    }
  }
}
