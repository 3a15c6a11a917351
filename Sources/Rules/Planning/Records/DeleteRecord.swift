package import Diagnostics
package import Records

extension ChangePlanner {
  /// Removes a record, refused while others mention it.
  ///
  /// With `cascade` a deal takes its tasks and activities along; any other record takes those that belong to nothing
  /// else, and is cleared from all the rest. A next step stays even then. Returns what was removed. Throws
  /// `next_step_required` for a next step, `still_referenced` for a record that others mention.
  @discardableResult
  package mutating func delete(_ id: RecordID, cascade: Bool = false) throws(Diagnostic) -> [RecordID] {
    guard let record = record(id) else { throw Diagnostic(.notFound, "there is no record \(id)") }
    if record.kind == .invoice { throw kept(record) }
    if record.kind == .task, let deal = dealLed(by: record) {
      let step = ProposedStep.forDeal(deal, in: snapshot, now: now)
      throw Diagnostic(
        .nextStepRequired,
        "\"\(record.name)\" is the next step of the open deal \"\(deal.name)\" and cannot be deleted",
        hints: [
          .command(CommandLine("tasks done", "\(id)").adding(step.options)),
          .command(CommandLine("deals archive", "\(deal.id)")),
        ])
    }
    if record.kind == .deal, pipelines[record.text("pipeline") ?? ""] != nil {
      _ = try pipelines.pipeline(of: record)
    }
    let mentions = referrers(of: record.id).filter { $0.id != record.id }
    if !mentions.isEmpty, !cascade { throw stillReferenced(record, by: mentions) }
    var doomed = [record.id]
    collect(mentions, of: record, into: &doomed)
    let all = doomed
    let gone = Set(all)
    for target in all { try demandNothingOwed(target) }
    try together { planner throws(Diagnostic) in
      for target in all {
        for referrer in planner.referrers(of: target) where !gone.contains(referrer.id) {
          if referrer.kind == .deal, planner.pipelines[referrer.text("pipeline") ?? ""] != nil {
            _ = try planner.pipelines.pipeline(of: referrer)
          }
          planner.clearMentions(of: gone, in: referrer)
        }
      }
      for target in all { planner.remove(target) }
      planner.message = "\(record.kind.rawValue): \(record.name): deleted"
      if all.count > 1 { planner.message += " with \(all.count - 1) more" }
    }
    return all
  }

  /// Refuses to take away who owes an invoice that is out, and what it is for.
  private func demandNothingOwed(_ id: RecordID) throws(Diagnostic) {
    guard let record = record(id), [.company, .contact, .deal].contains(record.kind),
      let invoice = referrers(of: id).first(where: { $0.invoiceStatus == .sent })
    else { return }
    throw Diagnostic(
      .stillReferenced,
      "\(record.kind.rawValue) \"\(record.name)\" is on invoice \(invoice.name), which is sent and not paid",
      hints: [
        .command(CommandLine("invoices pay", "\(invoice.id)")),
        .command(CommandLine("invoices void", "\(invoice.id)").option("reason", .open)),
      ])
  }

  private func stillReferenced(_ record: Record, by mentions: [Record]) -> Diagnostic {
    let shown = mentions.prefix(10).map { Hint("\($0.path)  \($0.name)") }
    let more: [Hint] = mentions.count > 10 ? ["… and \(mentions.count - 10) more"] : []
    let deletion = CommandLine("\(record.kind.plural) delete", "\(record.id)")
    return Diagnostic(
      .stillReferenced,
      "\(record.kind.rawValue) \"\(record.name)\" is referred to by \(mentions.count) other record\(mentions.count == 1 ? "" : "s")",
      hints: shown + more + [.command(deletion.option("cascade"))])
  }

  /// The tasks and activities that go with a record: all of a deal's, and those that belong to nothing that stays.
  private func collect(_ mentions: [Record], of record: Record, into doomed: inout [RecordID]) {
    for referrer in mentions where referrer.kind == .task || referrer.kind == .activity {
      guard !doomed.contains(referrer.id) else { continue }
      let belongsToDeal = record.kind == .deal && self.record(referrer.reference("deal"))?.id == record.id
      let gone = doomed
      let others = ["deal", "contact", "company", "lead"].contains { key in
        self.record(referrer.reference(key)).map { !gone.contains($0.id) } ?? false
      }
      let hadOwner = ["deal", "contact", "company", "lead"].contains { key in
        self.record(referrer.reference(key))?.id == record.id
      }
      guard belongsToDeal || (hadOwner && !others),
        dealLed(by: referrer).map({ gone.contains($0.id) }) ?? true
      else {
        continue
      }
      doomed.append(referrer.id)
      if referrer.kind == .task {
        let next = referrers(of: referrer.id).filter { $0.kind == .activity && $0.id != referrer.id }
        collect(next, of: referrer, into: &doomed)
      }
    }
  }

  /// Clears every field of a record that refers to what goes; entries of lists go with their required reference.
  private mutating func clearMentions(of gone: Set<RecordID>, in record: Record) {
    let before = self
    func isGone(_ value: Value?) -> Bool {
      guard let reference = value?.reference else { return false }
      return gone.contains(before.record(reference)?.id ?? reference.id)
    }
    let present = self.record(record.id) ?? record
    for field in record.table.fields {
      guard let value = present[field] else { continue }
      switch field.type {
      case .reference where isGone(value): set(record, field.key, nil)
      case .list(.reference):
        let kept = value.elements.filter { !isGone($0) }
        if kept.count < value.elements.count { set(record, field.key, kept.isEmpty ? nil : .list(kept)) }
      case .entries(let keys):
        let links = keys.filter { $0.type.referencedKind != nil }
        guard !links.isEmpty else { continue }
        var kept: [Value] = []
        for entry in value.elements {
          if links.contains(where: { $0.isRequired && isGone(entry[$0.key]) }) { continue }
          let rest = (entry.map ?? []).filter { pair in
            !links.contains { $0.key == pair.key } || !isGone(pair.value)
          }
          kept.append(.map(rest))
        }
        if kept != value.elements { set(record, field.key, kept.isEmpty ? nil : .list(kept)) }
      default: continue
      }
    }
  }
}
