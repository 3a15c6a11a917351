package import Dates
package import Diagnostics
package import Facts
import Filters
package import Records

/// An approval that a deal lacks for a stage.
package struct ApprovalDemand: Sendable {
  package let stage: Stage
  package let approval: StageApproval
  /// An approval that was given and is void, because what was approved has changed since.
  package let void: Approval?
  /// An approval of the deal as it is, by somebody who may not give it.
  package let unfit: Approval?
  /// The deal's currency, where the condition speaks of others only: whether it holds nobody knows.
  package let currency: String?

  /// What is missing: `approval by manager`.
  var words: String {
    "approval" + (approval.roles.isEmpty ? "" : " by " + approval.roles.joined(separator: " or "))
  }

  func message(in config: Config) -> String {
    var message = "stage \"\(stage.id)\" requires \(approval.roles.isEmpty ? "an approval" : "an " + words)"
    if let currency, let when = approval.when {
      message += ": the amount is in \(currency), and \(when.text) says nothing of that"
    } else if let when = approval.when {
      message += ": \(when.text)"
    }
    if let void {
      let day = void.at.map { " of \(config.zone.date($0))" } ?? ""
      message +=
        "; the approval\(void.by.map { " by \($0)" } ?? "")\(day) is void, the deal has changed since"
    } else if let unfit {
      message += "; the approval by \(unfit.by ?? "nobody") does not count, they may not give it"
    }
    return message
  }

  /// Who may give it, and the command.
  func hints(for deal: RecordID, in config: Config) -> [Hint] {
    let who = Approvers(config).names(for: approval)
    return
      (who.isEmpty
      ? [config.roles.isEmpty ? "everybody may approve it" : "no owner may approve it by crm.yaml"]
      : ["these may approve it: \(who)"])
      + [.command(CommandLine("deals approve", "\(deal)"))]
  }
}

/// Who may approve what, by the roles of `crm.yaml`.
struct Approvers {
  private let config: Config

  init(_ config: Config) { self.config = config }

  /// Whether this user may: everybody where there are no roles, owners without one, and those of a role that is named and
  /// has the permission.
  func mayApprove(_ user: String, _ approval: StageApproval) -> Bool {
    if config.roles.isEmpty { return true }
    guard let owner = config.owner(user) else { return false }
    return mayApprove(owner, approval)
  }

  /// Whether an approval is by somebody who may give it. Of a deal that stands in its stage one counts, too, whose giver is
  /// no owner any more.
  func count(_ given: Approval, for approval: StageApproval, standing: Bool = false) -> Bool {
    let giver = given.by ?? ""
    return mayApprove(giver, approval) || (standing && config.owner(giver) == nil && !giver.isEmpty)
  }

  private func mayApprove(_ owner: Owner, _ approval: StageApproval) -> Bool {
    guard let id = owner.role else { return true }
    guard let role = config.role(id), role.may.contains(.approve) else { return false }
    return approval.roles.isEmpty || approval.roles.contains(id)
  }

  /// `mara (manager)`; empty where there are no roles.
  func names(for approval: StageApproval) -> [String] {
    guard !config.roles.isEmpty else { return [] }
    return config.owners.filter { mayApprove($0, approval) }.map { owner in
      owner.role.map { "\(owner.id) (\($0))" } ?? owner.id
    }
  }
}

extension ChangePlanner {
  /// The approval that a deal as it is now lacks for a stage; nil where it needs none or has it.
  func approvalDemand(_ stage: Stage, _ deal: Record) -> ApprovalDemand? {
    ApprovalDemand(stage, deal, in: snapshot, now: now, user: user, pipelines: pipelines)
  }
}

extension ApprovalDemand {
  /// Nil where the stage asks for no approval of this deal, or there is one that holds, by somebody who may give it.
  ///
  /// `standing` says that the deal is in the stage already, and does not enter it.
  package init?(
    _ stage: Stage, _ deal: Record, in snapshot: Snapshot, now: Instant, user: String, pipelines: Pipelines,
    standing: Bool = false
  ) {
    guard let approval = stage.approval else { return nil }
    let approvers = Approvers(snapshot.config)
    let held = deal.validApprovals.filter { $0.stage == stage.id }
    guard !held.contains(where: { approvers.count($0, for: approval, standing: standing) }) else {
      return nil
    }
    var foreign: String?
    if let when = approval.when {
      let own = deal.text("currency") ?? snapshot.config.currency
      let isForeign =
        deal["amount"] != nil && !when.currencies.isEmpty && !when.currencies.contains(own)
      if isForeign { foreign = own }
      let context = EvaluationContext(
        snapshot: snapshot, now: now, user: user.isEmpty ? nil : user, stages: pipelines.stages)
      guard isForeign || when.evaluate(deal, context) else { return nil }
    }
    self.init(
      stage: stage, approval: approval,
      void: held.isEmpty ? deal.approvals.last { $0.stage == stage.id } : nil, unfit: held.last,
      currency: foreign)
  }
}
