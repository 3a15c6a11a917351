import Merging
import Records
import Store
import Text
import YAML

/// What a merge decided without a person, in words: of each field what stands, what gave way and why.
struct MergeDecisions {
  let reader: ConflictReader
  let merge: TeamMerge
  let workspace: Workspace

  func remarks() throws -> [SyncRemark] {
    var remarks = merge.result.notes.map { note in
      SyncRemark(note, note.id.flatMap { RecordID($0) }.flatMap(name))
    }
    for file in merge.result.overtaken {
      let path = reader.git.ownPath(of: file.path) ?? file.path
      let name = ConflictReader.name(of: file, merge.contents, path)
      for edit in try reader.conflicts(file, merge.contents, name: name) {
        remarks.append(SyncRemark("superseded", edit, words(edit, file)))
      }
    }
    return remarks
  }

  private func words(_ edit: TeamConflict, _ file: FileConflict) -> String {
    let merged = document(file)
    let field = edit.field ?? ""
    let label = field.replacing("_", with: " ")
    let stands = merged?[field]?.value
    let sides = [edit.ours, edit.theirs]
    let left = sides.filter { $0.value != stands && $0.value != nil }
    let lost = left.map { side($0, field) }.sorted().joined(separator: " and ")
    let reason = self.reason(merged, edit.kind).map { ": \($0)" } ?? ""
    guard !left.isEmpty else { return "\(label) was cleared on one side, and stands\(reason)" }
    guard let stands else { return "\(label) \(lost) gave way\(reason)" }
    let kept = sides.first { $0.value == stands }.map { side($0, field) } ?? text(stands, field)
    return "\(label) \(kept) stands, \(lost) gave way\(reason)"
  }

  /// The state that made the edit void.
  private func reason(_ merged: Document?, _ kind: Kind?) -> String? {
    switch kind {
    case .deal where merged?["closed"] != nil: merged?["stage"]?.text.map { "the deal is in \($0)" }
    case .deal: merged?["stage"]?.text.map { "the later move stands, to \($0)" }
    case .task: merged?["status"]?.text.flatMap { $0 == "open" ? nil : "the task is \($0)" }
    case .invoice: merged?["status"]?.text.map { "the invoice is \($0), and the client has it" }
    case .contact, .company, .lead, .activity, .product, nil: nil
    }
  }

  private func side(_ side: TeamConflict.Side, _ field: String) -> String {
    let who = [side.by, side.at.map { String($0.prefix(10)) }].compactMap { $0 }.joined(separator: ", ")
    return text(side.value, field) + (who.isEmpty ? "" : " (\(who))")
  }

  /// A value; of a reference the name of what it leads to.
  private func text(_ value: YAMLValue?, _ field: String) -> String {
    let text = TeamConflict.text(value)
    guard let id = Reference.identifier(endingStem: text), let name = name(id) else { return text }
    return "\"\(name)\""
  }

  private func document(_ file: FileConflict) -> Document? {
    switch merge.result.files[file.path]?.content {
    case .bytes(let bytes)?: try? Document(parsing: bytes, file: file.path)
    case .object(let object)?: merge.contents[object].flatMap { try? Document(parsing: $0, file: file.path) }
    case nil: nil
    }
  }

  /// What people call a record of either side.
  private func name(_ id: RecordID) -> String? {
    if let record = workspace.snapshot.record(id), record.id == id { return record.name }
    for side in [merge.files.theirs, merge.files.base] {
      for (path, entry) in side {
        guard let own = reader.git.ownPath(of: path), let kind = Kind(ofPath: own),
          let bytes = merge.contents[entry.object], RecordFiles.identifier(in: bytes) == id.description
        else { continue }
        return (try? Document(parsing: bytes, file: own))?[kind.nameKey]?.text
      }
    }
    return nil
  }
}
