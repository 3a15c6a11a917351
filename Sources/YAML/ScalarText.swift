/// How one scalar is written on one line.
enum ScalarText {
  /// The text bare if it may be, else quoted; `typed` text may look like a number, date or flag.
  static func inline(_ text: String, typed: Bool, inFlow: Bool) -> String {
    if isBare(text, inFlow: inFlow), typed || !isRetyped(text) { return text }
    return quoted(text)
  }

  /// The text in the quotes it had, if they can carry it.
  static func inline(_ text: String, typed: Bool, inFlow: Bool, like style: Node.Style) -> String {
    switch style {
    case .singleQuoted: needsEscapes(text) ? doubleQuoted(text) : singleQuoted(text)
    case .doubleQuoted: doubleQuoted(text)
    default: inline(text, typed: typed, inFlow: inFlow)
    }
  }

  static func key(_ key: String) -> String { inline(key, typed: false, inFlow: true) }

  // MARK: Quotes

  private static func quoted(_ text: String) -> String {
    let hasDouble = text.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    if hasDouble, !text.utf8.contains(UInt8(ascii: "'")), !needsEscapes(text) { return singleQuoted(text) }
    return doubleQuoted(text)
  }

  private static func singleQuoted(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" { result.unicodeScalars.append(scalar) }
      result.unicodeScalars.append(scalar)
    }
    return result + "'"
  }

  private static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if !isEscaped(scalar) && !isBidi(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          result += "\\u" + Encoding.hex(scalar.value, width: 4)
        }
      }
    }
    return result + "\""
  }

  /// Whether the text has a character that only double quotes can carry.
  private static func needsEscapes(_ text: String) -> Bool {
    text.unicodeScalars.contains { isEscaped($0) || isBidi($0) }
  }

  /// Characters that a file may not hold raw: controls, line separators, byte-order marks, non-characters.
  static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027: false
    case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    case 0..<0x20, 0x7F..<0xA0: true
    default: false
    }
  }

  /// Direction overrides, which would show a line other than it is.
  private static func isBidi(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  // MARK: Bare text

  /// Whether the syntax lets the text stand without quotes and read back as it is.
  private static func isBare(_ text: String, inFlow: Bool) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    switch first {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
      UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"),
      UInt8(ascii: "`"), UInt8(ascii: "?"), UInt8(ascii: ":"), 0x20:
      return false
    case UInt8(ascii: "-"):
      if text.utf8.count == 1 || text.utf8.starts(with: "- ".utf8) || text.utf8.starts(with: "---".utf8) {
        return false
      }
    default: break
    }
    if last == 0x20 || last == UInt8(ascii: ":") || text.utf8.starts(with: "...".utf8) { return false }
    var previous: UInt8 = 0
    var isASCII = true
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F { return false }
      if byte >= 0x80 { isASCII = false }
      if previous == UInt8(ascii: ":") {
        if byte == 0x20 { return false }
        if inFlow, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return false }
      }
      if byte == UInt8(ascii: "#"), previous == 0x20 { return false }
      if inFlow {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
          UInt8(ascii: "?"):
          return false
        default: break
        }
      }
      previous = byte
    }
    if isASCII { return true }
    if needsEscapes(text) { return false }
    let isBlank = { (scalar: Unicode.Scalar?) in scalar?.properties.isWhitespace ?? false }
    return !isBlank(text.unicodeScalars.first) && !isBlank(text.unicodeScalars.last)
  }

  /// Whether a YAML 1.1 or 1.2 reader takes the bare text for a null, flag, number, time, date, merge or value key.
  private static func isRetyped(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return true }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "="): return text.utf8.count == 1
    case UInt8(ascii: "<"): return text == "<<"
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return looksNumeric(text)
    default:
      guard text.utf8.count <= 5, "yYnNtTfFoO".utf8.contains(first) else { return false }
      switch text.lowercased() {
      case "y", "yes", "n", "no", "true", "false", "on", "off", "null": return true
      default: return false
      }
    }
  }

  /// Wider than the grammars of numbers and dates, so that no reader's variant slips through.
  private static func looksNumeric(_ text: String) -> Bool {
    var body = text.utf8[...]
    if body.first == UInt8(ascii: "+") || body.first == UInt8(ascii: "-") { body = body.dropFirst() }
    if body.first == UInt8(ascii: "."), body.count == 4 {
      let word = text.lowercased()
      if word.hasSuffix(".inf") || word.hasSuffix(".nan") { return true }
    }
    guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return false }
    if let space = text.utf8.firstIndex(of: 0x20) {
      // Only a timestamp has a space: "2026-11-20 10:15:00".
      let date = text.utf8[..<space].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      return date.count == 3 && date[0].count == 4
        && date.allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
    }
    return text.utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
        UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "t"),
        UInt8(ascii: "T"), UInt8(ascii: "z"), UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: ":"),
        UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }
}
