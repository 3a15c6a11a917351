/// A place in a text file: the path as the user knows it, a 1-based line, a 1-based column in characters.
package struct SourceLocation: Sendable, Hashable {
  package var file: String
  package var line: Int
  package var column: Int

  package init(file: String, line: Int = 1, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// The line of text that an error is about; `column` (1-based) and `length` are in characters.
package struct Excerpt: Sendable, Hashable {
  package var line: String
  package var column: Int
  package var length: Int

  package init(line: String, column: Int, length: Int) {
    self.line = line
    self.column = column
    self.length = length
  }
}

/// The error codes of the JSON contract. The raw values must not change, because scripts match on them.
package enum DiagnosticCode: String, Sendable, CaseIterable {
  case usage
  case notFound = "not_found"
  case ambiguous
  case invalidValue = "invalid_value"
  case nextStepRequired = "next_step_required"
  case requirementUnmet = "requirement_unmet"
  case transitionNotAllowed = "transition_not_allowed"
  case alreadyClosed = "already_closed"
  case stillReferenced = "still_referenced"
  case conflict
  case invalidData = "invalid_data"
  case locked
  /// What is to be made is there already.
  case duplicate
  /// More than is taken at once.
  case tooLarge = "too_large"
  /// Whoever asks may read and not write.
  case readOnly = "read_only"
  /// The role of whoever asks does not allow it.
  case notAllowed = "not_allowed"
  /// Later changes wrote to the same fields.
  case undoBlocked = "undo_blocked"
  /// There is no repository to work on.
  case noFolder = "no_folder"
  /// Sound by itself, but not done because something else of the same whole is refused.
  case notApplied = "not_applied"
  case io
  case `internal`
  /// A remark that changes nothing of the outcome.
  case warning

  /// The exit status that a command ends with when this is its worst error.
  package var exitStatus: Int32 {
    switch self {
    case .notFound, .ambiguous, .conflict, .noFolder, .notApplied, .io: 1
    case .usage, .invalidValue, .tooLarge: 2
    case .nextStepRequired, .requirementUnmet, .transitionNotAllowed, .alreadyClosed, .stillReferenced,
      .duplicate, .readOnly, .notAllowed, .undoBlocked:
      3
    case .invalidData: 4
    case .locked: 5
    case .internal: 70
    case .warning: 0
    }
  }
}

/// What an error is about, for code that has to know it.
package enum DiagnosticCause: Sendable, Hashable {
  /// A field of the record has no value, or not the one that a rule demands.
  case field(String)
  /// Two files have this identifier.
  case sharedIdentifier(String)
}

/// The one shape of everything that goes wrong or deserves a warning.
package struct Diagnostic: Error, Sendable, Hashable {
  package var code: DiagnosticCode
  package var message: String
  package var location: SourceLocation?
  package var excerpt: Excerpt?
  /// Ways out, the best first.
  package var hints: [Hint]
  /// Further findings of the same refusal, such as every other unmet requirement.
  package var related: [Diagnostic]
  /// Nil where no code asks.
  package var cause: DiagnosticCause?
  /// What a program needs to know to go on; nil where the words say it all.
  package var detail: DiagnosticDetail?

  package init(
    _ code: DiagnosticCode, _ message: String, at location: SourceLocation? = nil, excerpt: Excerpt? = nil,
    hints: [Hint] = [], related: [Diagnostic] = [], cause: DiagnosticCause? = nil,
    detail: DiagnosticDetail? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.excerpt = excerpt
    self.hints = hints
    self.related = related
    self.cause = cause
    self.detail = detail
  }

  /// Several findings as one: the first, with the others as related; nil where there is none.
  package init?(all findings: [Diagnostic]) {
    guard var first = findings.first else { return nil }
    first.related = Array(findings.dropFirst())
    self = first
  }
}

extension Diagnostic {
  /// For input of more bytes than are taken.
  package static func inputTooLarge(_ limit: Int) -> Diagnostic {
    Diagnostic(.tooLarge, "standard input has more than \(limit) bytes", hints: ["nothing was written"])
  }
}
