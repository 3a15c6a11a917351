package import Dates

/// A planned change of the repository, in records and not yet in bytes; all of it lands together or not at all.
package struct Change: Sendable {
  /// A record to be made.
  package struct Creation: Sendable {
    package let id: RecordID
    package let kind: Kind
    package var path: String
    package fileprivate(set) var held: HeldValues
    package var values: [String: Value] {
      get { held.dictionary }
      set { held = .open(newValue) }
    }
    /// The file that the record had before, where it comes back and its bytes are known; what `edited` names is
    /// spliced into it, so that all else comes back as it was.
    package fileprivate(set) var former: [UInt8]?
    /// The keys that differ from what the former file says.
    package fileprivate(set) var edited: Set<String> = []
  }

  /// A file that is no record, to be written, or removed where `after` is nil; `before` nil means that it must not exist.
  package struct FileEdit: Sendable {
    package let path: String
    package let before: [UInt8]?
    package let after: [UInt8]?
    /// That of a file that is made anew; nil for what the repository asks for.
    package let mode: UInt16?

    package init(path: String, before: [UInt8]?, after: [UInt8]?, mode: UInt16? = nil) {
      self.path = path
      self.mode = mode
      self.before = before
      self.after = after
    }
  }

  package private(set) var creations: [Creation] = []
  /// New values by record and key; an inner nil clears the field.
  package private(set) var updates: [RecordID: [String: Value?]] = [:]
  package private(set) var deletions: Set<RecordID> = []
  package private(set) var files: [FileEdit] = []
  private var creationIndex: [RecordID: Int] = [:]
  /// The message of the git commit: `deal: Website for Acme: proposal → invoice`.
  package var message: String
  /// A line `Key: value` under the message, by which git finds the commit again.
  package var trailer: String?

  package init(message: String = "") { self.message = message }

  package var isEmpty: Bool {
    creations.isEmpty && updates.isEmpty && deletions.isEmpty && files.isEmpty
  }

  /// Adds a record of these values and returns its reference.
  @discardableResult
  package mutating func create(
    _ kind: Kind, values: [String: Value], id: RecordID, on day: CivilDate
  ) -> Reference {
    let name = (values[kind.nameKey]?.text ?? values["type"]?.text ?? kind.rawValue)
    let head =
      // A newline in UTF-8 is a control character, or begins with one of these bytes.
      name.utf8.contains(where: { $0 < 0x20 || $0 == 0xc2 || $0 == 0xe2 })
      ? String(name.split(whereSeparator: \.isNewline).first ?? "") : name
    let stem = RecordPath.stem(name: head, id: id)
    let path = RecordPath.path(kind: kind, stem: stem, created: day)
    creationIndex[id] = creations.count
    creations.append(Creation(id: id, kind: kind, path: path, held: .open(values)))
    return Reference(id: id, stem: stem)
  }

  /// Brings a record back at its own place, as it was; with the bytes of its file all of them come back.
  package mutating func restore(_ record: Record, file: [UInt8]?) {
    var values: [String: Value] = [:]
    for field in record.table.fields.dropFirst() { values[field.key] = record[field] }
    creationIndex[record.id] = creations.count
    creations.append(
      Creation(id: record.id, kind: record.kind, path: record.path, held: .open(values), former: file))
  }

  /// Sets one field of a record, be it an existing one or one that this change makes; nil clears.
  package mutating func set(_ id: RecordID, _ key: String, _ value: Value?) {
    if let index = creationIndex[id] {
      creations[index].values[key] = value
      if creations[index].former != nil { creations[index].edited.insert(key) }
    } else {
      updates[id, default: [:]].updateValue(value, forKey: key)
    }
  }

  /// Removes a record; of one that this change makes nothing is left.
  package mutating func delete(_ id: RecordID) {
    updates[id] = nil
    guard let index = creationIndex.removeValue(forKey: id) else {
      deletions.insert(id)
      return
    }
    creations.remove(at: index)
    for (place, creation) in creations.enumerated().dropFirst(index) { creationIndex[creation.id] = place }
  }

  package mutating func write(_ edit: FileEdit) { files.append(edit) }

  /// True when this change makes, alters or removes the record.
  package func touches(_ id: RecordID) -> Bool {
    updates[id] != nil || creationIndex[id] != nil || deletions.contains(id)
  }

  package func creation(of id: RecordID) -> Creation? { creationIndex[id].map { creations[$0] } }

  /// Packs the values of a record that this change makes; returns it, and its values as they were before.
  package mutating func pack(_ id: RecordID) -> (creation: Creation, values: [String: Value])? {
    guard let index = creationIndex[id], case .open(let values) = creations[index].held else { return nil }
    creations[index].held = .packed(PackedValues(values))
    return (creations[index], values)
  }

  /// Takes in all that another change does.
  package mutating func merge(_ other: Change) {
    for creation in other.creations {
      creationIndex[creation.id] = creations.count
      creations.append(creation)
    }
    for (id, values) in other.updates { for (key, value) in values { set(id, key, value) } }
    for id in other.deletions { delete(id) }
    files += other.files
  }
}
