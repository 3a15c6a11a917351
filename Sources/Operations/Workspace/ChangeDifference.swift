import Facts
import JSON
import Records

/// What a change does to records, field by field, as programs read it.
struct ChangeDifference {
  /// Longer texts are cut: whoever wants all of them reads the record.
  private static let textLimit = 200
  /// What follows from other fields, or from the moment of the change; and what other people wrote, which is read only
  /// where it is marked.
  private static let untold: Set<String> = ["created", "history", OutsideText.messageKey]

  private let workspace: Workspace
  private let json: RecordJSON

  /// `workspace` is the repository before the change.
  init(_ workspace: Workspace) {
    self.workspace = workspace
    json = RecordJSON(snapshot: workspace.snapshot)
  }

  /// Records that are made first, then those that change, then those that go, each field in the order of its table.
  func fields(of change: Change) -> [FieldDifference] {
    // A change that is undone is one of files.
    let whole =
      change.files.isEmpty ? change : change.merged(with: RecordEdits(workspace).change(of: change.files))
    var all: [FieldDifference] = []
    for creation in whole.creations {
      let table = workspace.snapshot.schema[creation.kind]
      for field in told(table) {
        guard let value = creation.values[field.key] else { continue }
        all.append(difference(creation.id, creation.kind, field, from: nil, to: value))
      }
    }
    for id in whole.updates.keys.sorted() {
      guard let record = workspace.snapshot.record(id), let values = whole.updates[id] else { continue }
      for field in told(record.table) {
        guard let value = values[field.key], value != record[field.key] else { continue }
        all.append(difference(id, record.kind, field, from: record[field.key], to: value))
      }
    }
    for id in whole.deletions.sorted() {
      guard let record = workspace.snapshot.record(id) else { continue }
      for field in told(record.table) {
        guard let value = record[field.key] else { continue }
        all.append(difference(id, record.kind, field, from: value, to: nil))
      }
    }
    return all
  }

  private func told(_ table: FieldTable) -> [Field] {
    table.fields.dropFirst().filter { !ChangeDifference.untold.contains($0.key) }
  }

  private func difference(
    _ id: RecordID, _ kind: Kind, _ field: Field, from: Value?, to: Value?
  ) -> FieldDifference {
    FieldDifference(
      id: id.description, kind: kind.rawValue, field: field.key, from: shown(from, field),
      to: shown(to, field))
  }

  private func shown(_ value: Value?, _ field: Field) -> JSONValue {
    guard let value else { return .null }
    // A record that is being made is not in the snapshot yet, so a reference is its text.
    if let reference = value.reference { return .string(reference.stem) }
    let whole = json.json(value, type: field.type)
    if let text = whole.string, text.count > ChangeDifference.textLimit {
      return .string(text.prefix(ChangeDifference.textLimit) + "…")
    }
    return whole
  }
}

extension Change {
  fileprivate func merged(with other: Change) -> Change {
    var whole = Change(message: message)
    whole.merge(self)
    whole.merge(other)
    return whole
  }
}
