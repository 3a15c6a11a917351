package import Dates
package import Records
package import YAML

/// One file as the three sides of a merge have it.
package struct MergedVersions: Sendable {
  /// The path from the repository's root; where the file lies in the result.
  package var path: String
  /// Nil where both sides made the file.
  package var base: [UInt8]?
  package var ours: [UInt8]
  package var theirs: [UInt8]

  package init(path: String, base: [UInt8]?, ours: [UInt8], theirs: [UInt8]) {
    self.path = path
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }
}

/// What both sides changed to different values, and what has to be decided by a person.
package struct FieldConflict: Sendable, Hashable {
  /// The key at the top of the record.
  package var field: String
  /// Nil where a side does not have the field.
  package var base: YAMLValue?
  package var ours: YAMLValue?
  package var theirs: YAMLValue?

  package init(field: String, base: YAMLValue?, ours: YAMLValue?, theirs: YAMLValue?) {
    self.field = field
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }
}

/// Merges a file by field, on the parsed record, by splicing what they changed into what we have.
package struct RecordMerge: Sendable {
  /// The words behind the marks of a conflict.
  package struct Labels: Sendable {
    package var ours: String
    package var base: String
    package var theirs: String

    package init(ours: String = "ours", base: String = "base", theirs: String = "theirs") {
      self.ours = ours
      self.base = base
      self.theirs = theirs
    }
  }

  package struct Outcome: Sendable {
    /// Never empty; with marks around the fields in conflict.
    package var bytes: [UInt8]
    package var conflicts: [FieldConflict]
    /// The other record, where the two sides are different records that git took for one.
    package var apart: [UInt8]?
    /// Edits of one side that the state of the other made void, such as a new due day of a task that was done.
    package var superseded: [FieldConflict]
    /// True where the file was merged as text, line by line, since it is no record that can be read.
    package var isText: Bool
  }

  package var schema: Schema
  package var labels: Labels
  /// How many characters a mark of a conflict has.
  package var markerSize: Int
  /// When a task was made, for two next steps of which one must stand; nil where that is not known.
  package var created: @Sendable (RecordID) -> Instant?

  package init(
    schema: Schema = .plain, labels: Labels = Labels(), markerSize: Int = 7,
    created: @escaping @Sendable (RecordID) -> Instant? = { _ in nil }
  ) {
    self.schema = schema
    self.labels = labels
    self.markerSize = markerSize
    self.created = created
  }

  /// The merged file; the same bytes whichever side is ours, but for the labels and sides of conflicts.
  package func merge(_ versions: MergedVersions) -> Outcome {
    let base = versions.base ?? []
    if let lines = LineMerge.merge(base: base, ours: versions.ours, theirs: versions.theirs) {
      return Outcome(bytes: lines, conflicts: [], apart: nil, superseded: [], isText: true)
    }
    let fields = FieldMerge.merge(
      path: versions.path, base: base, ours: versions.ours, theirs: versions.theirs)
    return Outcome(bytes: fields ?? versions.ours, conflicts: [], apart: nil, superseded: [], isText: false)
  }
}
