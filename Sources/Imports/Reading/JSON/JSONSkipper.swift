import Diagnostics
import JSON

/// Walks over JSON text without building it: finds where values end.
///
/// Only brackets, strings and separators are looked at; what is inside of values is checked when they are read.
struct JSONSkipper {
  let bytes: [UInt8]
  private(set) var index: Int

  private static let depthLimit = 256

  init(_ bytes: [UInt8], at index: Int = 0) {
    self.bytes = bytes
    self.index = index
  }

  var isAtEnd: Bool { index >= bytes.count }

  /// The next byte that is no blank, which is not passed.
  mutating func peek() -> UInt8? {
    while index < bytes.count, bytes[index] == 0x20 || (0x09...0x0d).contains(bytes[index]) { index += 1 }
    return index < bytes.count ? bytes[index] : nil
  }

  /// Passes the byte, where it is the next one that is no blank.
  mutating func pass(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    index += 1
    return true
  }

  /// Passes a value and returns where it is.
  mutating func value() throws(JSONSlip) -> Range<Int> {
    guard let first = peek() else { throw JSONSlip("unexpected end of the document", at: bytes.count) }
    let start = index
    switch first {
    case 0x22: try string()
    case 0x5b, 0x7b: try nested()
    case 0x2c, 0x3a, 0x5d, 0x7d: throw JSONSlip("expected a value", at: index)
    default: word()
    }
    return start..<index
  }

  /// Passes a string and returns where it is, its quotes included.
  mutating func string() throws(JSONSlip) {
    let opening = index
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += byte == 0x5c ? 2 : 1
      if byte == 0x22 { return }
    }
    index = bytes.count
    throw JSONSlip("a string without its closing quote", at: opening)
  }

  private mutating func word() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09...0x0d, 0x22, 0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d: return
      default: index += 1
      }
    }
  }

  private mutating func nested() throws(JSONSlip) {
    var open: [(closing: UInt8, at: Int)] = []
    repeat {
      guard index < bytes.count else {
        let last = open.last?.at ?? 0
        throw JSONSlip("nothing closes the \(bytes[last] == 0x5b ? "[" : "{") here", at: last)
      }
      let byte = bytes[index]
      switch byte {
      case 0x22:
        try string()
        continue
      case 0x5b, 0x7b:
        if open.count == JSONSkipper.depthLimit {
          throw JSONSlip("nested deeper than \(JSONSkipper.depthLimit) levels", at: index)
        }
        open.append((byte + 2, index))
      case 0x5d, 0x7d:
        guard open.last?.closing == byte else {
          throw JSONSlip("unexpected \"\(byte == 0x5d ? "]" : "}")\"", at: index)
        }
        open.removeLast()
      default: break
      }
      index += 1
    } while !open.isEmpty
  }
}

/// What keeps a text from being JSON with rows, and the byte where; nil for the text as a whole.
struct JSONSlip: Error {
  let message: String
  let position: Int?
  var hints: [Hint] = []

  init(_ message: String, at position: Int?, hints: [Hint] = []) {
    self.message = message
    self.position = position
    self.hints = hints
  }
}
