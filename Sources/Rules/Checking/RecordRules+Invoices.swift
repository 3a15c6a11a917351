import Dates
import Diagnostics
import Facts
import Records
import Threads

extension RecordRules {
  func invoiceFindings(_ invoice: Record) -> [Finding] {
    numberFindings(invoice) + soundnessFindings(invoice)
  }

  /// Whether status, payments, amount and items fit together.
  func soundnessFindings(_ invoice: Record) -> [Finding] {
    paymentFindings(invoice) + amountFindings(invoice)
  }

  /// One number leads to one invoice: of several the one that is out, or was made first, keeps it.
  private func numberFindings(_ invoice: Record) -> [Finding] {
    let holders = invoiceNumbers.value.keepers(of: invoice.name)
    guard holders.count > 1, let keeper = holders.first, keeper.id != invoice.id else { return [] }
    func told(_ record: Record) -> String {
      let made = record.created.map { " made \(snapshot.config.zone.describe($0))" } ?? ""
      return "\(record.id) (\(record.word("status") ?? "draft")\(made))"
    }
    let isDraft = invoice.invoiceStatus == .draft
    let way = CommandLine("invoices renumber", "\(invoice.id)")
    return [
      finding(
        invoice, "number", .numberTwice,
        "number \(invoice.name) stands on two invoices: \(told(keeper)) and \(told(invoice))",
        hints: isDraft
          ? []
          : [
            "both are out: whoever sent them decides, \(way)",
            "or \(CommandLine("invoices renumber", "\(keeper.id)"))",
          ],
        fix: isDraft ? .renumber(invoice: invoice.id) : nil)
    ]
  }

  /// What the status says is what the payments come to.
  private func paymentFindings(_ invoice: Record) -> [Finding] {
    let facts = InvoiceFacts(invoice)
    let currency = invoice.text("currency")
    func text(_ amount: Decimal) -> String { Currency.text(amount, currency) }
    let edit = Hint.command(CommandLine("invoices edit", "\(invoice.id)"))
    let paid = facts.paid
    guard let status = invoice.invoiceStatus, let amount = invoice["amount"]?.number else {
      guard invoice.invoiceStatus.map({ $0 != .draft && $0 != .void }) ?? false else { return [] }
      return [
        finding(
          invoice, "amount", .paymentsElsewhere, "invoice \(invoice.name) is out and has no amount",
          hints: [edit])
      ]
    }
    let open = amount - paid
    switch status {
    case .draft where !facts.payments.isEmpty:
      return [
        finding(
          invoice, "payments", .paymentsElsewhere,
          "invoice \(invoice.name) is a draft, and \(text(paid)) was paid on it",
          hints: [.command(CommandLine("invoices send", "\(invoice.id)"))])
      ]
    case .void where paid != .zero:
      return [
        finding(
          invoice, "payments", .paymentsElsewhere,
          "invoice \(invoice.name) is void, and \(text(paid)) was paid on it",
          hints: [edit])
      ]
    case .sent where open == .zero:
      return [
        finding(
          invoice, "status", .paymentsElsewhere,
          "invoice \(invoice.name) is wholly paid, and its status is sent",
          fix: .mark(invoice: invoice.id, .paid))
      ]
    case .paid where open > .zero:
      return [
        finding(
          invoice, "status", .paymentsElsewhere,
          "invoice \(invoice.name) is marked as paid, and \(text(open)) of \(text(amount)) is open",
          fix: .mark(invoice: invoice.id, .sent))
      ]
    case .sent, .paid:
      guard open.isNegative else { return [] }
      let back = CommandLine("invoices pay", "\(invoice.id)", .known("\(-open)")).option("back")
      return [
        finding(
          invoice, "payments", .paymentsElsewhere,
          "\(text(-open)) more was paid on invoice \(invoice.name) than its amount, \(text(amount))",
          hints: ["once it is given back: \(back)", edit])
      ]
    case .draft, .void: return []
    }
  }

