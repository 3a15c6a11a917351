package import Dates
package import Records

extension Batch {
  private static let ofPayments = "payments"

  /// The batch of payments that a change books.
  package static func payments(
    _ id: String, from file: String, at: Instant, by user: String, lines: Int, _ change: Change,
    in snapshot: Snapshot
  ) -> Batch {
    Batch(
      id: id, file: file, kind: .invoice, preset: ofPayments, at: at, by: user, rows: lines, change: change,
      snapshot: snapshot, map: { creations, text in creations.map(text) })
  }

  /// Whether it booked payments of a bank.
  package var isOfPayments: Bool { preset == Batch.ofPayments }
}
