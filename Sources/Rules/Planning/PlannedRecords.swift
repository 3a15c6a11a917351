import Dates
import Diagnostics
import Facts
package import Records

/// What the planner reads of the repository as it is planned so far, and small things that many operations write.
extension ChangePlanner {
  // MARK: Reading

  /// The record as it is planned so far.
  package func record(_ id: RecordID?) -> Record? {
    guard let id else { return nil }
    if let creation = pending.creation(of: id) {
      return pending.deletions.contains(id) ? nil : Record(creation, schema: base.schema)
    }
    guard let record = landed.record(id), !pending.deletions.contains(record.id) else { return nil }
    return pending.updates[record.id].map { record.replacing($0) } ?? record
  }

  func record(_ reference: Reference?) -> Record? { record(reference?.id) }

  /// The record of a kind, or `not_found`.
  func demand(_ id: RecordID, _ kind: Kind) throws(Diagnostic) -> Record {
    guard let record = record(id) else { throw Diagnostic(.notFound, "there is no \(kind.rawValue) \(id)") }
    guard record.kind == kind else {
      throw Diagnostic(.notFound, "\"\(record.name)\" is a \(record.kind.rawValue), not a \(kind.rawValue)")
    }
    return record
  }

  /// The records that mention this one, as it is planned so far.
  func referrers(of id: RecordID) -> [Record] {
    var found = landed.referrers(of: id).compactMap { record($0.id) }.filter {
      $0.mentionedIDs.contains(id)
    }
    for creation in pending.creations {
      if let made = record(creation.id), made.mentionedIDs.contains(id) { found.append(made) }
    }
    for updated in pending.updates.keys where !found.contains(where: { $0.id == updated }) {
      if let record = record(updated), record.mentionedIDs.contains(id) { found.append(record) }
    }
    return found.sorted { $0.id < $1.id }
  }

  func openTasks(of deal: RecordID) -> [Record] {
    referrers(of: deal).filter { $0.isOpenTask && $0.reference("deal")?.id == deal }
  }

  /// The present next step, where it stands as the rules want it: an open task that names this deal.
  func nextStep(of deal: Record) -> Record? { deal.nextStep { record($0) } }

  /// True for a record that is there, be it readable or not: a link to it is kept.
  func isThere(_ reference: Reference, _ kind: Kind) -> Bool {
    record(reference) != nil || base.unreadable.file(of: reference.id, kind: kind) != nil
  }

  /// The links of these keys, by the names of the kinds that they lead to.
  func links(of record: Record, _ kinds: [Kind]) -> [String: Value] {
    var links: [String: Value] = [:]
    for kind in kinds {
      if let reference = record.reference(kind.rawValue), isThere(reference, kind) {
        links[kind.rawValue] = .reference(reference)
      }
    }
    return links
  }

  /// The deal that a task moves on, nil for any other task.
  func dealLed(by task: Record) -> Record? {
    let own = record(task.reference("deal"))
    let deals = referrers(of: task.id).filter { $0.kind == .deal && $0.reference("next_step")?.id == task.id }
    return deals.first { $0.id == own?.id && !isClosed($0) } ?? deals.first { !isClosed($0) }
  }

  func stage(of deal: Record) -> Stage? {
    pipelines[deal.text("pipeline") ?? ""]?.stage(deal.text("stage"))
  }

  func isClosed(_ deal: Record) -> Bool { !pipelines.stages.isOpen(deal) }

  /// The user, where records may be owned by that name.
  var ownerByDefault: String? {
    guard !user.isEmpty else { return nil }
    let owners = base.config.owners
    return owners.isEmpty || owners.contains { $0.id == user } ? user : nil
  }

  func isKnownOwner(_ name: String) -> Bool {
    let owners = base.config.owners
    return owners.isEmpty || owners.contains { $0.id == name }
  }

  /// The moment this long after now on somebody's clocks, moved into their working hours.
  func insideHours(after delay: Delay, of owner: String?) -> Instant {
    insideHours(delay.after(now, in: base.config.zone(of: owner)), of: owner)
  }

  /// A moment moved into somebody's working hours, written on the repository's clocks.
  func insideHours(_ instant: Instant, of owner: String?) -> Instant {
    let open = base.config.hours(of: owner).nextOpen(onOrAfter: instant) ?? instant
    return base.config.zone.localized(open)
  }

  /// The activity of a transition; it records a press where nothing else does.
  mutating func record(transition text: String, of deal: Record, by press: Press? = nil) {
    var values: [String: Value] = [
      "type": .text("stage"), "at": .instant(now), "text": .text(text), "deal": .reference(Reference(deal)),
      "created": .instant(now),
    ]
    values.merge(links(of: deal, [.contact, .company])) { first, _ in first }
    if let owner = ownerByDefault { values["owner"] = .text(owner) }
    if let press, press.action.log == nil {
      values["action"] = .text(press.action.id)
      if let reason = press.reason { values["reason"] = .text(reason) }
    }
    _ = create(.activity, values)
  }

  func historyEntry(at instant: Instant, stage: String) -> Value {
    var entry = [MapEntry("at", .instant(instant)), MapEntry("stage", .text(stage))]
    if !user.isEmpty { entry.append(MapEntry("by", .text(user))) }
    return .map(entry)
  }
}
