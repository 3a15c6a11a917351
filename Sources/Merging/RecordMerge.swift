package import Dates
package import Records
import Text
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
    /// With marks around the fields in conflict; empty only where both sides are.
    package var bytes: [UInt8]
    package var conflicts: [FieldConflict]
    /// The other record, where the two sides are different records that git took for one.
    package var apart: [UInt8]?
    /// Edits of one side that the state of the other made void, such as a new due day of a task that was done.
    package var superseded: [FieldConflict]
    /// True where the file was merged as text, line by line, since it is no record that can be read.
    package var isText: Bool
    /// Places with marks in a file that was merged as text.
    package var textConflicts = 0

    /// Whether there are marks in the file.
    package var isConflicted: Bool { !conflicts.isEmpty || textConflicts > 0 }

    package init(
      bytes: [UInt8], conflicts: [FieldConflict] = [], apart: [UInt8]? = nil,
      superseded: [FieldConflict] = [], isText: Bool = false, textConflicts: Int = 0
    ) {
      self.bytes = bytes
      self.conflicts = conflicts
      self.apart = apart
      self.superseded = superseded
      self.isText = isText
      self.textConflicts = textConflicts
    }
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
    let (ours, theirs) = (versions.ours, versions.theirs)
    if ours == theirs { return Outcome(bytes: ours) }
    // A side that was emptied has lost the record, and never takes the other's along.
    if !Document.hasContent(ours) { return Outcome(bytes: theirs) }
    if !Document.hasContent(theirs) { return Outcome(bytes: ours) }
    if let apart = apart(versions) { return apart }
    if ours == versions.base { return Outcome(bytes: theirs) }
    if theirs == versions.base { return Outcome(bytes: ours) }
    if let kind = Kind(ofPath: versions.path), let sides = RecordSides(versions, table: schema[kind]) {
      if let outcome = sides.outcome(labels: labels, markerSize: markerSize, created: created) {
        return outcome
      }
    }
    return asText(versions)
  }

  /// Both records, where the sides are not the same one; the record that the path is named for stays there.
  private func apart(_ versions: MergedVersions) -> Outcome? {
    guard Kind(ofPath: versions.path) != nil, let ours = Self.id(of: versions.ours, versions.path),
      let theirs = Self.id(of: versions.theirs, versions.path), ours != theirs
    else { return nil }
    let named = Reference.identifier(endingStem: Path.stem(of: versions.path))
    let oursStays = named == ours || (named != theirs && ours < theirs)
    return oursStays
      ? Outcome(bytes: versions.ours, apart: versions.theirs)
      : Outcome(bytes: versions.theirs, apart: versions.ours)
  }

  /// The identifier that a file says it has.
  package static func id(of bytes: [UInt8], _ path: String) -> RecordID? {
    guard let document = try? Document(parsing: bytes, file: path) else { return nil }
    return document["id"]?.text.flatMap { RecordID($0) }
  }

  private func asText(_ versions: MergedVersions) -> Outcome {
    let (oursForm, ours) = TextForm.split(versions.ours)
    let (theirsForm, theirs) = TextForm.split(versions.theirs)
    let base = versions.base.map(TextForm.split)
    let (text, count) = LineMerge.marked(
      base: base?.text ?? [], ours: ours, theirs: theirs, labels: labels, size: markerSize)
    let form = TextForm.merged(base: base?.form, ours: oursForm, theirs: theirsForm)
    return Outcome(bytes: form.applied(to: text), isText: true, textConflicts: count)
  }
}
