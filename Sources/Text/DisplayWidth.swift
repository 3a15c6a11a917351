/// How many terminal cells text takes, counted by grapheme clusters.
package enum DisplayWidth {
  /// Where text stands inside a wider field.
  package enum Alignment: Sendable, Hashable { case left, right, center }

  /// The cells that `s` takes: East Asian wide characters and emoji two, combining and invisible ones none.
  package static func width(_ s: String) -> Int {
    var isPrintableASCII = true
    var count = 0
    for byte in s.utf8 {
      if byte < 0x20 || byte >= 0x7F {
        isPrintableASCII = false
        break
      }
      count += 1
    }
    if isPrintableASCII { return count }
    return s.reduce(0) { $0 + width(of: $1) }
  }

  /// `s` if it fits into `width` cells, else its beginning and "…" in at most `width` cells.
  package static func truncate(_ s: String, to width: Int) -> String {
    if width <= 0 { return "" }
    // Every cell needs at least one byte, so a short string needs no measuring.
    if s.utf8.count <= width || self.width(s) <= width { return s }
    var result = ""
    var used = 0
    for character in s {
      let cells = self.width(of: character)
      if used + cells > width - 1 { break }
      used += cells
      result.append(character)
    }
    return result + "…"
  }

  /// `s` filled up with spaces to `width` cells; longer text stays as it is.
  package static func pad(_ s: String, to width: Int, alignment: Alignment = .left) -> String {
    let missing = width - self.width(s)
    if missing <= 0 { return s }
    switch alignment {
    case .left: return s + String(repeating: " ", count: missing)
    case .right: return String(repeating: " ", count: missing) + s
    case .center:
      let before = missing / 2
      return String(repeating: " ", count: before) + s + String(repeating: " ", count: missing - before)
    }
  }

  /// The cells that one grapheme cluster takes.
  package static func width(of character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
      switch scalar.value {
      case 0xFE0F:
        // The emoji selector widens a sign that is drawn narrow as text.
        return max(width, 1) == 1 && width > 0 ? 2 : width
      case 0x1F1E6...0x1F1FF: return 2
      default: width = min(width + self.width(of: scalar), 2)
      }
    }
    return width
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x300...0x36F, 0x483...0x489: return 0
    case 0x20..<0x591: return 1
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3098, 0x309B...0x33FF, 0x3400...0x4DBF,
      0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF,
      0x20000...0x3FFFD:
      return 2
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator, .control: return 0
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }
}
