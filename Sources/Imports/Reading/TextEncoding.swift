import CSystem
package import Diagnostics

/// The encodings that exports come in.
package enum TextEncoding: Sendable, Hashable {
  case utf8
  case utf16LittleEndian
  case utf16BigEndian
  case page(CodePage)
  /// One that the system's converter knows by this name.
  case system(String)

  package static let windows1251 = TextEncoding.page(.windows1251)
  package static let windows1252 = TextEncoding.page(.windows1252)

  /// Those that are read without the system's converter.
  package static let all: [TextEncoding] =
    [.utf8, .utf16LittleEndian, .utf16BigEndian] + CodePage.allCases.map { .page($0) }

  /// The name by which `--encoding` and mapping files know it.
  package var name: String {
    switch self {
    case .utf8: "utf-8"
    case .utf16LittleEndian: "utf-16le"
    case .utf16BigEndian: "utf-16be"
    case .page(let page): page.rawValue
    case .system(let name): name
    }
  }

  /// Takes the names that people write: `cp1251`, `UTF8`, `latin1`, `utf-16`, and those of the system's converter.
  package init?(name: String) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "utf8", "utf8bom", "utf8sig": self = .utf8
    case "utf16", "utf16le", "ucs2", "unicode": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    default:
      if let page = CodePage(word: plain) {
        self = .page(page)
      } else if TextEncoding.isKnownToSystem(name) {
        self = .system(name.lowercased())
      } else {
        return nil
      }
    }
  }

  private static func isKnownToSystem(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x2f }) else { return false }
    return crm_can_convert(name, "UTF-8") == 0 && crm_can_convert("UTF-8", name) == 0
  }

  /// The length of this encoding's byte order mark, where the bytes begin with it.
  package func mark(of bytes: [UInt8]) -> Int {
    let mark: [UInt8] =
      switch self {
      case .utf8: [0xef, 0xbb, 0xbf]
      case .utf16LittleEndian: [0xff, 0xfe]
      case .utf16BigEndian: [0xfe, 0xff]
      case .page, .system: []
      }
    return bytes.starts(with: mark) ? mark.count : 0
  }

  // MARK: Reading

  /// The bytes as UTF-8 without a mark, where a mark says what they are; else as they are.
  static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
    for encoding in [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
      let mark = encoding.mark(of: bytes)
      guard mark > 0 else { continue }
      do throws(Diagnostic) { return try encoding.utf8(bytes.dropFirst(mark)) } catch { break }
    }
    return bytes
  }

  /// The text as UTF-8.
  ///
  /// Bytes of a UTF-8 file that are none stay as they are; half a pair of UTF-16 becomes U+FFFD. Throws where the
  /// system's converter gives up, and says in which line.
  package func utf8(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> [UInt8] {
    var result: [UInt8] = []
    switch self {
    case .utf8: return Array(bytes)
    case .page(let page):
      result.reserveCapacity(bytes.count + bytes.count / 2)
      let upper = page.upper
      for byte in bytes {
        if byte < 0x80 {
          result.append(byte)
        } else {
          TextEncoding.append(UInt32(upper[Int(byte - 0x80)]), to: &result)
        }
      }
    case .utf16LittleEndian, .utf16BigEndian:
      result.reserveCapacity(bytes.count + bytes.count / 2)
      transcodeWide(bytes, into: &result)
    case .system(let name):
      let (text, failure) = TextEncoding.convert(Array(bytes), from: name, to: "UTF-8")
      if let failure {
        let line = bytes.prefix(failure).reduce(1) { $1 == 0x0a ? $0 + 1 : $0 }
        throw Diagnostic(
          .invalidData, "line \(line) holds bytes that are no \(name)",
          hints: ["say --encoding with another name, or leave it out"])
      }
      return text
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

  static func append(_ code: UInt32, to bytes: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (code >> shift & 0x3f)) }
    switch code {
    case 0..<0x80: bytes.append(UInt8(code))
    case 0x80..<0x800: bytes += [UInt8(0xc0 | code >> 6), tail(0)]
    case 0x800..<0x10000: bytes += [UInt8(0xe0 | code >> 12), tail(6), tail(0)]
    default: bytes += [UInt8(0xf0 | code >> 18 & 7), tail(12), tail(6), tail(0)]
    }
  }

  /// What the converter made of the bytes, and where it gave up.
  private static func convert(_ bytes: [UInt8], from: String, to: String) -> ([UInt8], failure: Int?) {
    var buffer: UnsafeMutablePointer<UInt8>?
    var count = 0
    var read = 0
    let status = bytes.withUnsafeBufferPointer {
      crm_convert(from, to, $0.baseAddress, $0.count, &buffer, &count, &read)
    }
    defer { crm_free(buffer) }
    let text = buffer.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? []
    return (text, status == 0 ? nil : read)
  }

  // MARK: Writing

  /// The text in this encoding; nil where a character has no place in it.
  package func encode(_ text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    case .system(let name):
      let (bytes, failure) = TextEncoding.convert(Array(text.utf8), from: "UTF-8", to: name)
      return failure == nil ? bytes : nil
    case .page(let page):
      let upper = page.upper
      var bytes: [UInt8] = []
      for scalar in text.unicodeScalars {
        if scalar.value < 0x80 {
          bytes.append(UInt8(scalar.value))
        } else if let index = upper.firstIndex(where: { UInt32($0) == scalar.value }) {
          bytes.append(UInt8(0x80 + index))
        } else {
          return nil
        }
      }
      return bytes
    }
  }
}

extension CodePage {
  /// Takes the names that people write, in lower case without signs: `cp1251`, `latin1`, `koi8`.
  init?(word: String) {
    let known = CodePage.allCases.first { $0.rawValue.filter { $0.isLetter || $0.isNumber } == word }
    guard let page = known ?? CodePage.otherNames[word] else { return nil }
    self = page
  }

  private static let otherNames: [String: CodePage] = [
    "cp1250": .windows1250, "win1250": .windows1250, "1250": .windows1250, "cp1251": .windows1251,
    "win1251": .windows1251, "1251": .windows1251, "cp1252": .windows1252, "win1252": .windows1252,
    "1252": .windows1252, "latin1": .windows1252, "iso88591": .windows1252, "ansi": .windows1252,
    "cp1254": .windows1254, "win1254": .windows1254, "cp1257": .windows1257, "win1257": .windows1257,
    "latin2": .iso88592, "koi8": .koi8R, "dos": .cp850, "ibm850": .cp850, "ibm852": .cp852, "ibm866": .cp866,
    "866": .cp866, "850": .cp850, "852": .cp852, "macintosh": .macRoman, "mac": .macRoman,
    "xmaccyrillic": .macCyrillic,
  ]
}