  private func amountFindings(_ invoice: Record) -> [Finding] {
    guard let amount = invoice["amount"]?.number, invoice["items"] != nil,
      let total = ItemTotals(invoice, in: snapshot).total, total != amount
    else { return [] }
    let currency = invoice.text("currency")
    let set = CommandLine("invoices set", "\(invoice.id)").field("amount", .known("\(total)"))
    return [
      finding(
        invoice, "amount", .amountElsewhere,
        "the items of invoice \(invoice.name) come to \(Currency.text(total, currency)), and its amount is \(Currency.text(amount, currency))",
        hints: [
          .command(invoice.invoiceStatus == .draft ? set : CommandLine("invoices edit", "\(invoice.id)"))
        ])
    ]
  }

  /// What a change does to an invoice that must stay as the client has it; `before` is the invoice as it was, `earlier`
  /// the numbers as they were.
  func frozenFindings(_ invoice: Record, before: Record, _ earlier: InvoiceNumbers) -> [Finding] {
    guard let status = before.invoiceStatus, status != .draft else { return [] }
    // One that is out without an amount may get one.
    let addable = ["amount", "currency"]
    var keys = InvoiceStatus.frozenFields.filter {
      before[$0] != invoice[$0] && (before[$0] != nil || !addable.contains($0))
    }
    if before.name != invoice.name, earlier.holders(of: before.name).count == 1 { keys.append("number") }
    return keys.map { key in
      finding(
        invoice, key, .frozenInvoice,
        "invoice \(before.name) is \(status.rawValue): its \(key) stays as the client has it",
        hints: ChangePlanner.waysAround(before))
    }
  }

  /// An invoice that is out and becomes a draft again, in which everything may change.
  func withdrawnFindings(_ invoice: Record, before: Record) -> [Finding] {
    guard let status = before.invoiceStatus, [.sent, .paid].contains(status), invoice.invoiceStatus == .draft
    else { return [] }
    return [
      finding(
        invoice, "status", .frozenInvoice,
        "invoice \(before.name) is \(status.rawValue), and no draft any more: the client has it",
        hints: ChangePlanner.waysAround(before))
    ]
  }

  /// An invoice that is out and whose file is gone, so that its number could be given again.
  func goneFindings(_ before: Record) -> [Finding] {
    guard let status = before.invoiceStatus, status != .draft else { return [] }
    let refusal = "invoice \(before.name) is \(status.rawValue) and never deleted: its number stays used"
    return [finding(before, "number", .frozenInvoice, refusal)]
  }

  /// What an editor may not do to an invoice, since commands do it together with all that belongs to it: another status,
  /// and other payments, except where what was there did not fit together.
  func handFindings(_ invoice: Record, before: Record) -> [Finding] {
    let withdrawn = withdrawnFindings(invoice, before: before)
    guard withdrawn.isEmpty, paymentFindings(before).isEmpty else { return withdrawn }
    return ["status", "payments"].filter { (before[$0] ?? nothing($0)) != (invoice[$0] ?? nothing($0)) }
      .map { key in
        finding(
          invoice, key, .frozenInvoice,
          "\(key) of an invoice is not set by hand, because a rule guards it",
          hints: ways(to: key == "status" ? invoice.invoiceStatus : nil, before))
      }
  }

  /// What a field says that is not there.
  private func nothing(_ key: String) -> Value {
    key == "status" ? .text(InvoiceStatus.draft.rawValue) : .list([])
  }

  /// The commands that bring an invoice to a status, or other payments on it where that is nil.
  private func ways(to status: InvoiceStatus?, _ before: Record) -> [Hint] {
    let id = CommandLine.Value.known("\(before.id)")
    let pay = CommandLine("invoices pay", id)
    switch (before.invoiceStatus, status) {
    case (.draft, .sent): return [.command(CommandLine("invoices send", id))]
    case (.draft, nil), (.draft, .paid): return ["send it first: \(CommandLine("invoices send", id))"]
    case (.draft, .void), (.sent, .void):
      return [.command(CommandLine("invoices void", id).option("reason", .open))]
    case (.sent, .paid), (.sent, nil): return [.command(pay)]
    case (.paid, .sent), (.paid, .void), (.paid, nil):
      let undo = CommandLine("undo").option("list")
      let back = CommandLine("invoices pay", id, .open).option("back")
      return ["money that went back: \(back)", "what was booked by mistake: \(undo)"]
    default: return ChangePlanner.waysAround(before)
    }
  }
}
