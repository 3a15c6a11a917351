extension JSONValue {
  /// The JSON text: on one line, or indented by two spaces when `pretty`; without a final newline.
  ///
  /// C0, DEL, C1, U+2028–202E and U+2066–2069 are `\u` escapes, so the text is safe to print; other text stays raw.
  package func encoded(pretty: Bool) -> String {
    var bytes: [UInt8] = []
    encode(into: &bytes, pretty: pretty)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the JSON text to `bytes`; `indent` is the depth that a pretty text begins at.
  package func encode(into bytes: inout [UInt8], pretty: Bool, indent: Int = 0) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): Self.encode(text, into: &bytes)
    case .array(let values):
      bytes.append(0x5B)
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        if pretty { Self.newline(into: &bytes, indent: indent + 1) }
        value.encode(into: &bytes, pretty: pretty, indent: indent + 1)
      }
      if pretty, !values.isEmpty { Self.newline(into: &bytes, indent: indent) }
      bytes.append(0x5D)
    case .object(let members):
      bytes.append(0x7B)
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        if pretty { Self.newline(into: &bytes, indent: indent + 1) }
        Self.encode(member.key, into: &bytes)
        bytes.append(0x3A)
        if pretty { bytes.append(0x20) }
        member.value.encode(into: &bytes, pretty: pretty, indent: indent + 1)
      }
      if pretty, !members.isEmpty { Self.newline(into: &bytes, indent: indent) }
      bytes.append(0x7D)
    }
  }

  private static func newline(into bytes: inout [UInt8], indent: Int) {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: indent * 2))
  }

  /// Appends the text in quotes.
  static func encode(_ text: String, into bytes: inout [UInt8]) {
    var text = text
    bytes.append(0x22)
    text.withUTF8 { text in
      var copied = 0
      var place = 0
      while place < text.count {
        guard let (value, length) = escaped(text, at: place) else {
          place += 1
          continue
        }
        bytes.append(contentsOf: text[copied..<place])
        escape(value, into: &bytes)
        place += length
        copied = place
      }
      bytes.append(contentsOf: text[copied...])
    }
    bytes.append(0x22)
  }

  /// The character that begins at this byte with its length, where it has to be escaped; the bytes are UTF-8.
  private static func escaped(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> (UInt32, Int)? {
    let byte = text[place]
    switch byte {
    case ..<0x20, 0x22, 0x5C, 0x7F: return (UInt32(byte), 1)
    case 0xC2:
      // U+0080 to U+009F
      guard place + 1 < text.count, text[place + 1] < 0xA0 else { return nil }
      return (UInt32(text[place + 1]), 2)
    case 0xE2:
      guard place + 2 < text.count else { return nil }
      switch (text[place + 1], text[place + 2]) {
      case (0x80, 0xA8...0xAE): return (0x2000 | UInt32(text[place + 2] & 0x3F), 3)
      case (0x81, 0xA6...0xA9): return (0x2040 | UInt32(text[place + 2] & 0x3F), 3)
      default: return nil
      }
    default: return nil
    }
  }

  private static func escape(_ value: UInt32, into bytes: inout [UInt8]) {
    bytes.append(0x5C)
    switch value {
    case 0x22: bytes.append(0x22)
    case 0x5C: bytes.append(0x5C)
    case 0x08: bytes.append(0x62)
    case 0x09: bytes.append(0x74)
    case 0x0A: bytes.append(0x6E)
    case 0x0C: bytes.append(0x66)
    case 0x0D: bytes.append(0x72)
    default:
      bytes.append(0x75)
      for shift in [12, 8, 4, 0] as [UInt32] {
        let digit = UInt8(truncatingIfNeeded: value >> shift & 0xF)
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }
}
