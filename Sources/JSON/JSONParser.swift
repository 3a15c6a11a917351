extension JSONValue {
  /// Reads one strict JSON document (RFC 8259): UTF-8, no comments, no repeated keys, at most 256 levels.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }
}

/// A recursive-descent reader over the bytes of one document.
private struct JSONParser {
  private let bytes: [UInt8]
  private var index = 0
  private static let depthLimit = 256

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    skipBlanks()
    let value = try value(depth: 0)
    skipBlanks()
    if index < bytes.count { throw error("unexpected text after the end of the document") }
    return value
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    if depth > Self.depthLimit { throw error("nested deeper than \(Self.depthLimit) levels") }
    guard let first = current else { throw error("unexpected end of the document") }
    switch first {
    case 0x7B: return try object(depth: depth)
    case 0x5B: return try array(depth: depth)
    case 0x22: return .string(try string())
    case 0x2D, 0x30...0x39: return try number()
    case 0x74: return try word("true", .bool(true))
    case 0x66: return try word("false", .bool(false))
    case 0x6E: return try word("null", .null)
    default: throw error("expected a value")
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[index...].starts(with: word.utf8) else { throw error("expected a value") }
    index += word.utf8.count
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    index += 1
    var members: [JSONMember] = []
    var keys: [String: Int] = [:]
    skipBlanks()
    if current == 0x7D {
      index += 1
      return .object([])
    }
    while true {
      skipBlanks()
      let start = index
      guard current == 0x22 else { throw error("expected a key in double quotes") }
      let key = try string()
      if let first = keys.updateValue(start, forKey: key) {
        throw error("the key \"\(key)\" is there twice", at: start, earlier: place(of: first))
      }
      skipBlanks()
      guard current == 0x3A else { throw error("expected \":\" after a key") }
      index += 1
      skipBlanks()
      members.append(JSONMember(key, try value(depth: depth + 1)))
      skipBlanks()
      switch current {
      case 0x2C: index += 1
      case 0x7D:
        index += 1
        return .object(members)
      case nil: throw error("unexpected end of the document")
      default: throw error("expected \",\" or \"}\"")
      }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    index += 1
    var values: [JSONValue] = []
    skipBlanks()
    if current == 0x5D {
      index += 1
      return .array([])
    }
    while true {
      skipBlanks()
      values.append(try value(depth: depth + 1))
      skipBlanks()
      switch current {
      case 0x2C: index += 1
      case 0x5D:
        index += 1
        return .array(values)
      case nil: throw error("unexpected end of the document")
      default: throw error("expected \",\" or \"]\"")
      }
    }
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = index
    if current == 0x2D { index += 1 }
    if current == 0x30 {
      index += 1
      if let byte = current, Self.isDigit(byte) { throw error("a number cannot begin with 0", at: start) }
    } else {
      try digits()
    }
    var isWhole = true
    if current == 0x2E {
      isWhole = false
      index += 1
      try digits()
    }
    if current == 0x65 || current == 0x45 {
      isWhole = false
      index += 1
      if current == 0x2B || current == 0x2D { index += 1 }
      try digits()
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, text != "-0", let value = Int(text) { return .integer(value) }
    return .number(text)
  }

  private mutating func digits() throws(JSONError) {
    guard let first = current, Self.isDigit(first) else { throw error("expected a digit") }
    while let byte = current, Self.isDigit(byte) { index += 1 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func string() throws(JSONError) -> String {
    let opening = index
    index += 1
    var text: [UInt8] = []
    var start = index
    while let byte = current {
      switch byte {
      case 0x22:
        text.append(contentsOf: bytes[start..<index])
        index += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw error("text that is not UTF-8", at: opening)
        }
        return string
      case 0x5C:
        text.append(contentsOf: bytes[start..<index])
        index += 1
        try escape(into: &text)
        start = index
      case 0..<0x20: throw error("a control character in a string must be escaped")
      default: index += 1
      }
    }
    throw error("a string without its closing quote", at: opening)
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    let start = index - 1
    guard let byte = current else { throw error("unexpected end of the document") }
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: text.append(byte)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75:
      var value = try hexadecimal()
      if value >= 0xD800, value < 0xDC00, current == 0x5C {
        index += 1
        guard current == 0x75 else { throw error("half of a surrogate pair", at: start) }
        index += 1
        let low = try hexadecimal()
        guard low >= 0xDC00, low < 0xE000 else { throw error("half of a surrogate pair", at: start) }
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else {
        throw error("half of a surrogate pair", at: start)
      }
      text.append(contentsOf: encoded)
    default: throw error("an unknown escape", at: start)
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current else { throw error("unexpected end of the document") }
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: throw error("expected four hexadecimal digits after \\u")
      }
      index += 1
    }
    return value
  }

  private func error(
    _ message: String, at position: Int? = nil, earlier: JSONError.Place? = nil
  ) -> JSONError {
    let place = place(of: min(position ?? index, bytes.count))
    return JSONError(message: message, line: place.line, column: place.column, earlier: earlier)
  }

  private func place(of position: Int) -> JSONError.Place {
    let before = bytes[..<position]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONError.Place(
      line: before.count { $0 == 0x0A } + 1,
      column: String(decoding: before[lineStart...], as: UTF8.self).count + 1)
  }
}
