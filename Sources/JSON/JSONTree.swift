/// A JSON value put together piece by piece.
package struct JSONTree: JSONSink {
  private struct Level {
    /// The key that this object or list stands under, in an object.
    let key: String?
    let isObject: Bool
    var members: [JSONMember] = []
    var values: [JSONValue] = []
  }

  /// The value that was written last outside of any object or list; null before there is one.
  package private(set) var value = JSONValue.null
  private var levels: [Level] = []
  private var key: String?

  package init() {}

  /// What `write` writes.
  package static func value(_ write: (inout JSONTree) -> Void) -> JSONValue {
    var tree = JSONTree()
    write(&tree)
    return tree.value
  }

  package mutating func beginObject() { begin(isObject: true) }
  package mutating func endObject() { end() }
  package mutating func beginArray() { begin(isObject: false) }
  package mutating func endArray() { end() }
  package mutating func key(_ key: String) { self.key = key }
  package mutating func string(_ text: String) { value(.string(text)) }

  package mutating func string(utf8 bytes: UnsafeRawBufferPointer) {
    value(.string(String(decoding: bytes, as: UTF8.self)))
  }

  package mutating func string(ascii append: (inout [UInt8]) -> Void) {
    var bytes: [UInt8] = []
    append(&bytes)
    value(.string(String(decoding: bytes, as: UTF8.self)))
  }

  package mutating func value(_ value: JSONValue) {
    guard !levels.isEmpty else {
      self.value = value
      return
    }
    let top = levels.count - 1
    if levels[top].isObject {
      levels[top].members.append(JSONMember(key ?? "", value))
      key = nil
    } else {
      levels[top].values.append(value)
    }
  }

  private mutating func begin(isObject: Bool) {
    levels.append(Level(key: key, isObject: isObject))
    key = nil
  }

  private mutating func end() {
    guard let level = levels.popLast() else { return }
    key = level.key
    value(level.isObject ? .object(level.members) : .array(level.values))
  }
}
