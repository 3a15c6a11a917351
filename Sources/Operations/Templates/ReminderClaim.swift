import Dates
import Diagnostics
import Facts
import Records

/// What a reminder asks for: the invoice that was named, else the unpaid one that has been due the longest of the deal, the
/// person or the company that was.
struct ReminderClaim {
  /// Nil where a deal has none: then the reminder is of the deal's amount.
  let invoice: Record?
  let tone: ReminderTone
  private let subject: DocumentSubject

  init(_ subject: DocumentSubject, _ workspace: Workspace) {
    self.subject = subject
    let holder = subject.deal ?? subject.contact ?? subject.company
    let all = holder.map { workspace.snapshot.invoices(of: $0) } ?? []
    let unpaid = all.filter { InvoiceFacts($0).isUnpaid }
    let oldest = unpaid.min { a, b in
      let (one, other) = (InvoiceFacts(a).due, InvoiceFacts(b).due)
      guard let one, let other else { return one != nil && other == nil }
      return one < other
    }
    let standing = subject.deal.flatMap { workspace.snapshot.standingInvoice(of: $0) }
    invoice = subject.isInvoice ? subject.invoice : oldest ?? standing
    let late = invoice.flatMap { InvoiceFacts($0).daysLate(at: workspace.moment, in: workspace.snapshot) }
    tone = ReminderTone(daysLate: late ?? 0)
  }

  /// Throws `requirement_unmet` where nothing is to be paid, and for a stern tone without an invoice; warns of one that
  /// is not out yet.
  func check(forcing forced: ReminderTone?, _ context: Context) throws(Diagnostic) {
    guard let invoice else {
      let isStern = forced.map { $0 != .friendly } ?? false
      guard isStern || subject.deal?["amount"]?.number == nil else { return }
      let name = [subject.deal, subject.lead, subject.company, subject.contact].lazy.compactMap { $0 }.first
      let line = CommandLine("invoices add")
      throw Diagnostic(
        .requirementUnmet,
        "\(name.map { "\($0.kind.rawValue) \"\($0.name)\"" } ?? "it") has no invoice to remind of",
        hints: [
          "make one: \(subject.deal.map { line.option("deal", "\($0.id)") } ?? line.option("deal", .open))"
        ])
    }
    switch invoice.invoiceStatus {
    case .paid, .void:
      let word = invoice.invoiceStatus == .void ? "void" : "paid"
      throw Diagnostic(
        .requirementUnmet, "invoice \(invoice.name) is \(word), so there is nothing to remind of",
        hints: ["look: \(CommandLine("invoices show", "\(invoice.id)"))"])
    case .draft:
      context.warn(
        Diagnostic(
          .warning, "invoice \(invoice.name) is a draft that was not sent yet",
          hints: ["once it is out: \(CommandLine("invoices send", "\(invoice.id)"))"]))
    case .sent, nil: break
    }
  }
}

extension Snapshot {
  /// The newest invoice of a deal that is not void.
  func standingInvoice(of deal: Record) -> Record? {
    invoices(of: deal).filter { $0.referenced("deal") == deal.id && $0.invoiceStatus != .void }.max { a, b in
      (a.created?.seconds ?? .min, a.name) < (b.created?.seconds ?? .min, b.name)
    }
  }
}
