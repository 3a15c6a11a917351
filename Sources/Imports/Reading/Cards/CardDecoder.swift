import Diagnostics

/// Makes text of the bytes of values.
struct CardDecoder: Sendable {
  /// What bytes are in that are no UTF-8 and say nothing of themselves.
  let fallback: CodePage

  struct Decoded {
    var text: String
    /// The page that was guessed; nil where nothing was.
    var guessed: CodePage?
  }

  func text(_ property: CardProperty) -> Decoded {
    let bytes = property.content
    if let name = property.parameter("CHARSET"), let encoding = TextEncoding(name: name), encoding != .utf8,
      let text = CardDecoder.decoded(bytes, encoding)
    {
      return Decoded(text: CardDecoder.clean(text))
    }
    if let text = String(validating: bytes, as: UTF8.self) { return Decoded(text: CardDecoder.clean(text)) }
    return Decoded(text: CardDecoder.clean(mended(bytes)), guessed: fallback)
  }

  /// Text with bytes that are no UTF-8: where most are, the others alone are taken from the page.
  private func mended(_ bytes: [UInt8]) -> String {
    let scan = UTF8Scan(bytes[...])
    let isMostlyUTF8 = scan.sequences > 0 && scan.sequences >= scan.strays
    let upper = fallback.upper
    var text: [UInt8] = []
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let length = isMostlyUTF8 || bytes[index] < 0x80 ? UTF8Scan.length(at: index, in: bytes) : 0
        if length == 0 {
          TextEncoding.append(UInt32(upper[Int(bytes[index] & 0x7f)]), to: &text)
        } else {
          text += bytes[index..<(index + length)]
        }
        index += max(length, 1)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func decoded(_ bytes: [UInt8], _ encoding: TextEncoding) -> String? {
    do throws(Diagnostic) {
      return String(validating: try encoding.utf8(bytes[...]), as: UTF8.self)
    } catch {
      return nil
    }
  }

  /// Without NULs, and with one kind of line end.
  private static func clean(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0 || $0 == 0x0d }) else { return text }
    var bytes: [UInt8] = []
    var wasReturn = false
    for byte in text.utf8 where byte != 0 {
      if byte != 0x0a || !wasReturn { bytes.append(byte == 0x0d ? 0x0a : byte) }
      wasReturn = byte == 0x0d
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
