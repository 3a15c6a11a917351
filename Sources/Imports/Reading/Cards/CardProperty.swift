import Text

/// One property of a card: its name, what is said of it, and its value as bytes.
struct CardProperty {
  /// Upper case; empty for none.
  let group: String
  /// Upper case.
  let name: String
  /// Names and values in upper case but for what is quoted.
  private(set) var parameters: [(name: String, value: String)] = []
  let value: ArraySlice<UInt8>

  /// Nil for a line that is no property.
  init?(_ line: [UInt8]) {
    guard let colon = CardProperty.colon(line) else { return nil }
    let pieces = CardProperty.pieces(line[..<colon], at: 0x3b)
    guard let head = pieces.first else { return nil }
    let words = String(decoding: head, as: UTF8.self).uppercased().split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let name = CellText.trimmed(String(words[words.count - 1]))
    guard let first = name.utf8.first, (0x41...0x5a).contains(first),
      name.utf8.allSatisfy({ byte in
        (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x5f
      }), name.utf8.count <= 64
    else { return nil }
    self.name = name
    group = words.count == 2 ? String(words[0]) : ""
    value = line[(colon + 1)...]
    for piece in pieces.dropFirst() { add(piece) }
  }

  /// The colon that ends the names; one in quotes does not, unless the quotes never close.
  private static func colon(_ line: [UInt8]) -> Int? {
    var isQuoted = false
    for (index, byte) in line.enumerated() {
      if byte == 0x22 { isQuoted.toggle() }
      if byte == 0x3a, !isQuoted { return index }
    }
    return line.firstIndex(of: 0x3a)
  }

  private static func pieces(_ text: ArraySlice<UInt8>, at separator: UInt8) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var isQuoted = false
    for index in text.indices {
      if text[index] == 0x22 { isQuoted.toggle() }
      guard text[index] == separator, !isQuoted else { continue }
      pieces.append(text[start..<index])
      start = index + 1
    }
    return pieces + [text[start...]]
  }

  /// `TYPE=work,voice`, `TYPE="work,voice"`, and the bare words of vCard 2.1.
  private mutating func add(_ piece: ArraySlice<UInt8>) {
    guard let sign = piece.firstIndex(of: 0x3d) else {
      let word = CellText.trimmed(String(decoding: piece, as: UTF8.self)).uppercased()
      switch word {
      case "": break
      case "QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT": parameters.append(("ENCODING", word))
      case "INLINE", "CONTENT-ID", "CID", "URL", "URI": parameters.append(("VALUE", word))
      default: parameters.append(("TYPE", word))
      }
      return
    }
    let name = CellText.trimmed(String(decoding: piece[..<sign], as: UTF8.self)).uppercased()
    for item in CardProperty.pieces(piece[(sign + 1)...], at: 0x2c) {
      let text = CardProperty.unescaped(String(decoding: item.filter { $0 != 0x22 }, as: UTF8.self))
      if name == "TYPE" {
        // RFC 6350 shows the whole list in one pair of quotes.
        for word in text.split(separator: ",") {
          parameters.append((name, CellText.trimmed(String(word)).uppercased()))
        }
      } else {
        parameters.append((name, text))
      }
    }
  }

  /// `^n`, `^'` and `^^` as RFC 6868 has them.
  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(0x5e) else { return text }
    var result = ""
    var isPending = false
    for character in text {
      guard isPending || character != "^" else {
        isPending = true
        continue
      }
      if isPending {
        switch character {
        case "n": result.append("\n")
        case "'": result.append("\"")
        case "^": result.append("^")
        default: result += "^" + String(character)
        }
      } else {
        result.append(character)
      }
      isPending = false
    }
    return isPending ? result + "^" : result
  }

  func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

  func isOf(_ type: String) -> Bool { parameters.contains { $0.name == "TYPE" && $0.value == type } }

  /// The lower the more preferred: `PREF=1`, then `TYPE=pref`, then all others.
  var rank: Int {
    if let rank = parameter("PREF").flatMap({ Int($0) }) { return min(max(rank, 1), 100) }
    return isOf("PREF") || parameters.contains { $0.name == "PREF" } ? 1 : 101
  }

  /// The bytes of the value without the encoding that carried them.
  var content: [UInt8] {
    switch parameter("ENCODING")?.uppercased() {
    case "QUOTED-PRINTABLE": CardProperty.quotedPrintable(value)
    case "B", "BASE64": CardProperty.base64(value)
    default: Array(value)
    }
  }

  private static func quotedPrintable(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == 0x3d, index + 2 < text.endIndex, let high = PercentEncoding.digit(text[index + 1]),
        let low = PercentEncoding.digit(text[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        // A sign that begins no pair of digits is one that somebody forgot to write as such.
        if text[index] != 0x3d || index + 1 < text.endIndex { bytes.append(text[index]) }
        index += 1
      }
    }
    return bytes
  }

  private static func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      let value: UInt8
      switch byte {
      case 0x41...0x5a: value = byte - 0x41
      case 0x61...0x7a: value = byte - 0x61 + 26
      case 0x30...0x39: value = byte - 0x30 + 52
      case 0x2b: value = 62
      case 0x2f: value = 63
      default: continue
      }
      bits = (bits << 6 | UInt32(value)) & 0xff_ffff
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
    return bytes
  }
}
