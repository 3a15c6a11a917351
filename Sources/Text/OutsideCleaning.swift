/// Text that somebody outside wrote, made fit to be kept: what no eye sees, and what steers a terminal, a line or a
/// model behind a reader's back, is gone.
package enum OutsideCleaning {
  /// A cleaned text, and how long it was before it was cut.
  package struct Cleaned: Sendable, Hashable {
    package let text: String
    /// The characters that it had once it was clean; nil where all of them are there.
    package let lengthBefore: Int?

    package init(_ text: String, lengthBefore: Int? = nil) {
      self.text = text
      self.lengthBefore = lengthBefore
    }
  }

  /// The longest name or title, in characters.
  package static let longestLine = 80

  /// One line without anything invisible, blanks joined, of at most so many characters; the last one is `…` where it was
  /// cut.
  package static func line(_ text: String, limit: Int = longestLine) -> Cleaned {
    var line = ""
    var isBlankOwed = false
    for scalar in visible(text) {
      if scalar.properties.isWhitespace {
        isBlankOwed = !line.isEmpty
        continue
      }
      if isBlankOwed { line.unicodeScalars.append(" ") }
      isBlankOwed = false
      line.unicodeScalars.append(scalar)
    }
    return cut(line, limit)
  }

  /// The lines without anything invisible, with no blanks at their ends and no more than one empty line between two, of at
  /// most so many characters; the last one is `…` where it was cut.
  package static func text(_ text: String, limit: Int) -> Cleaned {
    var whole = ""
    var emptyLines = 0
    for line in lines(of: visible(text)) {
      guard !line.isEmpty else {
        emptyLines += 1
        continue
      }
      if !whole.isEmpty { whole += emptyLines > 0 ? "\n\n" : "\n" }
      emptyLines = 0
      whole.unicodeScalars.append(contentsOf: line)
    }
    return cut(whole, limit)
  }

  private static func lines(of scalars: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
    scalars.split(omittingEmptySubsequences: false) { isLineEnd($0) }.map { line in
      var line = line
      while line.last?.properties.isWhitespace == true { line.removeLast() }
      return line
    }
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0a...0x0d, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func cut(_ text: String, _ limit: Int) -> Cleaned {
    let scalars = text.unicodeScalars.count
    guard scalars > limit else { return Cleaned(text) }
    // A character may be made of any number of scalars, so these have a limit too.
    let count = text.count
    guard count > limit || scalars > 2 * limit else { return Cleaned(text) }
    var kept = text.prefix(limit - 1)
    while kept.unicodeScalars.count >= 2 * limit { kept.removeLast() }
    while kept.last?.isWhitespace == true { kept.removeLast() }
    return Cleaned(kept + "…", lengthBefore: count)
  }

  /// The scalars that somebody can see, with line ends and tabs; CR LF is one line end. Of marks that stand above one
  /// another a few are kept.
  private static func visible(_ text: String) -> [Unicode.Scalar] {
    var kept: [Unicode.Scalar] = []
    kept.reserveCapacity(text.unicodeScalars.count)
    var marks = 0
    var wasReturn = false
    for scalar in text.unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      if scalar == "\n", wasReturn { continue }
      if isInvisible(scalar) { continue }
      if isMark(scalar) {
        marks += 1
        if marks > mostMarks { continue }
      } else {
        marks = 0
      }
      kept.append(scalar)
    }
    return kept
  }

  private static let mostMarks = 4

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Whether a scalar has no look of its own: controls but line ends and tabs, everything that steers direction or
  /// joining, zero widths, tags, selectors of variants, fillers, private and unassigned ones.
  ///
  /// By general category (Unicode 15: Cc, Cf, Co, Cn), with those that are letters or marks by category and yet cannot
  /// be seen.
  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7f { return scalar.value < 0x20 && !(0x09...0x0d).contains(scalar.value) }
    switch scalar.value {
    case 0x85: return false
    case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b...0x180f, 0x2800, 0x3164, 0xfe00...0xfe0f, 0xffa0,
      0xe0100...0xe01ef:
      return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .unassigned, .surrogate: return true
    default: return false
    }
  }
}
