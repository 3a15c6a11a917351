import CSystem
import Diagnostics
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The apply phase: brings every file of a journal to its after-image, from whatever state a killed process
/// left.
///
/// It may be killed and run again at any point. `fresh` says that the targets were looked at a moment ago
/// under the lock, so that the exchange itself is the check.
struct JournalReplay {
  let journal: Journal
  let scratch: FolderHandle
  let state: FolderHandle
  let stateDirectory: String
  let permissions: FilePermissions
  let merge: Merge
  /// False makes it behave as on a file system without `renameat2`.
  let exchanges: Bool
  var folders: FolderCache
  /// Writes files out while more are written, so that less is left to wait for at the end.
  private let flusher = Backlog<FolderHandle, IOError?> { folder in
    do throws(IOError) {
      try folder.syncFileSystem()
      return nil
    } catch {
      return error
    }
  }
  /// Some MiB, which take the disk longer than the call costs.
  private static let filesToFlush = 1500
  /// New files, by their place in the journal, where something else stands.
  var occupied: Set<Int> = []
  private(set) var mergedPaths: [String] = []
  var conflicts: [Conflict] = []
  var warnings: [Diagnostic] = []

  init(
    journal: Journal, repository: Repository, state: FolderHandle, merge: @escaping Merge, exchanges: Bool
  ) throws(IOError) {
    self.journal = journal
    self.scratch = try repository.scratch()
    self.state = state
    self.stateDirectory = repository.stateDirectory
    self.permissions = repository.permissions()
    self.merge = merge
    self.exchanges = exchanges
    self.folders = FolderCache(root: repository.folder)
  }

  mutating func run(fresh: Bool) throws(IOError) {
    var written = 0..<0
    for (index, entry) in journal.entries.enumerated() {
      if journal.writesInPlace, index % Self.filesToFlush == 0 {
        if index > 0 { flusher.add(scratch) }
        if fresh {
          written = index..<min(index + Self.filesToFlush, journal.entries.count)
          try writeNew(written)
        }
      }
      let file = File(entry: entry, staged: journal.stagedName(index))
      switch entry.kind {
      case .create:
        if written.contains(index), journal.isWrittenInPlace(entry), !occupied.contains(index) { continue }
        try create(file, fresh: fresh)
      case .replace: try replace(file, fresh: fresh)
      case .delete: try delete(file, fresh: fresh)
      }
    }
  }

  /// Makes all of it durable: one call for the file system where there are many folders, or files whose contents
  /// nobody has synced, else one for each folder.
  mutating func sync(bulk: Bool) throws(IOError) {
    // A failed write is told once, so that the last call alone may not know of it.
    for failure in flusher.finish() { if let failure { throw failure } }
    if bulk || journal.writesInPlace { return try scratch.syncFileSystem() }
    for path in Set(journal.entries.map { RelativePath.split($0.path).folder }) {
      try folder(path)?.sync()
    }
  }

  // MARK: The three kinds

  /// One entry on its way, with its name in `.crm/tmp`.
  struct File {
    var entry: Journal.Entry
    var staged: String
    var path: String { entry.path }
    var name: String { RelativePath.split(entry.path).name }
    var folder: String { RelativePath.split(entry.path).folder }
  }

  /// What is at a place. `foreign` is a link, a folder, a device or a giant: never ours, never to be touched.
  enum Found {
    case absent
    case content([UInt8], ContentHash)
    case foreign
  }

  private mutating func create(_ file: File, fresh: Bool) throws(IOError) {
    for round in 0..<8 {
      let target = fresh && round == 0 ? .absent : try examineTarget(file)
      switch target {
      case .content(_, let digest) where digest == file.entry.after: return
      case .content(let torn, let digest) where journal.isTorn(torn, file.entry):
        guard let content = file.entry.content else { return }
        try restage(file, content)
        return try install(file, content, over: digest, torn)
      case .content, .foreign:
        // With nothing staged the file was put in place before, and has been edited since.
        if let ours = try unplaced(file) {
          conflicts.append(Conflict(path: file.path, cause: .created, copy: try keepCopy(ours, of: file)))
        }
        return
      case .absent:
        let inPlace = journal.isWrittenInPlace(file.entry) ? file.entry.content : nil
        if inPlace == nil, !fresh || round > 0 {
          guard try restageIfNeeded(file) else { return lost(file) }
        }
        _ = try folders.make(file.folder, mode: permissions.folder)
        guard let folder = try folder(file.folder) else { throw IOError(.open, file.folder, ENOENT) }
        if let inPlace {
          if try NewFile.write(inPlace, as: file.entry, into: folder) { return }
        } else if try put(file, into: folder) {
          return
        }
      }
    }
    throw IOError(.rename, file.path, EBUSY)
  }

