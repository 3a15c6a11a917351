package import Diagnostics
import Facts
package import Records

/// What a merge did.
package struct Merged: Sendable {
  package let kept: RecordID
  package let other: RecordID
  /// The records that mentioned the one that is gone, and mention the one that stays.
  package let moved: [RecordID]
}

extension ChangePlanner {
  /// Makes one record of two of a kind: what `other` knows goes to `kept`, whatever mentions it mentions `kept`, and its
  /// identifier becomes an alias.
  ///
  /// Throws `invalid_value` for a record with itself, `not_found` for records of different kinds, `already_closed` for a
  /// lead that is decided, `conflict` for kinds that are not merged.
  @discardableResult
  package mutating func merge(_ other: RecordID, into kept: RecordID, kind: Kind) throws(Diagnostic) -> Merged
  {
    let mine = try demand(kept, kind)
    let theirs = try demand(other, kind)
    try refuseMerge(theirs, into: mine)
    let own = [theirs.id] + theirs.aliasIDs
    var mentions: [Record] = []
    for id in own {
      for record in referrers(of: id)
      where record.id != mine.id && record.id != theirs.id
        && !mentions.contains(where: { $0.id == record.id })
      {
        mentions.append(record)
      }
    }
    let (gone, referrers, region) = (Set(own), mentions, base.config.country)
    return try together { planner throws(Diagnostic) in
      let changes = RecordMerge(kept: mine, other: theirs, region: region).changes
      for field in mine.table.fields {
        if let value = changes[field.key] { planner.set(mine, field.key, value) }
      }
      for record in referrers { planner.move(mentionsOf: gone, to: Reference(mine), in: record) }
      planner.remove(theirs.id)
      planner.message = "\(kind.rawValue): \(mine.name): merged with \(theirs.name)"
      return Merged(kept: mine.id, other: theirs.id, moved: referrers.map(\.id))
    }
  }

  private func refuseMerge(_ other: Record, into kept: Record) throws(Diagnostic) {
    if other.id == kept.id {
      throw Diagnostic(
        .invalidValue,
        "both are \(kept.kind.rawValue) \(kept.id) \"\(kept.name)\": a record is not merged with itself")
    }
    for lead in [kept, other] where lead.leadStatus?.isDecided == true {
      throw Diagnostic(
        .alreadyClosed,
        "lead \"\(lead.name)\" is \(lead.word("status") ?? "closed"), and only open leads are merged",
        hints: ["look: \(CommandLine("leads show", "\(lead.id)"))"])
    }
  }

  /// Makes a record mention `target` wherever it mentions one of those that go; entries that become equal become one.
  private mutating func move(mentionsOf gone: Set<RecordID>, to target: Reference, in record: Record) {
    func moved(_ value: Value) -> Value {
      switch value {
      case .reference(let reference): gone.contains(reference.id) ? .reference(target) : value
      case .list(let values): .list(values.map(moved))
      case .map(let entries): .map(entries.map { MapEntry($0.key, moved($0.value)) })
      default: value
      }
    }
    for field in record.table.mentioning {
      guard let value = record[field] else { continue }
      var new = moved(value)
      if new == value { continue }
      if case .list(let values) = new {
        var once: [Value] = []
        for value in values where !once.contains(value) { once.append(value) }
        new = .list(once)
      }
      set(record, field.key, new)
    }
  }
}
