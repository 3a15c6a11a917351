package import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Several file changes, all or nothing, by a redo journal.
///
/// The order is: look again under the lock, stage every new content, write the journal (the commit point),
/// rename all into place, make that durable, retire the journal. Many new files are in the journal in place of being
/// staged. A failure before the commit point leaves every byte as it was; after it, this command or the next one
/// finishes.
package enum Transaction {
  /// Commits under the exclusive lock. `message` is for git and for the report of a recovery, and without one, and
  /// without git, the change is not kept for `undo`; `git` says that
  /// the paths are to be committed by `Git.commitPending` afterwards; `bulk` syncs the file system once in
  /// place of each file.
  package static func commit(
    _ changes: [FileChange], message: String, git: Bool, in repository: Repository,
    lock: borrowing RepositoryLock, bulk: Bool = false, merge: @escaping Merge
  ) throws(Diagnostic) -> CommitReport {
    try commit(
      changes, message: message, git: git, in: repository, lock: lock, bulk: bulk, exchanges: true,
      merge: merge)
  }

  /// The same for files that a merge changes: git then gets no new commit, but adopts those that have them.
  package static func commit(
    _ changes: [FileChange], message: String, adopting adoption: Adoption, in repository: Repository,
    lock: borrowing RepositoryLock, merge: @escaping Merge
  ) throws(Diagnostic) -> CommitReport {
    try commit(
      changes, message: message, git: true, in: repository, lock: lock, bulk: changes.count > 256,
      exchanges: true, adoption: adoption, merge: merge)
  }

  static func commit(
    _ changes: [FileChange], message: String, git: Bool, in repository: Repository,
    lock: borrowing RepositoryLock, bulk: Bool, exchanges: Bool, adoption: Adoption? = nil,
    merge: @escaping Merge
  ) throws(Diagnostic) -> CommitReport {
    guard lock.sharing == .exclusive else {
      throw Diagnostic(.internal, "a transaction was begun without the exclusive lock")
    }
    var report = CommitReport()
    report.recovered = try Recovery.finish(in: repository, merge: merge, exchanges: exchanges)
    var preparation = Preparation(repository: repository, merge: merge)
    let entries: [Journal.Entry]
    do throws(IOError) {
      try StaleFiles.clear(in: repository)
      entries = try preparation.entries(for: changes)
    } catch {
      throw error.diagnostic
    }
    if let refusal = preparation.refusal { throw refusal }
    report.mergedPaths = preparation.mergedPaths
    if entries.isEmpty, adoption == nil { return report }

    let missing = preparation.missingFolders
    let finished = try System.withSignalsBlocked { () throws(Diagnostic) -> CommitReport in
      let staged = try Staging.commit(
        entries, message: message, git: git && repository.isGitWorkTree, folders: missing, in: repository,
        bulk: bulk, adoption: adoption)
      var report = report
      do throws(IOError) {
        var application = try JournalReplay(
          journal: staged.journal, repository: repository, state: staged.state, merge: merge,
          exchanges: exchanges)
        try application.run(fresh: true)
        try application.sync(bulk: bulk)
        report.warnings = application.warnings
        report.warnings += try Recovery.retire(staged.journal, in: repository, state: staged.state)
        report.conflicts = application.conflicts
        report.mergedPaths += application.mergedPaths
      } catch {
        throw Diagnostic(
          .io,
          "the change is recorded, but not all of its files are in place yet: \(error.diagnostic.message)",
          hints: ["the next crm command finishes it"] + error.diagnostic.hints)
      }
      report.transaction = staged.journal.id
      report.appliedPaths = entries.map(\.path)
      report.awaitsGit = staged.journal.commitsToGit
      return report
    }
    return finished
  }
}

/// The second look at the targets, under the lock.
private struct Preparation {
  let repository: Repository
  let merge: Merge
  var folders: FolderCache
  var missingFolders: [String] = []
  var mergedPaths: [String] = []
  private var refusals: [Diagnostic] = []
  private var checkedFolders: Set<String> = []
  private var absentFolders: Set<String> = []
  private let device: UInt64?

