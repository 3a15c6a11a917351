/// Turns bytes of an encoding, by its name or nil where nobody named one, into text; nil where it cannot.
package typealias CharsetDecoder = (_ bytes: [UInt8], _ charset: String?) -> String?

/// The text of header values, `=?utf-8?Q?J=C3=BCrgen?=` resolved (RFC 2047).
enum EncodedWords {
  private enum Piece {
    case plain([UInt8])
    case encoded(charset: String, [UInt8])
  }

  /// A longer one is no encoded word; RFC 2047 allows 75 characters, programs write more.
  private static let longestWord = 4096
  private static let longestCharset = 60

  static func text(_ value: ArraySlice<UInt8>, _ decode: CharsetDecoder) -> String {
    var text = ""
    for piece in pieces(value) {
      switch piece {
      case .plain(let bytes): text += self.text(bytes, nil, decode)
      case .encoded(let charset, let bytes): text += self.text(bytes, charset, decode)
      }
    }
    return text
  }

  /// The bytes by the charset, else as UTF-8 with what is none replaced.
  static func text(_ bytes: [UInt8], _ charset: String?, _ decode: CharsetDecoder) -> String {
    if bytes.allSatisfy({ $0 < 0x80 && $0 != 0x1b }), charset?.lowercased().hasPrefix("utf-16") != true {
      return String(decoding: bytes, as: UTF8.self)
    }
    return decode(bytes, charset) ?? String(decoding: bytes, as: UTF8.self)
  }

  /// Words of one charset side by side are decoded together, since a letter may begin in one and end in the next.
  private static func pieces(_ value: ArraySlice<UInt8>) -> [Piece] {
    var pieces: [Piece] = []
    var plain: [UInt8] = []
    var index = value.startIndex
    while index < value.endIndex {
      guard value[index] == 0x3d, let (word, end) = word(value, at: index) else {
        plain.append(value[index])
        index += 1
        continue
      }
      index = end
      let isBlank = plain.allSatisfy(Bytes.isBlank)
      if case .encoded(let charset, let bytes)? = pieces.last, isBlank {
        plain = []
        if charset == word.charset {
          pieces[pieces.count - 1] = .encoded(charset: charset, bytes + word.bytes)
          continue
        }
      } else if !plain.isEmpty {
        pieces.append(.plain(plain))
        plain = []
      }
      pieces.append(.encoded(charset: word.charset, word.bytes))
    }
    if !plain.isEmpty { pieces.append(.plain(plain)) }
    return pieces
  }

  private static func word(
    _ value: ArraySlice<UInt8>, at start: Int
  ) -> (word: (charset: String, bytes: [UInt8]), end: Int)? {
    let head = value[start...].prefix(longestWord)
    guard head.count > 6, head[start + 1] == 0x3f,
      let charsetEnd = head[(start + 2)...].prefix(longestCharset).firstIndex(of: 0x3f),
      charsetEnd > start + 2, charsetEnd + 2 < head.endIndex, head[charsetEnd + 2] == 0x3f
    else { return nil }
    var end = charsetEnd + 3
    while end + 1 < head.endIndex, !(head[end] == 0x3f && head[end + 1] == 0x3d) {
      if head[end] == 0x0a || head[end] == 0x0d { return nil }
      end += 1
    }
    guard end + 1 < head.endIndex else { return nil }
    let text = head[(charsetEnd + 3)..<end]
    let bytes: [UInt8]
    switch head[charsetEnd + 1] | 0x20 {
    case 0x62: bytes = TransferEncoding.base64(text)
    case 0x71: bytes = TransferEncoding.quotedPrintable(text, isHeader: true)
    default: return nil
    }
    // RFC 2231 puts a language behind the charset: `=?utf-8*de?…`.
    let named = head[(start + 2)..<charsetEnd].prefix { $0 != 0x2a }
    return ((String(decoding: named, as: UTF8.self).lowercased(), bytes), end + 2)
  }
}
