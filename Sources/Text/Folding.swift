/// Folded text: what two spellings share when case and accents do not count.
package enum Folding {
  /// `s` in lower case, without accents, with ё as е and ligatures spelled out; й keeps its breve.
  package static func fold(_ s: String) -> String {
    var isASCII = true
    var isFolded = true
    for byte in s.utf8 {
      if byte >= 0x80 {
        isASCII = false
        break
      }
      if byte >= 0x41 && byte <= 0x5A { isFolded = false }
    }
    if isASCII {
      if isFolded { return s }
      return String(unsafeUninitializedCapacity: s.utf8.count) { buffer in
        var count = 0
        for byte in s.utf8 {
          buffer[count] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
          count += 1
        }
        return count
      }
    }
    var text = s
    let quick = text.withUTF8 { bytes -> String? in
      var folded: [UInt8] = []
      folded.reserveCapacity(bytes.count + 4)
      guard fold(UnsafeRawBufferPointer(bytes), onto: &folded) else { return nil }
      return String(decoding: folded, as: UTF8.self)
    }
    return quick ?? foldByScalars(s)
  }

  /// The same, one scalar after the other.
  static func foldByScalars(_ s: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in s.unicodeScalars { append(scalar, to: &folded) }
    return String(folded)
  }

  /// Adds the folded text of some bytes in UTF-8; false, and nothing added, where they hold more than ASCII and the letters
  /// of two bytes that stand by themselves.
  package static func fold(_ bytes: UnsafeRawBufferPointer, onto folded: inout [UInt8]) -> Bool {
    let start = folded.count
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte < 0x80 {
        folded.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        place += 1
        continue
      }
      guard byte >= 0xC2, byte < 0xE0, place + 1 < bytes.count, bytes[place + 1] & 0xC0 == 0x80,
        append(letter: UInt32(byte & 0x1F) << 6 | UInt32(bytes[place + 1] & 0x3F), onto: &folded)
      else {
        folded.removeLast(folded.count - start)
        return false
      }
      place += 2
    }
    return true
  }

  /// False, and nothing added, for what is no letter of the tables.
  private static func append(letter value: UInt32, onto folded: inout [UInt8]) -> Bool {
    let entry: UInt32
    switch value {
    case 0xC0..<0x250: entry = UInt32(FoldingTables.latin[Int(value - FoldingTables.latinFirst)])
    case 0x370..<0x483, 0x48A..<0x530:
      entry = UInt32(FoldingTables.greekAndCyrillic[Int(value - FoldingTables.greekAndCyrillicFirst)])
    default: return false
    }
    if entry == value, let expansion = FoldingTables.expansion(of: value) {
      folded.append(contentsOf: expansion.utf8)
    } else if entry < 0x80 {
      folded.append(UInt8(truncatingIfNeeded: entry))
    } else if entry < 0x800 {
      folded.append(0xC0 | UInt8(truncatingIfNeeded: entry >> 6))
      folded.append(0x80 | UInt8(truncatingIfNeeded: entry & 0x3F))
    } else {
      return false
    }
    return true
  }

  /// The folded words of `s`, split at everything that is not a letter or a digit.
  ///
  /// A word with an apostrophe gives its parts and then the whole: "O'Neill" is `o`, `neill`, `oneill`.
  package static func words(_ s: String) -> [String] { split(s, keepingParts: true) }

  /// The folded words of `s` with an apostrophe joining its parts: "O'Neill" is `oneill` alone.
  package static func joinedWords(_ s: String) -> [String] { split(s, keepingParts: false) }

  /// Whether a word may contain the scalar.
  package static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 {
      return (value >= 0x61 && value <= 0x7A) || (value >= 0x30 && value <= 0x39)
        || (value >= 0x41 && value <= 0x5A)
    }
    if value >= 0x400 && value <= 0x481 { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      return !isApostrophe(scalar)
    default: return false
    }
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x27, 0x60, 0xB4, 0x2BB, 0x2BC, 0x2018, 0x2019: true
    default: false
    }
  }

  private static func split(_ s: String, keepingParts: Bool) -> [String] {
    var words: [String] = []
    var parts: [String] = []
    var current = String.UnicodeScalarView()
    func endPart() {
      if !current.isEmpty { parts.append(String(current)) }
      current = String.UnicodeScalarView()
    }
    func endWord() {
      endPart()
      if parts.count == 1 {
        words.append(parts[0])
      } else if parts.count > 1 {
        if keepingParts { words.append(contentsOf: parts) }
        words.append(parts.joined())
      }
      parts.removeAll(keepingCapacity: true)
    }
    var afterApostrophe = false
    for scalar in fold(s).unicodeScalars {
      if isWordScalar(scalar) {
        current.append(scalar)
        afterApostrophe = false
      } else if isApostrophe(scalar), !current.isEmpty, !afterApostrophe {
        endPart()
        afterApostrophe = true
      } else {
        endWord()
        afterApostrophe = false
      }
    }
    endWord()
    return words
  }

  private static func append(_ scalar: Unicode.Scalar, to folded: inout String.UnicodeScalarView) {
    let value = scalar.value
    switch value {
    case 0..<0x80:
      if value >= 0x41 && value <= 0x5A, let lower = Unicode.Scalar(value | 0x20) {
        folded.append(lower)
      } else {
        folded.append(scalar)
      }
    case 0xAD, 0x200B, 0x2060, 0xFEFF:
      break  // Invisible: two words that look alike must fold alike.
    case 0xC0..<0x250:
      append(scalar, from: FoldingTables.latin, startingAt: FoldingTables.latinFirst, to: &folded)
    case 0x306:
      // A breve makes a letter of its own only over и; text from macOS file names arrives decomposed.
      if folded.last == "и" {
        folded.removeLast()
        folded.append("й")
      }
    case 0x300...0x36F, 0x483...0x487, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F,
      0xFE20...0xFE2F:
      break
    case 0x370..<0x530:
      append(
        scalar, from: FoldingTables.greekAndCyrillic, startingAt: FoldingTables.greekAndCyrillicFirst,
        to: &folded)
    case 0x1E00..<0x2000:
      append(
        scalar, from: FoldingTables.latinAdditional, startingAt: FoldingTables.latinAdditionalFirst,
        to: &folded)
    case 0xFF01...0xFF5E:
      // Full-width forms are ASCII drawn wide.
      if let narrow = Unicode.Scalar(value - 0xFEE0) { append(narrow, to: &folded) }
    case 0xFB00...0xFB06:
      folded.append(contentsOf: latinLigatures[Int(value - 0xFB00)].unicodeScalars)
    default:
      if scalar.properties.isUppercase {
        // The lower-case letter may lie in a table: the sign Å folds like the letter Å.
        for lower in scalar.properties.lowercaseMapping.unicodeScalars {
          if lower.properties.isUppercase { folded.append(lower) } else { append(lower, to: &folded) }
        }
      } else {
        folded.append(scalar)
      }
    }
  }

  private static let latinLigatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]

  private static func append(
    _ scalar: Unicode.Scalar, from table: [UInt16], startingAt first: UInt32,
    to folded: inout String.UnicodeScalarView
  ) {
    let entry = table[Int(scalar.value - first)]
    if UInt32(entry) == scalar.value, let expansion = FoldingTables.expansion(of: scalar.value) {
      folded.append(contentsOf: expansion.unicodeScalars)
    } else if let mapped = Unicode.Scalar(entry) {
      folded.append(mapped)
    } else {
      folded.append(scalar)
    }
  }
}
