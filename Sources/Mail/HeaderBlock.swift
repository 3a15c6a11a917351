/// The header of a message or of a part, as it stands: names in lower case, folded lines joined.
struct HeaderBlock {
  struct Field {
    let name: String
    let value: ArraySlice<UInt8>
  }

  private(set) var fields: [Field] = []
  /// Where the body begins.
  private(set) var bodyStart: Int

  /// More says nothing about a message.
  private static let mostFields = 1000
  private static let longestValue = 64 << 10

  /// Reads to the first empty line. A line that is no header ends the header, too: some senders leave the empty line out.
  init(_ bytes: ArraySlice<UInt8>) {
    var position = bytes.startIndex
    bodyStart = bytes.endIndex
    var open: (name: String, value: [UInt8])?
    while true {
      guard position < bytes.endIndex else { break }
      let (line, next) = Lines.line(of: bytes, at: position)
      if line.isEmpty {
        bodyStart = next
        break
      }
      if let first = line.first, first == 0x20 || first == 0x09 {
        if let field = open, field.value.count + line.count <= HeaderBlock.longestValue {
          open?.value.append(contentsOf: line)
        }
      } else if let (name, value) = HeaderBlock.split(line) {
        close(&open)
        open = (name, Array(value.prefix(HeaderBlock.longestValue)))
      } else {
        bodyStart = position
        break
      }
      position = next
    }
    close(&open)
  }

  private mutating func close(_ open: inout (name: String, value: [UInt8])?) {
    if let field = open, fields.count < HeaderBlock.mostFields {
      fields.append(Field(name: field.name, value: field.value[...]))
    }
    open = nil
  }

  /// `Name: value`; nil for a line that is no header.
  static func split(_ line: ArraySlice<UInt8>) -> (name: String, value: ArraySlice<UInt8>)? {
    guard let colon = line.prefix(100).firstIndex(of: 0x3a) else { return nil }
    var name = line[..<colon]
    while name.last == 0x20 || name.last == 0x09 { name.removeLast() }
    guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    return (String(decoding: name, as: UTF8.self).lowercased(), Bytes.trimmed(line[(colon + 1)...]))
  }

  /// The value of the first field of this name.
  subscript(name: String) -> ArraySlice<UInt8>? { fields.first { $0.name == name }?.value }
}

/// Lines of bytes that end with LF or CR LF.
enum Lines {
  /// The line at a place without its end, and where the next one begins.
  static func line(of bytes: ArraySlice<UInt8>, at start: Int) -> (line: ArraySlice<UInt8>, next: Int) {
    let end = bytes[start...].firstIndex(of: 0x0a)
    var line = bytes[start..<(end ?? bytes.endIndex)]
    if line.last == 0x0d { line.removeLast() }
    return (line, end.map { $0 + 1 } ?? bytes.endIndex)
  }
}

enum Bytes {
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return bytes
  }
}
