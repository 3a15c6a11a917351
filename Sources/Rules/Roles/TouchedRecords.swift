package import Facts
package import Records

/// What a change does to records and files, whoever makes it and by whatever means.
package struct TouchedRecords: Sendable {
  /// A record before and after the change; one of the two may be missing.
  package struct Pair: Sendable {
    package let before: Record?
    package let after: Record?
    /// The record as it will be, or as it was where it goes.
    package let record: Record

    package init?(before: Record?, after: Record?) {
      guard let record = after ?? before else { return nil }
      (self.before, self.after, self.record) = (before, after, record)
    }
  }

  package private(set) var pairs: [Pair] = []
  /// The paths of files that are no records.
  package private(set) var files: [String] = []

  package init(_ pairs: [Pair], files: [String] = []) {
    (self.pairs, self.files) = (pairs, files)
  }

  /// What a planned change does to the records of a snapshot.
  package init(_ change: Change, in snapshot: Snapshot, files: [String]) {
    let after = snapshot.applying(change)
    let ids = Set(change.updates.keys).union(change.deletions).union(change.creations.map(\.id))
    pairs = ids.sorted().compactMap { id in
      Pair(
        before: snapshot.record(id).flatMap { $0.id == id ? $0 : nil },
        after: after.record(id).flatMap { $0.id == id ? $0 : nil })
    }
    self.files = files
  }
}

/// What a change asks of whoever makes it: for each record and file, one of some permissions.
struct RoleDemands {
  /// One of the permissions is needed.
  struct Demand: Equatable {
    var anyOf: Set<Permission>
    /// The fields that ask for it; empty for the whole record.
    var fields: [String] = []
  }

  private let stages: StageIndex
  /// The deals that the change moves, or gives another next step, with the permissions that this takes.
  private let advanced: [RecordID: Set<Permission>]
  private let isImport: Bool

  init(_ touched: TouchedRecords, stages: StageIndex) {
    self.stages = stages
    isImport = touched.files.contains { $0.hasPrefix("imports/batches/") }
    var advanced: [RecordID: Set<Permission>] = [:]
    for pair in touched.pairs where pair.record.kind == .deal {
      guard let after = pair.after else { continue }
      guard let before = pair.before else {
        advanced[after.id] = [.add]
        continue
      }
      if let permission = Self.transition(before, after, stages) {
        advanced[after.id] = [permission]
      } else if before["next_step"] != after["next_step"] {
        advanced[after.id] = [.move, .set]
      }
    }
    self.advanced = advanced
  }

  /// The permission that a deal's way into another stage takes; nil where it stays in its own.
  private static func transition(_ before: Record, _ after: Record, _ stages: StageIndex) -> Permission? {
    guard before["stage"] != after["stage"] || before["pipeline"] != after["pipeline"] else { return nil }
    return switch stages.facts(of: after)?.outcome {
    case .won: .win
    case .lost: .lose
    case .archived, nil: .move
    }
  }

  /// Whether a task or an activity comes along with its deal's progress, so that whoever may do the one may do the other.
  func comesAlong(_ pair: TouchedRecords.Pair) -> Bool {
    guard advancedDeal(of: pair) != nil else { return false }
    guard let before = pair.before, let after = pair.after else { return pair.before == nil }
    return Self.changed(before, after).isSubset(of: Self.closing)
  }

  private func advancedDeal(of pair: TouchedRecords.Pair) -> RecordID? {
    guard pair.record.kind == .task || pair.record.kind == .activity else { return nil }
    return [pair.after, pair.before].lazy.compactMap { $0?.reference("deal")?.id }.first {
      advanced[$0] != nil
    }
  }

  /// The fields that are written when a task ends.
  private static let closing: Set<String> = ["status", "closed", "result"]
  /// The fields that a transition writes.
  private static let progress: Set<String> = ["stage", "pipeline", "next_step", "closed", "history"]

  static func changed(_ before: Record, _ after: Record) -> Set<String> {
    var keys: Set<String> = []
    for field in after.table.fields where before[field] != after[field] { keys.insert(field.key) }
    if before.undeclared != after.undeclared { keys.insert("extra") }
    return keys
  }

  func demands(of pair: TouchedRecords.Pair) -> [Demand] {
    let importing: Set<Permission> = isImport ? [.import] : []
    guard let after = pair.after else { return [Demand(anyOf: importing.union([.delete]))] }
    guard let before = pair.before else {
      let made = Demand(anyOf: importing.union(creation(after, pair)))
      guard after.kind == .deal, after["approvals"] != nil else { return [made] }
      return [made, Demand(anyOf: [.approve], fields: ["approvals"])]
    }
    let keys = Self.changed(before, after)
    var found: [Demand] = []
    func demand(_ permissions: Set<Permission>, _ fields: Set<String>) {
      found.append(Demand(anyOf: importing.union(permissions), fields: fields.sorted()))
    }
    switch after.kind {
    case .deal:
      let approves = keys.contains("approvals")
      if approves { demand([.approve], ["approvals"]) }
      let keys = keys.subtracting(["approvals"])
      if approves, keys.isEmpty { break }
      var rest = keys.subtracting(Self.progress)
      if let permission = Self.transition(before, after, stages) {
        rest.remove("lost_reason")
        demand([permission], ["stage"])
      } else if keys.contains("next_step") || keys == ["history"] {
        demand([.move, .set], keys.intersection(Self.progress))
      } else {
        rest = keys
      }
      if !rest.isEmpty || keys.isEmpty { demand([.set], rest) }
    case .task where comesAlong(pair):
      demand(advancedDeal(of: pair).flatMap { advanced[$0] }.map { $0.union([.set]) } ?? [.set], keys)
    case .lead
    where keys == ["status"] && before.word("status") == "new" && after.word("status") == "working":
      demand([.set, .log], keys)
    default: demand([.set], keys)
    }
    return found
  }

  private func creation(_ record: Record, _ pair: TouchedRecords.Pair) -> Set<Permission> {
    var permissions: Set<Permission> = record.kind == .activity ? [.add, .log] : [.add]
    if let deal = advancedDeal(of: pair), let more = advanced[deal] { permissions.formUnion(more) }
    return permissions
  }

  /// The permissions one of which a file that is no record takes; nil for files that mean nothing to crm.
  static func demand(ofFile path: String) -> Demand? {
    if path.hasSuffix("/.gitkeep") { return nil }
    // A record that cannot be read.
    if Kind(ofPath: path) != nil { return Demand(anyOf: [.set]) }
    if path.hasPrefix("pipelines/") { return Demand(anyOf: [.stages]) }
    if path.hasPrefix("imports/batches/") { return Demand(anyOf: [.import]) }
    if path.hasPrefix("imports/") { return Demand(anyOf: [.import, .config]) }
    if path.hasPrefix("not-duplicates/") { return Demand(anyOf: [.set]) }
    return Demand(anyOf: [.config])
  }
}
