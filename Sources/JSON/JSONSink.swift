/// Takes one JSON value piece by piece, in the order of its text: what it makes of them, text or a tree, is its matter.
///
/// Whoever writes opens and closes objects and lists in pairs, and gives a key before each value of an object.
package protocol JSONSink {
  mutating func beginObject()
  mutating func endObject()
  mutating func beginArray()
  mutating func endArray()
  mutating func key(_ key: String)
  mutating func string(_ text: String)
  /// A text by its bytes; what is no UTF-8 in them becomes U+FFFD.
  mutating func string(utf8 bytes: UnsafeRawBufferPointer)
  /// A text that `append` makes of ASCII letters, digits and `+-:.` alone.
  mutating func string(ascii append: (inout [UInt8]) -> Void)
  /// Any value that is made already.
  mutating func value(_ value: JSONValue)
}