  /// Our content of a new file that may never have come into its place; whether one written in place did is unknown.
  private func unplaced(_ file: File) throws(IOError) -> [UInt8]? {
    if journal.isWrittenInPlace(file.entry) { return file.entry.content }
    if case .content(let ours, _) = try examine(scratch, file.staged) { return ours }
    return nil
  }

  /// Renames the staged file to a name that must be free; false when it is not.
  private func put(_ file: File, into folder: FolderHandle) throws(IOError) -> Bool {
    if exchanges {
      switch scratch.rename(file.staged, to: folder, file.name, flags: UInt32(CRM_RENAME_NOREPLACE)) {
      case 0: return true
      case EEXIST: return false
      case ENOSYS, EINVAL, ENOTSUP, EOPNOTSUPP: break
      case let reason: throw IOError(.rename, file.path, reason)
      }
    }
    guard try folder.status(file.name) == nil else { return false }
    try scratch.rename(file.staged, to: folder, file.name)
    return true
  }

  private mutating func replace(_ file: File, fresh: Bool) throws(IOError) {
    guard let before = file.entry.before, let after = file.entry.after else { return }
    if fresh, let content = file.entry.content {
      return try install(file, content, over: before, file.entry.base)
    }
    let staged = try examine(scratch, file.staged)
    var takenOut: [UInt8]?
    if case .content(let bytes, let digest) = staged, digest != before, digest != after { takenOut = bytes }
    let content = file.entry.content ?? ours(in: staged, after: after)

    switch try examineTarget(file) {
    case .content(let bytes, let digest) where digest == after:
      // Done, unless the exchange took out a hand edit that nobody has looked at yet.
      guard let takenOut else { return }
      let copy = try keepCopy(takenOut, of: file)
      if let base = file.entry.base, let merged = merge(file.path, base, bytes, takenOut) {
        mergedPaths.append(file.path)
        if merged != bytes {
          try restage(file, merged)
          try install(file, merged, over: digest, bytes)
        }
        try drop(copy)
      } else {
        conflicts.append(Conflict(path: file.path, cause: .edited, copy: try keepCopy(bytes, of: file)))
        try install(file, takenOut, over: digest, nil)
        try drop(copy)
      }
    case .content(_, let digest) where digest == before:
      if let takenOut { try keepEdit(takenOut, of: file) }
      guard let content, try restageIfNeeded(file) else { return lost(file) }
      try install(file, content, over: before, file.entry.base)
    case .content(let theirs, let digest):
      if let takenOut { try keepEdit(takenOut, of: file) }
      guard let content else { return lost(file) }
      guard let base = file.entry.base, let merged = merge(file.path, base, content, theirs) else {
        conflicts.append(Conflict(path: file.path, cause: .edited, copy: try keepCopy(content, of: file)))
        return
      }
      mergedPaths.append(file.path)
      if merged == theirs { return }
      // Restaging overwrites the only staged copy of our content.
      let copy = try keepCopy(content, of: file)
      try restage(file, merged)
      try install(file, merged, over: digest, theirs)
      try drop(copy)
    case .absent, .foreign:
      if let takenOut { try keepEdit(takenOut, of: file) }
      guard let content else { return lost(file) }
      conflicts.append(Conflict(path: file.path, cause: .deleted, copy: try keepCopy(content, of: file)))
    }
  }

  private func ours(in staged: Found, after: ContentHash) -> [UInt8]? {
    if case .content(let bytes, let digest) = staged, digest == after { return bytes }
    return nil
  }

  private mutating func delete(_ file: File, fresh: Bool) throws(IOError) {
    for round in 0..<8 {
      let target: Found
      if fresh, round == 0, let before = file.entry.before {
        target = .content([], before)
      } else {
        target = try examineTarget(file)
      }
      switch target {
      case .content(_, let digest) where digest == file.entry.before:
        if !fresh || round > 0 {
          if case .content(let other, let digest) = try examine(scratch, file.staged),
            digest != file.entry.before
          {
            try keepEdit(other, of: file)
          }
        }
        guard let folder = try folder(file.folder) else { return }
        if fresh, round == 0 {
          // A hand edit that comes out would have to be put back, so look first.
          guard case .content(_, let now) = try examine(folder, file.name), now == file.entry.before else {
            continue
          }
        }
        do throws(IOError) {
          try folder.rename(file.name, to: scratch, file.staged)
        } catch {
          if error.number != ENOENT { throw error }
        }
      case .absent:
        switch try examine(scratch, file.staged) {
        case .content(_, let digest) where digest == file.entry.before: return
        case .absent: return
        case .content, .foreign:
          // A hand edit came out: put it back unless something new stands there.
          conflicts.append(Conflict(path: file.path, cause: .edited, copy: nil))
          guard let folder = try folder(file.folder), try put(file, into: folder) else { continue }
          return
        }
      case .content, .foreign:
        if case .content(let other, let digest) = try examine(scratch, file.staged),
          digest != file.entry.before
        {
          try keepEdit(other, of: file)
        }
        conflicts.append(Conflict(path: file.path, cause: .edited, copy: nil))
        return
      }
    }
    throw IOError(.rename, file.path, EBUSY)
  }

