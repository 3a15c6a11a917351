import Dates
package import YAML

/// Turns typed values into what stands in a file.
package enum RecordWriter {
  /// The content of a new file: the id first, then the fields in the table's order. Of a record that comes back, its
  /// former file with what has got another value since.
  package static func file(of creation: Change.Creation, table: FieldTable) -> [UInt8] {
    restored(creation, table: table) ?? Emitter.emit(map: entries(of: creation, table: table))
  }

  /// Nil for a record that is new, and where the former file cannot take the new values.
  private static func restored(_ creation: Change.Creation, table: FieldTable) -> [UInt8]? {
    guard let former = creation.former else { return nil }
    if creation.edited.isEmpty { return former }
    let changes = creation.edited.map { ($0, creation.values[$0]) }
    guard let document = try? Document(parsing: former, file: creation.path) else { return nil }
    return try? document.spliced(
      edits(Dictionary(uniqueKeysWithValues: changes), table: table), order: table.order)
  }

  static func entries(of creation: Change.Creation, table: FieldTable) -> [(String, YAMLValue)] {
    [("id", .plain(creation.id.description))]
      + table.ordered(creation.values).compactMap { slot, value in
        slot == 0 ? nil : (table.fields[slot].key, yaml(value, type: table.fields[slot].type))
      }
  }

  /// All that a record's file says, the id first; undeclared keys last.
  package static func entries(of record: Record) -> [(String, YAMLValue)] {
    [("id", .plain(record.id.description))]
      + record.table.fields.dropFirst().compactMap { field in
        record[field].map { (field.key, yaml($0, type: field.type)) }
      } + record.undeclared.map { ($0.key, $0.value) }
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
    case .monthDay(let day): .plain(day.description)
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
