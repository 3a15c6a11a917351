import Dates
package import YAML

/// Turns typed values into what stands in a file.
package enum RecordWriter {
  /// The content of a new file: the id first, then the fields in the table's order.
  package static func file(of creation: Change.Creation, table: FieldTable) -> [UInt8] {
    var entries: [(String, YAMLValue)] = [("id", .plain(creation.id.description))]
    for field in table.fields.dropFirst() {
      guard let value = creation.values[field.key] else { continue }
      entries.append((field.key, yaml(value, type: field.type)))
    }
    return Emitter.emit(map: entries)
  }

  /// All that a record's file says, the id first; undeclared keys last.
  package static func entries(of record: Record) -> [(String, YAMLValue)] {
    var entries: [(String, YAMLValue)] = [("id", .plain(record.id.description))]
    for field in record.table.fields.dropFirst() {
      if let value = record[field] { entries.append((field.key, yaml(value, type: field.type))) }
    }
    return entries + record.undeclared.map { ($0.key, $0.value) }
  }

  /// The splices that bring a file to these values.
  package static func edits(_ changes: [String: Value?], table: FieldTable) -> [Edit] {
    changes.keys.sorted().map { key in
      let type = table[key]?.type ?? .text
      return Edit(key, (changes[key] ?? nil).map { yaml($0, type: type) })
    }
  }

  package static func yaml(_ value: Value, type: FieldType) -> YAMLValue {
    switch value {
    case .text(let text):
      switch type {
      case .identifier, .choice, .currency: .plain(text)
      default: .text(text)
      }
    case .number(let number):
      if case .span = type {
        .text(Span.format(seconds: number.integer ?? 0))
      } else {
        .plain(number.description)
      }
    case .boolean(let flag): .plain(flag ? "true" : "false")
    case .date(let date): .plain(date.description)
    case .instant(let instant): .plain(instant.description)
    case .reference(let reference): .plain(reference.stem)
    case .list(let values):
      if case .entries(let keys) = type {
        .list(values.map { entry($0, keys: keys) })
      } else {
        .list(values.map { yaml($0, type: type.element) })
      }
    case .map: entry(value, keys: [])
    }
  }

  private static func entry(_ value: Value, keys: [EntryField]) -> YAMLValue {
    guard let entries = value.map else { return yaml(value, type: .text) }
    return .map(
      entries.map { entry in
        let type = keys.first { $0.key == entry.key }?.type ?? .text
        return YAMLValue.Entry(entry.key, yaml(entry.value, type: type))
      })
  }
}
