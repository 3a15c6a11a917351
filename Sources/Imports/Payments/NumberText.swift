/// A text as numbers of invoices are looked for in it: its letters and digits, and what stands between them.
///
/// Letters are capitals; Cyrillic ones that look like Latin ones are those, and wide forms are ASCII.
struct NumberText {
  /// What is between a sign and the one before it; of several the greatest.
  enum Gap: UInt8, Comparable {
    case none, dash, slash, dot
    /// The end of a line and nothing else: banks cut texts anywhere, so that the line after it may go on with the word.
    case line
    /// Blanks, also with line ends and the others; `№` and `#`, too.
    case blank
    /// Commas, colons, brackets and the like, over which no number goes on.
    case hard

    static func < (a: Gap, b: Gap) -> Bool { a.rawValue < b.rawValue }
  }

  private(set) var signs: [UInt16] = []
  /// What stands before each sign.
  private(set) var gaps: [Gap] = []

  init(_ text: String) {
    signs.reserveCapacity(text.utf8.count)
    gaps.reserveCapacity(text.utf8.count)
    var gap = Gap.hard
    for scalar in text.unicodeScalars {
      if let sign = NumberText.sign(scalar) {
        signs.append(sign)
        gaps.append(gap)
        gap = .none
      } else {
        gap = max(gap, NumberText.gap(scalar))
      }
    }
  }

  var count: Int { signs.count }

  func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(signs[index]) }

  /// The gap before a sign, and behind the last one.
  func gap(_ index: Int) -> Gap { index < gaps.count ? gaps[index] : .hard }

  /// Whether a number may begin here: behind a gap, or where letters and digits meet.
  func isStart(_ index: Int) -> Bool {
    gaps[index] != .none || index == 0 || isDigit(index) != isDigit(index - 1)
  }

  /// The letters that end right before a sign, whatever gap is between.
  func letters(endingAt end: Int) -> (range: Range<Int>, word: [UInt16])? {
    guard end > 0, !isDigit(end - 1) else { return nil }
    var start = end - 1
    while start > 0, gaps[start] == .none, !isDigit(start - 1) { start -= 1 }
    return (start..<end, Array(signs[start..<end]))
  }

  /// How many letters follow each other from here.
  func letterCount(from start: Int) -> Int {
    var index = start
    while index < count, !isDigit(index), index == start || gaps[index] == .none { index += 1 }
    return index - start
  }

  /// A word as texts have it.
  static func word(_ text: String) -> [UInt16] { NumberText(text).signs }

  private static func gap(_ scalar: Unicode.Scalar) -> Gap {
    switch scalar.value {
    case 0x2d, 0x5f, 0xad, 0x2010...0x2015, 0x2212, 0xff0d: .dash
    case 0x2f, 0x5c, 0xff0f: .slash
    case 0x2e, 0xff0e: .dot
    case 0x23, 0x2116: .blank
    case 0x0a, 0x0d: .line
    default: CellText.isBlank(scalar) ? .blank : .hard
    }
  }

  private static func sign(_ scalar: Unicode.Scalar) -> UInt16? {
    let value = scalar.value
    switch value {
    case 0x30...0x39, 0x41...0x5a: return UInt16(value)
    case 0x61...0x7a: return UInt16(value - 0x20)
    case 0..<0xaa: return nil
    case 0xff10...0xff19, 0xff21...0xff3a: return UInt16(value - 0xfee0)
    case 0xff41...0xff5a: return UInt16(value - 0xff00)
    case 0x410...0x42f: return cyrillic[Int(value - 0x410)]
    case 0x430...0x44f: return cyrillic[Int(value - 0x430)]
    case 0x401, 0x451: return 0x45
    case 0x406, 0x456: return 0x49
    case 0x405, 0x455: return 0x53
    case 0x408, 0x458: return 0x4a
    default:
      let properties = scalar.properties
      guard properties.isAlphabetic else { return nil }
      let upper = properties.uppercaseMapping.utf16
      return upper.first
    }
  }

  /// А…Я, with what looks like a Latin letter as that.
  private static let cyrillic: [UInt16] = {
    let alike: [UInt16: UInt16] = [
      0x410: 0x41, 0x412: 0x42, 0x415: 0x45, 0x41a: 0x4b, 0x41c: 0x4d, 0x41d: 0x48, 0x41e: 0x4f, 0x420: 0x50,
      0x421: 0x43, 0x422: 0x54, 0x423: 0x59, 0x425: 0x58,
    ]
    return (0x410...0x42f).map { alike[$0] ?? $0 }
  }()
}
