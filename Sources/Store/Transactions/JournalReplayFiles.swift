import Diagnostics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension JournalReplay {
  // MARK: Looking

  mutating func folder(_ path: String) throws(IOError) -> FolderHandle? {
    do throws(IOError) {
      return try folders.folder(path)
    } catch {
      // The folder was replaced by a file or a link since: as good as gone.
      if error.number == ELOOP || error.number == ENOTDIR { return nil }
      throw error
    }
  }

  mutating func examineTarget(_ file: File) throws(IOError) -> Found {
    do throws(IOError) {
      guard let folder = try folders.folder(file.folder) else { return .absent }
      return try examine(folder, file.name)
    } catch {
      if error.number == ELOOP || error.number == ENOTDIR { return .foreign }
      throw error
    }
  }

  func examine(_ folder: FolderHandle, _ name: String) throws(IOError) -> Found {
    do throws(IOError) {
      // Room for a hand edit beyond the limit of records, which is still worth keeping.
      guard let found = try folder.read(name, limit: Repository.fileLimit) else { return .absent }
      return .content(found.bytes, SHA256.digest(found.bytes))
    } catch {
      switch error.number {
      case ELOOP, EISDIR, EINVAL, EFBIG, ENXIO: return .foreign
      default: throw error
      }
    }
  }

  // MARK: Staged contents and copies

  /// Makes sure that the new content is staged; false when it is lost for good.
  func restageIfNeeded(_ file: File) throws(IOError) -> Bool {
    if case .content(_, let digest) = try examine(scratch, file.staged), digest == file.entry.after {
      return true
    }
    guard let content = file.entry.content else { return false }
    try restage(file, content)
    return true
  }

  /// Puts other bytes under the staged name, all or nothing.
  func restage(_ file: File, _ bytes: [UInt8]) throws(IOError) {
    let fresh = file.staged + "m"
    try scratch.remove(fresh)
    try scratch.create(fresh, bytes, mode: file.entry.mode, synced: true)
    try scratch.rename(fresh, to: scratch, file.staged)
    try scratch.sync()
  }

  mutating func keepEdit(_ bytes: [UInt8], of file: File) throws(IOError) {
    conflicts.append(Conflict(path: file.path, cause: .edited, copy: try keepCopy(bytes, of: file)))
  }

  /// Writes bytes to the conflict folder under a name made of the file's and their hash, so that doing it
  /// twice is harmless; returns the absolute path once it is durable.
  func keepCopy(_ bytes: [UInt8], of file: File) throws(IOError) -> String {
    let name = try Conflict.keep(bytes, named: file.name, in: state, permissions)
    return Path.join(stateDirectory, name)
  }

  func drop(_ copy: String) throws(IOError) {
    if conflicts.contains(where: { $0.copy == copy }) { return }
    try state.folder("conflicts")?.remove(RelativePath.split(copy).name)
  }

  mutating func lost(_ file: File) {
    warnings.append(
      Diagnostic(
        .io, "\(file.path) could not be brought up to date: its new content is gone from .crm/tmp",
        at: SourceLocation(file: file.path), hints: ["repeat that part of: \(journal.message)"]))
  }
}

extension Conflict {
  /// Writes bytes to the conflict folder of the state under a name made of the file's and their hash; returns the
  /// path in the state folder once it is durable.
  static func keep(
    _ bytes: [UInt8], named file: String, in state: FolderHandle, _ permissions: FilePermissions
  ) throws(IOError) -> String {
    if try state.makeFolder("conflicts", mode: permissions.folder) { try state.sync() }
    guard let folder = try state.folder("conflicts") else { throw IOError(.open, "conflicts", ENOENT) }
    let stem = file.utf8.count > 180 ? String(file.prefix(40)) : file
    let name = "\(SHA256.digest(bytes).hex.prefix(12))-\(stem)"
    let fresh = name + ".new"
    try folder.remove(fresh)
    try folder.create(fresh, bytes, mode: permissions.file, synced: true)
    try folder.rename(fresh, to: folder, name)
    try folder.sync()
    return "conflicts/" + name
  }
}
