package import Diagnostics
package import Records

extension Batch {
  /// What taking a batch back does, and what it leaves because somebody worked on it since.
  package struct Undo: Sendable {
    package let change: Change
    /// Records that stay, each with the reason.
    package let kept: [Diagnostic]
  }

  /// Removes what the import made and gives fields their former values, except on records edited since.
  package func undo(in snapshot: Snapshot) -> Undo {
    var kept: [RecordID: Diagnostic] = [:]
    func keep(_ record: Record, _ reason: String) {
      kept[record.id] = Diagnostic(
        .conflict, "\(record.kind.rawValue) \"\(record.name)\" stays: \(reason)",
        at: SourceLocation(file: record.path))
    }
    // A next step that this batch gave to an older deal goes when the deal's own fields go back.
    var candidates: [RecordID: Record] = [:]
    for made in created {
      guard let record = snapshot.record(made.id), record.id == made.id else { continue }
      if Batch.fingerprint(record) == made.fingerprint {
        candidates[record.id] = record
      } else {
        keep(record, "it was edited since the import")
      }
    }
    let reverted = revertible(in: snapshot, keep: keep)
    dropReferenced(&candidates, reverted: reverted, in: snapshot, keep: keep)
    var change = Change(message: "import: \(id) taken back")
    for id in candidates.keys.sorted() { change.delete(id) }
    for (id, fields) in reverted { for field in fields { change.set(id, field.key, field.before) } }
    change.write(Change.FileEdit(path: path, before: bytes(schema: snapshot.schema), after: nil))
    return Undo(change: change, kept: kept.keys.sorted().compactMap { kept[$0] })
  }

  /// The updated records of which every field still has what the import gave it.
  private func revertible(
    in snapshot: Snapshot, keep: (Record, String) -> Void
  ) -> [RecordID: [Changed]] {
    var reverted: [RecordID: [Changed]] = [:]
    for field in changed { reverted[field.id, default: []].append(field) }
    for (id, fields) in reverted {
      guard let record = snapshot.record(id) else {
        reverted[id] = nil
        continue
      }
      if fields.contains(where: { record[$0.key] != $0.after }) {
        keep(record, "a field that the import changed was edited since")
        reverted[id] = nil
      }
    }
    return reverted
  }

  /// A record that something outside of the batch mentions stays, and with it all that it mentions itself.
  private func dropReferenced(
    _ candidates: inout [RecordID: Record], reverted: [RecordID: [Changed]], in snapshot: Snapshot,
    keep: (Record, String) -> Void
  ) {
    var queue = Array(candidates.keys)
    while let id = queue.popLast() {
      guard let record = candidates[id] else { continue }
      let outside = snapshot.referrers(of: id).first { referrer in
        if candidates[referrer.id] != nil { return false }
        let freed = Set((reverted[referrer.id] ?? []).map(\.key))
        return referrer.table.fields.contains { field in
          !freed.contains(field.key)
            && referrer.replacing(Batch.others(field, referrer)).mentionedIDs.contains(id)
        }
      }
      guard let outside else { continue }
      candidates[id] = nil
      keep(record, "\(outside.kind.rawValue) \"\(outside.name)\" mentions it")
      queue += record.mentionedIDs.filter { candidates[$0] != nil }
    }
  }

  /// Clears all fields but one, so that the mentions of that one show.
  private static func others(_ field: Field, _ record: Record) -> [String: Value?] {
    var cleared: [String: Value?] = [:]
    for other in record.table.fields where other.key != field.key {
      cleared.updateValue(nil, forKey: other.key)
    }
    return cleared
  }
}
