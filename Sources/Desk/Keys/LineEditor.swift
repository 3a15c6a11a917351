import Text

/// A line of text that is being typed, with a cursor.
package struct LineEditor: Sendable, Hashable {
  package private(set) var text: String
  /// How many characters stand before the cursor.
  package private(set) var cursor: Int
  /// Whether the text is a proposal that nobody has touched: what is typed takes its place.
  package private(set) var isProposal: Bool

  package init(_ text: String = "", isProposal: Bool = false) {
    self.text = text
    cursor = text.count
    self.isProposal = isProposal && !text.isEmpty
  }

  /// False for a key that edits nothing.
  package mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let pasted): insert(pasted)
    case .backspace: if cursor > 0 { remove(cursor - 1..<cursor) }
    case .delete: if cursor < text.count { remove(cursor..<cursor + 1) }
    case .left: cursor = max(cursor - 1, 0)
    case .right: cursor = min(cursor + 1, text.count)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .control("u"): remove(0..<cursor)
    case .control("w"): remove(startOfWord..<cursor)
    default: return false
    }
    isProposal = false
    return true
  }

  private mutating func insert(_ more: String) {
    // One line: what would end it, or steer the terminal, becomes a blank.
    let line = String(more.map { $0.isNewline || $0 == "\t" ? " " : $0 }.filter { !$0.isControl })
    if isProposal {
      text = ""
      cursor = 0
    }
    let head = text.prefix(cursor) + line
    let tail = text.dropFirst(cursor)
    // A combining mark joins the character before it, so that the count is taken of the whole.
    cursor = head.count
    text = String(head + tail)
  }

  private mutating func remove(_ range: Range<Int>) {
    text = String(text.prefix(range.lowerBound) + text.dropFirst(range.upperBound))
    cursor = range.lowerBound
  }

  private var startOfWord: Int {
    var head = text.prefix(cursor)
    while head.last == " " { head.removeLast() }
    while let last = head.last, last != " " { head.removeLast() }
    return head.count
  }

  /// The part of the line that fits into `width` cells with the cursor in it, and the cell of the cursor.
  package func window(_ width: Int) -> (text: String, cursor: Int) {
    if isProposal {
      // What nobody has touched is read from its beginning.
      let shown = DisplayWidth.truncate(text, to: width)
      return (shown, min(DisplayWidth.width(shown), max(width - 1, 0)))
    }
    let characters = Array(text)
    var start = cursor
    var used = 1
    while start > 0, used + DisplayWidth.width(of: characters[start - 1]) <= max(width, 1) {
      start -= 1
      used += DisplayWidth.width(of: characters[start])
    }
    let before = String(characters[start..<cursor])
    var shown = before
    for character in characters[cursor...] {
      guard DisplayWidth.width(shown) + DisplayWidth.width(of: character) <= width else { break }
      shown.append(character)
    }
    return (shown, DisplayWidth.width(before))
  }
}

extension Character {
  fileprivate var isControl: Bool { unicodeScalars.contains { TerminalEscaping.isControl($0) } }
}
