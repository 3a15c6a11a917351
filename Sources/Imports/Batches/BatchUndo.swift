package import Diagnostics
package import Output
package import Records

extension Batch {
  /// What taking a batch back does, and what it leaves because somebody worked on it since.
  package struct Undo: Sendable {
    /// The batch's name.
    package let batch: String
    package let change: Change
    /// Records that stay, each with the reason.
    package let kept: [Diagnostic]
    /// Whether the batch stays too, with what is left of it, so that it can be taken back later.
    package var keepsBatch: Bool { !kept.isEmpty }

    package static let schema = ObjectSchema<Undo>(
      "undone import", "What taking an import back does.",
      [
        .text("batch", "The batch's name.") { $0.batch },
        .count("deleted", "How many records are removed.") { $0.change.deletions.count },
        .count("restored", "How many records get their former values.") { $0.change.updates.count },
        .texts("kept", "The files of the records that stay because somebody worked on them since.") {
          $0.kept.map { $0.location?.file ?? $0.message }
        },
      ])
  }

  /// Removes what the import made and gives fields their former values, except on records edited since; `settled` are those
  /// of which it is known what taking it back does to them, whatever was edited, and `staying` are those that stay all the
  /// same, each with the reason.
  package func undo(
    in snapshot: Snapshot, settled: [RecordID: [String: Value?]] = [:], staying: [RecordID: String] = [:]
  ) -> Undo {
    var kept: [RecordID: Diagnostic] = [:]
    func keep(_ record: Record, _ reason: String) {
      kept[record.id] = Diagnostic(
        .conflict, "\(record.kind.rawValue) \"\(record.name)\" stays: \(reason)",
        at: SourceLocation(file: record.path))
    }
    // A next step that this batch gave to an older deal goes when the deal's own fields go back.
    var candidates: [RecordID: Record] = [:]
    for made in created {
      guard let record = snapshot.record(made.id), record.id == made.id else {
        kept[made.id] = unreachable(made.id, in: snapshot)
        continue
      }
      if let reason = staying[record.id] {
        keep(record, reason)
      } else if Batch.fingerprint(record) == made.fingerprint {
        candidates[record.id] = record
      } else {
        keep(record, "it was edited since the import")
      }
    }
    let reverted = revertible(
      in: snapshot, except: Set(settled.keys), staying: staying, keep: keep,
      unreadable: { id in kept[id] = unreachable(id, in: snapshot) })
    dropReferenced(&candidates, reverted: reverted, in: snapshot, keep: keep)
    var change = Change(message: "import: \(id) taken back")
    for id in candidates.keys.sorted() { change.delete(id) }
    for (id, fields) in reverted { for field in fields { change.set(id, field.key, field.before) } }
    for (id, values) in settled { for (key, value) in values { change.set(id, key, value) } }
    let before = bytes(schema: snapshot.schema)
    let after = kept.isEmpty ? nil : remainder(Set(kept.keys)).bytes(schema: snapshot.schema)
    if before != after {
      change.write(Change.FileEdit(path: path, before: before, after: after))
    }
    if change.deletions.isEmpty, change.updates.isEmpty, !kept.isEmpty { change = Change() }
    return Undo(batch: id, change: change, kept: kept.keys.sorted().compactMap { kept[$0] })
  }

  /// The batch with these records alone.
  private func remainder(_ left: Set<RecordID>) -> Batch {
    Batch(
      id: id, file: file, kind: kind, preset: preset, at: at, by: by, rows: rows,
      created: created.filter { left.contains($0.id) }, changed: changed.filter { left.contains($0.id) })
  }

  /// Why a record of this batch cannot be looked at; nil where it is simply gone.
  private func unreachable(_ id: RecordID, in snapshot: Snapshot) -> Diagnostic? {
    if let other = snapshot.record(id) {
      return Diagnostic(
        .conflict, "record \(id) stays: it was merged into \(other.kind.rawValue) \"\(other.name)\"",
        at: SourceLocation(file: other.path))
    }
    let problem = snapshot.problems.first { problem in
      guard let file = problem.location?.file else { return false }
      return file.hasSuffix("\(id).yaml") || file.hasSuffix("\(id).yml")
    }
    return problem.map {
      Diagnostic(.conflict, "record \(id) stays: its file cannot be read: \($0.message)", at: $0.location)
    }
  }

  /// The updated records of which every field still has what the import gave it.
  private func revertible(
    in snapshot: Snapshot, except settled: Set<RecordID>, staying: [RecordID: String],
    keep: (Record, String) -> Void,
    unreadable: (RecordID) -> Void
  ) -> [RecordID: [Changed]] {
    var reverted: [RecordID: [Changed]] = [:]
    for field in changed where !settled.contains(field.id) { reverted[field.id, default: []].append(field) }
    for (id, fields) in reverted {
      guard let record = snapshot.record(id), record.id == id else {
        reverted[id] = nil
        unreadable(id)
        continue
      }
      if let reason = staying[id] {
        keep(record, reason)
        reverted[id] = nil
      } else if fields.contains(where: { record[$0.key] != $0.after }) {
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
