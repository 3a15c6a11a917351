package import Diagnostics

/// What a file held before, as far as it is kept: by the log of changes, then by git.
package struct FormerVersions {
  private let repository: Repository
  private let git: Git?
  /// How many commits are looked through.
  private static let limit = 500

  /// `git` is nil for a repository that is not in git.
  package init(of repository: Repository, git: Git?) {
    self.repository = repository
    self.git = git
  }

  /// The content that a path had at a revision; nil where it is no longer kept.
  package func content(of path: String, at revision: Revision) throws(Diagnostic) -> [UInt8]? {
    if let content = try logged(path, revision) { return content }
    return try git?.content(of: path, at: revision, limit: FormerVersions.limit)
  }

  private func logged(_ path: String, _ revision: Revision) throws(Diagnostic) -> [UInt8]? {
    do throws(IOError) {
      guard let state = try repository.existingState() else { return nil }
      for name in try ChangeLog.names(in: state) {
        for entry in try ChangeLog.journal(name, in: state)?.journal.entries ?? [] where entry.path == path {
          if entry.after.map(Revision.init) == revision, let content = entry.content { return content }
          if entry.before.map(Revision.init) == revision, let base = entry.base { return base }
        }
      }
    } catch {
      throw error.diagnostic
    }
    return nil
  }
}

extension Git {
  /// The content of a path at a revision, of those that the last commits to it left or found.
  fileprivate func content(
    of path: String, at revision: Revision, limit: Int
  ) throws(Diagnostic) -> [UInt8]? {
    try RelativePath.check(path)
    let place = gitPath(path)
    let rows = try rawLog(["--max-count=\(limit)", "HEAD", "--", place])
    var names: [String] = []
    for delta in rows.flatMap(\.deltas) where delta.path == place {
      for name in [delta.new, delta.old?.name].compactMap({ $0 }) where !names.contains(name) {
        names.append(name)
      }
    }
    let blobs = try self.blobs(names.map { ($0, place) })
    return names.lazy.compactMap { blobs[$0] }.first { Revision(of: $0) == revision }
  }
}
