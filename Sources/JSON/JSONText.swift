import Text

/// JSON text on one line, written piece by piece.
package struct JSONText: JSONSink {
  /// What is written so far.
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init() {}

  /// Appends text that is not part of a value, such as a line's end, and begins a new value.
  package mutating func part(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    needsComma = false
  }

  /// Forgets what is written, and keeps its memory.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  package mutating func beginObject() { begin(0x7B) }
  package mutating func endObject() { end(0x7D) }
  package mutating func beginArray() { begin(0x5B) }
  package mutating func endArray() { end(0x5D) }

  package mutating func key(_ key: String) {
    string(key)
    bytes.append(0x3A)
    needsComma = false
  }

  package mutating func string(_ text: String) {
    var text = text
    let isWritten = text.withUTF8 { appendPlain(UnsafeRawBufferPointer($0)) }
    if !isWritten { encode(text) }
  }

  package mutating func string(utf8 text: UnsafeRawBufferPointer) {
    if !appendPlain(text) { encode(String(decoding: text, as: UTF8.self)) }
  }

  package mutating func string(ascii append: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(0x22)
    append(&bytes)
    bytes.append(0x22)
  }

  package mutating func value(_ value: JSONValue) {
    separate()
    value.encode(into: &bytes, pretty: false)
  }

  private mutating func encode(_ text: String) {
    separate()
    JSONValue.encode(text, into: &bytes)
  }

  /// Writes a text in quotes, if nothing in it has to be escaped and all of it is ASCII; false where it did not.
  private mutating func appendPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    guard PrintableASCII.holds(text, without: 0x22, 0x5C, 0x5C) else { return false }
    separate()
    bytes.append(0x22)
    bytes.append(contentsOf: text)
    bytes.append(0x22)
    return true
  }

  private mutating func begin(_ bracket: UInt8) {
    if needsComma { bytes.append(0x2C) }
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
    needsComma = true
  }
}
