import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The part of a transaction up to its commit point, which a failure takes back entirely.
///
/// Many new files are not staged: the journal carries their contents, so that they are written and synced once, where
/// they belong. That costs half of what staging, syncing, renaming and syncing again does, but a full disk would be met
/// after the commit point; so only where there is ample room.
struct Staging {
  private(set) var journal: Journal
  private(set) var state: FolderHandle

  private let repository: Repository
  private let permissions: FilePermissions
  private let hadHidden: Bool
  private let hadScratch: Bool
  private var scratch: FolderHandle?
  private var stagedCount = 0
  private var madeFolders: [String] = []

  /// Stages the contents and writes the journal. When it returns, the transaction stands.
  static func commit(
    _ entries: [Journal.Entry], message: String, git: Bool, folders: [String], in repository: Repository,
    bulk: Bool, adoption: Adoption? = nil
  ) throws(Diagnostic) -> Staging {
    do throws(IOError) {
      let id = try System.randomName()
      let journal = Journal(
        id: id, message: message, commitsToGit: git,
        writesInPlace: adoption == nil && bulk && canWriteInPlace(entries, in: repository),
        adoption: adoption, entries: entries)
      var staging = try Staging(journal, in: repository)
      do throws(IOError) {
        try staging.stage(bulk: bulk, folders: folders)
        try staging.writeJournal()
      } catch {
        staging.rollBack()
        throw error
      }
      return staging
    } catch {
      throw error.diagnostic
    }
  }

  /// Fewer creations are staged as any others are.
  static let fewCreations = 32

  private static func canWriteInPlace(_ entries: [Journal.Entry], in repository: Repository) -> Bool {
    var files = 0
    var bytes = 0
    for entry in entries where entry.kind == .create {
      guard let content = entry.content else { return false }
      files += 1
      bytes += content.count
    }
    return files > fewCreations && bytes <= Journal.sizeLimit / 2
      && repository.folder.hasAmpleRoom(files: files, bytes: 2 * bytes)
  }

  private init(_ journal: Journal, in repository: Repository) throws(IOError) {
    self.journal = journal
    self.repository = repository
    permissions = repository.permissions()
    hadHidden = try repository.folder.status(".crm") != nil
    hadScratch = try repository.existingScratch() != nil
    state = try repository.state()
  }

  private mutating func stage(bulk: Bool, folders: [String]) throws(IOError) {
    let scratch = try repository.scratch()
    self.scratch = scratch
    if try scratch.status().device != repository.folder.status().device {
      throw IOError(.write, ".crm/tmp", EXDEV)
    }
    if !folders.isEmpty { try makeFolders(folders, scratch) }
    for (index, entry) in journal.entries.enumerated() {
      guard let content = entry.content, !journal.isWrittenInPlace(entry) else { continue }
      // Counted first: a file that was made but not written whole is to be removed as well.
      stagedCount = index + 1
      do throws(IOError) {
        try scratch.create(journal.stagedName(index), content, mode: entry.mode, synced: !bulk)
      } catch {
        throw IOError(error.operation, entry.path, error.number)
      }
    }
    if bulk, stagedCount > 0 { try scratch.syncFileSystem() } else { try scratch.sync() }
  }

  /// The list comes first, so that a kill in between leaves no folder that the next command does not know of.
  private mutating func makeFolders(_ folders: [String], _ scratch: FolderHandle) throws(IOError) {
    let list = folders.map { RelativePath.escaped($0) + "\n" }.joined()
    try scratch.create(
      StaleFiles.foldersName(journal.id), Array(list.utf8), mode: permissions.file, synced: true)
    try scratch.sync()
    var cache = FolderCache(root: repository.folder)
    for folder in folders {
      // Recorded before it is made; removing what is not there, or not empty, does nothing.
      madeFolders.append(folder)
      _ = try cache.make(folder, mode: permissions.folder)
    }
  }

  private func writeJournal() throws(IOError) {
    try state.remove(Journal.newFileName)
    try state.create(Journal.newFileName, mode: permissions.file, synced: true) { file throws(IOError) in
      try journal.write { piece throws(IOError) in try file.writeAll(piece) }
    }
    try state.rename(Journal.newFileName, to: state, Journal.fileName)
    do throws(IOError) {
      try state.sync()
    } catch {
      // Whether the name is on the disk is unknown. Taken back it is no longer, so the failure is a clean
      // one; if even that fails, the journal stands and the transaction with it.
      if unlinkat(state.descriptor, Journal.fileName, 0) == 0 { throw error }
    }
  }

  /// Best effort: what cannot be removed now is removed by the next command.
  private func rollBack() {
    try? state.remove(Journal.newFileName)
    StaleFiles.removeEmptyFolders(madeFolders, in: repository.folder)
    guard let scratch = scratch ?? (try? repository.existingScratch()) else { return removeHidden() }
    for index in 0..<stagedCount { try? scratch.remove(journal.stagedName(index)) }
    try? scratch.remove(StaleFiles.foldersName(journal.id))
    removeHidden()
  }

  private func removeHidden() {
    if hadScratch { return }
    guard let hidden = try? repository.folder.folder(".crm") else { return }
    hidden.removeFolderIfEmpty("tmp")
    if hadHidden { return }
    try? hidden.remove(".gitignore")
    repository.folder.removeFolderIfEmpty(".crm")
  }
}
