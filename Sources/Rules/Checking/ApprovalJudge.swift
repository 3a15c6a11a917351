package import Dates
package import Diagnostics
import Facts
package import Records

/// What an edited file or a push does to approvals, and to stages that ask for one: what commands refuse is refused there too.
package struct ApprovalJudge {
  /// How a change came about that no command planned.
  package enum Way {
    /// A person changed the file of one record.
    case edited
    /// Several changes together, of which only the first and the last version are at hand.
    case pushed
  }

  private let snapshot: Snapshot
  private let pipelines: Pipelines
  private let now: Instant

  /// The snapshot is that after the change.
  package init(_ snapshot: Snapshot, pipelines: Pipelines, now: Instant) {
    (self.snapshot, self.pipelines, self.now) = (snapshot, pipelines, now)
  }

  /// What is against a deal's way from one version to the next; `before` is nil for a new one.
  package func findings(of deal: Record, before: Record?, _ way: Way) -> [Finding] {
    guard deal.kind == .deal, let pipeline = pipelines[deal.text("pipeline") ?? ""] else { return [] }
    let approvals =
      switch way {
      case .edited: byHand(deal, before)
      case .pushed: byOthers(deal, before, pipeline)
      }
    return approvals + entry(deal, before, pipeline, way)
  }

  private func finding(
    _ deal: Record, _ key: String, _ rule: Finding.Rule, _ code: DiagnosticCode, _ message: String,
    _ hints: [Hint]
  ) -> Finding {
    Finding(
      diagnostic: Diagnostic(code, message, at: SourceLocation(file: deal.path), hints: hints), rule: rule,
      record: deal.id, key: key, fix: nil)
  }

  /// Approvals come by the command alone.
  private func byHand(_ deal: Record, _ before: Record?) -> [Finding] {
    guard before?["approvals"] != deal["approvals"], let field = deal.table["approvals"],
      let refusal = GuardedField.refusal(
        field, of: .deal, value: deal["approvals"]?.plainText, record: before ?? deal)
    else { return [] }
    return [finding(deal, "approvals", .approvalByHand, refusal.code, refusal.message, refusal.hints)]
  }

  /// New approvals by people who may not give them.
  private func byOthers(_ deal: Record, _ before: Record?, _ pipeline: Pipeline) -> [Finding] {
    let known = Set(before?.approvals ?? [])
    let approvers = Approvers(snapshot.config)
    return deal.approvals.compactMap { given in
      guard !known.contains(given), let asked = pipeline.stage(given.stage)?.approval,
        !approvers.count(given, for: asked)
      else { return nil }
      let who = approvers.names(for: asked)
      return finding(
        deal, "approvals", .approvalByOther, .notAllowed,
        "deal \"\(deal.name)\": the approval for stage \"\(given.stage)\" is by \(given.by ?? "nobody"), who may not give it",
        [who.isEmpty ? "no owner may approve it by crm.yaml" : "these may approve it: \(who)"])
    }
  }

  /// New approvals in the name of another than the one who hands them in, and whose own are limited by a role.
  package static func foreignApprovals(_ pairs: [TouchedRecords.Pair], by user: String) -> [Diagnostic] {
    pairs.flatMap { pair -> [Diagnostic] in
      guard let deal = pair.after, deal.kind == .deal else { return [] }
      let known = Set(pair.before?.approvals ?? [])
      return deal.approvals.filter { !known.contains($0) && $0.by != user }.map { given in
        Diagnostic(
          .notAllowed,
          "deal \"\(deal.name)\": a new approval for stage \"\(given.stage)\" is by \(given.by ?? "nobody"), and \(user) brings it",
          at: SourceLocation(file: deal.path),
          hints: [
            "each hands in their own approvals: \(given.by ?? "whoever may approve it") pushes it, or \(user) approves it by \(CommandLine("deals approve", "\(deal.id)"))"
          ])
      }
    }
  }

  /// A stage that is entered without the approval that it asks for.
  private func entry(_ deal: Record, _ before: Record?, _ pipeline: Pipeline, _ way: Way) -> [Finding] {
    if let before, before["stage"] == deal["stage"], before["pipeline"] == deal["pipeline"] { return [] }
    guard let stage = pipeline.stage(deal.text("stage")), let asked = stage.approval,
      let demand = ApprovalDemand(stage, deal, in: snapshot, now: now, user: "", pipelines: pipelines)
    else { return [] }
    if way == .pushed, wasApproved(deal, before, for: stage, asked) { return [] }
    var hints = demand.hints(for: deal.id, in: snapshot.config)
    if let former = before?.text("stage"), pipeline.stage(former)?.isOpen == true, way == .pushed {
      let back = CommandLine("deals move", "\(deal.id)", .known(former)).option("keep-next")
      hints.append("back to where it was, to be approved there: \(back)")
    }
    return [
      finding(
        deal, "stage", .notApproved, .requirementUnmet,
        "deal \"\(deal.name)\": \(demand.message(in: snapshot.config))", hints)
    ]
  }

  /// Whether a deal was approved for a stage when it came into it, as far as two versions tell: as it was before, or by an
  /// approval that came with the change. What was changed in the stage keeps no deal out of it.
  private func wasApproved(
    _ deal: Record, _ before: Record?, for stage: Stage, _ asked: StageApproval
  ) -> Bool {
    let known = Set(before?.approvals ?? [])
    let held = Set(before?.validApprovals ?? [])
    let approvers = Approvers(snapshot.config)
    return deal.approvals.contains { given in
      given.stage == stage.id && approvers.count(given, for: asked)
        && (held.contains(given) || !known.contains(given))
    }
  }
}

extension PartialCheck {
  /// What the change does to approvals that commands would refuse; the snapshot gives settings after it.
  package func approvalFindings(_ snapshot: Snapshot, _ pipelines: Pipelines, now: Instant) -> [Finding] {
    let judge = ApprovalJudge(
      snapshot.replacing(LoadedRecords(after.values.sorted { $0.id < $1.id })), pipelines: pipelines, now: now
    )
    return after.keys.sorted().flatMap { id -> [Finding] in
      guard let deal = after[id], deal.kind == .deal else { return [] }
      return judge.findings(of: deal, before: before[id], .pushed)
    }
  }
}
