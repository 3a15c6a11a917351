/// A value as its storage has it, so that what is only passed through is never made anew. The bytes are there for as long
/// as the call lasts that hands them over; what is no UTF-8 in them stands for U+FFFD.
package enum StoredValue {
  case text(UnsafeRawBufferPointer)
  case reference(RecordID, stem: UnsafeRawBufferPointer)
  /// A list that holds nothing but texts.
  case texts([UnsafeRawBufferPointer])
  /// Any value, also one that another case could hold.
  case value(Value)
}

extension FieldStorage {
  package func withStored(slot: Int, _ body: (StoredValue) -> Void) -> Bool {
    guard let value = value(slot: slot) else { return false }
    body(.value(value))
    return true
  }

  package func withPath(_ body: (UnsafeRawBufferPointer) -> Void) {
    var path = path
    path.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}

extension Record {
  /// Hands over the bytes of `path`.
  package func withPath(_ body: (UnsafeRawBufferPointer) -> Void) {
    guard var given = givenPath else { return storage.withPath(body) }
    given.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }

  /// Hands over the bytes of `path` and of `ref`.
  package func withFile(_ body: (_ path: UnsafeRawBufferPointer, _ ref: UnsafeRawBufferPointer) -> Void) {
    withPath { path in
      let stem = Record.stem(ofPath: path)
      if Reference.identifier(endingStem: stem) == id { return body(path, stem) }
      var ref = ref
      ref.withUTF8 { body(path, UnsafeRawBufferPointer($0)) }
    }
  }

  /// Hands over the bytes of `ref`.
  package func withRef(_ body: (UnsafeRawBufferPointer) -> Void) { withFile { body($1) } }

  /// What stands between the last slash and the last dot behind it.
  private static func stem(ofPath path: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = path.count
    var end = path.count
    while start > 0, path[start - 1] != 0x2f {
      start -= 1
      if end == path.count, path[start] == 0x2e { end = start }
    }
    return UnsafeRawBufferPointer(rebasing: path[start..<end])
  }

  /// Hands over the bytes of `name`.
  package func withName(_ body: (UnsafeRawBufferPointer) -> Void) {
    var isFound = false
    if let slot = table.nameSlot {
      _ = storage.withStored(slot: slot) { stored in
        guard case .text(let text) = stored else { return }
        isFound = true
        body(text)
      }
    }
    guard !isFound else { return }
    var name = name
    name.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}

extension Reference {
  /// The identifier that the bytes of a stem end in.
  package static func identifier(endingStem stem: UnsafeRawBufferPointer) -> RecordID? {
    guard stem.count >= 8, stem.count == 8 || stem[stem.count - 9] == 0x2d, let base = stem.baseAddress else {
      return nil
    }
    return RecordID(
      bits: UInt64(bigEndian: base.loadUnaligned(fromByteOffset: stem.count - 8, as: UInt64.self)))
  }
}
