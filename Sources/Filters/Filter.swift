package import Diagnostics
package import Records

/// A filter that a user gave, bound to a repository, a user and a moment.
package struct Filter: Sendable {
  package let kind: Kind
  /// The keys that the filter, or a view in it, names; else the usual ones of the kind.
  package let sort: [SortKey]
  package let limit: Int?
  /// True when neither the filter nor a view in it says `sort:`.
  package let usesDefaultSort: Bool
  private let matcher: Matcher
  private let context: EvaluationContext

  /// Reads arguments, which count as one text joined by blanks; none at all match every record.
  ///
  /// Throws `usage` for broken grammar and `invalid_value` for unknown fields, values and views, with an excerpt.
  package static func parse(
    _ arguments: [String], kind: Kind, context: FilterContext
  ) throws(Diagnostic) -> Filter {
    let snapshot = context.snapshot
    let vocabulary = FilterVocabulary(
      schema: snapshot.schema, owners: snapshot.config.owners, stages: context.stages,
      country: snapshot.config.country, user: context.evaluation.user)
    var compiler = FilterCompiler(
      kind: kind, vocabulary: vocabulary, viewNames: context.viewNames, view: context.view)
    let compiled = try compiler.compile(FilterSource(words: arguments))
    return Filter(compiled, kind: kind, context: context.evaluation)
  }

  private init(_ compiled: CompiledFilter, kind: Kind, context: EvaluationContext) {
    self.kind = kind
    usesDefaultSort = compiled.sort.isEmpty
    sort = compiled.sort.isEmpty ? SortKey.usual(for: kind, schema: context.snapshot.schema) : compiled.sort
    limit = compiled.limit
    matcher = Matcher(compiled.expression, context)
    self.context = context
  }

  /// True when the record is of the filter's kind and every condition holds; `limit` plays no part.
  package func matches(_ record: Record) -> Bool { record.kind == kind && matcher.matches(record, context) }

  /// The records of the snapshot that match, sorted, at most `limit` of them.
  package func select() -> [Record] {
    guard let candidates = matcher.candidates(kind, context) else {
      return select(from: context.snapshot.records(kind))
    }
    return select(
      from: candidates.compactMap { context.snapshot.record($0, expecting: KindSet(kind)) })
  }

  /// The same among some records.
  package func select(from records: [Record]) -> [Record] {
    RecordOrder(keys: sort, context: context).sorted(records.filter(matches), limit: limit)
  }
}
