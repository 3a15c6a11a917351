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
    bytes.append(0x22)
    // Only these bytes can begin something to escape; everything else is copied as it is.
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F && $0 != 0xC2 && $0 != 0xE2
    }
    if isPlain {
      bytes.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { encode(scalar, into: &bytes) }
    }
    bytes.append(0x22)
  }

  private static func encode(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) {
    switch scalar.value {
    case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
    case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
    case 0x08: bytes.append(contentsOf: [0x5C, 0x62])
    case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
    case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
    case 0x0C: bytes.append(contentsOf: [0x5C, 0x66])
    case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069:
      bytes.append(contentsOf: [0x5C, 0x75])
      for shift in [12, 8, 4, 0] {
        let digit = UInt8(truncatingIfNeeded: scalar.value >> UInt32(shift) & 0xF)
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    default: bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    }
  }
}
