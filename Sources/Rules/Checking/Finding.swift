package import Diagnostics
package import Records

/// A breach of an invariant in one record.
package struct Finding: Sendable {
  /// Which invariant is broken.
  package enum Rule: Sendable, Hashable {
    case noNextStep, closedWithNextStep, openTaskOfClosedDeal
    case openButClosed, closedSinceUnknown, lostWithoutReason
    case unknownPipeline, unknownStage, noHistory, historyElsewhere
    /// One number on two invoices; a status that the payments do not bear out; an amount that is not that of the items; a
    /// change of what a client has on paper.
    case numberTwice, paymentsElsewhere, amountElsewhere, frozenInvoice
    /// A stage that was entered without the approval that it asks for; approvals written by hand, or by who may not give them.
    case notApproved, approvalByHand, approvalByOther
    case danglingReference, unknownOwner, outOfRange, takenAlias
    /// A rule depends on a record that cannot be read; the diagnostic's place is in that record's file.
    case unreadable
  }

  /// At the top of the record's file; whoever holds its bytes can move it to the line of `key`.
  package var diagnostic: Diagnostic
  package let rule: Rule
  package let record: RecordID
  /// The key that is at fault; nil for the record as a whole.
  package let key: String?
  /// What `crm check --fix` does; nil where a person must decide.
  package let fix: Fix?

  /// The error of a change that would bring this about: what a rule demands is refused as such, all else is invalid data.
  package var refusal: Diagnostic {
    var refusal = diagnostic
    if rule == .noNextStep { refusal.code = .nextStepRequired }
    if rule == .frozenInvoice { refusal.code = .transitionNotAllowed }
    if rule == .numberTwice { refusal.code = .conflict }
    return refusal
  }

  /// What stays the same while names and titles change.
  package struct Identity: Hashable {
    let rule: Rule
    let record: RecordID
    let key: String?
  }

  package var identity: Identity { Identity(rule: rule, record: record, key: key) }
}

/// A repair that needs no guess about the past.
package enum Fix: Sendable, Hashable {
  /// An open task of the deal becomes its next step.
  case adopt(task: RecordID, by: RecordID)
  /// A task "Decide the next step for …" is made, due in the next working hour.
  case decide(deal: RecordID)
  /// The next step is told which deal it belongs to.
  case link(task: RecordID, to: RecordID)
  case clear(record: RecordID, key: String)
  /// An open task of a closed deal is cancelled.
  case cancel(task: RecordID)
  /// `closed` becomes the time of the last stage in the history, else now.
  case stampClosed(record: RecordID)
  /// The present stage is appended to the history.
  case appendHistory(deal: RecordID)
  /// An owner who is named otherwise gets the id by which `crm.yaml` lists them.
  case assign(record: RecordID, key: String, owner: String)
  /// A draft whose number another invoice has gets the next of the series.
  case renumber(invoice: RecordID)
  /// The status becomes what the payments come to.
  case mark(invoice: RecordID, InvoiceStatus)

  /// The command that does it, and what it does.
  package var hint: Hint {
    let fix = CommandLine("check").option("fix")
    return switch self {
    case .adopt: "to make the deal's open task that is due first its next step: \(fix)"
    case .decide: "to add a task to decide the next step, due in the next working hour: \(fix)"
    case .link: "\(fix) writes the deal into the task"
    case .clear(_, let key): "\(fix) clears \(key)"
    case .cancel: "\(fix) cancels it"
    case .stampClosed: "\(fix) fills it in"
    case .appendHistory: "\(fix) appends the present stage"
    case .assign(_, _, let owner): "\(fix) writes \(owner), whom crm.yaml lists so"
    case .renumber: "\(fix) gives the draft the next number"
    case .mark(_, let status): "\(fix) marks it as \(status.rawValue)"
    }
  }

  /// The records that it writes or leans on.
  var records: [RecordID] {
    switch self {
    case .adopt(let task, let deal), .link(let task, let deal): [task, deal]
    case .decide(let deal), .appendHistory(let deal): [deal]
    case .clear(let record, _), .stampClosed(let record), .assign(let record, _, _): [record]
    case .cancel(let task): [task]
    case .renumber(let invoice), .mark(let invoice, _): [invoice]
    }
  }
}
