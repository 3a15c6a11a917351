import Facts
import Records

extension MergeRepair {
  /// Invoices: the status that the payments of both sides come to, and a number of its own for each draft.
  func mendInvoices(_ draft: inout RepairDraft) {
    for id in draft.touched.sorted() {
      guard let invoice = draft.own(id), invoice.kind == .invoice else { continue }
      mendStatus(of: invoice, &draft)
    }
    mendNumbers(&draft)
  }

  private func mendStatus(of invoice: Record, _ draft: inout RepairDraft) {
    guard let status = invoice.invoiceStatus, let open = InvoiceFacts(invoice).openAmount else { return }
    let due: InvoiceStatus
    switch status {
    case .sent where open == .zero: due = .paid
    case .paid where open > .zero: due = .sent
    default: return
    }
    draft.set(invoice.id, "status", .text(due.rawValue))
    let paid = Currency.text(InvoiceFacts(invoice).paid, invoice.text("currency"))
    draft.note(
      RepairNote(
        .mended, invoice, field: "status",
        "\(invoice.title) is \(due.rawValue): \(paid) was paid by what both sides booked"))
  }

  /// Two clones gave one number while apart: what is out keeps it, of drafts the one that was made first.
  private func mendNumbers(_ draft: inout RepairDraft) {
    let touched = draft.touched.sorted().compactMap { draft.own($0) }.filter { $0.kind == .invoice }
    // What cannot be read may have the number that would be given; `check` finds the two once it can.
    guard !touched.isEmpty, draft.snapshot.unreadable.invoice == nil else { return }
    let numbers = InvoiceNumbers(draft.snapshot)
    var done: Set<String> = []
    for invoice in touched.sorted(by: InvoiceNumbers.isEarlier) {
      guard done.insert(InvoiceNumbers.key(invoice.name)).inserted else { continue }
      let holders = numbers.keepers(of: invoice.name)
      guard holders.count > 1, let keeper = holders.first else { continue }
      for other in holders.dropFirst() where other.invoiceStatus == .draft {
        let number = InvoiceNumbers(draft.snapshot).following(other.name)
        draft.set(other.id, "number", .text(number))
        draft.note(
          RepairNote(
            .mended, other, field: "number",
            "two invoices had the number \(other.name): \(keeper.id) keeps it, and the draft \(other.id) is \(number)"
          ))
      }
    }
  }
}
