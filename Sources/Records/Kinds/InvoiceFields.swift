/// How far an invoice got. The raw values are the words of its `status`; that it is overdue is computed.
package enum InvoiceStatus: String, Sendable, CaseIterable {
  case draft, sent, paid, void

  /// True for one on which nothing more is expected: paid, or void.
  package var isClosed: Bool { self == .paid || self == .void }
}

extension InvoiceStatus {
  /// The fields that say what is to be paid: beside its number they stay as the client has them once an invoice is out.
  package static let frozenFields = ["amount", "currency", "items", "discount", "tax", "tax_included"]
}

/// An invoice: what a client is asked to pay, and what was paid of it.
enum InvoiceFields {
  static let payment = [
    EntryField("at", .date, required: true),
    EntryField("amount", .money, required: true),
    EntryField("reference", .text),
    EntryField("line", .text),
  ]

  static let all: [Field] =
    [
      Field(
        "number", .text, "What the client calls it; given once, never used for another invoice.",
        required: true, searchable: true, writer: .command("invoices add, invoices renumber")),
      SharedFields.deal("The deal that it is for."),
      SharedFields.company("The company that pays."),
      SharedFields.contact("The person who gets it."),
      SharedFields.items,
    ] + SharedFields.itemTerms + [
      Field("amount", .money, "What is to be paid, tax included, an exact decimal."),
      Field("currency", .currency, "ISO 4217 code of the amount and of all payments."),
      Field("issued", .date, "The day on it: that of sending, unless given."),
      Field("due", .date, "The last day on which it is paid in time."),
      Field(
        "status", .choice(InvoiceStatus.allCases.map(\.rawValue)),
        "How far it got; overdue is computed: sent, and its due day is over.",
        writer: .command("invoices send, invoices pay, invoices void"),
        implied: .text(InvoiceStatus.draft.rawValue)),
      Field(
        "payments", .entries(payment),
        "What came in: day, amount (negative: given back), the payer's reference, the fingerprint of the bank's line.",
        writer: .command("invoices pay"), singular: "payment"),
      Field(
        "void_reason", .text, "Why it is void.", title: "Void because", searchable: true,
        writer: .command("invoices void")),
      SharedFields.owner, SharedFields.tags, SharedFields.created, SharedFields.notes,
    ]
}

extension Record {
  /// How far an invoice got; nil for other kinds.
  package var invoiceStatus: InvoiceStatus? {
    kind == .invoice ? word("status").flatMap(InvoiceStatus.init) : nil
  }
}
