import Dates
package import Diagnostics
import Facts
import Filters
package import Records

extension ChangePlanner {
  /// Approves an open deal as it is now for every stage of its pipeline that asks this user to, or for one stage.
  ///
  /// Returns the ids of the stages; none where all of them are approved already. Throws `already_closed`, `not_allowed`
  /// where others may, and `invalid_value` where no stage asks for an approval.
  package mutating func approve(
    _ id: RecordID, for name: String? = nil, note: String? = nil
  ) throws(Diagnostic) -> [String] {
    let deal = try demand(id, .deal)
    let pipeline = try pipelines.pipeline(of: deal)
    if let present = stage(of: deal), !present.isOpen { throw closed(deal, in: present) }
    let stages =
      try name.map { name throws(Diagnostic) in [try pipeline.stage(named: name)] } ?? pipeline.stages
    let demands = stages.compactMap { approvalDemand($0, deal) }
    let approved = deal.validApprovals.filter { valid in stages.contains { $0.id == valid.stage } }
    guard let first = demands.first else {
      if !approved.isEmpty { return [] }
      throw nothing(toApproveIn: deal, pipeline, stage: name == nil ? nil : stages.first)
    }
    let mine = demands.filter { Approvers(base.config).mayApprove(user, $0.approval) }
    if mine.isEmpty {
      throw Diagnostic(
        .notAllowed,
        "\(user.isEmpty ? "nobody" : user) may not approve deal \"\(deal.name)\" for stage \"\(first.stage.id)\"",
        at: first.approval.location, excerpt: first.approval.excerpt,
        hints: Array(first.hints(for: id, in: base.config).dropLast()))
    }
    let mark = deal.approvalMark
    let fresh = mine.map { demand -> Value in
      var entry = [MapEntry("at", .instant(now)), MapEntry("stage", .text(demand.stage.id))]
      if !user.isEmpty { entry.append(MapEntry("by", .text(user))) }
      entry.append(MapEntry("of", .text(mark)))
      if let note { entry.append(MapEntry("note", .text(note))) }
      return .map(entry)
    }
    return try together { planner throws(Diagnostic) in
      planner.set(deal, "approvals", .list((deal["approvals"]?.list ?? []) + fresh))
      let names = mine.map(\.stage.id)
      planner.message = "deal: \(deal.name): approved for \(names.joined(separator: ", "))"
      return names
    }
  }

  private func nothing(toApproveIn deal: Record, _ pipeline: Pipeline, stage: Stage?) -> Diagnostic {
    if let stage {
      return Diagnostic(
        .invalidValue,
        stage.approval.map {
          "stage \"\(stage.id)\" asks for no approval of deal \"\(deal.name)\": only where \($0.when?.text ?? "")"
        } ?? "stage \"\(stage.id)\" asks for no approval", at: stage.approval?.location ?? stage.location,
        hints: [.command(CommandLine("stages show", .known(stage.id)))])
    }
    let asking = pipeline.stages.filter { $0.approval != nil }
    return Diagnostic(
      .invalidValue, "no stage of pipeline \"\(pipeline.id)\" asks for an approval of deal \"\(deal.name)\"",
      hints: asking.isEmpty
        ? ["a stage asks by a line such as approve: {when: \"discount > 10\", by: manager}"]
        : asking.map { .command(CommandLine("stages show", .known($0.id))) })
  }
}

/// Approvals that a change makes void.
package enum VoidedApprovals {
  /// A warning for each approval of an open deal that held before a change and does not hold after it.
  package static func warnings(of change: Change, from before: Snapshot, to after: Snapshot) -> [Diagnostic] {
    change.updates.keys.sorted().flatMap { id -> [Diagnostic] in
      guard let old = before.record(id), old.kind == .deal, old["approvals"] != nil,
        let new = after.record(id)
      else { return [] }
      let held = Set(new.validApprovals)
      return old.validApprovals.filter { !held.contains($0) }.map { lost in
        Diagnostic(
          .warning,
          "deal \"\(new.name)\": the approval for stage \"\(lost.stage)\"\(lost.by.map { " by \($0)" } ?? "") is void: what was approved has changed",
          hints: [.command(CommandLine("deals approve", "\(id)"))])
      }
    }
  }
}
