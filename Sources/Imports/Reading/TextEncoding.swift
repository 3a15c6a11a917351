/// The encodings that exports come in.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1251 = "windows-1251"
  case windows1252 = "windows-1252"

  /// Takes the names that people write: `cp1251`, `UTF8`, `latin1`, `utf-16`.
  package init?(name: String) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "utf8", "utf8bom", "utf8sig": self = .utf8
    case "utf16", "utf16le", "ucs2", "unicode": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "windows1251", "cp1251", "win1251", "1251": self = .windows1251
    case "windows1252", "cp1252", "win1252", "1252", "latin1", "iso88591", "ansi": self = .windows1252
    default: return nil
    }
  }

  /// What the bytes are in, and the length of their byte order mark.
  package static func detect(_ bytes: [UInt8]) -> (encoding: TextEncoding, mark: Int) {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return (.utf8, 3) }
    if bytes.starts(with: [0xff, 0xfe]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xfe, 0xff]) { return (.utf16BigEndian, 2) }
    if let wide = detectWide(bytes.prefix(4096)) { return (wide, 0) }
    if isUTF8(bytes) { return (.utf8, 0) }
    return (detectCodePage(bytes), 0)
  }

  /// The length of this encoding's byte order mark, where the bytes begin with it.
  package func mark(of bytes: [UInt8]) -> Int {
    let mark: [UInt8] =
      switch self {
      case .utf8: [0xef, 0xbb, 0xbf]
      case .utf16LittleEndian: [0xff, 0xfe]
      case .utf16BigEndian: [0xfe, 0xff]
      case .windows1251, .windows1252: []
      }
    return bytes.starts(with: mark) ? mark.count : 0
  }

  /// Separators and line breaks leave a zero in every other byte of UTF-16, whatever the script.
  private static func detectWide(_ head: ArraySlice<UInt8>) -> TextEncoding? {
    guard head.count >= 8 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (position, byte) in head.enumerated() where byte == 0 {
      if position % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    // The upper halves of alphabetic text are small numbers; of bytes taken for halves many are letters.
    func areUpper(_ parity: Int) -> Bool {
      let halves = head.enumerated().filter { $0.offset % 2 == parity }
      return halves.filter { $0.element < 0x30 }.count * 20 >= halves.count * 19
    }
    let half = head.count / 2
    if zeros.odd * 8 >= half, zeros.even * 8 < zeros.odd, areUpper(1) { return .utf16LittleEndian }
    if zeros.even * 8 >= half, zeros.odd * 8 < zeros.even, areUpper(0) { return .utf16BigEndian }
    return nil
  }

  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    var pending = 0
    for byte in bytes {
      if pending > 0 {
        guard byte & 0xc0 == 0x80 else { return false }
        pending -= 1
      } else if byte >= 0x80 {
        switch byte {
        case 0xc2...0xdf: pending = 1
        case 0xe0...0xef: pending = 2
        case 0xf0...0xf4: pending = 3
        default: return false
        }
      }
    }
    return pending == 0
  }

  /// Russian text in windows-1251 is runs of letters above 0xC0; western text has single accented letters among ASCII ones.
  private static func detectCodePage(_ bytes: [UInt8]) -> TextEncoding {
    var high = 0
    var beside = 0
    var before: UInt8 = 0
    for byte in bytes.prefix(1 << 18) {
      if isCyrillicLetter(byte) {
        high += 1
        if isCyrillicLetter(before) { beside += 1 }
      }
      before = byte
    }
    return high > 0 && beside * 2 >= high ? .windows1251 : .windows1252
  }

  private static func isCyrillicLetter(_ byte: UInt8) -> Bool { byte >= 0xc0 || byte == 0xa8 || byte == 0xb8 }

  /// The text as UTF-8; malformed sequences become U+FFFD, NUL bytes are left out.
  package func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 2)
    switch self {
    case .utf8:
      result.append(contentsOf: bytes)
    case .windows1251, .windows1252:
      let table = self == .windows1251 ? CodePage.windows1251 : CodePage.windows1252
      for byte in bytes {
        if byte < 0x80 {
          result.append(byte)
        } else {
          TextEncoding.append(UInt32(table[Int(byte - 0x80)]), to: &result)
        }
      }
    case .utf16LittleEndian, .utf16BigEndian: transcodeWide(bytes, into: &result)
    }
    return result
  }

  private func transcodeWide(_ bytes: ArraySlice<UInt8>, into result: inout [UInt8]) {
    var position = bytes.startIndex
    func unit(at index: Int) -> UInt32 {
      let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
      return self == .utf16LittleEndian ? second << 8 | first : first << 8 | second
    }
    while position + 1 < bytes.endIndex {
      let code = unit(at: position)
      position += 2
      switch code {
      case 0xd800..<0xdc00
      where position + 1 < bytes.endIndex && (0xdc00..<0xe000).contains(unit(at: position)):
        TextEncoding.append(0x10000 + (code - 0xd800) << 10 + (unit(at: position) - 0xdc00), to: &result)
        position += 2
      case 0xd800..<0xe000: TextEncoding.append(0xfffd, to: &result)
      default: TextEncoding.append(code, to: &result)
      }
    }
  }

  private static func append(_ code: UInt32, to bytes: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (code >> shift & 0x3f)) }
    switch code {
    case 0..<0x80: bytes.append(UInt8(code))
    case 0x80..<0x800: bytes += [UInt8(0xc0 | code >> 6), tail(0)]
    case 0x800..<0x10000: bytes += [UInt8(0xe0 | code >> 12), tail(6), tail(0)]
    default: bytes += [UInt8(0xf0 | code >> 18 & 7), tail(12), tail(6), tail(0)]
    }
  }

  /// The text in this encoding; nil where a character has no place in it.
  package func encode(_ text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    case .windows1251, .windows1252:
      let table = self == .windows1251 ? CodePage.windows1251 : CodePage.windows1252
      var bytes: [UInt8] = []
      for scalar in text.unicodeScalars {
        if scalar.value < 0x80 {
          bytes.append(UInt8(scalar.value))
        } else if let index = table.firstIndex(where: { UInt32($0) == scalar.value }) {
          bytes.append(UInt8(0x80 + index))
        } else {
          return nil
        }
      }
      return bytes
    }
  }
}
