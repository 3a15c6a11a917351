import Text

/// The escapes of values: `\n`, `\,`, `\;`, `\\`.
enum CardText {
  /// The text without its escapes.
  ///
  /// A backslash too many before a comma or semicolon, as some programs write it, is dropped.
  static func unescaped(_ text: Substring.UTF8View) -> String {
    guard text.contains(0x5c) else { return String(Substring(text)) }
    var bytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index = text.index(after: index)
      guard byte == 0x5c, index < text.endIndex else {
        bytes.append(byte)
        continue
      }
      let next = text[index]
      switch next {
      case 0x6e, 0x4e: bytes.append(0x0a)
      case 0x2c, 0x3b, 0x3a, 0x22: bytes.append(next)
      case 0x5c:
        let after = text.index(after: index)
        if after < text.endIndex, text[after] == 0x2c || text[after] == 0x3b {
          bytes.append(text[after])
          index = after
        } else {
          bytes.append(0x5c)
        }
      default: bytes += [byte, next]
      }
      index = text.index(after: index)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func unescaped(_ text: String) -> String { unescaped(text[...].utf8) }

  /// The parts between separators that no backslash guards, each without its escapes and surrounding blanks.
  static func parts(_ text: String, at separator: UInt8) -> [String] {
    raw(text[...].utf8, at: separator).map { CellText.trimmed(unescaped($0)) }
  }

  /// The components of a structured value; several values of one are joined by a blank or comma.
  static func components(_ text: String, joinedBy joint: String) -> [String] {
    raw(text[...].utf8, at: 0x3b).map { component in
      raw(component, at: 0x2c).map { CellText.trimmed(unescaped($0)) }.filter { !$0.isEmpty }.joined(
        separator: joint)
    }
  }

  private static func raw(_ text: Substring.UTF8View, at separator: UInt8) -> [Substring.UTF8View] {
    var parts: [Substring.UTF8View] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      let byte = text[index]
      if byte == 0x5c {
        index = text.index(after: index)
        if index < text.endIndex { index = text.index(after: index) }
        continue
      }
      let next = text.index(after: index)
      if byte == separator {
        parts.append(text[start..<index])
        start = next
      }
      index = next
    }
    return parts + [text[start...]]
  }

  /// `tel:+1-555-123;ext=12` as people write it; other text as it is.
  static func phone(_ text: String) -> String {
    let isURI = text.utf8.count > 4 && text.prefix(4).lowercased() == "tel:"
    var pieces = (isURI ? percentDecoded(String(text.dropFirst(4))) : text).split(
      separator: ";", omittingEmptySubsequences: false
    ).map(String.init)
    guard pieces.count > 1, isURI || pieces[1].lowercased().hasPrefix("ext=") else {
      return CellText.trimmed(pieces.joined(separator: ";"))
    }
    let own = CellText.trimmed(pieces.removeFirst())
    let ext = pieces.first { $0.lowercased().hasPrefix("ext=") }?.dropFirst(4)
    let context = pieces.first { $0.lowercased().hasPrefix("phone-context=+") }?.dropFirst(14)
    let number = own.hasPrefix("+") || context == nil ? own : "\(context ?? "")\(own)"
    return ext.map { $0.isEmpty ? number : "\(number) ext. \($0)" } ?? number
  }

  /// `%2B` and the like; what is none stays.
  static func percentDecoded(_ text: String) -> String {
    guard text.utf8.contains(0x25) else { return text }
    return String(validating: PercentEncoding.decoded(text.utf8), as: UTF8.self) ?? text
  }

  /// A day as fields read it: `19850412` and `1985-04-12T00:00:00Z` become `1985-04-12`, a year that stands for none goes.
  static func day(_ text: String, omittedYear: String?) -> (day: String, isWhole: Bool) {
    let text = CellText.trimmed(text)
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let date = parts.first, date.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2d }),
      !date.isEmpty
    else { return (text, true) }
    let isWhole = parts.count == 1 || parts[1].utf8.allSatisfy { !(0x31...0x39).contains($0) }
    let digits = date.utf8.filter { $0 != 0x2d }
    guard digits.count == 8 else { return (String(date), isWhole) }
    let year = String(decoding: digits.prefix(4), as: UTF8.self)
    let month = String(decoding: digits.dropFirst(4).prefix(2), as: UTF8.self)
    let day = String(decoding: digits.suffix(2), as: UTF8.self)
    let start = omittedYear == year || year == "1604" ? "-" : year
    return ("\(start)-\(month)-\(day)", isWhole)
  }
}
