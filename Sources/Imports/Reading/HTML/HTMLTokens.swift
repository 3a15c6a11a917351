/// A piece of an HTML page.
enum HTMLToken {
  /// The name in lower case.
  case start(String, HTMLAttributes)
  case end(String)
  /// Text with its entities resolved, as it stands otherwise.
  case text([UInt8])
}

/// The attributes of a tag as they stand; looked at only where they are needed.
struct HTMLAttributes {
  fileprivate let bytes: ArraySlice<UInt8>

  /// The value of an attribute by its name in lower case; empty for one without value, nil where there is none.
  subscript(name: String) -> String? {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if HTMLAttributes.isBlank(bytes[index]) || bytes[index] == 0x2f || bytes[index] == 0x3d {
        index += 1
        continue
      }
      let start = index
      while index < bytes.endIndex, !HTMLAttributes.isBlank(bytes[index]), bytes[index] != 0x3d { index += 1 }
      let isWanted = String(decoding: bytes[start..<index], as: UTF8.self).lowercased() == name
      let value = self.value(&index)
      if isWanted { return String(decoding: HTMLEntities.resolved(value), as: UTF8.self) }
    }
    return nil
  }

  private func value(_ index: inout Int) -> ArraySlice<UInt8> {
    var next = index
    while next < bytes.endIndex, HTMLAttributes.isBlank(bytes[next]) { next += 1 }
    guard next < bytes.endIndex, bytes[next] == 0x3d else { return bytes[index..<index] }
    next += 1
    while next < bytes.endIndex, HTMLAttributes.isBlank(bytes[next]) { next += 1 }
    guard next < bytes.endIndex else {
      index = next
      return bytes[next..<next]
    }
    let quote = bytes[next]
    if quote == 0x22 || quote == 0x27 {
      let end = bytes[(next + 1)...].firstIndex(of: quote) ?? bytes.endIndex
      index = min(end + 1, bytes.endIndex)
      return bytes[(next + 1)..<end]
    }
    let end = bytes[next...].firstIndex(where: HTMLAttributes.isBlank) ?? bytes.endIndex
    index = end
    return bytes[next..<end]
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}

/// Cuts an HTML page into tags and text, whatever its faults: nothing has to be closed, quoted or known.
struct HTMLTokens: IteratorProtocol {
  private let bytes: [UInt8]
  private var index = 0
  /// The element whose content is no text, such as a script; it goes on to its end tag.
  private var rawElement: String?

  private static let rawElements: Set<String> = ["script", "style", "title", "xml", "textarea", "noscript"]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> HTMLToken? {
    while index < bytes.count {
      if let element = rawElement {
        rawElement = nil
        skip(toEndOf: element)
        continue
      }
      guard bytes[index] == 0x3c, index + 1 < bytes.count else { return text() }
      switch bytes[index + 1] {
      case 0x21, 0x3f: skipDeclaration()
      case 0x2f, 0x41...0x5a, 0x61...0x7a: if let token = tag() { return token }
      default: return text()
      }
    }
    return nil
  }

  private mutating func text() -> HTMLToken {
    let start = index
    index += 1
    while index < bytes.count, bytes[index] != 0x3c { index += 1 }
    return .text(HTMLEntities.resolved(bytes[start..<index]))
  }

  /// Comments, `<!doctype …>`, `<![if …]>` and `<?xml …?>`.
  private mutating func skipDeclaration() {
    if bytes[index...].starts(with: "<!--".utf8) {
      index = position(after: "-->", from: min(index + 4, bytes.count)) ?? bytes.count
    } else {
      index = bytes[index...].firstIndex(of: 0x3e).map { $0 + 1 } ?? bytes.count
    }
  }

  private mutating func tag() -> HTMLToken? {
    let isEnd = bytes[index + 1] == 0x2f
    let start = index + (isEnd ? 2 : 1)
    var end = start
    while end < bytes.count, !HTMLAttributes.isBlank(bytes[end]), bytes[end] != 0x3e, bytes[end] != 0x2f,
      end - start < 64
    { end += 1 }
    let name = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
    let close = closing(from: end)
    index = min(close + 1, bytes.count)
    if isEnd { return .end(name) }
    if HTMLTokens.rawElements.contains(name), close > 0, bytes[close - 1] != 0x2f { rawElement = name }
    return .start(name, HTMLAttributes(bytes: bytes[min(end, close)..<close]))
  }

  /// Where the tag ends: at the first `>` outside of quotes, or inside, where the quotes do not close in time.
  private func closing(from start: Int) -> Int {
    var quote: UInt8 = 0
    var wasSign = false
    for position in start..<min(start + (1 << 16), bytes.count) {
      let byte = bytes[position]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x3e {
        return position
      } else if byte == 0x22 || byte == 0x27, wasSign {
        quote = byte
      }
      if !HTMLAttributes.isBlank(byte) { wasSign = byte == 0x3d }
    }
    return bytes[start...].firstIndex(of: 0x3e) ?? bytes.count
  }

  private mutating func skip(toEndOf element: String) {
    let mark = Array("</\(element)".utf8)
    var position = index
    while position + mark.count <= bytes.count {
      guard let next = bytes[position...].firstIndex(of: 0x3c), next + mark.count <= bytes.count else {
        break
      }
      if zip(mark, bytes[next...]).allSatisfy({ $0 == ((0x41...0x5a).contains($1) ? $1 | 0x20 : $1) }) {
        index = next
        return
      }
      position = next + 1
    }
    index = bytes.count
  }

  private func position(after mark: StaticString, from start: Int) -> Int? {
    mark.withUTF8Buffer { mark in
      var position = start
      while position + mark.count <= bytes.count {
        if bytes[position] == mark[0], bytes[position...].starts(with: mark) { return position + mark.count }
        position += 1
      }
      return nil
    }
  }
}
