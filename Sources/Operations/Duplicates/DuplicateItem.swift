import JSON
package import Matching
package import Output
package import Records

/// A likely pair as it is shown: `a` is the record that knows more, which a merge would keep.
package struct DuplicateItem: Sendable {
  package let a: Record
  package let b: Record
  package let likeness: Likeness

  package var score: Int { likeness.score }
  package var reasons: [String] { likeness.reasons }

  package static let schema = ObjectSchema<DuplicateItem>(
    "duplicates", "Two records that are likely one.",
    [
      .count("score", "How likely they are one, from 1 to 100.") { $0.score },
      .texts("reasons", "What they have in common; what tells them apart begins with but.") {
        $0.reasons
      },
      link("a", "The record that knows more.") { ($0.a.id, $0.a.ref, $0.a.name) },
      link("b", "The other one.") { ($0.b.id, $0.b.ref, $0.b.name) },
    ], columns: ["score", "a", "b", "reasons"])

  /// A member `{id, ref, name}`, and in tables the id with the name, or the ref where no name is known.
  static func link<Value>(
    _ key: String, _ doc: String,
    _ value: @escaping @Sendable (Value) -> (RecordID, ref: String, name: String?)
  ) -> Member<Value> {
    Member(
      key, .object(RecordLink.schema.schema), doc, column: Column(key),
      cell: { row, _ in
        let (id, ref, name) = value(row)
        return .text(name.map { "\(id) \($0)" } ?? ref)
      },
      json: { row in
        let (id, ref, name) = value(row)
        return RecordLink.schema.json(RecordLink(id: id, ref: ref, name: name))
      })
  }
}
