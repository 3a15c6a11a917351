/// What a regular expression says, before it is a program.
indirect enum PatternNode: Sendable {
  case one(PatternTest)
  case place(PatternPlace)
  case sequence([PatternNode])
  case choice([PatternNode])
  /// `most` is nil where there is no upper bound.
  case repeated(PatternNode, least: Int, most: Int?)
}

/// A place between characters.
enum PatternPlace: Sendable {
  case start
  /// The end of the text, or of its last line.
  case end
  case wordBoundary
  case noWordBoundary
}

/// A test of one character.
enum PatternTest: Sendable {
  case literal(UInt32)
  /// Anything but a line end.
  case any
  case set(PatternSet)

  func holds(for item: PatternItem) -> Bool {
    switch self {
    case .literal(let code): item.code == code
    case .any: !PatternSet.isLineEnd(item.scalar)
    case .set(let set): set.contains(item)
    }
  }
}

/// A class such as `[a-z\d]`, without regard to case.
struct PatternSet: Sendable {
  enum Group: Sendable {
    case digit
    case word
    case space

    func contains(_ value: UInt32) -> Bool {
      switch self {
      case .digit: PatternSet.isDigit(value)
      case .word: PatternSet.isWord(value)
      case .space: PatternSet.isSpace(value)
      }
    }
  }

  var isNegated = false
  var codes: [UInt32] = []
  var ranges: [ClosedRange<UInt32>] = []
  var groups: [(group: Group, isNegated: Bool)] = []

  init() {}

  init(_ group: Group, isNegated: Bool) { groups = [(group, isNegated)] }

  func contains(_ item: PatternItem) -> Bool { isNegated != hasMember(item) }

  private func hasMember(_ item: PatternItem) -> Bool {
    if codes.contains(item.code) { return true }
    if !ranges.isEmpty {
      let upper = PatternItem.upper(item.scalar)
      if ranges.contains(where: { $0.contains(item.scalar) || $0.contains(upper) }) { return true }
    }
    return groups.contains { $0.group.contains(item.scalar) != $0.isNegated }
  }

  static func isLineEnd(_ value: UInt32) -> Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  static func isDigit(_ value: UInt32) -> Bool {
    if value < 0x80 { return value >= 0x30 && value <= 0x39 }
    return Unicode.Scalar(value)?.properties.generalCategory == .decimalNumber
  }

  static func isSpace(_ value: UInt32) -> Bool {
    if value < 0x80 { return value == 0x20 || value >= 0x09 && value <= 0x0D }
    return Unicode.Scalar(value)?.properties.isWhitespace ?? false
  }

  static func isWord(_ value: UInt32) -> Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: return true
    case 0..<0x80: return false
    default: break
    }
    guard let scalar = Unicode.Scalar(value) else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: return true
    default: return scalar.properties.isAlphabetic || scalar.properties.isJoinControl
    }
  }
}
