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
    for (id, values) in change.updates.sorted(by: { $0.key < $1.key }) {
      guard let record = snapshot.record(id) else { continue }
      let keys = record.table.order.filter { values[$0] != nil && values[$0] != record[$0] }
      guard !keys.isEmpty else { continue }
      lines.append(
        "would change \(record.path): "
          + keys.map { "\($0): \(text(record[$0])) → \(text(values[$0] ?? nil))" }.joined(separator: "; "))
    }
    for id in change.deletions.sorted() {
      lines.append("would delete \(snapshot.record(id)?.path ?? id.description)")
    }
    for file in change.files { lines.append("would \(file.after == nil ? "delete" : "write") \(file.path)") }
    return lines
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
