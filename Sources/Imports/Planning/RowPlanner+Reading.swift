import Matching
import Records

/// What is known of records while rows are planned.
extension RowPlanner {
  /// The record that a row is about.
  func match(_ row: DecodedRow, known: MatchTexts) -> Match {
    // A lead's title says what is asked for; who asks is another field.
    let nameKey = kind == .lead ? "name" : kind.nameKey
    let source = analysis.preset.source
    let name = row.derived.contains(nameKey) ? nil : row.values[nameKey]?.text
    return matcher.match(Identity(kind, name: name, external: row.id.map { [$0] } ?? []) { row.values[$0] }) {
      key in
      key == .external
        ? index.records(kind, key, MatchKey.externalText(source: source, id: row.id ?? ""))
        : index.records(kind, key, known: known, of: { row.values[$0] })
    } candidate: { id in
      guard let target = target(id) else { return nil }
      let name = kind == .lead ? current(id, nameKey)?.text : target.name
      let value = { current(id, $0) }
      let identity = Identity(
        kind, name: name, isMadeUp: kind == .contact && Identity.isMadeUp(target.name, value),
        external: current(id, "external")?[source]?.identifiers ?? [], value: value)
      return Matcher.Candidate(identity, hasAll: !isNews(row, for: id), isClaimed: claims[id] != nil)
    }
  }

  /// Whether a row has a value that a record has not: neither in its fields nor under `extra`, where it is because another
  /// row said otherwise.
  func isNews(_ row: DecodedRow, _ source: Row, for id: RecordID) -> Bool {
    let kept = current(id, "extra")?.map ?? []
    func isKept(_ column: String, _ text: String?) -> Bool {
      kept.contains { $0.key.hasPrefix(column) && $0.value.text == text }
    }
    return row.values.contains { key, value in
      guard isNews(key, value, row, for: id) else { return false }
      if key == "extra" { return value.map?.contains { !isKept($0.key, $0.value.text) } ?? true }
      let cells = analysis.decoder.sources(of: .field(key), in: source)
      return cells.isEmpty || !cells.allSatisfy { isKept($0.column.address, $0.text) }
    }
  }

  /// Whether a row has a value that a record has not in its fields.
  private func isNews(_ row: DecodedRow, for id: RecordID) -> Bool {
    row.values.contains { isNews($0, $1, row, for: id) }
  }

  private func isNews(_ key: String, _ value: Value, _ row: DecodedRow, for id: RecordID) -> Bool {
    if key == "created" || row.derived.contains(key) { return false }
    guard let present = current(id, key) else { return true }
    switch (present, value) {
    case (.list(let old), .list(let new)): return !new.allSatisfy { old.contains($0) }
    case (.map, .map(let new)) where key == "external":
      return !new.allSatisfy { entry in
        let known = present[entry.key]?.identifiers ?? []
        return entry.value.identifiers.allSatisfy { known.contains($0) }
      }
    case (.map(let old), .map(let new)): return !new.allSatisfy { old.contains($0) }
    case (.text(let old), .text(let new)) where key == "notes": return !old.contains(new)
    default: return present != value
    }
  }

  /// The value that a record has now, what this import does to it included.
  func current(_ id: RecordID, _ key: String) -> Value? {
    claims[id]?[key] ?? snapshot.record(id)?[key]
  }

  func target(_ id: RecordID) -> LinkTarget? {
    if let made = companions[id] { return made }
    if let claim = claims[id], claim.isCreated {
      return LinkTarget(
        kind: kind, name: claim[kind.nameKey]?.text ?? "", ref: claim.ref,
        value: { claim[$0] })
    }
    guard let record = snapshot.record(id) else { return nil }
    return LinkTarget(kind: record.kind, name: record.name, ref: record.ref, value: { record[$0] })
  }

  static func duplicateNote(_ claim: Claim, _ conflicts: [String], kind: Kind) -> String {
    let note = "the same \(kind.rawValue) as \(claim.place.text)"
    return conflicts.isEmpty
      ? note
      : note
        + ", which differs in \(conflicts.joined(separator: ", ")); what this line says is kept under extra"
  }

  /// Identity, history and what was only made up for a new record stay as they are.
  func isChangeable(_ field: Field, _ row: DecodedRow) -> Bool {
    if row.derived.contains(field.key) { return false }
    if row.constants.contains("lost_reason"), field.key == "lost_reason" { return false }
    switch field.writer {
    case .anyone: return true
    case .creation, .command: return false
    }
  }
}
