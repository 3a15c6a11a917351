import Text

/// How the bytes of a part were written as lines of ASCII (RFC 2045, 6).
enum TransferEncoding {
  case none, quotedPrintable, base64

  /// Nil for a name that nobody reads here, such as `x-uuencode`.
  init?(_ name: ArraySlice<UInt8>?) {
    guard let name else {
      self = .none
      return
    }
    switch String(decoding: Bytes.trimmed(name), as: UTF8.self).lowercased() {
    case "", "7bit", "8bit", "binary": self = .none
    case "quoted-printable": self = .quotedPrintable
    case "base64": self = .base64
    default: return nil
    }
  }

  func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    switch self {
    case .none: Array(bytes)
    case .quotedPrintable: TransferEncoding.quotedPrintable(bytes, isHeader: false)
    case .base64: TransferEncoding.base64(bytes)
    }
  }

  /// What cannot be an escape stays as it is (RFC 2045, 6.7); in headers `_` is a blank (RFC 2047, 4.2).
  static func quotedPrintable(_ bytes: ArraySlice<UInt8>, isHeader: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == 0x5f, isHeader {
        result.append(0x20)
      } else if byte == 0x3d {
        if let end = softBreak(bytes, index) {
          index = end
        } else if index + 1 < bytes.endIndex, let high = PercentEncoding.digit(bytes[index]),
          let low = PercentEncoding.digit(bytes[index + 1])
        {
          result.append(high << 4 | low)
          index += 2
        } else {
          result.append(byte)
        }
      } else {
        result.append(byte)
      }
    }
    return result
  }

  /// Behind `=`: blanks and the end of the line, or nothing more at all.
  private static func softBreak(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
    var index = start
    while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 0x09, index - start < 80 {
      index += 1
    }
    guard index < bytes.endIndex else { return index }
    if bytes[index] == 0x0a { return index + 1 }
    if bytes[index] == 0x0d {
      return index + 1 < bytes.endIndex && bytes[index + 1] == 0x0a ? index + 2 : index + 1
    }
    return nil
  }

  /// Bytes that are none of the alphabet are passed over; what follows the padding is read as well, because some
  /// programs encode piece by piece.
  static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4 * 3)
    var held: UInt32 = 0
    var count = 0
    for byte in bytes {
      let value: UInt8
      switch byte {
      case 0x41...0x5a: value = byte - 0x41
      case 0x61...0x7a: value = byte - 0x47
      case 0x30...0x39: value = byte + 4
      case 0x2b, 0x2d: value = 62
      case 0x2f, 0x5f: value = 63
      case 0x3d:
        flush(&held, &count, into: &result)
        continue
      default: continue
      }
      held = held << 6 | UInt32(value)
      count += 1
      if count == 4 {
        result.append(UInt8(truncatingIfNeeded: held >> 16))
        result.append(UInt8(truncatingIfNeeded: held >> 8))
        result.append(UInt8(truncatingIfNeeded: held))
        (held, count) = (0, 0)
      }
    }
    flush(&held, &count, into: &result)
    return result
  }

  private static func flush(_ held: inout UInt32, _ count: inout Int, into result: inout [UInt8]) {
    if count == 3 {
      result.append(UInt8(truncatingIfNeeded: held >> 10))
      result.append(UInt8(truncatingIfNeeded: held >> 2))
    } else if count == 2 {
      result.append(UInt8(truncatingIfNeeded: held >> 4))
    }
    (held, count) = (0, 0)
  }
}
