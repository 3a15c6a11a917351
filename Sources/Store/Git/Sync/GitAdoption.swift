package import Diagnostics
package import Merging
import Text

/// The last step of a merge: git takes over the commits whose files are in place.
extension Git {
  /// Whether a merge waits for that; one look at the state folder.
  package var isAdopting: Bool { repository.isAdopting }

  /// Throws where a file says that another git is at work on what the last step will write, or that one was killed.
  package func refuseLocked(_ upstream: Upstream) throws(Diagnostic) {
    guard let own = repository.gitDirectory, let common = repository.gitCommonDirectory else { return }
    let paths = [
      Path.join(own, "index.lock"), Path.join(own, "HEAD.lock"), Path.join(common, upstream.branch + ".lock"),
      Path.join(common, "packed-refs.lock"),
    ]
    // Other programs hold them for moments.
    for round in 0..<10 {
      guard let path = paths.first(where: { (try? System.status($0)) ?? nil != nil }) else { return }
      if round < 9 {
        System.sleep(milliseconds: 50)
        continue
      }
      throw Diagnostic(
        .io, "another git is at work here, or was killed: \(path) is there",
        hints: ["wait for it to end; if no git is at work: rm '\(path)'", "nothing was changed"])
    }
  }

  /// Waits longer each time that somebody else was faster, and never as long as they do.
  package func waitForTurn(after attempt: Int) {
    let longest = Int64(100) << Int64(min(attempt, 6))
    let share = ((try? System.randomBits()) ?? 0) % UInt64(longest)
    System.sleep(milliseconds: 20 + Int64(share))
  }

  /// Finishes it, from whatever state a killed command left; the caller holds git's lock. Throws where git cannot, and
  /// then the next command tries again.
  func finishAdoption() throws(Diagnostic) -> [Diagnostic] {
    guard let journal = try pendingAdoption(), let adoption = journal.adoption else { return [] }
    let head = try currentCommit()
    let isOnBranch = try branchOfHead() == adoption.branch
    guard isOnBranch, head == adoption.from || head == adoption.to else {
      try forgetAdoption()
      return [
        Diagnostic(
          .conflict,
          "git's branch moved while it was synced; what came is in the files, and in no commit here yet",
          hints: ["bring all together: \(CommandLine("sync"))"])
      ]
    }
    let isDone = head == adoption.to && adoption.from != adoption.to && adoption.merging == nil
    if !isDone {
      try adoptIndex(adoption)
      if adoption.from != adoption.to, head == adoption.from {
        _ = try require(
          [
            "update-ref", "-m", adoption.message.split(separator: "\n").first.map(String.init) ?? "sync",
            adoption.branch, adoption.to, adoption.from,
          ])
      }
    }
    do throws(IOError) {
      try settleMergeState(adoption)
    } catch {
      throw error.diagnostic
    }
    try forgetAdoption()
    return []
  }

  private func pendingAdoption() throws(Diagnostic) -> Journal? {
    do throws(IOError) {
      guard let state = try repository.existingState(),
        let file = try state.read(Adoption.fileName, limit: Journal.sizeLimit)
      else { return nil }
      if let journal = try? Journal(decoding: file.bytes) { return journal }
      try state.rename(Adoption.fileName, to: state, "rejected-" + Adoption.fileName)
      return nil
    } catch {
      throw error.diagnostic
    }
  }

  private func forgetAdoption() throws(Diagnostic) {
    do throws(IOError) {
      try repository.existingState()?.remove(Adoption.fileName)
    } catch {
      throw error.diagnostic
    }
  }

  // MARK: The index

