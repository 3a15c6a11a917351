package import Dates
package import Diagnostics
package import Records
import Text

/// Plans what happens to records: an operation either lands whole in `change`, or throws and leaves the planner as it was.
///
/// Each operation sees what those before it did. None leaves an open deal without exactly one open next pending.
///
/// Every operation may throw `not_found` or `invalid_value` for an argument, `invalid_data` where a rule depends on a file
/// that cannot be read, or where a record would be too large to be read back; what else it throws is said beside it.
package struct ChangePlanner: Sendable {
  package let pipelines: Pipelines
  /// On the repository's clocks.
  package let now: Instant
  package let user: String
  /// The repository before anything was planned.
  let base: Snapshot
  /// Its records with all that has landed.
  private(set) var landed: OverlaidRecords
  private var planned = Change()
  /// What the first operations did, and how many there were; an import makes thousands.
  private var messages: [String] = []
  private var count = 0
  private var mint: IDMint
  /// The identifiers that the next records of these kinds get.
  private var reserved: [Kind: RecordID] = [:]
  /// What the operations under way have done so far; empty between them.
  private(set) var pending = Change()
  /// What they did, for the commit.
  var message = ""
  /// How many operations are under way, one inside the other.
  private var depth = 0

  package init(snapshot: Snapshot, pipelines: Pipelines, now: Instant, user: String, mint: IDMint) {
    base = snapshot
    self.pipelines = pipelines
    self.now = snapshot.config.zone.localized(now)
    self.user = user
    self.mint = mint
    landed = OverlaidRecords(snapshot.source, schema: snapshot.schema)
  }

  /// All that the operations so far do.
  package var change: Change {
    var whole = planned
    whole.message = ChangePlanner.joined(messages, count: count)
    return whole
  }

  /// The repository as it will be once the change has landed.
  package var snapshot: Snapshot {
    let before = base.replacing(landed)
    return pending.isEmpty ? before : before.applying(pending)
  }

  /// Performs several operations as one: where one throws, none has happened.
  ///
  /// What an operation reads needs no such frame; what it writes has one, so that each is whole by itself.
  package mutating func together<Result>(
    _ operations: (inout ChangePlanner) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let before = (pending: pending, message: message, mint: mint, reserved: reserved)
    depth += 1
    defer { depth -= 1 }
    do throws(Diagnostic) {
      let result = try operations(&self)
      if depth == 1 { try land() }
      return result
    } catch {
      (pending, message, mint, reserved) = before
      throw error
    }
  }

  /// Lays what is pending over the records: in place, because nobody else holds them by now.
  private mutating func land() throws(Diagnostic) {
    if !pending.isEmpty {
      if !base.unreadable.isEmpty, let refusal = Dependencies(base.replacing(landed), pending).refusal {
        throw refusal.diagnostic
      }
      try refuseExcess()
      landed.apply(pending)
      planned.merge(pending)
      if !message.isEmpty {
        // A line each, whatever names have in them.
        if messages.count < ChangePlanner.messageLimit {
          messages.append(TerminalEscaping.escape(message, keepingNewlines: false))
        }
        count += 1
      }
      pending = Change()
    }
    message = ""
  }

  /// Packs the values of a record that has landed, for thousands of them take much memory; returns them, packed and as
  /// they were, or nil where they are packed already.
  package mutating func pack(_ id: RecordID) -> (packed: HeldValues, values: [String: Value])? {
    guard let (creation, values) = planned.pack(id) else { return nil }
    landed.hold(creation)
    return (creation.held, values)
  }

  /// Refuses records that could not be read back for their size.
  private func refuseExcess() throws(Diagnostic) {
    for creation in pending.creations {
      try RecordLimits.check(creation, table: base.schema[creation.kind])
    }
    for (id, values) in pending.updates { try RecordLimits.check(values, of: landed.record(id)) }
  }

  /// How many operations a commit lists.
  private static let messageLimit = 50

  /// Several changes in one commit: the first line says the first and how many follow.
  private static func joined(_ messages: [String], count: Int) -> String {
    guard let first = messages.first, count > 1 else { return messages.first ?? "" }
    let rest = count > messages.count ? "\n… and \(count - messages.count) more" : ""
    return "\(first) and \(count - 1) more\n\n" + messages.joined(separator: "\n") + rest
  }

  // MARK: Writing

  /// Makes a record; its reference is what other records write.
  ///
  /// `floor` is an identifier that should come before the new one: where two records have the same moment, their
  /// identifiers say which was first.
  mutating func create(_ kind: Kind, _ values: [String: Value], after floor: RecordID? = nil) -> Reference {
    var tries = 0
    let kept = reserved.removeValue(forKey: kind).flatMap { isFree($0) ? $0 : nil }
    let id =
      kept
      ?? mint.mint { [pending, landed] in
        tries += 1
        if let floor, $0 < floor, tries < ChangePlanner.triesForOrder { return true }
        return pending.creation(of: $0) != nil || landed.record($0) != nil
      }
    let made = values["created"]?.instant ?? now
    return pending.create(kind, values: values, id: id, on: base.config.zone.date(made))
  }

  /// Gives the next record of a kind an identifier that it had before, unless a record has it.
  package mutating func reserve(_ id: RecordID, for kind: Kind) { reserved[kind] = id }

  private func isFree(_ id: RecordID) -> Bool { pending.creation(of: id) == nil && landed.record(id) == nil }

  /// Sets a field unless it has the value already.
  mutating func set(_ record: Record, _ key: String, _ value: Value?) {
    guard self.record(record.id)?[key] != value else { return }
    pending.set(record.id, key, value)
  }

  private static let triesForOrder = 1000

  /// Removes a record, whoever mentions it.
  mutating func remove(_ id: RecordID) { pending.delete(id) }
}
