package import Records
import Text

/// Brings two trees of files together that came from one, in memory: records by identifier, wherever they lie, and all
/// else by path.
///
/// Since no file is ever taken for another one that looks like it, no edit can land in a record that it was not made
/// for. The result is the same whichever side is ours, but for the sides of conflicts.
package struct TreeMerge: Sendable {
  /// The files that at least one side changed, by path, as each tree has them.
  package typealias Files = [String: TreeEntry]

  /// How two versions of one file are merged.
  package var merge: RecordMerge
  /// The path of the records' root in the trees, empty or with a slash at its end.
  package var prefix: String
  /// The contents of objects; all that `Files` name must be there.
  package var contents: [String: [UInt8]]

  package init(merge: RecordMerge, prefix: String, contents: [String: [UInt8]]) {
    self.merge = merge
    self.prefix = prefix
    self.contents = contents
  }

  package func merged(base: Files, ours: Files, theirs: Files) -> MergedTree {
    var work = Work(self, base: base, ours: ours, theirs: theirs)
    work.mergeRecords()
    work.mergeOthers()
    work.place()
    return work.result
  }

  /// The record's identifier where a file of a tree is one; nil for any other.
  func identifier(_ path: String, _ entry: TreeEntry) -> String? {
    guard isRecordPath(path), entry.isFile, let bytes = contents[entry.object] else { return nil }
    return FileIdentifier.text(in: bytes).flatMap { RecordID($0) == nil ? nil : $0 }
  }

  /// Whether a path is one where records lie.
  func isRecordPath(_ path: String) -> Bool {
    guard let own = Path.remainder(of: path, after: prefix), Kind(ofPath: own) != nil else { return false }
    return Path.ends(own, in: ".yaml") || Path.ends(own, in: ".yml")
  }

  /// A path in the tree as the repository has it.
  func own(_ path: String) -> String { Path.remainder(of: path, after: prefix) ?? path }
}

/// What came of a merge of trees.
package struct MergedTree: Sendable {
  /// A file as it is to be: an object that is there, or a content that is to be kept first.
  package enum Content: Sendable, Hashable {
    case object(String)
    case bytes([UInt8])
  }

  package struct File: Sendable, Hashable {
    package var mode: String
    package var content: Content

    package init(mode: String, content: Content) {
      self.mode = mode
      self.content = content
    }

    init(_ entry: TreeEntry) { self.init(mode: entry.mode, content: .object(entry.object)) }
  }

  /// All files that were looked at and are to be there; the others are to be gone.
  package var files: [String: File] = [:]
  package var conflicts: [FileConflict] = []
  package var notes: [TreeNote] = []
  /// Edits that the state of the other side made void, by file; the merged file has what stands.
  package var overtaken: [FileConflict] = []
  /// Paths where one side has a file and the other a folder: nothing can be done with these.
  package var clashes: [String] = []
}

/// A file that a person has to decide on.
package struct FileConflict: Sendable, Hashable {
  /// Where the file lies in the merged tree.
  package var path: String
  /// The record's identifier; nil for a file that is none.
  package var id: String?
  /// Empty where the file cannot be merged by field.
  package var fields: [FieldConflict]
  package var base: TreeEntry?
  package var ours: TreeEntry?
  package var theirs: TreeEntry?

  package init(
    path: String, id: String?, fields: [FieldConflict], base: TreeEntry?, ours: TreeEntry?, theirs: TreeEntry?
  ) {
    self.path = path
    self.id = id
    self.fields = fields
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }
}

/// Something that was decided without a person, and that a person may want to know.
package struct TreeNote: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Deleted on one side and edited on the other: it stays.
    case kept
    /// Deleted on one side and only moved on the other: it is gone.
    case gone
    /// Moved to two places: it lies in one of them.
    case moved
    /// Two records wanted one file name: both stay.
    case renamed
    /// Two files held one record: one of them went.
    case duplicate
  }

  package var kind: Kind
  package var path: String
  package var id: String?
  package var text: String

  package init(_ kind: Kind, path: String, id: String?, text: String) {
    self.kind = kind
    self.path = path
    self.id = id
    self.text = text
  }
}
