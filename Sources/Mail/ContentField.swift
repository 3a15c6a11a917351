import Text

/// `Content-Type` and `Content-Disposition`: a value in lower case and parameters (RFC 2045, 5.1; RFC 2231).
package struct ContentField: Sendable, Hashable {
  /// `text/plain`, `attachment`; empty where there is none.
  package let value: String
  /// Names in lower case; the first of two of one name.
  private let parameters: [(name: String, value: [UInt8])]

  package static func == (one: ContentField, other: ContentField) -> Bool {
    one.value == other.value && one.parameters.elementsEqual(other.parameters) { $0 == $1 }
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(value) }

  package init(_ text: String) { self.init(Array(text.utf8)[...]) }

  init(_ bytes: ArraySlice<UInt8>) {
    var reader = ParameterReader(bytes.prefix(16 << 10))
    value = String(decoding: Bytes.trimmed(reader.token(until: 0x3b)), as: UTF8.self).lowercased()
    var found: [(name: String, value: [UInt8])] = []
    while let parameter = reader.next(), found.count < 100 {
      if !found.contains(where: { $0.name == parameter.name }) { found.append(parameter) }
    }
    parameters = found
  }

  /// The bytes of a parameter as they stand.
  func bytes(_ name: String) -> [UInt8]? { parameters.first { $0.name == name }?.value }

  package subscript(name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  /// A parameter's text: `name*0*=utf-8''…` put together and resolved, else encoded words, which programs write here
  /// although they may not.
  func text(_ name: String, _ decode: CharsetDecoder) -> String? {
    if let plain = bytes(name) { return EncodedWords.text(plain[...], decode) }
    var charset: String?
    var whole: [UInt8] = []
    var isThere = false
    for number in -1..<50 {
      let piece = number < 0 ? name : "\(name)*\(number)"
      if let extended = bytes(piece + "*") {
        isThere = true
        var value = extended[...]
        if number <= 0, charset == nil {
          let parts = value.split(separator: 0x27, maxSplits: 2, omittingEmptySubsequences: false)
          if parts.count == 3 {
            charset = String(decoding: parts[0], as: UTF8.self)
            value = parts[2]
          }
        }
        whole += PercentEncoding.decoded(value)
      } else if number >= 0, let plain = bytes(piece) {
        isThere = true
        whole += plain
      } else if number >= 0 {
        break
      }
    }
    return isThere ? EncodedWords.text(whole, charset, decode) : nil
  }
}

private struct ParameterReader {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// All up to a byte, which is passed over.
  mutating func token(until end: UInt8) -> ArraySlice<UInt8> {
    let start = index
    while index < bytes.endIndex, bytes[index] != end { index += 1 }
    defer { index = min(index + 1, bytes.endIndex) }
    return bytes[start..<index]
  }

  mutating func next() -> (name: String, value: [UInt8])? {
    while index < bytes.endIndex {
      let start = index
      while index < bytes.endIndex, bytes[index] != 0x3d, bytes[index] != 0x3b { index += 1 }
      let name = String(decoding: Bytes.trimmed(bytes[start..<index]), as: UTF8.self).lowercased()
      guard index < bytes.endIndex, bytes[index] == 0x3d else {
        index = min(index + 1, bytes.endIndex)
        continue
      }
      index += 1
      while index < bytes.endIndex, Bytes.isBlank(bytes[index]) { index += 1 }
      if index < bytes.endIndex, bytes[index] == 0x22 { return (name, quoted()) }
      return (name, Array(Bytes.trimmed(token(until: 0x3b))))
    }
    return nil
  }

  private mutating func quoted() -> [UInt8] {
    index += 1
    var value: [UInt8] = []
    while index < bytes.endIndex, bytes[index] != 0x22 {
      // Browsers write a backslash of a file's name as it is; only what must be escaped is.
      if bytes[index] == 0x5c, index + 1 < bytes.endIndex,
        bytes[index + 1] == 0x22 || bytes[index + 1] == 0x5c
      {
        index += 1
      }
      value.append(bytes[index])
      index += 1
    }
    _ = token(until: 0x3b)
    return value
  }
}
