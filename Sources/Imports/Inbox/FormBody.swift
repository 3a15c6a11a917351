import Text

/// `application/x-www-form-urlencoded` (URL Standard, 5.1): `name=Anna+Ivanova&phone=%2B49…`.
enum FormBody {
  /// More fields than any form has.
  static let mostFields = 1000

  /// The pairs in their order, each text decoded; nil where there is no `=` at all.
  static func fields(_ bytes: [UInt8], _ charset: TextEncoding?) -> [(name: String, text: String)]? {
    let body = bytes[...].drop { HTMLAttributes.isBlank($0) }
    guard body.contains(0x3d) else { return nil }
    let pairs = body.split(separator: 0x26).prefix(mostFields).map { pair in
      let parts = pair.split(separator: 0x3d, maxSplits: 1, omittingEmptySubsequences: false)
      return (name: decoded(parts[0]), text: parts.count > 1 ? decoded(parts[1]) : [])
    }
    let declared = pairs.first { $0.name.elementsEqual("_charset_".utf8) }
      .flatMap { TextEncoding(name: String(decoding: $0.text, as: UTF8.self)) }
    let encoding = declared ?? charset
    return pairs.map { (Charsets.text($0.name, encoding), Charsets.text($0.text, encoding)) }
  }

  /// A `+` is a blank. Ends of lines at the end are those of whoever put the form into a file.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result = PercentEncoding.decoded(bytes.map { $0 == 0x2b ? 0x20 : $0 })
    while let last = result.last, last == 0x0a || last == 0x0d { result.removeLast() }
    return result
  }

  /// One line in which a short name stands before the first `=`, and no blank anywhere.
  static func looksLikeForm(_ head: ArraySlice<UInt8>) -> Bool {
    let line = head.prefix { $0 != 0x0a && $0 != 0x0d }
    guard let equals = line.firstIndex(of: 0x3d), equals > line.startIndex, equals - line.startIndex <= 200
    else {
      return false
    }
    return line.allSatisfy { $0 > 0x20 && $0 < 0x7f }
  }
}

/// Text in whatever encoding somebody says it has.
enum Charsets {
  /// By the encoding; without one as UTF-8, and where it is none by what the bytes look like.
  static func text(_ bytes: [UInt8], _ encoding: TextEncoding?) -> String {
    if let encoding, encoding != .utf8, let text = try? encoding.utf8(bytes[...]) {
      return String(decoding: text, as: UTF8.self)
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    if case .likely(let guess) = EncodingGuess(bytes), let text = try? guess.utf8(bytes[...]) {
      return String(decoding: text, as: UTF8.self)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// For a mail: names that Windows programs write are those of Windows' pages.
  static func decode(_ bytes: [UInt8], _ charset: String?) -> String? {
    let name = charset?.lowercased()
    let encoding = name.flatMap { $0 == "us-ascii" || $0 == "unknown-8bit" ? nil : TextEncoding(name: $0) }
    return text(bytes, encoding)
  }
}
