/// `&amp;`, `&#1055;`, `&nbsp;` and the like.
enum HTMLEntities {
  /// The text with its entities resolved; one that is not known stays as it is.
  static func resolved(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(0x26) else { return Array(text) }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index] == 0x26, let (code, end) = entity(text, at: index) else {
        result.append(text[index])
        index += 1
        continue
      }
      TextEncoding.append(code, to: &result)
      index = end
    }
    return result
  }

  private static func entity(_ text: ArraySlice<UInt8>, at start: Int) -> (code: UInt32, end: Int)? {
    var end = start + 1
    while end < text.endIndex, end - start < 12, isNameByte(text[end]) { end += 1 }
    let name = String(decoding: text[(start + 1)..<end], as: UTF8.self)
    let isClosed = end < text.endIndex && text[end] == 0x3b
    let next = isClosed ? end + 1 : end
    if name.hasPrefix("#") {
      let isHex = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
      guard let code = isHex ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst()) else {
        return nil
      }
      return (scalar(code), next)
    }
    guard isClosed || legacy.contains(name), let code = named[name] else { return nil }
    return (code, next)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || byte == 0x23
  }

  /// The HTML standard reads the C1 controls as windows-1252, and what is no character as U+FFFD.
  private static func scalar(_ code: UInt32) -> UInt32 {
    if (0x80...0x9f).contains(code) { return UInt32(CodePage.windows1252.upper[Int(code - 0x80)]) }
    return code == 0 || Unicode.Scalar(code) == nil ? 0xfffd : code
  }

  /// Those that are read without their semicolon.
  private static let legacy: Set<String> = ["amp", "lt", "gt", "quot", "nbsp"]

  /// HTML 4.01, section 24: the names of Latin-1 in the order of their codes, and what offices use of the others.
  private static let named: [String: UInt32] = {
    var names: [String: UInt32] = ["amp": 0x26, "lt": 0x3c, "gt": 0x3e, "quot": 0x22, "apos": 0x27]
    for (offset, name) in latin.split(separator: " ").enumerated() {
      names[String(name)] = 0xa0 + UInt32(offset)
    }
    let others: [(String, UInt32)] = [
      ("OElig", 0x152), ("oelig", 0x153), ("Scaron", 0x160), ("scaron", 0x161), ("Yuml", 0x178),
      ("ensp", 0x2002),
      ("emsp", 0x2003), ("thinsp", 0x2009), ("zwnj", 0x200c), ("zwj", 0x200d), ("ndash", 0x2013),
      ("mdash", 0x2014), ("lsquo", 0x2018), ("rsquo", 0x2019), ("sbquo", 0x201a), ("ldquo", 0x201c),
      ("rdquo", 0x201d), ("bdquo", 0x201e), ("dagger", 0x2020), ("bull", 0x2022), ("hellip", 0x2026),
      ("permil", 0x2030), ("lsaquo", 0x2039), ("rsaquo", 0x203a), ("euro", 0x20ac), ("numero", 0x2116),
      ("trade", 0x2122), ("minus", 0x2212),
    ]
    for (name, code) in others { names[name] = code }
    return names
  }()

  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
    AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
    times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
    egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
    ugrave uacute ucirc uuml yacute thorn yuml
    """
}
