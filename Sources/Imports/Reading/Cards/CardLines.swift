/// The lines of one card, put together again where they were folded.
struct CardLines {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// vCard 2.1 folds before a blank, which belongs to the text; later versions put one in.
  private let keepsBlanks: Bool

  private static let mechanicalWidths = 74...76

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
    keepsBlanks = CardLines.isVersion21(bytes)
  }

  /// The next line that is not empty, unfolded.
  mutating func next() -> [UInt8]? {
    while let range = CardLines.physical(bytes, &position) {
      if range.allSatisfy({ bytes[$0] == 0x20 || bytes[$0] == 0x09 }) { continue }
      var line = Array(bytes[range])
      let head = CardHead(line)
      var width = line.count
      while let following = peek() {
        let text = bytes[following.range]
        if head.isQuotedPrintable, line.last == 0x3d {
          if CardLines.isDelimiter(text) { break }
          line.removeLast()
          line += text
        } else if let first = text.first, first == 0x20 || first == 0x09 {
          let isMechanical = CardLines.mechanicalWidths.contains(width) && text.dropFirst().first != 0x20
          line += keepsBlanks && !isMechanical && !head.isBase64 ? text : text.dropFirst()
        } else if head.isBase64, CardLines.isBase64(text) {
          line += text
        } else {
          break
        }
        width = text.count
        position = following.end
      }
      return line
    }
    return nil
  }

  private func peek() -> (range: Range<Int>, end: Int)? {
    var end = position
    guard let range = CardLines.physical(bytes, &end), !range.isEmpty else { return nil }
    return (range, end)
  }

  /// The next line as it stands in the file; CR, LF and CR LF all end one.
  static func physical(_ bytes: ArraySlice<UInt8>, _ position: inout Int) -> Range<Int>? {
    guard position < bytes.endIndex else { return nil }
    let start = position
    var end = start
    while end < bytes.endIndex, bytes[end] != 0x0a, bytes[end] != 0x0d { end += 1 }
    position = end
    if position < bytes.endIndex {
      let isReturn = bytes[position] == 0x0d
      position += 1
      if isReturn, position < bytes.endIndex, bytes[position] == 0x0a { position += 1 }
    }
    return start..<end
  }

  /// `BEGIN:VCARD` or `END:VCARD`, in any case.
  static func isDelimiter(_ line: ArraySlice<UInt8>) -> Bool {
    CardLines.is("begin:vcard", line) || CardLines.is("end:vcard", line)
  }

  static func `is`(_ word: StaticString, _ line: ArraySlice<UInt8>) -> Bool {
    var rest = line
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    guard rest.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { expected in
      zip(expected, rest).allSatisfy { $0 == ((0x41...0x5a).contains($1) ? $1 | 0x20 : $1) }
    }
  }

  private static func isVersion21(_ bytes: ArraySlice<UInt8>) -> Bool {
    var position = bytes.startIndex
    while let range = physical(bytes, &position) {
      if CardLines.is("version:2.1", bytes[range]) { return true }
    }
    return false
  }

  private static func isBase64(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || byte == 0x2b || byte == 0x2f
        || byte == 0x3d
    } && !isDelimiter(line)
  }
}

/// What stands before the colon of a property, as far as the lines need it.
struct CardHead {
  let isQuotedPrintable: Bool
  let isBase64: Bool

  init(_ line: [UInt8]) {
    guard let colon = line.firstIndex(of: 0x3a), line[..<colon].contains(0x3b) else {
      (isQuotedPrintable, isBase64) = (false, false)
      return
    }
    let head = String(decoding: line[..<colon], as: UTF8.self).uppercased()
    let parts = head.split(separator: ";").dropFirst().map { part in
      part.hasPrefix("ENCODING=") ? String(part.dropFirst(9)) : String(part)
    }
    isQuotedPrintable = parts.contains("QUOTED-PRINTABLE")
    isBase64 = parts.contains("BASE64") || parts.contains("B")
  }
}
