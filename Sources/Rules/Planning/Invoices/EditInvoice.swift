import Dates
import Diagnostics
import Facts
import Records

extension ChangePlanner {
  /// What can be done in place of changing an invoice that is out.
  static func waysAround(_ invoice: Record) -> [Hint] {
    let deal = invoice.referenced("deal").map { CommandLine.Value.known("\($0)") } ?? .open
    let again = CommandLine("invoices add").option("deal", deal)
    guard invoice.invoiceStatus == .sent, InvoiceFacts(invoice).paid == .zero else {
      return ["another one: \(again)"]
    }
    let void = CommandLine("invoices void", "\(invoice.id)").option("reason", .open)
    return ["make it void, and another one: \(void)", "then: \(again)"]
  }

  /// Refuses to change what the client has on paper.
  func demandDraft(_ invoice: Record, changing values: [String: Value?]) throws(Diagnostic) {
    guard let status = invoice.invoiceStatus, status != .draft else { return }
    let changed = InvoiceStatus.frozenFields.filter { key in
      values[key].map { $0 != invoice[key] } ?? false
    }
    guard let key = changed.first else { return }
    throw Diagnostic(
      .transitionNotAllowed,
      "invoice \(invoice.name) is \(status.rawValue): its \(key) stays as the client has it",
      hints: ChangePlanner.waysAround(invoice), cause: .field(key))
  }

  /// Works out the amount of a draft anew where its items or taxes changed. Throws `requirement_unmet` for an amount that is
  /// not the sum of the items.
  mutating func settleAmount(of id: RecordID, after changed: [String]) throws(Diagnostic) {
    guard let invoice = record(id), InvoiceStatus.frozenFields.contains(where: changed.contains)
    else { return }
    let currency = invoice.text("currency") ?? base.config.currency
    if let total = ItemTotals(invoice, in: snapshot).total, invoice["amount"]?.number != total {
      // An amount that is cleared is left to the items again.
      guard !changed.contains("amount") || invoice["amount"] == nil else {
        let line = CommandLine("invoices set", "\(id)").field("items", .known(""))
        let amount = invoice["amount"]?.number.map { "\($0)" } ?? ""
        throw Diagnostic(
          .requirementUnmet, "the items of invoice \(invoice.name) come to \(Currency.text(total, currency))",
          hints: ["for an amount without items: \(line.field("amount", .known(amount)))"],
          cause: .field("amount"))
      }
      set(invoice, "amount", .number(total))
    }
    guard let amount = record(id)?["amount"]?.number else {
      guard changed.contains("amount") else { return }
      throw Diagnostic(
        .requirementUnmet, "invoice \(invoice.name) has an amount, or items that come to one",
        hints: [.command(CommandLine("invoices set", "\(id)").field("amount", .open))],
        cause: .field("amount"))
    }
    try demandAmount(amount, currency, of: nil)
  }

  /// Makes an invoice as another program had it, with the number, status and payments that it has there.
  mutating func addInvoice(values: [String: Value]) throws(Diagnostic) -> Reference {
    var made = values
    if made["created"] == nil { made["created"] = .instant(now) }
    if made["status"] == nil { made["status"] = .text(InvoiceStatus.draft.rawValue) }
    if made["currency"] == nil { made["currency"] = .text(base.config.currency) }
    if made["status"]?.text == InvoiceStatus.paid.rawValue, made["payments"] == nil,
      let amount = made["amount"]
    {
      // A program that keeps no payments says no more than that; the day on the invoice is the earliest that it can be.
      let day = made["issued"]?.date ?? base.config.zone.date(now)
      let entry = [
        MapEntry("at", .date(day)), MapEntry("amount", amount),
        MapEntry("reference", .text("imported as paid")),
      ]
      made["payments"] = .list([.map(entry)])
    }
    try checkNew(made, kind: .invoice, allowing: ["created", "status", "number", "payments", "void_reason"])
    guard let number = made["number"]?.text, !number.allSatisfy(\.isWhitespace) else {
      throw Diagnostic(.invalidValue, "an invoice needs a number")
    }
    let finished = made
    return try together { planner throws(Diagnostic) in
      let invoice = planner.create(.invoice, finished)
      if let record = planner.record(invoice.id) { try planner.demandSound(record) }
      planner.message = "invoice: \(number): added"
      return invoice
    }
  }

  /// Refuses what `check` would find in an invoice by itself, before it has a file that could be named.
  private func demandSound(_ invoice: Record) throws(Diagnostic) {
    let rules = RecordRules(snapshot: base, pipelines: pipelines, now: now)
    guard let finding = rules.soundnessFindings(invoice).first else { return }
    throw Diagnostic(
      .invalidValue, finding.diagnostic.message, cause: finding.key.map { .field($0) })
  }

  /// The refusal of deleting an invoice.
  func kept(_ invoice: Record) -> Diagnostic {
    let void = CommandLine("invoices void", "\(invoice.id)").option("reason", .open)
    return Diagnostic(
      .transitionNotAllowed,
      "invoice \(invoice.name) is not deleted, so that its number is never given again",
      hints: invoice.invoiceStatus == .void
        ? ["it is void, and is left out of lists of what is open"] : [.command(void)])
  }
}
