package import Diagnostics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A reader's hold on the repository: no writer is at work while it lives.
package struct ReadSession: ~Copyable {
  package let lock: RepositoryLock
  package let recovered: RecoveryReport?
  /// Contents that a pending transaction gives these paths (nil: deletes them), where it cannot be finished
  /// on disk.
  package let overlay: [String: [UInt8]?]
  package let warnings: [Diagnostic]
}

/// Finishes what a killed command began. It runs at every start and may itself be killed at any point.
package enum Recovery {
  /// Whether a transaction waits to be finished; one `lstat`.
  package static func isPending(in repository: Repository) throws(Diagnostic) -> Bool {
    do throws(IOError) {
      return try System.status(Path.join(repository.stateDirectory, Journal.fileName)) != nil
    } catch {
      throw error.diagnostic
    }
  }

  /// Finishes a pending transaction under the exclusive lock; nil when there is none.
  package static func run(
    in repository: Repository, command: String, merge: @escaping Merge
  ) throws(Diagnostic) -> RecoveryReport? {
    guard try isPending(in: repository) else { return nil }
    let lock = try RepositoryLock.acquire(.exclusive, in: repository, command: command)
    return try run(in: repository, lock: lock, merge: merge)
  }

  /// The same for a caller that holds the exclusive lock; also clears the litter of killed commands.
  package static func run(
    in repository: Repository, lock: borrowing RepositoryLock, merge: @escaping Merge
  ) throws(Diagnostic) -> RecoveryReport? {
    guard lock.sharing == .exclusive else {
      throw Diagnostic(.internal, "a recovery was begun without the exclusive lock")
    }
    let report = try finish(in: repository, merge: merge, exchanges: true)
    do throws(IOError) {
      try StaleFiles.clear(in: repository)
    } catch {
      throw error.diagnostic
    }
    return report
  }

  /// The start of every reader: takes the shared lock, after finishing what is pending and clearing litter.
  /// Where that cannot be done, as on a read-only disk, the pending contents are handed over in memory.
  package static func openForReading(
    in repository: Repository, command: String, patience: Int64 = RepositoryLock.patience,
    merge: @escaping Merge
  ) throws(Diagnostic) -> ReadSession {
    var recovered: RecoveryReport?
    var warnings: [Diagnostic] = []
    // A writer may be killed between the two looks, so a few rounds; each one but the last has made progress.
    for round in 0..<5 {
      let lock = try RepositoryLock.acquire(.shared, in: repository, command: command, timeout: patience)
      guard try isPending(in: repository) else {
        if round == 0, lock.isHeld, (try? StaleFiles.exists(in: repository)) == true {
          _ = consume lock
          clearLitter(in: repository, command: command)
          continue
        }
        return ReadSession(lock: lock, recovered: recovered, overlay: [:], warnings: warnings)
      }
      if !canWrite(repository) || round == 4 {
        let overlay = try pendingOverlay(in: repository, merge: merge)
        return ReadSession(lock: lock, recovered: recovered, overlay: overlay, warnings: warnings)
      }
      _ = consume lock
      do throws(Diagnostic) {
        recovered = try run(in: repository, command: command, merge: merge) ?? recovered
      } catch {
        guard error.code == .io else { throw error }
        warnings.append(error)
        let again = try RepositoryLock.acquire(.shared, in: repository, command: command)
        let overlay = try pendingOverlay(in: repository, merge: merge)
        return ReadSession(lock: again, recovered: recovered, overlay: overlay, warnings: warnings)
      }
    }
    throw Diagnostic(
      .locked, "other commands change the repository all the time", hints: ["try again in a moment"])
  }

  /// The contents that the pending transaction gives to paths which do not have them yet; nil means deleted.
  /// Reads only.
  package static func pendingOverlay(
    in repository: Repository, merge: Merge
  ) throws(Diagnostic) -> [String: [UInt8]?] {
    do throws(IOError) {
      guard let state = try repository.existingState(),
        case .journal(let journal)? = try load(repository, state)
      else { return [:] }
      let scratch = try? repository.existingScratch()
      var folders = FolderCache(root: repository.folder)
      var overlay: [String: [UInt8]?] = [:]
      for (index, entry) in journal.entries.enumerated() {
        let (folderPath, name) = RelativePath.split(entry.path)
        let found = try? folders.folder(folderPath)?.read(name, limit: Repository.limit(of: entry.path))
        let digest = found.map { SHA256.digest($0.bytes) }
        var content = entry.content
        if content == nil,
          let staged = try? scratch?.read(journal.stagedName(index), limit: Repository.fileLimit),
          SHA256.digest(staged.bytes) == entry.after
        {
          content = staged.bytes
        }
        switch entry.kind {
        case .create:
          if let content, found.map({ journal.isTorn($0.bytes, entry) }) ?? true {
            overlay[entry.path] = .some(content)
          }
        case .delete:
          if digest == entry.before { overlay[entry.path] = .some(nil) }
        case .replace:
          guard let content, let found, digest != entry.after else { continue }
          if digest == entry.before {
            overlay[entry.path] = .some(content)
          } else if let base = entry.base, let merged = merge(entry.path, base, content, found.bytes) {
            overlay[entry.path] = .some(merged)
          }
        }
      }
      return overlay
    } catch {
      throw error.diagnostic
    }
  }

  // MARK: Under the exclusive lock

  static func finish(
    in repository: Repository, merge: @escaping Merge, exchanges: Bool
  ) throws(Diagnostic) -> RecoveryReport? {
    guard try isPending(in: repository) else { return nil }
    return try System.withSignalsBlocked { () throws(Diagnostic) -> RecoveryReport? in
      do throws(IOError) {
        guard let state = try repository.existingState(), let loaded = try load(repository, state) else {
          return nil
        }
        switch loaded {
        case .rejected(let fault): return try setAside(fault, in: repository, state: state)
        case .journal(let journal):
          var application = try JournalReplay(
            journal: journal, repository: repository, state: state, merge: merge, exchanges: exchanges)
          try application.run(fresh: false)
          try application.sync(bulk: false)
          var report = RecoveryReport()
          report.warnings = application.warnings
          report.warnings += try retire(journal, in: repository, state: state)
          report.transaction = journal.id
          report.message = journal.message
          report.paths = journal.entries.map(\.path)
          report.mergedPaths = application.mergedPaths
          report.conflicts = application.conflicts
          report.awaitsGit = journal.commitsToGit
          return report
        }
      } catch {
        throw Diagnostic(
          .io, "an interrupted change cannot be finished: \(error.diagnostic.message)",
          hints: error.diagnostic.hints)
      }
    }
  }

  /// Takes the journal of an applied transaction away: into the queue for git, or into the log of changes. Then its
  /// staged files.
  static func retire(
    _ journal: Journal, in repository: Repository, state: FolderHandle
  ) throws(IOError) -> [Diagnostic] {
    if journal.adoption != nil {
      try state.rename(Journal.fileName, to: state, Adoption.fileName)
    } else if journal.commitsToGit {
      try state.rename(Journal.fileName, to: state, try PendingCommits.nextName(journal.id, in: state))
    } else if journal.message.isEmpty {
      // A step on the way of a merge, which is no change of its own.
      try state.remove(Journal.fileName)
    } else {
      do throws(IOError) {
        try ChangeLog.take(journal, in: state, permissions: repository.permissions())
      } catch {
        // The change is in place; without room for the log it cannot be undone, and that is all.
        try state.remove(Journal.fileName)
      }
    }
    var warnings: [Diagnostic] = []
    do throws(IOError) {
      try state.sync()
    } catch {
      // The change itself is durable; a journal that came back would find every file as it wants it.
      warnings.append(error.diagnostic)
    }
    guard let scratch = try? repository.existingScratch() else { return warnings }
    // What created a file has left by its rename; a listing finds the rest without asking for each.
    for name in (try? scratch.names()) ?? [] where name.hasPrefix(journal.id + "-") {
      try? scratch.remove(name)
    }
    return warnings
  }

  private enum Loaded {
    case journal(Journal)
    case rejected(Journal.Fault)
  }

  /// Nil when there is no journal.
  private static func load(_ repository: Repository, _ state: FolderHandle) throws(IOError) -> Loaded? {
    let file: FileContents
    do throws(IOError) {
      guard let found = try state.read(Journal.fileName, limit: Journal.sizeLimit) else { return nil }
      file = found
    } catch {
      switch error.number {
      case ELOOP, EISDIR, EINVAL, EFBIG, ENXIO: return .rejected(.forged("it is no plain file"))
      default: throw error
      }
    }
    let owner = file.status.owner
    if owner != geteuid(), repository.permissions() == .personal,
      owner != (try repository.folder.status().owner)
    {
      return .rejected(.forged("it belongs to another user"))
    }
    do throws(Journal.Fault) {
      return .journal(try Journal(decoding: file.bytes))
    } catch {
      return .rejected(error)
    }
  }

  /// Moves the journal, with copies of whatever is staged, to a folder of its own.
  private static func setAside(
    _ fault: Journal.Fault, in repository: Repository, state: FolderHandle
  ) throws(IOError) -> RecoveryReport {
    let permissions = repository.permissions()
    let name = "rejected-" + (try System.randomName())
    _ = try state.makeFolder(name, mode: permissions.folder)
    guard let place = try state.folder(name) else { throw IOError(.open, state.display(name), ENOENT) }
    // Copies first: once the journal is gone, the staged files count as litter.
    if let scratch = try? repository.existingScratch() {
      for staged in try scratch.names() where Journal.isStagedName(staged) {
        guard let file = try? scratch.read(staged, limit: Repository.fileLimit) else { continue }
        try place.create(staged, file.bytes, mode: permissions.file, synced: true)
      }
    }
    try state.rename(Journal.fileName, to: place, "journal")
    try place.sync()
    try state.sync()
    var report = RecoveryReport()
    let path = Path.join(repository.stateDirectory, name)
    report.warnings = [
      Diagnostic(
        .io, "a journal of an interrupted change \(fault.words); it was set aside and nothing of it applied",
        hints: ["look into \(path), then delete it"])
    ]
    return report
  }

  private static func canWrite(_ repository: Repository) -> Bool {
    guard let state = try? repository.existingState() else { return false }
    return (try? state.checkWritable()) != nil && (try? repository.folder.checkWritable()) != nil
  }

  /// Only if no other reader is there; else the next command does it.
  private static func clearLitter(in repository: Repository, command: String) {
    guard let lock = try? RepositoryLock.acquire(.exclusive, in: repository, command: command, timeout: 0)
    else { return }
    if (try? isPending(in: repository)) == false { try? StaleFiles.clear(in: repository) }
    _ = consume lock
  }
}
