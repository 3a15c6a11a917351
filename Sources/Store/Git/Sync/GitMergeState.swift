package import Diagnostics
package import Merging
import Text

/// A merge that git is in the middle of.
extension Git {
  /// What is staged otherwise than the last commit has it, without what is in conflict.
  package func stagedFiles() throws(Diagnostic) -> [TreeChange] {
    let raw = try require([
      "diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--diff-filter=u", "HEAD", "--",
    ])
    return try Self.deltas(raw.output).map { delta in
      TreeChange(
        path: delta.path, old: delta.old.map { TreeEntry(mode: $0.mode, object: $0.name) },
        new: delta.new.map { TreeEntry(mode: delta.newMode, object: $0) })
    }
  }

  /// Tells git that files in conflict are as the work tree has them now.
  package func stage(_ paths: [String]) throws(Diagnostic) {
    try retryingIndexLock { () throws(Diagnostic) in
      try require(["update-index", "-z", "--add", "--remove", "--stdin"], input: Self.nulJoined(paths))
    }
  }

  /// A file of the work tree outside of the repository; nil where there is none.
  package func present(outside path: String) throws(Diagnostic) -> [UInt8]? {
    do throws(IOError) {
      let file = Path.join(repository.workTree ?? repository.root, path)
      guard let status = try System.status(file), status.isFile else { return nil }
      return try System.read(file, limit: Repository.fileLimit)
    } catch {
      throw error.diagnostic
    }
  }

  /// Settles a file outside of the repository by one of its sides, or as gone.
  package func settle(outside path: String, _ content: [UInt8]?) throws(Diagnostic) {
    guard let content else {
      _ = try require(["rm", "-q", "--force", "--", path])
      return
    }
    let names = try store([content])
    let modes = try unmergedFiles().first { $0.path == path }
    let mode = (modes?.ours ?? modes?.theirs)?.mode ?? "100644"
    try retryingIndexLock { () throws(Diagnostic) in
      try require(
        ["update-index", "-z", "--index-info"],
        input: Self.indexLines([(path, TreeEntry(mode: mode, object: names[0]))]))
    }
    _ = try require(["checkout-index", "-q", "-f", "--", path])
  }

  /// The message that git keeps for the merge's commit, without comments; nil where there is none.
  package func mergeMessage() -> String? {
    guard let folder = repository.gitDirectory,
      let bytes = (try? System.read(Path.join(folder, "MERGE_MSG"), limit: 1 << 16)) ?? nil
    else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let text = lines.filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    let trimmed = text.drop { $0.isWhitespace }
    return trimmed.isEmpty ? nil : String(trimmed)
  }

  // MARK: Giving up

  static let syncMergeFile = "sync-merge"

  /// Gives the merge up; where a sync committed hand edits before it, that commit is taken back and the edits stay in
  /// the files. Returns the commit that the branch is at.
  package func abandonMerge() throws(Diagnostic) -> String {
    let other = otherHead()
    let note = try syncMerge()
    // git compares times before contents, and takes files that were only touched for edited ones.
    _ = try run(["update-index", "-q", "--refresh"])
    _ = try require(["merge", "--abort"])
    guard let note, note.theirs == other, note.from != note.ours, try currentCommit() == note.ours,
      let branch = headBranch()
    else { return try currentCommit() ?? "" }
    let edits = try changes(from: note.ours, to: note.from)
    _ = try require(["update-ref", "-m", "sync: given up", branch, note.from, note.ours])
    try retryingIndexLock { () throws(Diagnostic) in
      try require(
        ["update-index", "-z", "--index-info"], input: Self.indexLines(edits.map { ($0.path, $0.new) }))
    }
    return note.from
  }

  private func syncMerge() throws(Diagnostic) -> (from: String, ours: String, theirs: String)? {
    do throws(IOError) {
      guard let file = try repository.existingState()?.read(Self.syncMergeFile, limit: 1024) else {
        return nil
      }
      let words = String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(
        String.init)
      guard words.count == 3, words.allSatisfy(Self.isName) else { return nil }
      return (words[0], words[1], words[2])
    } catch {
      throw error.diagnostic
    }
  }
}
