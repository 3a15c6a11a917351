/// Turns what a terminal sends into keys: UTF-8, and the sequences of xterm and of all that follow it.
package struct KeyReader: Sendable {
  private var pending: [UInt8] = []
  private var pasted: [UInt8]?

  package init() {}

  /// Whether bytes are held back that more may belong to; after a moment of silence `flush` takes them as they are.
  package var isWaiting: Bool { !pending.isEmpty }

  /// The keys that are whole now.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    pending += bytes
    var keys: [Key] = []
    while let (key, length) = next() {
      pending.removeFirst(length)
      if let key { keys.append(key) }
    }
    return keys
  }

  /// What is left, where nothing more comes: an escape by itself, and nothing for half a character.
  package mutating func flush() -> [Key] {
    defer { pending = [] }
    guard pasted == nil, pending.first == 0x1b else { return [] }
    var keys: [Key] = [.escape]
    let rest = pending.dropFirst()
    pending = []
    keys += feed(rest)
    return keys
  }

  private static let pasteEnd: [UInt8] = Array("\u{1b}[201~".utf8)

  /// The first key, nil for bytes that mean none, and how many bytes it takes; nil where more have to come.
  private mutating func next() -> (key: Key?, length: Int)? {
    guard let first = pending.first else { return nil }
    if pasted != nil { return nextPasted(first) }
    switch first {
    case 0x1b: return escaped()
    case 0x0d, 0x0a: return (.enter, 1)
    case 0x09: return (.tab, 1)
    case 0x7f, 0x08: return (.backspace, 1)
    case 0x01...0x1a: return (.control(Character(Unicode.Scalar(first + 0x60))), 1)
    case 0x00, 0x1c...0x1f: return (nil, 1)
    default: return character(first)
    }
  }

  private mutating func nextPasted(_ first: UInt8) -> (key: Key?, length: Int)? {
    let end = KeyReader.pasteEnd
    if first == 0x1b {
      if pending.starts(with: end) {
        let text = String(decoding: pasted ?? [], as: UTF8.self)
        pasted = nil
        return (.paste(text), end.count)
      }
      if end.starts(with: pending) { return nil }
    }
    pasted?.append(first)
    return (nil, 1)
  }

  private func character(_ first: UInt8) -> (key: Key?, length: Int)? {
    let length =
      switch first {
      case ..<0x80: 1
      case 0xc2...0xdf: 2
      case 0xe0...0xef: 3
      case 0xf0...0xf4: 4
      default: 0
      }
    if length == 0 { return (nil, 1) }
    for place in 1..<max(length, 1) {
      guard place < pending.count else { return nil }
      guard pending[place] & 0xc0 == 0x80 else { return (nil, place) }
    }
    let text = String(decoding: pending[..<length], as: UTF8.self)
    guard let character = text.first, character != "\u{fffd}" else { return (nil, length) }
    return (.character(character), length)
  }

  /// `ESC [ … letter`, `ESC O letter`; Alt with a key is that key's alone and means nothing here.
  private mutating func escaped() -> (key: Key?, length: Int)? {
    guard pending.count > 1 else { return nil }
    switch pending[1] {
    case UInt8(ascii: "["):
      guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7e).contains($0) }) else {
        // No sequence is so long; what it was is not known.
        return pending.count > 32 ? (nil, pending.count) : nil
      }
      let sequence = String(decoding: pending[2...end], as: UTF8.self)
      if sequence == "200~" { pasted = [] }
      return (KeyReader.keys[sequence], end + 1)
    case UInt8(ascii: "O"):
      guard pending.count > 2 else { return nil }
      return (KeyReader.keys[String(decoding: pending[2...2], as: UTF8.self)], 3)
    case 0x1b: return (.escape, 1)
    default: return (nil, 2)
    }
  }

  private static let keys: [String: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .backTab, "M": .enter,
    "1~": .home, "3~": .delete, "4~": .end, "5~": .pageUp, "6~": .pageDown, "7~": .home, "8~": .end,
    "1;2C": .shiftRight, "1;2D": .shiftLeft, "c": .shiftRight, "d": .shiftLeft,
  ]
}
