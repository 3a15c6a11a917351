import Records

/// What is known of records while rows are planned.
extension RowPlanner {
  /// The record that a row is about.
  func match(_ row: DecodedRow, known: MatchTexts) -> Match {
    // A lead's title says what is asked for; who asks is another field.
    let nameKey = kind == .lead ? "name" : kind.nameKey
    return matcher.match(
      id: row.id, name: row.derived.contains(nameKey) ? nil : row.values[nameKey]?.text,
      index: index, known: known,
      value: { row.values[$0] },
      candidate: { id in
        guard let target = target(id) else { return nil }
        let external = current(id, "external")?[analysis.preset.source]?.plainText
        let name = kind == .lead ? current(id, nameKey)?.text ?? "" : target.name
        return Matcher.Candidate(
          name: isMadeUp(name, of: id) ? "" : name,
          hasOtherEmails: hasOtherEmails(row, than: id), external: external,
          isClaimed: claims[id] != nil, news: news(row, for: id))
      })
  }

  /// True for a name that was taken from an email or a phone: it is like any name.
  func isMadeUp(_ name: String, of id: RecordID) -> Bool {
    guard kind == .contact else { return false }
    return RowPlanner.isMadeUp(name) { current(id, $0) }
  }

  static func isMadeUp(_ name: String, _ value: (String) -> Value?) -> Bool {
    (value("emails")?.elements ?? []).contains {
      $0.text?.split(separator: "@").first.map { String($0) } == name
    } || (value("phones")?.elements ?? []).contains { $0.text == name }
  }

  func hasOtherEmails(_ row: DecodedRow, than id: RecordID) -> Bool {
    guard let own = row.values["emails"]?.list, let present = current(id, "emails")?.list else {
      return false
    }
    return !own.contains { present.contains($0) }
  }

  /// How many of a row's values a record does not have.
  func news(_ row: DecodedRow, for id: RecordID) -> Int {
    var count = 0
    for (key, value) in row.values where key != "created" && !row.derived.contains(key) {
      guard let present = current(id, key) else {
        count += 1
        continue
      }
      switch (present, value) {
      case (.list(let old), .list(let new)): if !new.allSatisfy({ old.contains($0) }) { count += 1 }
      case (.map(let old), .map(let new)): if !new.allSatisfy({ old.contains($0) }) { count += 1 }
      case (.text(let old), .text(let new)) where key == "notes": if !old.contains(new) { count += 1 }
      default: if present != value { count += 1 }
      }
    }
    return count
  }

  /// The value that a record has now, what this import does to it included.
  func current(_ id: RecordID, _ key: String) -> Value? {
    claims[id]?.values[key] ?? snapshot.record(id)?[key]
  }

  func target(_ id: RecordID) -> LinkTarget? {
    if let made = companions[id] { return made }
    if let claim = claims[id], claim.isCreated {
      return LinkTarget(
        kind: kind, name: claim.values[kind.nameKey]?.text ?? "", ref: claim.ref,
        company: claim.values["company"]?.reference?.id, hasEmail: claim.values["emails"] != nil,
        value: { claim.values[$0] })
    }
    guard let record = snapshot.record(id) else { return nil }
    return LinkTarget(
      kind: record.kind, name: record.name, ref: record.ref, company: record.reference("company")?.id,
      hasEmail: record["emails"] != nil, value: { record[$0] })
  }
}
