/// Who sent a message: an address, and the name that stands beside it.
package struct MailAddress: Sendable, Hashable {
  /// Empty where there is none.
  package let name: String
  /// As it is written; nobody has looked whether it can be one.
  package let address: String

  /// The first mailbox of a list (RFC 5322, 3.4), with comments, quoted strings and groups; nil where there is none.
  init?(first value: ArraySlice<UInt8>, _ decode: CharsetDecoder) {
    var reader = MailboxReader()
    for byte in value.prefix(16 << 10) where !reader.isDone { reader.take(byte) }
    reader.finish()
    guard !reader.address.isEmpty else { return nil }
    let name = reader.name.isEmpty ? reader.comment : reader.name
    self.name = EncodedWords.text(Bytes.trimmed(name[...]), decode)
    address = EncodedWords.text(Bytes.trimmed(reader.address[...]), decode)
  }
}

/// Takes a list of mailboxes byte by byte until the first one is whole.
private struct MailboxReader {
  private enum Place { case plain, quoted, angle }

  private(set) var name: [UInt8] = []
  private(set) var address: [UInt8] = []
  private(set) var comment: [UInt8] = []
  private(set) var isDone = false
  private var place = Place.plain
  private var depth = 0
  private var isEscaped = false
  private var hasAngle = false

  mutating func take(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
      return keep(byte)
    }
    if byte == 0x5c, depth > 0 || place == .quoted {
      isEscaped = true
    } else if depth > 0 {
      takeComment(byte)
    } else if place == .quoted {
      if byte == 0x22 { place = .plain } else { keep(byte) }
    } else if byte == 0x28 {
      depth = 1
    } else if place == .angle {
      if byte == 0x3e { place = .plain } else { keep(byte) }
    } else {
      takePlain(byte)
    }
  }

  private mutating func takeComment(_ byte: UInt8) {
    if byte == 0x28 { depth += 1 } else if byte == 0x29 { depth -= 1 }
    if depth > 0 { comment.append(byte) }
  }

  private mutating func takePlain(_ byte: UInt8) {
    switch byte {
    case 0x22: place = .quoted
    case 0x3c where !hasAngle:
      place = .angle
      hasAngle = true
    case 0x3a where !hasAngle: name = []  // The name of a group.
    case 0x2c, 0x3b: finish()
    default: if !hasAngle { name.append(byte) }
    }
  }

  private mutating func keep(_ byte: UInt8) {
    if depth > 0 {
      comment.append(byte)
    } else if place == .angle {
      address.append(byte)
    } else if !hasAngle {
      name.append(byte)
    }
  }

  /// What stands without angle brackets is the address.
  mutating func finish() {
    guard !isDone else { return }
    if !hasAngle {
      let words = Bytes.trimmed(name[...])
      // `Ivanova, Anna <a@x.example>` without quotes: the comma belongs to the name.
      if !words.isEmpty, !words.contains(0x40), place == .plain { return name.append(0x2c) }
      address = Array(words)
      name = []
    }
    isDone = !address.isEmpty
  }
}
