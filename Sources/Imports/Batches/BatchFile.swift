import Dates
package import Diagnostics
package import Records
package import YAML

extension Batch {
  /// The bytes of `imports/batches/ID.yaml`; the keys must not change, because later versions undo older batches.
  package func bytes(schema: Schema) -> [UInt8] {
    var map: [(String, YAMLValue)] = [
      ("batch", .text(id)), ("file", .text(file)), ("kind", .plain(kind.rawValue)), ("preset", .text(preset)),
      ("at", .plain(at.description)), ("by", .text(by)), ("rows", .plain(String(rows))),
    ]
    if !created.isEmpty {
      map.append(("created", .list(created.map { .plain($0.id.description + " " + $0.fingerprint) })))
    }
    if !changed.isEmpty {
      map.append(
        (
          "updated",
          .list(
            changed.map { change in
              var entries = [
                YAMLValue.Entry("id", .plain(change.id.description)),
                YAMLValue.Entry("field", .text(change.key)),
              ]
              let type = Batch.type(of: change.key, schema: schema)
              if let value = change.before {
                entries.append(.init("before", RecordWriter.yaml(value, type: type)))
              }
              if let value = change.after {
                entries.append(.init("after", RecordWriter.yaml(value, type: type)))
              }
              return .map(entries)
            })
        ))
    }
    return Emitter.emit(map: map)
  }

  private static func type(of key: String, schema: Schema) -> FieldType {
    for kind in Kind.allCases { if let field = schema[kind][key] { return field.type } }
    return .text
  }

  /// What a batch file may hold: one line a record, and files of 100,000 rows.
  package static let limits = Limits(bytes: 256 << 20, depth: 16, scalar: 256 << 10, events: 50_000_000)

  /// Reads a batch back; its values are typed by the records they belong to.
  package init(_ document: Document, snapshot: Snapshot) throws(Diagnostic) {
    func text(_ key: String) -> String { document[key]?.text ?? "" }
    guard let kind = Kind(word: text("kind")), let at = Instant(rfc3339: text("at")), !text("batch").isEmpty
    else {
      throw Diagnostic(
        .invalidData, "this is no record of an import", at: SourceLocation(file: document.file))
    }
    var created: [Created] = []
    for item in document["created"]?.items ?? [] {
      let parts = (item.text ?? "").split(separator: " ")
      guard parts.count == 2, let id = RecordID(parts[0]) else {
        throw document.diagnostic("expected an id and a fingerprint", at: item)
      }
      created.append(Created(id: id, fingerprint: String(parts[1])))
    }
    let reader = RecordReader(config: snapshot.config, schema: snapshot.schema)
    var changed: [Changed] = []
    for item in document["updated"]?.items ?? [] {
      guard let id = item["id"]?.text.flatMap({ RecordID($0) }), let key = item["field"]?.text else {
        throw document.diagnostic("expected the id and the field of a change", at: item)
      }
      let type = snapshot.record(id)?.table[key]?.type ?? Batch.type(of: key, schema: snapshot.schema)
      changed.append(
        Changed(
          id: id, key: key,
          before: try item["before"].map { node throws(Diagnostic) in
            try reader.value(of: node, as: type, in: document)
          },
          after: try item["after"].map { node throws(Diagnostic) in
            try reader.value(of: node, as: type, in: document)
          }))
    }
    self.init(
      id: text("batch"), file: text("file"), kind: kind, preset: text("preset"), at: at, by: text("by"),
      rows: Int(text("rows")) ?? 0, created: created, changed: changed)
  }
}