  init(repository: Repository, merge: @escaping Merge) {
    self.repository = repository
    self.merge = merge
    folders = FolderCache(root: repository.folder)
    device = try? repository.folder.status().device
  }

  /// All that stands against the transaction, as one error.
  var refusal: Diagnostic? { Diagnostic(all: refusals) }

  mutating func entries(for changes: [FileChange]) throws(IOError) -> [Journal.Entry] {
    var entries: [Journal.Entry] = []
    entries.reserveCapacity(changes.count)
    var seen = Set<String>(minimumCapacity: changes.count)
    let newMode = repository.permissions().file
    for change in changes {
      if let fault = RelativePath.fault(in: change.path) {
        refusals.append(Diagnostic(.io, "refusing the path \"\(change.path)\": it \(fault)"))
        continue
      }
      guard seen.insert(change.path).inserted else {
        refusals.append(Diagnostic(.internal, "one transaction changes \(change.path) twice"))
        continue
      }
      if let entry = try entry(for: change, newMode: newMode) { entries.append(entry) }
    }
    return entries
  }

  private mutating func entry(
    for change: FileChange, newMode: UInt16
  ) throws(IOError) -> Journal.Entry? {
    let (folderPath, name) = RelativePath.split(change.path)
    try checkFolder(folderPath, of: change)
    let folder = absentFolders.contains(folderPath) ? nil : try folders.folder(folderPath)
    if folder == nil { absentFolders.insert(folderPath) }
    switch change.action {
    case .create(let content):
      guard isSmallEnough(content, change.path) else { return nil }
      if let folder, try folder.status(name) != nil {
        refuse(change.path, "exists already")
        return nil
      }
      return Journal.Entry(
        kind: .create, path: change.path, mode: (change.mode ?? newMode) & 0o777, before: nil,
        after: change.digest ?? SHA256.digest(content), base: nil, content: content)

    case .replace(let base, let ours):
      guard isSmallEnough(ours, change.path) else { return nil }
      guard let found = try folder?.read(name, limit: Repository.limit(of: change.path)) else {
        refuse(change.path, "was moved or deleted in the meantime")
        return nil
      }
      var content = ours
      if found.bytes != base {
        guard let merged = merge(change.path, base, ours, found.bytes), isSmallEnough(merged, change.path)
        else {
          refuse(change.path, "was changed in the meantime, in the same place")
          return nil
        }
        content = merged
        mergedPaths.append(change.path)
      }
      if content == found.bytes { return nil }
      return Journal.Entry(
        kind: .replace, path: change.path, mode: found.status.permissions, before: SHA256.digest(found.bytes),
        after: SHA256.digest(content), base: found.bytes, content: content)

    case .delete(let base):
      guard let found = try folder?.read(name, limit: Repository.limit(of: change.path)) else {
        refuse(change.path, "was moved or deleted in the meantime")
        return nil
      }
      guard found.bytes == base else {
        refuse(change.path, "was changed in the meantime")
        return nil
      }
      return Journal.Entry(
        kind: .delete, path: change.path, mode: found.status.permissions, before: SHA256.digest(base),
        after: nil, base: base, content: nil)
    }
  }

  /// Whatever would make the renames fail must come to light before the commit point.
  private mutating func checkFolder(_ path: String, of change: FileChange) throws(IOError) {
    guard checkedFolders.insert(path).inserted else { return }
    let (missing, nearest) = try folders.missing(on: change.path)
    try nearest.checkWritable()
    if try nearest.status().device != device { throw IOError(.write, nearest.path, EXDEV) }
    if case .create = change.action {
      for folder in missing where !missingFolders.contains(folder) { missingFolders.append(folder) }
    }
  }

  private mutating func isSmallEnough(_ content: [UInt8], _ path: String) -> Bool {
    let limit = Repository.limit(of: path)
    if content.count <= limit { return true }
    refusals.append(Diagnostic(.invalidValue, "\(path) would become larger than \(limit >> 20) MiB"))
    return false
  }

  private mutating func refuse(_ path: String, _ what: String) {
    refusals.append(
      Diagnostic(
        .conflict, "\(path) \(what); nothing was changed", at: SourceLocation(file: path),
        hints: ["look at the file, then run the command again"]))
  }
}
