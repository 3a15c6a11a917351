import Diagnostics
import Matching
import Records
import Rules
import Text

/// What a row tells of a record that it only mentions, and that has nothing there yet.
struct LinkedFill {
  let id: RecordID
  let kind: Kind
  var values: [String: Value]
}

/// Where the values go that a row has and its own record has no room for.
extension RowPlanner {
  /// What the row says of records that exist already: gaps of theirs are filled, all else is kept in the row's own
  /// record, with a note.
  func linkedNews(_ row: inout DecodedRow, _ links: [String: Link], _ source: Row) -> [LinkedFill] {
    var fills: [LinkedFill] = []
    let before = row.extra.count
    for key in links.keys.sorted() {
      guard case .existing(let reference)? = links[key], let mention = row.links[key],
        let linked = table[key]?.type.referencedKind
      else { continue }
      let name = mention.values[linked.nameKey]?.text
      if mention.id == nil, mention.values.count == 1, name == target(reference.id)?.name { continue }
      guard let record = planner.record(reference.id) else { continue }
      var fill = LinkedFill(id: record.id, kind: linked, values: [:])
      for field in record.table.fields {
        guard let value = mention.values[field.key] else { continue }
        switch place(value, field, of: record, mention) {
        case .known: break
        case .gap: fill.values[field.key] = value
        case .taken: keep(.link(field: key, key: field.key), besides: record[field.key], record, &row, source)
        }
      }
      if let id = mention.id { place(id, of: record, link: key, &fill, &row, source) }
      if !fill.values.isEmpty { fills.append(fill) }
    }
    if row.extra.count != before { row.values["extra"] = .map(row.extra) }
    return fills
  }

  /// Keeps what a row says of records that it does not name.
  func keepUnnamed(_ keys: [String], of row: inout DecodedRow, _ source: Row) {
    for key in keys {
      for target in analysis.decoder.targets(linking: key) {
        for cell in analysis.decoder.sources(of: target, in: source) {
          row.keep(cell.text, of: cell.column, because: "the row names no \(key) that it could belong to")
        }
      }
    }
    if !row.extra.isEmpty { row.values["extra"] = .map(row.extra) }
  }

  private enum Place { case known, gap, taken }

  /// Whether a linked record has a value, has room for it, or has another one.
  private func place(_ value: Value, _ field: Field, of record: Record, _ mention: LinkedValues) -> Place {
    let isMakeable = record.kind == .contact || record.kind == .company
    if field.key == record.kind.nameKey {
      // The name in a reference may be an older one.
      if mention.isNameDerived || value.text.flatMap({ Reference($0)?.id }) == record.id { return .known }
      let said = Folding.joinedWords(value.plainText)
      let names = [record.name, record.text("legal_name"), record.ref, record.id.description].compactMap {
        $0
      }
      return names.contains { Folding.joinedWords($0) == said } ? .known : .taken
    }
    if ["first_name", "middle_name", "last_name"].contains(field.key), let part = value.text,
      NameLikeness.isContained(part, in: record.name)
    {
      return .known
    }
    guard let present = record[field] else {
      return isMakeable && mode.changes && field.writer == .anyone ? .gap : .taken
    }
    switch (present, value) {
    case (.list(let old), .list(let new)): return new.allSatisfy { old.contains($0) } ? .known : .taken
    case (.text(let old), .text(let new)) where field.type == .notes:
      return old.contains(new) ? .known : .taken
    default: return present == value ? .known : .taken
    }
  }

  /// The same for the identifier of the linked record in the source.
  private func place(
    _ id: String, of record: Record, link: String, _ fill: inout LinkedFill, _ row: inout DecodedRow,
    _ source: Row
  ) {
    if RecordID(id) == record.id { return }
    let present = record["external"]
    if present?[analysis.preset.source]?.identifiers.contains(id) == true { return }
    if present?[analysis.preset.source] == nil, mode.changes {
      fill.values["external"] = .map((present?.map ?? []) + [MapEntry(analysis.preset.source, .text(id))])
    } else {
      keep(.link(field: link, key: "id"), besides: nil, record, &row, source)
    }
  }

  /// Keeps the cells of a target, but for those of which a list has all already.
  private func keep(
    _ target: ColumnTarget, besides present: Value?, _ record: Record, _ row: inout DecodedRow, _ source: Row
  ) {
    for cell in analysis.decoder.sources(of: target, in: source) {
      if let present, let value = cell.value, value.elements.allSatisfy({ present.elements.contains($0) }) {
        continue
      }
      row.keep(
        cell.text, of: cell.column,
        because: "\(record.kind.rawValue) \"\(record.name)\" has another value already")
    }
  }

  /// Takes note of what linked records have from now on.
  mutating func take(_ fills: [LinkedFill]) {
    for fill in fills {
      if let made = companions[fill.id] {
        companions[fill.id] = LinkTarget(
          kind: made.kind, name: made.name, ref: made.ref, value: { fill.values[$0] ?? made.value($0) })
      }
      index.add(fill.id, kind: fill.kind) { fill.values[$0] }
    }
  }

  // MARK: The row's own record

  /// Keeps values of fields that are set once, by a command or when the record is made, and that the record has
  /// otherwise.
  func keepGuarded(
    _ row: inout DecodedRow, of id: RecordID, _ past: [String: Value], hasTurn: Bool, _ source: Row
  ) {
    guard mode != .fill else { return }
    let before = row.extra.count
    for field in table.fields where field.writer != .anyone && past[field.key] == nil {
      guard let value = row.values[field.key], !row.derived.contains(field.key),
        value != current(id, field.key),
        !hasTurn || (field.key != "status" && field.key != "closed")
      else { continue }
      for cell in analysis.decoder.sources(of: .field(field.key), in: source) {
        row.keep(
          cell.text, of: cell.column, because: "\(field.key) of the \(kind.rawValue) is another already")
      }
    }
    if row.extra.count != before { row.values["extra"] = .map(row.extra) }
  }

  /// Keeps what an earlier row of the file said otherwise, and gives the entries that it is kept in.
  func keepConflicts(
    _ keys: [String], of id: RecordID, _ changes: inout [String: Value?], _ source: Row
  ) -> [MapEntry] {
    guard !keys.isEmpty else { return [] }
    var entries: [MapEntry] = []
    for key in keys {
      let isLink = table[key]?.type.referencedKind != nil
      var targets = isLink ? analysis.decoder.targets(linking: key) : [ColumnTarget.field(key)]
      if key == "stage" { targets += [.outcome, .field("pipeline")] }
      for cell in targets.flatMap({ analysis.decoder.sources(of: $0, in: source) }) {
        entries.append(MapEntry(cell.column.address, .text(cell.text)))
      }
    }
    let present = changes["extra"] ?? current(id, "extra")
    let extra = ExtraEntries.adding(entries, to: present)
    if extra != present { changes["extra"] = extra }
    return entries
  }
}
