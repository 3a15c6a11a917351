package import Diagnostics
package import Records

/// What a change must know and cannot, because files beside it cannot be read.
struct Dependencies {
  private let snapshot: Snapshot
  private let change: Change

  /// `snapshot` is the repository before the change.
  init(_ snapshot: Snapshot, _ change: Change) {
    self.snapshot = snapshot
    self.change = change
  }

  /// The first rule that depends on a record that cannot be read; its diagnostic points into that record's file.
  var refusal: Finding? {
    guard !snapshot.unreadable.isEmpty else { return nil }
    if let numbering { return numbering }
    for id in Set(change.updates.keys).union(change.deletions).sorted() {
      guard let record = snapshot.record(id) else { continue }
      if let (what, file) = unreadable(for: record) {
        let name = "\(record.kind.rawValue) \"\(record.name)\""
        return Finding(
          diagnostic: Dependencies.diagnostic("\(name): \(what) cannot be read", file), rule: .unreadable,
          record: id, key: nil, fix: nil)
      }
    }
    return nil
  }

  /// A number is given to an invoice, and which are taken cannot be known.
  private var numbering: Finding? {
    let numbered =
      change.creations.first { $0.kind == .invoice }?.id
      ?? change.updates.sorted { $0.key < $1.key }.first {
        $0.value["number"] != nil && snapshot.record($0.key)?.kind == .invoice
      }?.key
    guard let numbered, let file = snapshot.unreadable.invoice else { return nil }
    return Finding(
      diagnostic: Dependencies.diagnostic(
        "which numbers are taken is not known: an invoice cannot be read", file),
      rule: .unreadable, record: numbered, key: nil, fix: nil)
  }

  /// The error of what depends on a record that cannot be read: exit status 4, at the place in its file.
  static func diagnostic(_ message: String, _ file: Unreadable.File) -> Diagnostic {
    var problem = file.problem
    problem.code = .invalidData
    problem.message = "\(message): \(problem.message)"
    problem.hints.append(
      "nothing was changed, because a rule depends on that file; mend it first: \(CommandLine("check"))")
    problem.related = []
    return problem
  }

  private func unreadable(for record: Record) -> (what: String, Unreadable.File)? {
    let isGone = change.deletions.contains(record.id)
    let keys = Set(change.updates[record.id]?.keys.map { $0 } ?? [])
    func touches(_ guarded: Set<String>) -> Bool { isGone || !keys.isDisjoint(with: guarded) }
    switch record.kind {
    case .task where touches(["status", "closed", "due", "deal"]):
      if let file = target(of: record, "deal", .deal) ?? file(mentioning: record, [.deal]) {
        return ("its deal", file)
      }
    case .deal where touches(["stage", "pipeline", "next_step", "closed"]):
      if let file = target(of: record, "next_step", .task) { return ("its next step", file) }
      if let file = file(mentioning: record, [.task]) { return ("a task of it", file) }
    case .lead where touches(["status"]):
      if let file = file(mentioning: record, [.task]) { return ("a task of it", file) }
    default: break
    }
    if isGone {
      return file(mentioning: record, Set(Kind.allCases)).map { ("what mentions it", $0) }
    }
    for field in record.table.mentioning where keys.contains(field.key) {
      guard case .reference(let kind) = field.type, let file = target(of: record, field.key, kind) else {
        continue
      }
      return ("its \(field.title.lowercased())", file)
    }
    return nil
  }

  /// The file of the record that a field leads to.
  private func target(of record: Record, _ key: String, _ kind: Kind) -> Unreadable.File? {
    guard let reference = record.reference(key), snapshot.record(reference) == nil else { return nil }
    return snapshot.unreadable.file(of: reference.id, kind: kind)
  }

  private func file(mentioning record: Record, _ kinds: Set<Kind>) -> Unreadable.File? {
    snapshot.unreadable(mentioning: record.id, among: kinds)
  }
}

extension Snapshot {
  /// The file of these kinds that cannot be read and mentions this record; a second file of a record that is known
  /// says nothing new.
  func unreadable(mentioning id: RecordID, among kinds: Set<Kind>) -> Unreadable.File? {
    guard !unreadable.isEmpty else { return nil }
    return unreadable.files.first { file in
      kinds.contains(file.kind) && file.id != id && file.mentions.contains(id)
        && file.id.flatMap { record($0) } == nil
    }
  }

  /// Throws `invalid_data` where a record of this kind cannot be read; `what` says what it may be.
  func demandReadable(_ kind: Kind, _ what: String) throws(Diagnostic) {
    guard let file = unreadable.files.first(where: { $0.kind == kind && $0.id.flatMap { record($0) } == nil })
    else { return }
    throw Dependencies.diagnostic("\(what) cannot be read", file)
  }

  /// Throws why a record cannot be read that rows of this kind may be about or link to: a row would make it a second time.
  package func demandReadable(forRowsOf kind: Kind) throws(Diagnostic) {
    let linked = schema[kind].fields.compactMap { $0.type.referencedKind }
    let kinds = [kind] + [.contact, .company].filter { linked.contains($0) }
    guard var problem = unreadable.files.first(where: { kinds.contains($0.kind) })?.problem else { return }
    problem.hints.append("rows are matched with what is there: mend this file first; nothing was imported")
    throw problem
  }
}

extension Unreadable {
  /// The first invoice that cannot be read, so that nobody knows its number.
  var invoice: File? { files.first { $0.kind == .invoice } }
}
