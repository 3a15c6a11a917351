package import Diagnostics
package import Records

/// What a repair after a merge did, or found and left to a person.
package struct RepairNote: Sendable {
  /// What it is about; the raw values stand in JSON.
  package enum Matter: String, Sendable, CaseIterable {
    /// A record that one side deleted is back, since the other side edited or mentions it.
    case restored
    /// Edits of a record that was merged into another went into that one.
    case flowed
    /// A deal was moved on both sides; one move stands.
    case moved
    /// A deal's next step is another one than the merged file named.
    case nextStep = "next_step"
    /// An open task was a next step too, and stays beside the one that stands.
    case besideStep = "beside_step"
    /// An open task of a closed deal was cancelled.
    case cancelled
    /// A field was brought in line with the others of its record.
    case mended
    /// An edit was overtaken by what the other side did, and stands nowhere else.
    case superseded
    /// Both sides made a record for what seems to be the same.
    case duplicates
    /// A field is no longer declared, and its values stay in the files.
    case undeclared
    /// A rule is broken, and only a person can decide.
    case finding
  }

  package let record: RecordID
  package let kind: Kind
  /// What people call the record.
  package let name: String
  package let path: String
  /// The key that is concerned; nil for the record as a whole.
  package let field: String?
  package let matter: Matter
  /// A whole sentence, without a full stop.
  package let text: String
  package let hints: [Hint]

  init(
    _ matter: Matter, _ record: Record, field: String? = nil, _ text: String, hints: [Hint] = []
  ) {
    self.record = record.id
    self.kind = record.kind
    name = record.name
    path = record.path
    self.field = field
    self.matter = matter
    self.text = text
    self.hints = hints
  }

  /// True for what was written; false for what is only reported.
  package var isDone: Bool {
    switch matter {
    case .restored, .flowed, .nextStep, .besideStep, .cancelled, .mended: true
    case .moved, .superseded, .duplicates, .undeclared, .finding: false
    }
  }
}
