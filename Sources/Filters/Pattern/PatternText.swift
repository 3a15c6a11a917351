/// A character of a text as a pattern sees it: in lower case, and the same for every spelling of the same character.
struct PatternItem: Sendable, Hashable {
  /// What literals are compared by: the scalar, or a number of its own for a character of several scalars.
  let code: UInt32
  /// The scalar, or the first of several, by which classes judge.
  let scalar: UInt32

  init(code: UInt32, scalar: UInt32) {
    self.code = code
    self.scalar = scalar
  }

  init(_ scalar: Unicode.Scalar) {
    let folded = PatternItem.lower(scalar)
    self.init(code: folded, scalar: folded)
  }

  /// The code of a character of several scalars that the pattern does not name.
  static let unnamed: UInt32 = 0x11_0000

  /// The scalar in lower case, where that is one scalar.
  static func lower(_ scalar: Unicode.Scalar) -> UInt32 {
    let value = scalar.value
    switch value {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x410...0x42F: return value + 0x20
    case 0x400...0x40F: return value + 0x50
    case 0...0x7F, 0xDF...0xFF, 0x430...0x45F: return value
    case 0x3C2: return 0x3C3
    default: return single(scalar.properties.lowercaseMapping) ?? value
    }
  }

  /// The same in upper case.
  static func upper(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x61...0x7A: value - 0x20
    case 0...0x7F: value
    default: Unicode.Scalar(value).flatMap { single($0.properties.uppercaseMapping) } ?? value
    }
  }

  private static func single(_ text: String) -> UInt32? {
    let scalars = text.unicodeScalars
    return scalars.count == 1 ? scalars.first?.value : nil
  }
}

/// The characters of several scalars that a pattern names, with the codes that stand for them.
struct PatternLiterals: Sendable {
  private var codes: [Character: UInt32] = [:]

  /// The item of a character of the pattern.
  mutating func item(_ character: Character) -> PatternItem {
    let scalars = character.unicodeScalars
    guard scalars.count > 1, let first = scalars.first else {
      return scalars.first.map { PatternItem($0) } ?? PatternItem(code: PatternItem.unnamed, scalar: 0)
    }
    let folded = PatternLiterals.folded(character)
    let code =
      codes[folded] ?? PatternLiterals.composed(folded)
      ?? PatternItem.unnamed + 1 + UInt32(truncatingIfNeeded: codes.count)
    codes[folded] = code
    return PatternItem(code: code, scalar: PatternItem.lower(first))
  }

  /// The item of a character of a text, composed or not.
  func item(ofText character: Character) -> PatternItem {
    let scalars = character.unicodeScalars
    guard scalars.count > 1, let first = scalars.first else {
      return scalars.first.map { PatternItem($0) } ?? PatternItem(code: PatternItem.unnamed, scalar: 0)
    }
    let code = codes[PatternLiterals.folded(character)] ?? PatternItem.unnamed
    return PatternItem(code: code, scalar: PatternItem.lower(first))
  }

  /// Notes a literal of one scalar, which a text may spell as several.
  mutating func note(_ character: Character) {
    guard let scalar = character.unicodeScalars.first, scalar.value >= 0xC0 else { return }
    codes[PatternLiterals.folded(character)] = PatternItem.lower(scalar)
  }

  private static func folded(_ character: Character) -> Character {
    let lower = character.lowercased()
    return lower.count == 1 ? Character(lower) : character
  }

  /// The one scalar that is the same character, if there is one.
  private static func composed(_ character: Character) -> UInt32? {
    for range in [0xC0...0x1FFF, 0xAC00...0xD7A3] as [ClosedRange<UInt32>] {
      for value in range {
        if let scalar = Unicode.Scalar(value), Character(scalar) == character { return value }
      }
    }
    return nil
  }
}

/// A text as the items that a pattern looks at.
struct PatternText {
  let items: [PatternItem]

  init(_ text: String, literals: PatternLiterals) {
    var items: [PatternItem] = []
    items.reserveCapacity(text.utf8.count)
    if text.unicodeScalars.allSatisfy(PatternText.standsAlone) {
      for scalar in text.unicodeScalars { items.append(PatternItem(scalar)) }
    } else {
      for character in text {
        if character == "\r\n" {
          items += [PatternItem("\r"), PatternItem("\n")]
        } else {
          items.append(literals.item(ofText: character))
        }
      }
    }
    self.items = items
  }

  /// True for the scalars of most texts, which are characters of their own wherever they stand.
  private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x300, 0x370..<0x483, 0x48A..<0x530, 0x2010..<0x2028, 0x20A0..<0x20C0: scalar.value != 0xAD
    default: false
    }
  }
}
