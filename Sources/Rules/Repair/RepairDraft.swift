import Dates
import Facts
import Records

/// The merged repository as far as it is repaired, with what was done so far.
struct RepairDraft {
  let merged: Snapshot
  private(set) var records: OverlaidRecords
  private(set) var change = Change()
  private(set) var notes: [RepairNote] = []
  /// The records that were touched by either side, or by the repair.
  private(set) var touched: Set<RecordID>

  init(_ merged: Snapshot, touched: Set<RecordID>) {
    self.merged = merged
    self.touched = touched
    records = OverlaidRecords(merged.source, schema: merged.schema)
  }

  var snapshot: Snapshot { merged.replacing(records) }

  func record(_ id: RecordID?) -> Record? { id.flatMap { records.record($0) } }

  /// The record of this very identifier, and not one that it was merged into.
  func own(_ id: RecordID) -> Record? { records.record(id).flatMap { $0.id == id ? $0 : nil } }

  mutating func note(_ note: RepairNote) { notes.append(note) }

  /// Sets a field unless it has the value already.
  mutating func set(_ id: RecordID, _ key: String, _ value: Value?) {
    guard let present = own(id), present[key] != value else { return }
    change.set(id, key, value)
    var step = Change()
    step.set(id, key, value)
    records.apply(step)
    touched.insert(id)
  }

  mutating func restore(_ record: Record, file: [UInt8]?) {
    change.restore(record, file: file)
    var step = Change()
    step.restore(record, file: file)
    records.apply(step)
    touched.insert(record.id)
  }

  mutating func remove(_ id: RecordID) {
    change.delete(id)
    var step = Change()
    step.delete(id)
    records.apply(step)
  }

  /// Makes a task whose identifier follows from the deal and the moment, so that every clone makes the same one.
  mutating func makeTask(_ values: [String: Value], for deal: Record, at moment: Instant) -> Reference {
    var mint = IDMint(seed: deal.id.bits ^ UInt64(bitPattern: moment.seconds) &* 0x9e37_79b9_7f4a_7c15)
    let id = mint.mint { [records] in records.record($0) != nil }
    let day = merged.config.zone.date(moment)
    let reference = change.create(.task, values: values, id: id, on: day)
    var step = Change()
    step.create(.task, values: values, id: id, on: day)
    records.apply(step)
    touched.insert(id)
    return reference
  }

  /// The open tasks that name a deal, by identifier.
  func openTasks(of deal: Record) -> [Record] { snapshot.openTasks(of: deal) }

  mutating func finish(message: String) { change.message = message }
}

extension Record {
  /// Whether two states of a record say the same.
  func saysTheSame(as other: Record) -> Bool {
    id == other.id && undeclared == other.undeclared
      && table.fields.allSatisfy { self[$0] == other[$0.key] }
  }

  /// `deal "Website for Acme"`
  var title: String { "\(kind.rawValue) \"\(name)\"" }
}
