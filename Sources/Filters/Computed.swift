import Facts
package import Records

/// The numbers that no file holds, by their names in filters and among columns.
package enum Computed: String, Sendable, Hashable, CaseIterable {
  /// Whole days since the record was made.
  case age
  /// Whole days since anything happened with the record or its deals, or the deal changed its stage.
  case idle
  /// A deal's amount times its probability.
  case weighted

  /// The numbers that records of a kind have.
  package static func known(for kind: Kind) -> [Computed] { kind == .deal ? allCases : [.age, .idle] }

  /// Nil where the record does not say enough.
  package func value(of record: Record, in context: EvaluationContext) -> Decimal? {
    switch self {
    case .age: record.ageDays(at: context.now).map { Decimal($0) }
    case .idle:
      context.snapshot.idleDays(of: record, stages: context.stages, at: context.now).map { Decimal($0) }
    case .weighted: record.kind == .deal ? context.facts(of: record).weighted : nil
    }
  }
}
