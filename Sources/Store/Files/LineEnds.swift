/// How the lines of a file end.
enum LineEnds: Sendable, Hashable {
  case lf
  case crlf
  /// Some so and some so, or no line end at all.
  case mixed

  init(of bytes: [UInt8]) {
    var plain = false
    var returns = false
    var last: UInt8 = 0
    for byte in bytes {
      if byte == 0x0A { if last == 0x0D { returns = true } else { plain = true } }
      last = byte
    }
    self = plain == returns ? .mixed : returns ? .crlf : .lf
  }

  /// The bytes with these line ends; mixed ones change nothing.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    if self == .mixed { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 16)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
      if byte == 0x0A, self == .crlf { result.append(0x0D) }
      result.append(byte)
    }
    return result
  }

  /// An image of a file with the line ends of the file as it is now, where each is of one sort.
  static func align(_ image: [UInt8], with present: [UInt8]) -> [UInt8] {
    let wanted = LineEnds(of: present)
    let own = LineEnds(of: image)
    return wanted == .mixed || own == .mixed || own == wanted ? image : wanted.applied(to: image)
  }

  /// Whether two contents differ by line ends alone, or not at all.
  static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one == other || align(one, with: other) == other
  }
}
