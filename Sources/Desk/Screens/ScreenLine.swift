package import Output
import Text

/// A line of the screen: pieces of text, each with its look. Text is escaped when it enters.
package struct ScreenLine: Sendable, Hashable {
  package struct Piece: Sendable, Hashable {
    package let text: String
    package let tint: Tint?
    /// Whether it stands out as what is chosen.
    package let isChosen: Bool
  }

  package private(set) var pieces: [Piece] = []
  package private(set) var width = 0

  package init(_ text: String = "", _ tint: Tint? = nil, isChosen: Bool = false) {
    add(text, tint, isChosen: isChosen)
  }

  package var text: String { pieces.map(\.text).joined() }

  package mutating func add(_ text: String, _ tint: Tint? = nil, isChosen: Bool = false) {
    guard !text.isEmpty else { return }
    let shown = TerminalEscaping.escape(text, keepingNewlines: false)
    pieces.append(Piece(text: shown, tint: tint, isChosen: isChosen))
    width += DisplayWidth.width(shown)
  }

  package mutating func add(_ line: ScreenLine) {
    pieces += line.pieces
    width += line.width
  }

  /// Blanks up to a column.
  package mutating func fill(to column: Int) {
    if column > width { add(String(repeating: " ", count: column - width)) }
  }

  /// The line in at most `limit` cells, with … where something is cut.
  package func cut(to limit: Int) -> ScreenLine {
    guard width > limit else { return self }
    var line = ScreenLine()
    for piece in pieces {
      let rest = limit - line.width
      let isLast = line.width + DisplayWidth.width(piece.text) >= limit
      guard isLast else {
        line.add(ScreenLine(piece))
        continue
      }
      // What is cut says so, also where the piece itself would just fit.
      let text = DisplayWidth.truncate(piece.text + "…", to: rest)
      line.add(ScreenLine(Piece(text: text, tint: piece.tint, isChosen: piece.isChosen)))
      break
    }
    return line
  }

  private init(_ piece: Piece) {
    pieces = [piece]
    width = DisplayWidth.width(piece.text)
  }

  /// Two texts at the ends of a line of `width` cells; the right one gives way.
  package static func spread(_ left: ScreenLine, _ right: ScreenLine, _ width: Int) -> ScreenLine {
    guard left.width + right.width + 2 <= width else { return left.cut(to: width) }
    var line = left
    line.fill(to: width - right.width)
    line.add(right)
    return line
  }

  /// The text in lines of at most `width` cells, broken at blanks where there are any.
  package static func wrapped(_ text: String, _ width: Int) -> [String] {
    let escaped = TerminalEscaping.escape(text, keepingNewlines: true)
    return escaped.split(separator: "\n", omittingEmptySubsequences: false).flatMap { part in
      wrappedLine(String(part), max(width, 2))
    }
  }

  private static func wrappedLine(_ text: String, _ width: Int) -> [String] {
    guard DisplayWidth.width(text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let candidate = line.isEmpty ? String(word) : line + " " + word
      if DisplayWidth.width(candidate) <= width {
        line = candidate
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      // A word that fits into no line is broken.
      for character in word {
        if DisplayWidth.width(line) + DisplayWidth.width(of: character) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
