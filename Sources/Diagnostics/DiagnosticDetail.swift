/// What programs get to know of an error beside its words.
package struct DiagnosticDetail: Sendable, Hashable {
  /// A record as an error names it.
  package struct Candidate: Sendable, Hashable {
    package var id: String
    /// The kind's singular word.
    package var kind: String
    package var name: String
    /// What tells it from others of its name, or why it is named.
    package var about: String?

    package init(id: String, kind: String, name: String, about: String? = nil) {
      self.id = id
      self.kind = kind
      self.name = name
      self.about = about
    }
  }

  /// A change that came after the one that an error is about, in the same fields.
  package struct LaterChange: Sendable, Hashable {
    /// `c-…`, or the name of a commit made by hand; nil for what is in no commit.
    package var id: String?
    package var subject: String
    /// RFC 3339.
    package var instant: String?
    /// The fields that it changed too; empty where that cannot be said.
    package var fields: [String]

    package init(id: String?, subject: String, instant: String?, fields: [String]) {
      self.id = id
      self.subject = subject
      self.instant = instant
      self.fields = fields
    }
  }

  /// The fields in question: those that differ from the revision asked for, or that later changes wrote to.
  package var fields: [String] = []
  /// The revision of the record's file as it is, where another one was asked for.
  package var revision: String?
  /// Identifiers or words that are nearly the one that was not found.
  package var nearest: [String] = []
  /// The records that a name may mean, or that are called nearly so; no more than ten.
  package var candidates: [Candidate] = []
  /// The records that are likely the one that was to be made.
  package var matches: [Candidate] = []
  /// The later changes that an undo meets, the newest first.
  package var changes: [LaterChange] = []

  package init() {}

  package static func candidates(_ candidates: [Candidate]) -> DiagnosticDetail {
    var detail = DiagnosticDetail()
    detail.candidates = candidates
    return detail
  }

  /// Records with names like the one that was not found.
  package static func nearest(_ records: [Candidate]) -> DiagnosticDetail {
    var detail = candidates(records)
    detail.nearest = records.map(\.id)
    return detail
  }
}
