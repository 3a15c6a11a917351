import Facts
import Records

/// The plan of a dry run, a line for each file.
struct ChangeDescription {
  private let change: Change
  private let workspace: Workspace

  init(_ change: Change, _ workspace: Workspace) {
    self.change = change
    self.workspace = workspace
  }

  /// Creations, changed fields with the old and the new value, deletions, other files.
  var lines: [String] {
    let snapshot = workspace.snapshot
    var lines = change.creations.map { "would create \($0.path)" }
    for id in change.updates.keys.sorted() {
      let fields = fields(of: id)
      guard let record = snapshot.record(id), !fields.isEmpty else { continue }
      lines.append(
        "would change \(record.path): "
          + fields.map { "\($0.key): \($0.values)" }.joined(separator: "; "))
    }
    for id in change.deletions.sorted() {
      lines.append("would delete \(snapshot.record(id)?.path ?? id.description)")
    }
    for file in change.files { lines.append("would \(file.after == nil ? "delete" : "write") \(file.path)") }
    return lines
  }

  /// The fields of a record that get another value, in the order of its table: `1200 → 1500`, `–` where there is none. What
  /// somebody outside wrote at length is not repeated.
  func fields(of id: RecordID) -> [(key: String, values: String)] {
    guard let record = workspace.snapshot.record(id), let values = change.updates[id] else { return [] }
    let hidden = OutsideText.hidden(in: record).union(OutsideText.hidden(in: record.replacing(values)))
    return record.table.order.compactMap { key in
      guard let value = values[key], value != record[key] else { return nil }
      if hidden.contains(key) { return (key, "text from outside") }
      return (key, "\(text(record[key])) → \(text(value))")
    }
  }

  private func text(_ value: Value?) -> String {
    guard let value else { return "–" }
    if let list = value.list, list.contains(where: { $0.text == nil }) {
      return "\(list.count) \(list.count == 1 ? "entry" : "entries")"
    }
    let text = value.plainText
    return text.count > 60 ? text.prefix(59) + "…" : text
  }
}
