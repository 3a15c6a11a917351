package import Diagnostics
package import Records

/// A record that a search found.
package struct SearchHit: Sendable {
  package let record: Record
  /// 1 for the best there can be, down to 0.
  package let score: Double
  /// How the word was found that was hardest to find.
  package let reason: MatchReason
  /// The key of the field where that word stands, a reference's when it stands in the name referred to.
  package let field: String

  init(record: Record, score: Double, reason: MatchReason, field: String) {
    self.record = record
    self.score = score
    self.reason = reason
    self.field = field
  }

  /// An invoice that is named by the count in its number, as in `inv 42`: better than any single word.
  package init(counted invoice: Record) {
    self.init(record: invoice, score: 0.9, reason: .exact, field: "number")
  }
}

/// An action or a command that a search offers.
package struct SearchOffer: Sendable {
  package let name: String
  package let command: CommandLine
  package let score: Double
  package let reason: MatchReason
}
