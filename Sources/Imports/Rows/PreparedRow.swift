import Matching
import Records

/// A row as far as it can be understood without what other rows say.
package struct PreparedRow: Sendable {
  let row: Row
  let digest: RunDigest
  let decoded: DecodedRow
  /// The record whose own identifier the row gives.
  let own: RecordID?
  /// The identifier that a row of crm's own gives and no record has yet.
  let kept: RecordID?
  let texts: MatchTexts
}

/// Prepares rows; it changes nothing, so that it may work on several at a time.
struct RowPreparer: Sendable {
  let snapshot: Snapshot
  let decoder: RowDecoder
  let completion: RowCompletion
  /// The name of the source in `external`.
  let source: String
  let keys: MatchKeys
  /// Whether crm wrote the table itself.
  let isOwn: Bool
  private let isOfCalls: Bool

  init(
    snapshot: Snapshot, decoder: RowDecoder, completion: RowCompletion, source: String, keys: MatchKeys,
    isOwn: Bool
  ) {
    (self.snapshot, self.decoder, self.completion) = (snapshot, decoder, completion)
    (self.source, self.keys, self.isOwn) = (source, keys, isOwn)
    isOfCalls = decoder.isOfCalls
  }

  func prepare(_ row: Row) -> PreparedRow {
    var decoded = row.members.isEmpty ? decoder.decode(row) : decoder.decode(group: row.members)
    if isOfCalls {
      let legs = row.members.isEmpty ? [decoded] : row.members.map { decoder.decode($0) }
      CallRecord.complete(&decoded, legs: legs, cells: decoder.cells)
    }
    completion.complete(&decoded)
    // Cards know records by a UUID.
    let named = decoded.id.flatMap { RecordID($0) ?? RecordID(uuid: $0) }
    let present = named.flatMap { snapshot.record($0) }
    let own = present.flatMap { $0.kind == keys.kind ? $0.id : nil }
    let isOurs = isOwn || decoded.id.flatMap { RecordID(uuid: $0) } != nil
    let kept = present == nil && isOurs ? named : nil
    if own == nil, kept == nil, let id = decoded.id { decoded.addIdentifier(id, of: source) }
    if !decoded.extra.isEmpty {
      decoded.values["extra"] = ExtraEntries.adding(decoded.extra, to: decoded.values["extra"])
    }
    return PreparedRow(
      row: row, digest: RunDigest(row), decoded: decoded, own: own, kept: kept,
      texts: keys.texts(mentionsOthers: !decoded.links.isEmpty) { decoded.values[$0] })
  }
}

extension RunDigest {
  /// The cells of a row: two rows of one run with the same digest are taken for the same row.
  init(_ row: Row) {
    self.init { hasher in
      for row in row.members.isEmpty ? [row] : row.members {
        var cells = row.cells[...]
        while cells.last?.isEmpty == true { cells = cells.dropLast() }
        for cell in cells {
          hasher.combine(cell.text)
          if case .linked(_, let target) = cell { hasher.combine(target) }
        }
      }
    }
  }
}

extension DecodedRow {
  /// Notes the identifier that the record has in the source.
  mutating func addIdentifier(_ id: String, of source: String) {
    let present = values["external"]?.map ?? []
    if present.contains(where: { $0.key == source }) { return }
    values["external"] = .map(present + [MapEntry(source, .text(id))])
  }
}
