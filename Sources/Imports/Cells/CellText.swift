import Text

/// Cells as text: what counts as empty, and what spreadsheets and exports wrap around a value.
package enum CellText {
  /// Without blanks of any kind at both ends.
  package static func trimmed(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return text }
    if !isBlank(first), !isBlank(last) { return text }
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.first, isBlank(scalar) { rest.removeFirst() }
    while let scalar = rest.last, isBlank(scalar) { rest.removeLast() }
    return String(rest)
  }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0d, 0x20, 0xa0, 0x2000...0x200b, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff: true
    default: false
    }
  }

  /// The value of a cell: trimmed, with the `'` removed that guards a formula; empty for an empty mark.
  ///
  /// `isText` is true where an apostrophe may belong to the text: then only what our own exports guard loses it.
  package static func value(_ cell: String, emptyMarks: Set<String> = [], isText: Bool = false) -> String {
    let text = unwrapped(trimmed(cell))
    if mayBeEmptyMark(text), CellText.emptyMarks.contains(text) { return "" }
    if emptyMarks.contains(text) { return "" }
    guard text.utf8.first == 0x27 else { return text }
    let bare = CSVNeutraliser.restore(text)
    return isText && CSVNeutraliser.neutralise(bare) != text ? text : bare
  }

  /// The text of `="0301234567"`, by which people keep a spreadsheet from taking digits for a number; else as it is.
  package static func unwrapped(_ text: String) -> String {
    guard text.utf8.first == 0x3d, text.hasPrefix("=\""), text.utf8.last == 0x22, text.utf8.count > 2 else {
      return text
    }
    var inner = ""
    var isPending = false
    for scalar in text.unicodeScalars.dropFirst(2).dropLast() {
      if scalar == "\"" {
        // A single quote ends the text: the rest is a formula.
        isPending.toggle()
        if isPending { continue }
      } else if isPending {
        return text
      }
      inner.unicodeScalars.append(scalar)
    }
    return isPending ? text : trimmed(inner)
  }

  /// What exports write where there is nothing.
  private static let emptyMarks: Set<String> = [
    "-", "—", "–", "0/0/00", "0.0.00", "00.00.0000", "0000-00-00", "0000-00-00 00:00:00", "#N/A", "N/A",
  ]

  /// By the first byte: that of `-`, a dash, `0`, `#` and `N`.
  private static func mayBeEmptyMark(_ text: String) -> Bool {
    switch text.utf8.first {
    case 0x2d, 0xe2, 0x30, 0x23, 0x4e: true
    default: false
    }
  }

  /// The parts of a cell that holds several values, joined by `;`, ` ::: ` or line breaks, and by `,` where asked for.
  package static func parts(_ text: String, splittingCommas: Bool) -> [String] {
    let isWhole = text.utf8.allSatisfy {
      $0 != 0x3b && $0 != 0x0a && $0 != 0x0d && $0 != 0x3a && ($0 != 0x2c || !splittingCommas)
    }
    if isWhole {
      let part = trimmed(text)
      return part.isEmpty ? [] : [part]
    }
    var parts: [String] = []
    var current = String.UnicodeScalarView()
    func end() {
      let part = trimmed(String(current))
      if !part.isEmpty { parts.append(part) }
      current = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case ";", "\n", "\r": end()
      case "," where splittingCommas: end()
      default: current.append(scalar)
      }
    }
    end()
    guard text.utf8.contains(0x3a), text.contains(":::") else { return parts }
    return parts.flatMap { part -> [String] in
      var values: [String] = []
      for piece in split(part, at: ":::") {
        // Google marks the default value so.
        let value = trimmed(piece.hasPrefix("* ") ? String(piece.dropFirst(2)) : piece)
        if !value.isEmpty { values.append(value) }
      }
      return values
    }
  }

  private static func split(_ text: String, at mark: String) -> [String] {
    var pieces: [String] = []
    var rest = Substring(text)
    while let range = firstRange(of: mark, in: rest) {
      pieces.append(trimmed(String(rest[..<range.lowerBound])))
      rest = rest[range.upperBound...]
    }
    return pieces + [trimmed(String(rest))]
  }

  private static func firstRange(of mark: String, in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(mark) {
        return start..<text.index(start, offsetBy: mark.count)
      }
      start = text.index(after: start)
    }
    return nil
  }
}
