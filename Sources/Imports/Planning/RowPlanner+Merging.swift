import Records

/// What a row does to a record that is there.
extension RowPlanner {
  /// The outcome of a row that changes nothing, because its record is there and rows make new ones only.
  func leftAlone(_ row: DecodedRow, id: RecordID, ref: String?, _ claim: Claim?) -> RowOutcome {
    if let claim {
      return RowOutcome(
        row.place, .duplicate, ref: ref,
        error: "the same \(kind.rawValue) as \(claim.place.text)")
    }
    return RowOutcome(
      row.place, .skipped, ref: ref, error: "exists already: \(ref ?? id.description)")
  }

  /// The links that a record has or takes. Of a record that it does not come to mention a row says nothing.
  func accepted(_ links: [String: Link], of id: RecordID, _ claim: Claim?) -> [String: Link] {
    links.filter { key, link in
      guard case .existing(let reference) = link, claim?.speaks(of: key, nil) == true,
        let present = current(id, key)
      else { return true }
      return present == .reference(reference)
    }
  }

  /// What a row changes of its record, and the links that are still to be made.
  func merge(
    _ row: DecodedRow, _ links: [String: Link], into id: RecordID, _ claim: Claim?
  ) -> (FieldMerge, [String: Link]) {
    let base = snapshot.record(id)
    var merge = FieldMerge(
      mode: mode, current: { claim?[$0] ?? base?[$0] }, claimed: { claim?.speaks(of: $0, $1) ?? false }
    )
    var wanted: [String: Link] = [:]
    for (key, link) in links {
      switch link {
      case .existing(let reference): if let field = table[key] { merge.add(.reference(reference), field) }
      case .missing: if merge.accepts(key) { wanted[key] = link } else { merge.refuse(key) }
      case .unknown: break
      }
    }
    for field in table.fields where links[field.key] == nil {
      guard let value = row.values[field.key], isChangeable(field, row) else { continue }
      merge.add(value, field)
    }
    return (merge, wanted)
  }
}
