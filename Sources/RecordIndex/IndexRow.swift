import Records

/// The values of one row of an index, decoded when they are asked for.
struct IndexRow: FieldStorage {
  let reader: IndexReader
  let kind: UInt32
  let row: UInt32
  let record: UInt32

  func value(slot: Int) -> Value? {
    // The identifier has no column of its own: it is in the table of all records.
    if slot == 0 { return reader.identifier(Int(record)).map { .text($0.description) } }
    guard slot < reader.fieldCount(kind: Int(kind)) else { return nil }
    return reader.stored(kind: Int(kind), row: Int(row), slot: slot).flatMap { ValueCoder.decode($0) }
  }

  func withStored(slot: Int, _ body: (StoredValue) -> Void) -> Bool {
    guard slot > 0, slot < reader.fieldCount(kind: Int(kind)),
      let bytes = reader.stored(kind: Int(kind), row: Int(row), slot: slot)
    else {
      guard slot == 0, let id = value(slot: 0) else { return false }
      body(.value(id))
      return true
    }
    guard let stored = ValueCoder.stored(bytes) else { return false }
    body(stored)
    return true
  }

  func token(slot: Int) -> UInt32? { reader.place(kind: Int(kind), row: Int(row), slot: slot) }

  func referenced(slot: Int) -> RecordID? {
    reader.stored(kind: Int(kind), row: Int(row), slot: slot).flatMap { ValueCoder.referenced($0) }
  }

  var undeclared: [UndeclaredEntry] {
    let slot = reader.fieldCount(kind: Int(kind))
    return reader.stored(kind: Int(kind), row: Int(row), slot: slot).map(ValueCoder.decodeUndeclared) ?? []
  }

  var path: String { reader.file(ofRecord: Int(record)).map { reader.text(ofPath: $0) } ?? "" }

  func withPath(_ body: (UnsafeRawBufferPointer) -> Void) {
    let path = reader.file(ofRecord: Int(record)).flatMap { reader.path(ofFile: $0) }
    body(path ?? UnsafeRawBufferPointer(start: nil, count: 0))
  }
}
