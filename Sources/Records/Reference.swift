/// A mention of another record by its stem; only the identifier at its end counts.
package struct Reference: Sendable, Hashable {
  package let id: RecordID
  /// What stands in the file, such as `anna-ivanova-k7f3q2mz`.
  package let stem: String

  package init(id: RecordID, stem: String) {
    self.id = id
    self.stem = stem
  }

  package init(_ record: Record) {
    self.init(id: record.id, stem: record.ref)
  }

  /// Nil unless the text is an identifier or ends in `-` and one.
  package init?(_ text: String) {
    guard let id = Reference.identifier(endingStem: text) else { return nil }
    self.init(id: id, stem: text)
  }

  /// The identifier that a stem ends in.
  package static func identifier(endingStem text: String) -> RecordID? {
    var copy = text
    return copy.withUTF8 { bytes in
      let start = bytes.count - 8
      guard start == 0 || start > 0 && bytes[start - 1] == 0x2d else { return nil }
      return RecordID(UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  package static func == (a: Reference, b: Reference) -> Bool { a.id == b.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
