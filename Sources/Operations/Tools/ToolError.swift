import Diagnostics
import JSON
import Output

/// Why a call was refused, with what a caller needs to do better.
struct ToolError: Sendable {
  var code: DiagnosticCode
  /// Complete by itself: what is wrong, what would do, and that nothing was written.
  var message: String
  /// Arguments to add.
  var missing: [String] = []
  /// The day that it is in the repository's zone, where a date is asked for.
  var today: String?
  var earliestDue: String?
  /// The call as it was, with what is missing.
  var retry: ToolCall?
  var otherWays: [ToolCall] = []
  /// Words that are near to one that is not known.
  var nearest: [String] = []
  /// The records that an ambiguous name may mean, or that are the same as one to be added.
  var candidates: [ToolCandidate] = []
  var matches: [ToolCandidate] = []
  /// The revision that the record has by now, and the fields that changed.
  var rev: String?
  var fields: [String] = []
  /// Whether the same call may pass later.
  var isRetryable = false
  /// Where the fault is, for one in a file.
  var location: SourceLocation?

  static let messageLimit = 600

  static let schema = ObjectSchema<ToolError>(
    "error", "Why a call was refused.",
    [
      Member("code", .choice(DiagnosticCode.allCases.map(\.rawValue)), "What kind of refusal it is.") {
        .string($0.code.rawValue)
      },
      .text("message", "What is wrong and what would do.") { $0.message },
      list("missing", "Arguments to add.") { $0.missing },
      Member("today", .date, "The day that it is for the repository.") { .optional($0.today) }
        .leftOutWhenEmpty,
      Member("earliest_due", .date, "The first day that next_due can be.") { .optional($0.earliestDue) }
        .leftOutWhenEmpty,
      Member("retry", .object(ToolCall.schema.schema), "The same call with what is missing.") {
        $0.retry.map(ToolCall.schema.json) ?? .null
      }.leftOutWhenEmpty,
      calls("other_ways", "Other calls that would do.") { $0.otherWays },
      list("nearest", "Words that may have been meant.") { $0.nearest },
      candidates("candidates", "The records that the name may mean.") { $0.candidates },
      candidates("matches", "The records that are likely the same.") { $0.matches },
      Member("rev", .text, "The revision that the record has by now.") { .optional($0.rev) }
        .leftOutWhenEmpty,
      list("fields", "The fields that changed since.") { $0.fields },
      Member("retryable", .boolean, "True where the same call may pass later.") {
        $0.isRetryable ? true : .null
      }.leftOutWhenEmpty,
      Member("file", .text, "The file with the fault.") { .optional($0.location?.file) }.leftOutWhenEmpty,
      Member("line", .integer, "Its line.") { $0.location.map { .integer($0.line) } ?? .null }
        .leftOutWhenEmpty,
    ])

  private static func list(
    _ key: String, _ doc: String, _ value: @escaping @Sendable (ToolError) -> [String]
  ) -> Member<ToolError> {
    Member(key, .list(.text), doc) { error in
      value(error).isEmpty ? .null : .array(value(error).map { .string($0) })
    }.leftOutWhenEmpty
  }

  private static func calls(
    _ key: String, _ doc: String, _ value: @escaping @Sendable (ToolError) -> [ToolCall]
  ) -> Member<ToolError> {
    Member(key, .list(.object(ToolCall.schema.schema)), doc) { error in
      value(error).isEmpty ? .null : .array(value(error).map(ToolCall.schema.json))
    }.leftOutWhenEmpty
  }

  private static func candidates(
    _ key: String, _ doc: String, _ value: @escaping @Sendable (ToolError) -> [ToolCandidate]
  ) -> Member<ToolError> {
    Member(key, .list(.object(ToolCandidate.schema.schema)), doc) { error in
      value(error).isEmpty ? .null : .array(value(error).map(ToolCandidate.schema.json))
    }.leftOutWhenEmpty
  }
}

/// A record among several.
struct ToolCandidate: Sendable {
  let id: String
  let kind: String
  let name: String
  /// What tells it from the others.
  let about: String?

  static let schema = ObjectSchema<ToolCandidate>(
    "candidate", "A record among several.",
    [
      .text("id", "Its id.") { $0.id },
      .text("kind", "Its kind.") { $0.kind },
      .text("name", "Its name.") { $0.name },
      Member("about", .text, "What tells it from the others.") { .optional($0.about) }.leftOutWhenEmpty,
    ])
}
