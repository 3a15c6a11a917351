import Diagnostics
import Facts
package import Matching
package import Records

/// The likely pairs among contacts or companies, without those that somebody has said to be two.
package struct ListDuplicates: Operation {
  package static let answer = AnswerForm.items(DuplicateItem.schema)
  package let kind: Kind
  /// Only the pairs of these; of two, how likely they are one.
  package let references: [String]
  /// From 1 to 100.
  package let minimum: Int
  /// At most so many; all where nothing is said.
  package let limit: Int?

  /// A pair of this score is worth a person's look.
  package static let usualMinimum = 50

  package init(_ kind: Kind, of references: [String] = [], minimum: Int = usualMinimum, limit: Int? = nil) {
    self.kind = kind
    self.references = references
    self.minimum = minimum
    self.limit = limit
  }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open()
    let found = try items(in: workspace)
    let shown = limit.map { Array(found.prefix($0)) } ?? found
    if limit == nil, found.count > ListDuplicates.peopleSee {
      context.remark("the \(ListDuplicates.peopleSee) likeliest of \(found.count) pairs; more with --limit")
    }
    return .items(
      ItemAnswer(
        shown, as: DuplicateItem.schema, peopleSee: limit ?? ListDuplicates.peopleSee,
        whenEmpty: "no likely duplicates"))
  }

  /// How many pairs a person sees who says nothing.
  private static let peopleSee = 50

  /// The pairs, the likeliest first.
  package func items(in workspace: Workspace) throws -> [DuplicateItem] {
    let wanted = try references.map { reference throws(Diagnostic) in
      try workspace.record(called: reference, kind).id
    }
    let finder = DuplicateFinder(workspace.snapshot, kind)
    if wanted.count == 2, let likeness = finder.likeness(wanted[0], wanted[1]) {
      let records = wanted.compactMap { workspace.snapshot.record($0) }
      return [DuplicateItem.ordered(records[0], records[1], likeness, workspace.snapshot)]
    }
    let apart = KnownApart(workspace)
    return finder.pairs(atLeast: minimum, of: wanted.isEmpty ? nil : Set(wanted))
      .filter { !apart.contains($0.one.id, $0.other.id) }
      .map { DuplicateItem.ordered($0.one, $0.other, $0.likeness, workspace.snapshot) }
  }
}

extension DuplicateItem {
  /// First the record that is mentioned more often, then the one with more fields, then the older one.
  static func ordered(
    _ one: Record, _ other: Record, _ likeness: Likeness, _ snapshot: Snapshot
  ) -> DuplicateItem {
    func weight(_ record: Record) -> (Int, Int) {
      (snapshot.mentions(of: record).count, record.table.fields.count { record[$0] != nil })
    }
    let (mine, theirs) = (weight(one), weight(other))
    let isFirst = mine == theirs ? one.id < other.id : mine > theirs
    return DuplicateItem(a: isFirst ? one : other, b: isFirst ? other : one, likeness: likeness)
  }
}
