package import Dates
package import YAML

/// Where a record's values live: parsed from a file, or a row of the compiled index.
package protocol FieldStorage: Sendable {
  /// The value in a slot of the kind's table, nil where the file has none.
  func value(slot: Int) -> Value?
  /// Hands over the value in a slot as it is stored; false, and nothing handed over, where the file has none.
  func withStored(slot: Int, _ body: (StoredValue) -> Void) -> Bool
  /// The record that a slot refers to, where it holds a single reference.
  func referenced(slot: Int) -> RecordID?
  /// A number that, in a slot of one kind, stands for one value; nil where there is none such.
  func token(slot: Int) -> UInt32?
  /// The keys that no table declares, as they stand in the file.
  var undeclared: [UndeclaredEntry] { get }
  /// The file's path, where the storage knows it.
  var path: String { get }
  /// Hands over the bytes of `path`.
  func withPath(_ body: (UnsafeRawBufferPointer) -> Void)
}

extension FieldStorage {
  package var path: String { "" }
  package func token(slot: Int) -> UInt32? { nil }
  package func referenced(slot: Int) -> RecordID? { value(slot: slot)?.reference?.id }
}

/// A key that the kind's table does not know; kept, and shown as text.
package struct UndeclaredEntry: Sendable, Hashable {
  package let key: String
  package let value: YAMLValue

  package init(key: String, value: YAMLValue) {
    self.key = key
    self.value = value
  }
}

/// Values held in memory, one per slot.
package struct LoadedFields: FieldStorage {
  package var values: [Value?]
  package var undeclared: [UndeclaredEntry]

  package init(values: [Value?], undeclared: [UndeclaredEntry] = []) {
    self.values = values
    self.undeclared = undeclared
  }

  package func value(slot: Int) -> Value? { slot < values.count ? values[slot] : nil }
}

/// The values of a record that a change makes.
struct CreatedFields: FieldStorage {
  let id: RecordID
  let table: FieldTable
  let values: HeldValues

  var undeclared: [UndeclaredEntry] { [] }

  func value(slot: Int) -> Value? {
    slot == 0 ? .text(id.description) : slot < table.fields.count ? values[table.fields[slot].key] : nil
  }
}

/// One record: its identity, where its file is, and its typed values.
package struct Record: Sendable {
  package let id: RecordID
  package let table: FieldTable
  package let storage: any FieldStorage
  let givenPath: String?

  package init(id: RecordID, table: FieldTable, path: String, storage: any FieldStorage) {
    self.id = id
    self.table = table
    givenPath = path
    self.storage = storage
  }

  /// A record whose storage knows its path, so that a row of the index costs no copy of it.
  package init(id: RecordID, table: FieldTable, storage: any FieldStorage) {
    self.id = id
    self.table = table
    givenPath = nil
    self.storage = storage
  }

  /// The record that a creation makes.
  package init(_ creation: Change.Creation, schema: Schema) {
    let table = schema[creation.kind]
    self.init(
      id: creation.id, table: table, path: creation.path,
      storage: CreatedFields(id: creation.id, table: table, values: creation.held))
  }

  /// The file's path, relative to the repository's root.
  package var path: String { givenPath ?? storage.path }

  package var kind: Kind { table.kind }

  package subscript(key: String) -> Value? { table.slot(of: key).flatMap { storage.value(slot: $0) } }
  package subscript(field: Field) -> Value? { storage.value(slot: field.slot) }

  package var undeclared: [UndeclaredEntry] { storage.undeclared }

  package func text(_ key: String) -> String? { self[key]?.text }
  package func reference(_ key: String) -> Reference? { self[key]?.reference }

  /// The text of a field, or the one that it stands for when it is missing.
  package func word(_ key: String) -> String? {
    guard let slot = table.slot(of: key) else { return nil }
    return (storage.value(slot: slot) ?? table.fields[slot].implied)?.text
  }

  /// The identifier in a field that holds a single reference.
  package func referenced(_ key: String) -> RecordID? {
    table.slot(of: key).flatMap { storage.referenced(slot: $0) }
  }

  /// The texts of a list field; empty when missing.
  package func texts(_ key: String) -> [String] { self[key]?.elements.compactMap(\.text) ?? [] }

  /// When a task is due.
  package var due: Deadline? {
    switch self["due"] {
    case .instant(let instant)?: .moment(instant)
    case .date(let day)?: .day(day)
    default: nil
    }
  }

  /// What a person calls the record; an activity goes by its type and the start of its text.
  package var name: String {
    if kind != .activity { return text(kind.nameKey) ?? id.description }
    let type = text("type") ?? "activity"
    guard let line = text("text")?.split(whereSeparator: \.isNewline).first else { return type }
    return type + ": " + line
  }

  /// The stem that other records write to refer to this one: the file's, if it ends in the id, else made of the name.
  package var ref: String {
    let stem = fileStem
    if Reference.identifier(endingStem: stem) == id { return stem }
    return RecordPath.stem(name: name, id: id)
  }

  private var fileStem: String {
    let file = path.utf8.lastIndex(of: 0x2f).map { path[path.index(after: $0)...] } ?? path[...]
    return file.utf8.lastIndex(of: 0x2e).map { String(file[..<$0]) } ?? String(file)
  }

  /// A copy with some values replaced; nil clears.
  package func replacing(_ changes: [String: Value?]) -> Record {
    var values = table.fields.map { storage.value(slot: $0.slot) }
    for (key, value) in changes { if let slot = table.slot(of: key) { values[slot] = value } }
    return Record(
      id: id, table: table, path: path, storage: LoadedFields(values: values, undeclared: storage.undeclared))
  }
}
