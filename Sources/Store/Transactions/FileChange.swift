package import Diagnostics

/// One file of a transaction: a path relative to the root, and the bytes that it was based on and is to have.
package struct FileChange: Sendable, Hashable {
  package enum Action: Sendable, Hashable {
    case create([UInt8])
    case replace(before: [UInt8], after: [UInt8])
    case delete(before: [UInt8])
  }

  package var path: String
  package var action: Action
  /// The mode of a new file; nil for what the repository asks for. A replaced file keeps its own.
  package var mode: UInt16?
  /// That of a new file's content, where somebody had time to work it out.
  var digest: ContentHash?

  package init(path: String, action: Action, mode: UInt16? = nil) {
    self.path = path
    self.action = action
    self.mode = mode
  }

  /// What the file is to have; nil where it is to go.
  package var content: [UInt8]? {
    switch action {
    case .create(let content), .replace(_, let content): content
    case .delete: nil
    }
  }

  /// A new file with the digest of its content.
  init(creating path: String, _ content: [UInt8]) {
    self.init(path: path, action: .create(content))
    digest = SHA256.digest(content)
  }
}

/// Merges two descendants of the same base field by field; nil when they contradict each other.
package typealias Merge =
  @Sendable (_ path: String, _ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8]) -> [UInt8]?

/// A hand edit that stays in place of what the command would have written.
package struct Conflict: Sendable, Hashable {
  package enum Cause: String, Sendable {
    case edited = "was edited by hand at the same moment"
    case deleted = "was deleted by hand at the same moment"
    case created = "was created by hand at the same moment"
  }

  package var path: String
  package var cause: Cause
  /// The absolute path of the content that did not find its place; nil when there was none, as for a
  /// deletion.
  package var copy: String?

  package var diagnostic: Diagnostic {
    var hints: [Hint] = []
    if let copy { hints.append("crm's own version is kept in \(copy): compare the two and delete it") }
    return Diagnostic(
      .conflict, "\(path) \(cause.rawValue); what you did by hand was kept", at: SourceLocation(file: path),
      hints: hints)
  }
}

/// What a finished transaction did.
package struct CommitReport: Sendable {
  /// The transaction's name; empty when nothing had to be changed.
  package var transaction = ""
  /// The paths that now have the content that was asked for or, after a conflict, the content that was kept.
  package var appliedPaths: [String] = []
  /// The paths whose hand edit was merged with the change.
  package var mergedPaths: [String] = []
  package var conflicts: [Conflict] = []
  package var warnings: [Diagnostic] = []
  /// The earlier transaction that had to be finished first.
  package var recovered: RecoveryReport?
  /// Whether `Git.commitPending` has something to do.
  package var awaitsGit = false

  package init() {}
}

/// What a recovery did.
package struct RecoveryReport: Sendable {
  /// The finished transaction's name; empty when its journal was set aside.
  package var transaction = ""
  package var message = ""
  package var paths: [String] = []
  package var mergedPaths: [String] = []
  package var conflicts: [Conflict] = []
  package var warnings: [Diagnostic] = []
  /// Whether `Git.commitPending` has something to do.
  package var awaitsGit = false

  package init() {}
}
