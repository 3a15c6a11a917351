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

  /// `kind id ref path`, then the fields that the file has in table order, then undeclared keys.
  ///
  /// A deal carries its `next_step` as a whole task, `null` when it has none that is open and its own. A task that is due
  /// at any time of a day has `all_day: true` behind its `due`. A record that came from outside says under `outside`
  /// which of its fields did.
  package func object(_ record: Record) -> JSONValue {
    var members = head(record)
    let origin = Origin(of: record)
    let hidden = origin == nil || showsOutside ? [] : OutsideText.hidden(in: record)
    for field in record.table.fields.dropFirst() {
      if field.key == "next_step" || record[field] != nil, hidden.isEmpty || !hidden.contains(field.key) {
        members.append(JSONMember(field.key, value(of: field, in: record)))
        if case .deadline = field.type, record[field]?.date != nil {
          members.append(JSONMember("all_day", .bool(true)))
        }
      }
    }
    if let origin { members.append(JSONMember("outside", .array(origin.fields.map { .string($0) }))) }
    for entry in record.undeclared where !members.contains(where: { $0.key == entry.key }) {
      members.append(JSONMember(entry.key, RecordJSON.untyped(entry.value)))
    }
    return .object(members)
  }

  /// What `object` says of one field; `null` where the record has none.
  package func value(of field: Field, in record: Record) -> JSONValue {
    if field.key == "next_step" { return nextStep(of: record) }
    if field.key == "due", field.type == .deadline, record[field]?.date != nil {
      // A whole day is printed as the moment at which work on it begins, so that it is always a moment.
      return .optional(TaskFacts(record).start(in: snapshot)?.description)
    }
    return record[field].map { json($0, type: field.type) } ?? .null
  }

  private func head(_ record: Record) -> [JSONMember] {
    [
      JSONMember("kind", .string(record.kind.rawValue)), JSONMember("id", .string(record.id.description)),
      JSONMember("ref", .string(record.ref)), JSONMember("path", .string(record.path)),
    ]
  }

  private func nextStep(of deal: Record) -> JSONValue {
    switch snapshot.nextStepState(of: deal) {
    case .sound(let task): object(task)
    // A task that is missing is still named; one that is closed or another deal's moves this deal on by nothing.
    case .missing, .unreadable: deal.reference("next_step").map { link($0) } ?? .null
    case .none, .otherKind, .closed, .foreign: .null
    }
  }

  /// `{"id","ref","name"}`, the name `null` where the record is missing.
  package func link(_ reference: Reference) -> JSONValue {
    let record = snapshot.record(reference)
    return .object([
      JSONMember("id", .string((record?.id ?? reference.id).description)),
      JSONMember("ref", .string(record?.ref ?? reference.stem)),
      JSONMember("name", record.map { .string($0.name) } ?? .null),
    ])
  }

  package func json(_ value: Value, type: FieldType) -> JSONValue {
    switch value {
    case .text(let text): .string(text)
    case .number(let number):
      switch type {
      case .money: .string(number.description)
      default: .number(number.description)
      }
    case .boolean(let flag): .bool(flag)
    case .date(let date): .string(date.description)
    case .monthDay(let day): .string(day.description)
    case .instant(let instant): .string(instant.description)
    case .reference(let reference): link(reference)
    case .list(let values): .array(values.map { element($0, of: type) })
    case .map(let entries): .object(entries.map { JSONMember($0.key, json($0.value, type: .text)) })
    }
  }

  private func element(_ value: Value, of type: FieldType) -> JSONValue {
    guard case .entries(let keys) = type, let entries = value.map else {
      return json(value, type: type.element)
    }
    return .object(
      entries.map { entry in
        JSONMember(entry.key, json(entry.value, type: keys.first { $0.key == entry.key }?.type ?? .text))
      })
  }

  private static func untyped(_ value: YAMLValue) -> JSONValue {
    switch value {
    case .text(let text), .plain(let text): .string(text)
    case .list(let items): .array(items.map(untyped))
    case .map(let pairs): .object(pairs.map { JSONMember($0.key, untyped($0.value)) })
    }
  }
}
