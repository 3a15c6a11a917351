import Dates
package import Imports
import JSON
package import Output
import Records

/// What became of the lines of a bank's file.
package struct PaymentReport: Sendable {
  /// The name that takes it back; nil where nothing was booked.
  let batch: String?
  let lines: [PaymentOutcome]

  /// Scripts read the keys.
  package static let schema = ObjectSchema<PaymentReport>(
    "payments", "What becomes of the lines of a bank's file.",
    [
      .optionalText("batch", "The name that takes it back; null where nothing was booked.") { $0.batch },
      .objects("lines", "Each line of the file.", PaymentOutcome.schema) { $0.lines },
    ])
}

extension PaymentOutcome {
  package static let schema = ObjectSchema<PaymentOutcome>(
    "payment", "A line of a bank's file.",
    [
      .text("reference", "What the bank calls it, else the payer; empty where nobody calls it anything.") {
        $0.line.reference
      },
      Member("at", .date, "The day of booking.", column: Output.Column("at", kind: .date)) {
        .string($0.line.at.description)
      },
      Member(
        "amount", .decimal, "What came in; below zero what went out.",
        column: Output.Column("amount", kind: .number),
        cell: { row, _ in .number(row.amountText) }
      ) { .string($0.amountText) },
      .text("currency", "ISO 4217 code of the amount.") { $0.currency },
      .text("payer", "From whom it came, or to whom it went.") { $0.line.payer.name },
      .choice("outcome", "What becomes of it.") { $0.result },
      Member(
        "invoice", .optional(.object(RecordLink.schema.schema)),
        "The invoice that it pays, of several the first; null where it pays none.",
        column: Output.Column("invoice"),
        cell: { row, _ in .text(row.bookings.map(\.invoice.name).joined(separator: ", ")) }
      ) { row in row.bookings.first.map { RecordLink.schema.json(RecordLink($0.invoice)) } ?? .null },
      .objects("candidates", "What it pays, or may pay, the likeliest first.", Candidate.schema) {
        $0.candidates
      },
    ])

  /// With all decimals of the currency.
  var amountText: String { Currency.padded(line.amount, currency).description }
}

extension PaymentOutcome.Candidate {
  fileprivate static let schema = ObjectSchema<PaymentOutcome.Candidate>(
    "candidate", "An invoice that a payment may be for.",
    [
      Member("invoice", .object(RecordLink.schema.schema), "The invoice.") {
        RecordLink.schema.json(RecordLink($0.invoice))
      },
      .text("reason", "What speaks for it, and what against it.") { $0.reason },
    ])
}