  // MARK: Putting a content in place

  private enum Swap {
    case expected
    /// The target is gone.
    case vanished
    /// The staged content is in place, and this came out for it (nil: no plain file).
    case tookOut([UInt8]?)
    /// Nothing was moved, because this was found in place (nil: no plain file).
    case inPlace([UInt8]?)
  }

  /// Brings the staged content, which is `content`, into the place of one with the hash `expected`; `known`
  /// is that one's bytes where they are known. A hand edit found instead is merged, or kept with `content` in
  /// a conflict file.
  private mutating func install(
    _ file: File, _ content: [UInt8], over expected: ContentHash, _ known: [UInt8]?
  ) throws(IOError) {
    var content = content
    var expected = expected
    var base = known
    var reported = false
    var copies: [String] = []
    for _ in 0..<8 {
      switch try swap(file, expecting: expected) {
      case .expected:
        for copy in copies { try drop(copy) }
        return
      case .vanished:
        conflicts.append(Conflict(path: file.path, cause: .deleted, copy: try keepCopy(content, of: file)))
        return
      case .tookOut(let theirs):
        if let theirs { copies.append(try keepCopy(theirs, of: file)) }
        if let merged = mergeIfPossible(file, base, content, theirs) {
          mergedPaths.append(file.path)
          if merged == content {
            for copy in copies { try drop(copy) }
            return
          }
          try restage(file, merged)
          expected = SHA256.digest(content)
          (base, content) = (content, merged)
        } else {
          // Back with theirs, which is staged now.
          if !reported {
            conflicts.append(Conflict(path: file.path, cause: .edited, copy: try keepCopy(content, of: file)))
            reported = true
          }
          expected = SHA256.digest(content)
          (base, content) = (nil, theirs ?? [])
        }
      case .inPlace(let theirs):
        if let merged = mergeIfPossible(file, base, content, theirs) {
          mergedPaths.append(file.path)
          guard let theirs, merged != theirs else { return }
          copies.append(try keepCopy(content, of: file))
          try restage(file, merged)
          expected = SHA256.digest(theirs)
          (base, content) = (theirs, merged)
        } else {
          if !reported {
            conflicts.append(Conflict(path: file.path, cause: .edited, copy: try keepCopy(content, of: file)))
          }
          return
        }
      }
    }
    throw IOError(.rename, file.path, EBUSY)
  }

  private func mergeIfPossible(
    _ file: File, _ base: [UInt8]?, _ ours: [UInt8], _ theirs: [UInt8]?
  ) -> [UInt8]? {
    guard let base, let theirs else { return nil }
    return merge(file.path, base, ours, theirs)
  }

  private mutating func swap(_ file: File, expecting expected: ContentHash) throws(IOError) -> Swap {
    guard let folder = try folder(file.folder) else { return .vanished }
    // The new content comes as a new file, which is to belong to whom the old one does.
    if let old = try folder.status(file.name), old.isFile { try scratch.giveAway(file.staged, like: old) }
    if exchanges {
      switch scratch.rename(file.staged, to: folder, file.name, flags: UInt32(CRM_RENAME_EXCHANGE)) {
      case 0:
        switch try examine(scratch, file.staged) {
        case .content(let bytes, let digest): return digest == expected ? .expected : .tookOut(bytes)
        case .foreign: return .tookOut(nil)
        case .absent: return .expected
        }
      case ENOENT:
        if try scratch.status(file.staged) == nil { throw IOError(.rename, file.path, ENOENT) }
        return .vanished
      case ENOSYS, EINVAL, ENOTSUP, EOPNOTSUPP: break
      case let reason: throw IOError(.rename, file.path, reason)
      }
    }
    switch try examine(folder, file.name) {
    case .absent: return .vanished
    case .foreign: return .inPlace(nil)
    case .content(let bytes, let digest):
      if digest != expected { return .inPlace(bytes) }
      try scratch.rename(file.staged, to: folder, file.name)
      return .expected
    }
  }
}
