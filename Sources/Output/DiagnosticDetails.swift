package import Diagnostics
import JSON

/// What programs get to know of an error beside its words.
extension DiagnosticRenderer {
  /// Members that stand only where there is something to say.
  static let details: [Member<Diagnostic>] = [
    records("candidates", "The records that the name may mean, or that are called nearly so; ten at most.") {
      $0.candidates
    },
    words("nearest", "Identifiers or words that are nearly the one that was not found.") { $0.nearest },
    records("matches", "The records that are likely the one that was to be made.") { $0.matches },
    Member("rev", .text, "The revision of the record's file as it is, where another one was asked for.") {
      .optional($0.detail?.revision)
    }.leftOutWhenEmpty,
    words("fields", "The fields that differ from the revision asked for, or that later changes wrote to.") {
      $0.fields
    },
    list("changes", "The later changes of the same fields, the newest first.", change) { $0.changes },
  ]

  private static func words(
    _ key: String, _ doc: String, _ value: @escaping @Sendable (DiagnosticDetail) -> [String]
  ) -> Member<Diagnostic> {
    Member(key, .list(.text), doc) {
      let words = $0.detail.map(value) ?? []
      return words.isEmpty ? .null : .array(words.map { .string($0) })
    }.leftOutWhenEmpty
  }

  private static func records(
    _ key: String, _ doc: String,
    _ value: @escaping @Sendable (DiagnosticDetail) -> [DiagnosticDetail.Candidate]
  ) -> Member<Diagnostic> {
    list(key, doc, candidate, value)
  }

  private static func list<Element>(
    _ key: String, _ doc: String, _ schema: ObjectSchema<Element>,
    _ value: @escaping @Sendable (DiagnosticDetail) -> [Element]
  ) -> Member<Diagnostic> {
    Member(key, .list(.object(schema.schema)), doc) {
      let elements = $0.detail.map(value) ?? []
      return elements.isEmpty ? .null : .array(elements.map(schema.json))
    }.leftOutWhenEmpty
  }

  /// A record as an error names it.
  package static let candidate = ObjectSchema<DiagnosticDetail.Candidate>(
    "candidate", "A record that an error speaks of.",
    [
      .text("kind", "Its kind.") { $0.kind },
      .text("id", "Its id.") { $0.id },
      .text("name", "Its name.") { $0.name },
      .optionalText("about", "What tells it from others, or why it is named.") { $0.about },
    ])

  /// A later change as an error names it.
  package static let change = ObjectSchema<DiagnosticDetail.LaterChange>(
    "later change", "A change that came after, in the same fields.",
    [
      .optionalText("change", "Its name, or that of a commit made by hand; null for what is in no commit.") {
        $0.id
      },
      .text("message", "What it was.") { $0.subject },
      .optionalText("at", "When it was made, as RFC 3339.") { $0.instant },
      .texts("fields", "The fields that it changed too; empty where that cannot be said.") { $0.fields },
    ])
}
