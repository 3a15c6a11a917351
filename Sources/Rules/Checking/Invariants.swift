package import Dates
import Diagnostics
import Facts
package import Records
import Threads

/// What must hold in every repository, whoever wrote it.
package enum Invariants {
  /// Everything that is broken, by path.
  package static func check(_ snapshot: Snapshot, pipelines: Pipelines, now: Instant) -> [Finding] {
    let inspection = RecordRules(snapshot: snapshot, pipelines: pipelines, now: now)
    var findings: [Finding] = []
    for kind in Kind.allCases {
      for record in snapshot.records(kind) { findings += inspection.findings(of: record) }
    }
    return findings.sorted { a, b in
      let left = a.diagnostic.location?.file ?? ""
      let right = b.diagnostic.location?.file ?? ""
      return (left, a.key ?? "") < (right, b.key ?? "")
    }
  }

  /// What a change would break in the records that it touches, and what it cannot know of because a file cannot be
  /// read; what was broken before, by the pipelines as they `formerly` were, is not held against it. A change `byHand`, in an
  /// editor, may not do what only commands do.
  package static func check(
    _ snapshot: Snapshot, pipelines: Pipelines, formerly: Pipelines? = nil, touching change: Change,
    byHand: Bool = false, now: Instant
  ) -> [Finding] {
    let after = snapshot.applying(change)
    var touched = Set(change.updates.keys).union(change.creations.map(\.id))
    for id in change.deletions { touched.formUnion(snapshot.referrers(of: id).map(\.id)) }
    for id in touched.union(change.deletions) {
      for task in [snapshot.record(id), after.record(id)] {
        guard let task, task.kind == .task else { continue }
        if let deal = task.reference("deal") { touched.insert(deal.id) }
        touched.formUnion(after.referrers(of: id).filter { $0.kind == .deal }.map(\.id))
      }
    }
    let was = RecordRules(snapshot: snapshot, pipelines: formerly ?? pipelines, now: now)
    let will = RecordRules(snapshot: after, pipelines: pipelines, now: now)
    var broken = Dependencies(snapshot, change).refusal.map { [$0] } ?? []
    for id in touched.sorted() {
      guard let record = after.record(id), record.id == id else { continue }
      var found = will.findings(of: record)
      if record.kind == .invoice, let before = snapshot.record(id) {
        found += will.frozenFindings(record, before: before, was.invoiceNumbers.value)
        if byHand { found += will.handFindings(record, before: before) }
      }
      guard !found.isEmpty else { continue }
      let known = Set((snapshot.record(id).map { was.findings(of: $0) } ?? []).map(\.identity))
      broken += found.filter { !known.contains($0.identity) }
    }
    return broken
  }

  /// What the way from one state of the repository to another does to invoices that clients have, whoever changed the
  /// files: an invoice that is out stays as it is, and is neither a draft again nor deleted.
  package static func issuedInvoices(
    from earlier: Snapshot, to later: Snapshot, of ids: some Sequence<RecordID>, pipelines: Pipelines,
    now: Instant
  ) -> [Finding] {
    let was = RecordRules(snapshot: earlier, pipelines: pipelines, now: now)
    let will = RecordRules(snapshot: later, pipelines: pipelines, now: now)
    var found: [Finding] = []
    for id in Set(ids).sorted() {
      guard let before = earlier.record(id), before.id == id, before.kind == .invoice else { continue }
      guard let after = later.record(id), after.id == id else {
        if !later.unreadable.files.contains(where: { $0.id == id }) { found += will.goneFindings(before) }
        continue
      }
      found += will.frozenFindings(after, before: before, was.invoiceNumbers.value)
      found += will.withdrawnFindings(after, before: before)
    }
    return found
  }

  /// Repairs all that can be repaired without guessing; the findings are those that it repairs.
  package static func fix(
    _ snapshot: Snapshot, pipelines: Pipelines, now: Instant, user: String, mint: IDMint
  ) -> (change: Change, fixed: [Finding]) {
    var planner = ChangePlanner(snapshot: snapshot, pipelines: pipelines, now: now, user: user, mint: mint)
    var fixed: [Finding] = []
    // One repair may uncover another: a deal whose stage is closed first loses its next step, then its tasks.
    for _ in 0..<4 {
      var touched: Set<RecordID> = []
      var isDone = true
      for finding in check(planner.snapshot, pipelines: pipelines, now: now) {
        guard let fix = finding.fix else { continue }
        isDone = false
        guard touched.isDisjoint(with: fix.records), (try? planner.apply(fix)) != nil else { continue }
        touched.formUnion(fix.records)
        fixed.append(finding)
      }
      if isDone { break }
    }
    var change = planner.change
    change.message = fixed.count == 1 ? "check: 1 finding fixed" : "check: \(fixed.count) findings fixed"
    return (change, fixed)
  }
}

extension ChangePlanner {
  fileprivate mutating func apply(_ fix: Fix) throws(Diagnostic) {
    try together { planner throws(Diagnostic) in try planner.write(fix) }
  }

  private mutating func write(_ fix: Fix) throws(Diagnostic) {
    switch fix {
    case .adopt(let task, let deal):
      set(try demand(deal, .deal), "next_step", .reference(Reference(try demand(task, .task))))
    case .decide(let id):
      let deal = try demand(id, .deal)
      let due = insideHours(now.adding(seconds: 3600), of: deal.text("owner"))
      let task = makeTask(
        NextStep(title: "Decide the next step for \(deal.name)", type: "todo", due: due), for: deal)
      set(deal, "next_step", .reference(task))
    case .link(let task, let deal):
      set(try demand(task, .task), "deal", .reference(Reference(try demand(deal, .deal))))
    case .clear(let id, let key):
      if let record = record(id) { set(record, key, nil) }
    case .assign(let id, let key, let owner):
      if let record = record(id) { set(record, key, .text(owner)) }
    case .cancel(let task): close(try demand(task, .task), as: .cancelled)
    case .renumber(let id):
      // Its number may be one of those that cannot be read.
      if let file = base.unreadable.invoice {
        throw Dependencies.diagnostic("which numbers are taken is not known", file)
      }
      let invoice = try demand(id, .invoice)
      set(invoice, "number", .text(InvoiceNumbers(snapshot).following(invoice.name)))
    case .mark(let id, let status): set(try demand(id, .invoice), "status", .text(status.rawValue))
    case .stampClosed(let id):
      guard let record = record(id) else { return }
      let last = record["history"]?.list?.last
      let moment = last?["stage"]?.text == record.text("stage") ? last?["at"]?.instant : nil
      set(record, "closed", .instant(moment ?? now))
    case .appendHistory(let id):
      let deal = try demand(id, .deal)
      let history = deal["history"]?.list ?? []
      let moment = history.isEmpty ? deal["created"]?.instant ?? now : now
      set(deal, "history", .list(history + [historyEntry(at: moment, stage: deal.text("stage") ?? "")]))
    }
  }
}
