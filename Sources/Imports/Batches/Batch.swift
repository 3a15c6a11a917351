package import Dates
package import Output
package import Records
import Text
import YAML

/// Works out a text for each of many new records; it may do so on several cores.
package typealias CreationMap = (
  [Change.Creation], @escaping @Sendable (Change.Creation) -> String
) -> [String]

/// What one import did, kept so that it can be listed and taken back.
package struct Batch: Sendable {
  /// A record that the import made.
  package struct Created: Sendable, Hashable {
    package let id: RecordID
    /// Of the values that it was made with: a record that no longer has it was edited since.
    package let fingerprint: String
  }

  /// One field that the import changed.
  package struct Changed: Sendable, Hashable {
    package let id: RecordID
    package let key: String
    package let before: Value?
    package let after: Value?
  }

  package let id: String
  package let file: String
  package let kind: Kind
  package let preset: String
  package let at: Instant
  package let by: String
  package let rows: Int
  package let created: [Created]
  package let changed: [Changed]

  package static let schema = ObjectSchema<Batch>(
    "batch", "An import that can be taken back.",
    [
      .text("batch", "Its name.", kind: .identifier) { $0.id }, .moment("at", "When it was made.") { $0.at },
      .choice("kind", "What the rows were.") { $0.kind },
      .text("file", "The file as it was named.") { $0.file },
      .text("by", "Who made it.") { $0.by }, .count("rows", "How many rows there were.") { $0.rows },
      .count("created", "How many records it made.") { $0.created.count },
      .count("updated", "How many records it changed.") { Set($0.changed.map(\.id)).count },
    ])

  package var path: String { Batch.path(of: id) }

  package static func path(of id: String) -> String { "imports/batches/\(id).yaml" }

  init(
    id: String, file: String, kind: Kind, preset: String, at: Instant, by: String, rows: Int,
    created: [Created],
    changed: [Changed]
  ) {
    self.id = id
    self.file = file
    self.kind = kind
    self.preset = preset
    self.at = at
    self.by = by
    self.rows = rows
    self.created = created
    self.changed = changed
  }

  /// The batch of a change that is about to land on a snapshot.
  init(
    id: String, file: String, kind: Kind, preset: String, at: Instant, by: String, rows: Int, change: Change,
    snapshot: Snapshot, map: CreationMap
  ) {
    let schema = snapshot.schema
    let fingerprints = map(change.creations) { creation in
      let table = schema[creation.kind]
      return Batch.fingerprint(table, table.ordered(creation.values))
    }
    self.init(
      id: id, file: file, kind: kind, preset: preset, at: at, by: by, rows: rows,
      created: zip(change.creations, fingerprints).map { Created(id: $0.id, fingerprint: $1) },
      changed: change.updates.keys.sorted().flatMap { id in
        (change.updates[id] ?? [:]).sorted { $0.key < $1.key }.map { key, value in
          Changed(id: id, key: key, before: snapshot.record(id)?[key], after: value)
        }
      })
  }

  /// A short text that differs when any value of the record does.
  static func fingerprint(_ record: Record) -> String {
    let table = record.table
    return fingerprint(
      table, table.fields.indices.compactMap { slot in record.storage.value(slot: slot).map { (slot, $0) } })
  }

  /// FNV-1a, 64 bits, over the values in table order.
  private static func fingerprint(
    _ table: FieldTable, _ values: [(slot: Int, value: Value)]
  ) -> String {
    var hash = FNV1a.start
    func add(_ text: String) { hash = FNV1a.mixed(FNV1a.mixed(hash, text), 0xff) }
    for (slot, value) in values where slot != 0 {
      add(table.fields[slot].key)
      add(value.plainText)
    }
    return FNV1a.digits(hash)
  }
}
