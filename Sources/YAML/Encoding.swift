import Diagnostics

/// The check that a file is UTF-8 text that YAML can carry, made before libyaml sees it.
enum Encoding {
  /// Whether all of the bytes are ASCII; throws at the first byte that cannot stand in a file.
  static func check(_ bytes: [UInt8]) throws(YAMLError) -> Bool {
    if let name = wideEncoding(bytes) {
      throw YAMLError(wholeFile: "the file is \(name), not UTF-8", hints: ["save it as UTF-8"])
    }
    var isASCII = true
    let fault = bytes.withUnsafeBufferPointer { firstFault($0, isASCII: &isASCII) }
    guard let fault else { return isASCII }
    throw YAMLError(fault.message, at: Mark(offset: fault.offset, in: bytes), in: bytes, hints: fault.hints)
  }

  private struct Fault {
    var offset: Int
    var message: String
    var hints: [Hint] = []
  }

  private static func wideEncoding(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 2 else { return nil }
    let head = bytes.prefix(4)
    if head.elementsEqual([0xFF, 0xFE, 0, 0]) || head.elementsEqual([0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    return nil
  }

  private static func firstFault(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: inout Bool) -> Fault? {
    let count = bytes.count
    var index = 0
    if count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
    while index < count {
      // Most of a file is printable ASCII.
      while index + 8 <= count {
        let unusual = PackedBytes.unusual(PackedBytes.load(bytes, at: index))
        index += unusual == 0 ? 8 : unusual.trailingZeroBitCount >> 3
        if unusual != 0 { break }
      }
      guard index < count else { break }
      let byte = bytes[index]
      if byte >= 0x20, byte < 0x7F {
        index += 1
        continue
      }
      // Of two bytes, only those of U+0080 to U+00BF have to be looked at closely.
      if byte >= 0xC3, byte <= 0xDF, index + 1 < count, bytes[index + 1] & 0xC0 == 0x80 {
        isASCII = false
        index += 2
        continue
      }
      if byte < 0x80 {
        if byte < 0x20, byte != 0x0A, byte != 0x09, byte != 0x0D { return control(UInt32(byte), at: index) }
        if byte == 0x7F { return control(0x7F, at: index) }
        index += 1
        continue
      }
      isASCII = false
      let length: Int
      let lowest: UInt32
      var value: UInt32
      switch byte {
      case 0xC2...0xDF: (length, lowest, value) = (2, 0x80, UInt32(byte & 0x1F))
      case 0xE0...0xEF: (length, lowest, value) = (3, 0x800, UInt32(byte & 0x0F))
      case 0xF0...0xF4: (length, lowest, value) = (4, 0x1_0000, UInt32(byte & 0x07))
      default: return malformed(byte, at: index)
      }
      guard index + length <= count else { return malformed(byte, at: index) }
      for next in index + 1..<index + length {
        guard bytes[next] & 0xC0 == 0x80 else { return malformed(byte, at: index) }
        value = value << 6 | UInt32(bytes[next] & 0x3F)
      }
      guard value >= lowest, value <= 0x10_FFFF, !(0xD800...0xDFFF).contains(value) else {
        return malformed(byte, at: index)
      }
      switch value {
      case 0x80...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: return control(value, at: index)
      default: index += length
      }
    }
    return nil
  }

  private static func malformed(_ byte: UInt8, at offset: Int) -> Fault {
    Fault(
      offset: offset, message: "the byte 0x\(hex(UInt32(byte), width: 2)) is not valid UTF-8",
      hints: ["save the file as UTF-8"])
  }

  private static func control(_ value: UInt32, at offset: Int) -> Fault {
    let code = hex(value, width: 4)
    let name =
      switch value {
      case 0: "a NUL byte"
      case 0x85, 0x2028, 0x2029: "the line separator U+\(code)"
      case 0xFEFF: "a byte-order mark inside the text (U+FEFF)"
      default: "the control character U+\(code)"
      }
    return Fault(
      offset: offset, message: "\(name) is not allowed in a file",
      hints: [#"remove it, or write it as \u\#(code) inside double quotes"#])
  }

  static func hex(_ value: UInt32, width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
