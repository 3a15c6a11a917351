package import Records

/// What became of a line; the raw values must not change, because scripts read them.
package enum PaymentResult: String, Sendable, CaseIterable {
  /// The whole of what was open is paid.
  case booked
  /// Less than what was open, booked: the invoice stays open.
  case part
  /// More than what is open.
  case over
  /// The invoice is paid by an equal payment already.
  case double
  /// Somebody has to decide.
  case doubtful
  /// No payment of an invoice, or one that was booked before.
  case ignored

  package var isBooked: Bool { self == .booked || self == .part }
  /// Whether it waits for a person.
  package var isLeft: Bool { self == .over || self == .double || self == .doubtful }
}

/// One line of a bank and what it does.
package struct PaymentOutcome: Sendable {
  /// An invoice that may be meant.
  package struct Candidate: Sendable {
    package let invoice: Record
    package let reason: String

    package init(_ invoice: Record, _ reason: String) {
      self.invoice = invoice
      self.reason = reason
    }
  }

  /// What of it pays which invoice.
  package struct Booking: Sendable {
    package let invoice: Record
    package let amount: Decimal
  }

  package let line: BankLine
  /// That of the line, or of the account where the file has none.
  package let currency: String
  package let fingerprint: String
  package var result: PaymentResult
  package var bookings: [Booking] = []
  /// The likeliest first; for what is booked, what it pays.
  package var candidates: [Candidate] = []
  /// Why it waits, beside what is said of the candidates; empty where nothing more is to be said.
  package var remark = ""
}