  /// Gives the index the adopted tree. The records' files are in place already, or were edited by hand since; all else
  /// is brought into the work tree by git itself.
  private func adoptIndex(_ adoption: Adoption) throws(Diagnostic) {
    if adoption.merging == nil, GitState(of: repository).operation == .merge {
      return try settleIndex(adoption)
    }
    let changes = try changes(from: adoption.from, to: adoption.tree)
    let own = changes.filter { isWritten($0) }
    let foreign = changes.filter { !isWritten($0) }
    try retryingIndexLock { () throws(Diagnostic) in
      try require(
        ["update-index", "-z", "--index-info"], input: Self.indexLines(own.map { ($0.path, $0.new) }))
    }
    if !foreign.isEmpty {
      // git takes files that were only touched for edited ones.
      _ = try run(["update-index", "-q", "--refresh"])
      do throws(Diagnostic) {
        try checkOut(adoption)
      } catch {
        // A git that was killed has written some of them already.
        var present: [TreeChange] = []
        for change in foreign where try isInPlace(change) { present.append(change) }
        if present.isEmpty { throw error }
        _ = try require(
          ["update-index", "-z", "--index-info"], input: Self.indexLines(present.map { ($0.path, $0.new) }))
        _ = try run(["update-index", "-q", "--refresh"])
        try checkOut(adoption)
      }
    }
    // Best effort: it only spares the next git status some reading.
    _ = try run(["update-index", "-q", "--refresh"])
    if !adoption.stages.isEmpty {
      try retryingIndexLock { () throws(Diagnostic) in
        try require(["update-index", "-z", "--index-info"], input: adoption.stages)
      }
    }
  }

  /// Ends a merge that git was in the middle of: the index, which has what was in conflict and what was merged, becomes
  /// the tree, which was made of it and of the work tree.
  private func settleIndex(_ adoption: Adoption) throws(Diagnostic) {
    let unmerged = try unmergedFiles().map(\.path)
    let files = try committed(unmerged, in: adoption.tree)
    var lines = unmerged.map { path in
      (path: path, entry: files[path].map { TreeEntry(mode: $0.mode, object: $0.name) })
    }
    let raw = try require([
      "diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--diff-filter=u",
      adoption.tree, "--",
    ])
    for delta in try Self.deltas(raw.output) {
      lines.append((delta.path, delta.old.map { TreeEntry(mode: $0.mode, object: $0.name) }))
    }
    try retryingIndexLock { () throws(Diagnostic) in
      try require(["update-index", "-z", "--index-info"], input: Self.indexLines(lines))
    }
    _ = try run(["update-index", "-q", "--refresh"])
  }

  private func checkOut(_ adoption: Adoption) throws(Diagnostic) {
    try retryingIndexLock { () throws(Diagnostic) in
      try require(["read-tree", "-m", "-u", adoption.from, adoption.tree])
    }
  }

  /// Whether the transaction, and not git, writes a file.
  package func isWritten(_ change: TreeChange) -> Bool {
    guard let own = ownPath(change.path), RelativePath.fault(in: own) == nil else { return false }
    return (change.old?.isPlain ?? true) && (change.new?.isPlain ?? true)
  }

  private func isInPlace(_ change: TreeChange) throws(Diagnostic) -> Bool {
    let path = Path.join(repository.workTree ?? repository.root, change.path)
    guard let status = try? System.status(path) else { return change.new == nil }
    guard let new = change.new, new.isFile, status.isFile else { return false }
    let result = try run(["hash-object", "--", change.path])
    return result.succeeded && result.outputText.hasPrefix(new.object)
  }

  // MARK: The state of a merge

  private static let mergeFiles = ["MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE", "MERGE_RR"]

  /// Leaves git in the middle of the merge, or ends it.
  private func settleMergeState(_ adoption: Adoption) throws(IOError) {
    guard let gitDirectory = repository.gitDirectory else { return }
    let folder = try System.openFolder(gitDirectory)
    func write(_ name: String, _ text: String) throws(IOError) {
      try folder.remove(name + ".crm")
      try folder.create(
        name + ".crm", Array(text.utf8), mode: repository.permissions().file, synced: false)
      try folder.rename(name + ".crm", to: folder, name)
    }
    let state = try repository.state()
    try state.remove(Self.syncMergeFile)
    if let merging = adoption.merging {
      try state.create(
        Self.syncMergeFile, Array("\(adoption.from) \(adoption.to) \(merging)\n".utf8),
        mode: repository.permissions().file, synced: false)
      try write("ORIG_HEAD", adoption.to + "\n")
      try write("MERGE_MSG", adoption.message + "\n")
      try write("MERGE_MODE", "no-ff")
      try write("MERGE_HEAD", merging + "\n")
    } else {
      for name in Self.mergeFiles { try folder.remove(name) }
    }
  }
}

extension Repository {
  /// Whether a merge whose files are in place waits for git to take it over.
  package var isAdopting: Bool {
    isGitWorkTree && (try? System.status(Path.join(stateDirectory, Adoption.fileName))) ?? nil != nil
  }
}
