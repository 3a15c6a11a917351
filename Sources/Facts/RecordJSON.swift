import Dates
package import JSON
package import Records
import YAML

/// The JSON of records. The keys and their shapes must not change, because scripts read them.
package struct RecordJSON: Sendable {
  private let snapshot: Snapshot
  private let showsOutside: Bool

  /// Without `showsOutside` what somebody outside wrote at length is left out.
  package init(snapshot: Snapshot, showsOutside: Bool = false) {
    self.snapshot = snapshot
    self.showsOutside = showsOutside
  }

  /// What `write` writes, as a value.
  package func object(_ record: Record) -> JSONValue { JSONTree.value { write(record, into: &$0) } }

  /// `kind id ref path`, then the fields that the file has in table order, then undeclared keys.
  ///
  /// A deal carries its `next_step` as a whole task, `null` when it has none that is open and its own. A task that is due
  /// at any time of a day has `all_day: true` behind its `due`. A record that came from outside says under `outside`
  /// which of its fields did.
  package func write(_ record: Record, into sink: inout some JSONSink) {
    sink.beginObject()
    writeMembers(of: record, into: &sink)
    sink.endObject()
  }

  /// The members of the object that `write` writes; with a revision `rev` behind the first four.
  package func writeMembers(
    of record: Record, revision: String? = nil, into sink: inout some JSONSink
  ) {
    writeHead(record, into: &sink)
    if let revision {
      sink.key("rev")
      sink.string(revision)
    }
    let undeclared = record.undeclared
    // Only undeclared keys can meet one that is written already.
    var written = undeclared.isEmpty ? [] : ["kind", "id", "ref", "path"]
    let origin = Origin(of: record)
    let hidden = origin == nil || showsOutside ? [] : OutsideText.hidden(in: record)
    let table = record.table
    let nextStep = table.slot(of: "next_step")
    for slot in 1..<max(table.fields.count, 1) {
      if !hidden.isEmpty, hidden.contains(table.fields[slot].key) { continue }
      if revision != nil, table.fields[slot].key == "rev" { continue }
      if slot == nextStep {
        sink.key("next_step")
        writeNextStep(of: record, into: &sink)
        if !undeclared.isEmpty { written.append("next_step") }
        continue
      }
      var isWholeDay = false
      let isThere = record.storage.withStored(slot: slot) { stored in
        sink.key(table.fields[slot].key)
        write(stored, table.fields[slot], of: record, into: &sink)
        if case .value(.date) = stored, case .deadline = table.fields[slot].type { isWholeDay = true }
      }
      if isWholeDay {
        sink.key("all_day")
        sink.value(true)
      }
      if isThere, !undeclared.isEmpty {
        written.append(table.fields[slot].key)
        if isWholeDay { written.append("all_day") }
      }
    }
    if let origin {
      sink.key("outside")
      sink.value(.array(origin.fields.map { .string($0) }))
      written.append("outside")
    }
    for entry in undeclared where !written.contains(entry.key) {
      written.append(entry.key)
      if revision != nil, entry.key == "rev" { continue }
      sink.key(entry.key)
      sink.value(RecordJSON.untyped(entry.value))
    }
  }

  /// What `object` says of one field; `null` where the record has none.
  package func writeValue(of field: Field, in record: Record, into sink: inout some JSONSink) {
    if field.key == "next_step" { return writeNextStep(of: record, into: &sink) }
    let isThere = record.storage.withStored(slot: field.slot) { write($0, field, of: record, into: &sink) }
    if !isThere { sink.value(.null) }
  }

  private func write(
    _ stored: StoredValue, _ field: Field, of record: Record, into sink: inout some JSONSink
  ) {
    switch stored {
    case .text(let text): sink.string(utf8: text)
    case .reference(let id, let stem): writeLink(id, stem: stem, expecting: field.type.targets, into: &sink)
    case .texts(let texts):
      sink.beginArray()
      for text in texts { sink.string(utf8: text) }
      sink.endArray()
    case .value(.date) where field.key == "due" && field.type == .deadline:
      // A whole day is printed as the moment at which work on it begins, so that it is always a moment.
      sink.value(.optional(TaskFacts(record).start(in: snapshot)?.description))
    case .value(let value): write(value, type: field.type, into: &sink)
    }
  }

  private func writeHead(_ record: Record, into sink: inout some JSONSink) {
    sink.key("kind")
    sink.string(record.kind.rawValue)
    sink.key("id")
    sink.string(ascii: record.id.append)
    record.withFile { path, ref in
      sink.key("ref")
      sink.string(utf8: ref)
      sink.key("path")
      sink.string(utf8: path)
    }
  }

  private func writeNextStep(of deal: Record, into sink: inout some JSONSink) {
    switch snapshot.nextStepState(of: deal) {
    case .sound(let task): write(task, into: &sink)
    // A task that is missing is still named; one that is closed or another deal's moves this deal on by nothing.
    case .missing, .unreadable:
      if let reference = deal.reference("next_step") {
        write(reference, expecting: KindSet(.task), into: &sink)
      } else {
        sink.value(.null)
      }
    case .none, .otherKind, .closed, .foreign: sink.value(.null)
    }
  }

  /// `{"id","ref","name"}`, the name `null` where the record is missing.
  package func link(_ reference: Reference) -> JSONValue {
    JSONTree.value { write(reference, expecting: .all, into: &$0) }
  }

  private func write(_ reference: Reference, expecting kinds: KindSet, into sink: inout some JSONSink) {
    var stem = reference.stem
    stem.withUTF8 { writeLink(reference.id, stem: UnsafeRawBufferPointer($0), expecting: kinds, into: &sink) }
  }

  private func writeLink(
    _ id: RecordID, stem: UnsafeRawBufferPointer, expecting kinds: KindSet, into sink: inout some JSONSink
  ) {
    let record = snapshot.record(id, expecting: kinds)
    sink.beginObject()
    sink.key("id")
    sink.string(ascii: (record?.id ?? id).append)
    sink.key("ref")
    if let record { record.withRef { sink.string(utf8: $0) } } else { sink.string(utf8: stem) }
    sink.key("name")
    if let record { record.withName { sink.string(utf8: $0) } } else { sink.value(.null) }
    sink.endObject()
  }

  /// The value as a member of an object that `write` writes has it.
  package func json(_ value: Value, type: FieldType) -> JSONValue {
    JSONTree.value { write(value, type: type, into: &$0) }
  }

  private func write(_ value: Value, type: FieldType, into sink: inout some JSONSink) {
    switch value {
    case .text(let text): sink.string(text)
    case .number(let number):
      switch type {
      case .money: sink.string(number.description)
      default: sink.value(.number(number.description))
      }
    case .boolean(let flag): sink.value(.bool(flag))
    case .date(let date): sink.string(ascii: date.append)
    case .monthDay(let day): sink.string(day.description)
    case .instant(let instant): sink.string(ascii: instant.append)
    case .reference(let reference): write(reference, expecting: type.targets, into: &sink)
    case .list(let values):
      sink.beginArray()
      for value in values { writeElement(value, of: type, into: &sink) }
      sink.endArray()
    case .map(let entries):
      sink.beginObject()
      for entry in entries {
        sink.key(entry.key)
        write(entry.value, type: .text, into: &sink)
      }
      sink.endObject()
    }
  }

  private func writeElement(_ value: Value, of type: FieldType, into sink: inout some JSONSink) {
    guard case .entries(let keys) = type, let entries = value.map else {
      return write(value, type: type.element, into: &sink)
    }
    sink.beginObject()
    for entry in entries {
      sink.key(entry.key)
      write(entry.value, type: keys.first { $0.key == entry.key }?.type ?? .text, into: &sink)
    }
    sink.endObject()
  }

  private static func untyped(_ value: YAMLValue) -> JSONValue {
    switch value {
    case .text(let text), .plain(let text): .string(text)
    case .list(let items): .array(items.map(untyped))
    case .map(let pairs): .object(pairs.map { JSONMember($0.key, untyped($0.value)) })
    }
  }
}
