import Dates
import Diagnostics
import Facts
import Records
import Rules

/// Books a payment on an invoice.
package struct PayInvoice: Operation {
  package static let answer = AnswerForm.changes(of: .invoice)
  package let invoice: String
  /// All that is open where nil.
  package let amount: String?
  /// A past WHEN; today where nil.
  package let at: String?
  package let reference: String?
  /// The fingerprint of the bank's line.
  package let line: String?
  /// Whether the amount went back to the payer.
  package let goesBack: Bool

  package init(
    _ invoice: String, amount: String? = nil, at: String? = nil, reference: String? = nil,
    line: String? = nil,
    goesBack: Bool = false
  ) {
    self.invoice = invoice
    self.amount = amount
    self.at = at
    self.reference = reference
    self.line = line
    self.goesBack = goesBack
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact(answering: .invoice) { workspace in
      let record = try workspace.resolve(invoice, .invoice)
      try context.demandRevision(of: record, in: workspace)
      let zone = InvoiceFacts(record).zone(in: workspace.snapshot)
      let day = try at.map { text in
        zone.date(try workspace.past(try Named.text(text, "--at"), option: "--at", context: context))
      }
      let amount = try sum(for: record, workspace)
      try demandNewLine(on: record, in: workspace)
      var planner = workspace.planner(context)
      let paid = try planner.pay(
        record.id, amount, at: day ?? zone.date(workspace.now),
        reference: try reference.map { try Named.text($0, "--reference") },
        line: try line.map { try Named.text($0, "--line") })
      return (planner.change, (record: record, paid: paid))
    }
    let paid = done.paid
    if let held = paid.held {
      context.warn("the deal stays where it is: \(held.message)", hint: held.hints.first)
    }
    var entries = [ChangeAnswer.Entry(done.record.id, words(paid, done.record), showsNextStep: false)]
    if let move = paid.transition { entries.append(.init(move.deal.id, "moved to \(move.to)")) }
    if paid.transition == nil, let task = paid.task { entries.append(.init(task.id, "added")) }
    return .changes(
      ChangeAnswer(.invoice, entries, in: workspace, context))
  }

  /// Throws `conflict` where the bank's line stands on another invoice: each candidate of a run is offered with the same line.
  private func demandNewLine(on record: Record, in workspace: Workspace) throws(Diagnostic) {
    guard let line, !goesBack else { return }
    let other = workspace.snapshot.records(.invoice).first { other in
      other.id != record.id && InvoiceFacts(other).payments.contains { $0.line == line }
    }
    guard let other else { return }
    throw Diagnostic(
      .conflict, "this line of the bank is booked on invoice \(other.name) already",
      at: SourceLocation(file: other.path),
      hints: [
        "a share of it is booked without --line: \(CommandLine("invoices pay", .known("\(record.id)"), .open))"
      ])
  }

  private func words(_ paid: PaidInvoice, _ invoice: Record) -> String {
    let currency = invoice.text("currency")
    let open = Currency.text(paid.open, currency)
    if paid.amount.isNegative { return "gave back \(Currency.text(-paid.amount, currency)), \(open) open" }
    let amount = Currency.text(paid.amount, currency)
    return paid.isWhole ? "paid \(amount), nothing open" : "paid \(amount), \(open) open"
  }

  /// The amount, in the currency of the invoice alone.
  private func sum(for invoice: Record, _ workspace: Workspace) throws -> Decimal? {
    guard let amount else {
      guard goesBack else { return nil }
      throw Diagnostic(
        .usage, "--back needs the amount that went back",
        hints: [.command(CommandLine("invoices pay", "\(invoice.id)", .open).option("back"))])
    }
    var text = try Named.text(amount, "the amount")
    let isBelowZero = text.first.map { "-\u{2212}\u{2013}".contains($0) } ?? false
    if isBelowZero { text.removeFirst() }
    let values = try Assignments(["amount=" + text], kind: .invoice, workspace: workspace).initialValues()
    let currency = invoice.text("currency") ?? workspace.config.currency
    if let named = values["currency"]?.text, named != currency {
      throw Diagnostic(
        .invalidValue, "invoice \(invoice.name) is in \(currency), and \(text) is not",
        hints: ["an amount that came in another currency is booked at what the bank credited in \(currency)"])
    }
    guard let number = values["amount"]?.number else { return nil }
    return goesBack || isBelowZero ? -number : number
  }
}
