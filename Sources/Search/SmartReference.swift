package import Diagnostics
package import Records

/// Finds the record that a REF means when no exact way of naming finds one: the last resort of `ReferenceResolver`.
package struct SmartReference: Sendable {
  /// What the record is wanted for.
  package enum Use: Sendable {
    case reading
    /// A typing error may not lead a change to another record than the one that was meant.
    case writing
  }

  private let search: RecordSearch
  private let use: Use

  /// How much better the best match must be than the next one.
  private static let margin = 0.075

  package init(_ search: RecordSearch, for use: Use) {
    self.search = search
    self.use = use
  }

  /// Nil where nothing matches; throws `ambiguous`, or `not_found` with the record that may have been meant.
  package func record(_ text: String, kinds: [Kind]) throws(Diagnostic) -> Record? {
    var hits: [SearchHit] = []
    for scope in [FieldWeights.Scope.naming, use == .reading ? .everything : .fields] where hits.isEmpty {
      hits = search.hits(text, kinds: kinds, limit: 11, scope: scope)
    }
    guard let best = hits.first else { return nil }
    let noun = kinds.count == 1 ? kinds[0].rawValue : "record"
    if use == .writing, best.reason == .typo {
      throw Diagnostic(
        .notFound, "no \(noun) matches \"\(text)\"",
        hints: hits.prefix(3).map { hit in
          "did you mean \(hit.record.kind.rawValue) \(hit.record.id) \"\(hit.record.name)\"?"
        })
    }
    let rivals = hits.filter { $0.score > best.score - SmartReference.margin }
    if rivals.count == 1 { return best.record }
    let many = kinds.count == 1 ? kinds[0].plural : "records"
    throw Diagnostic(
      .ambiguous,
      "\"\(text)\" may mean \(rivals.count > 10 ? "any of many" : "any of \(rivals.count)") \(many)",
      hints: rivals.prefix(10).map { "\($0.record.id)  \($0.record.name)" })
  }
}
