import CSystem

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file's bytes together with the status of the very file that they were read from.
package struct FileContents: Sendable {
  package var bytes: [UInt8]
  package var status: FileStatus
}

/// An open folder. Every path is relative to it, and no symbolic link on the way is followed.
package final class FolderHandle: Sendable {
  package let descriptor: Int32
  /// The folder's own path for error messages.
  package let path: String
  /// Put before a name in error messages.
  private let prefix: String
  /// Who gets what this process makes in the folder; nil where it keeps it. What the administrator makes in a folder
  /// of somebody else would be closed to its owner.
  private let heir: (owner: UInt32, group: UInt32)?

  init(owning descriptor: Int32, path: String, prefix: String) {
    self.descriptor = descriptor
    self.path = path
    self.prefix = prefix
    var found = crm_status()
    let isGuest = Self.isAdministrator && crm_status_of(descriptor, nil, &found) == 0 && found.owner != 0
    heir = isGuest ? (found.owner, found.group) : nil
  }

  private static let isAdministrator = geteuid() == 0

  /// Best effort: some file systems know no owners.
  private func handOver(_ name: String) {
    if let heir { _ = crm_give(descriptor, name, heir.owner, heir.group) }
  }

  /// Gives a file the owner and the group of another, as far as this process may.
  func giveAway(_ name: String, like other: FileStatus) throws(IOError) {
    guard let status = try status(name), status.owner != other.owner || status.group != other.group else {
      return
    }
    _ = crm_give(descriptor, name, other.owner, other.group)
  }

  deinit { _ = close(descriptor) }

  /// A second handle on the same folder that words its errors with paths relative to it.
  func relativeToItself() throws(IOError) -> FolderHandle {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    if copy < 0 { throw IOError(.open, path, errno) }
    return FolderHandle(owning: copy, path: path, prefix: "")
  }

  package func display(_ name: String) -> String { prefix + name }

  /// Opens a folder beneath this one; nil when it is not there.
  package func folder(_ name: String) throws(IOError) -> FolderHandle? {
    let raw = crm_open_beneath(descriptor, name, O_RDONLY | O_DIRECTORY, 0)
    if raw >= 0 {
      return FolderHandle(owning: raw, path: display(name), prefix: display(name) + "/")
    }
    if errno == ENOENT { return nil }
    throw IOError(.open, display(name), errno)
  }

  /// Opens a file beneath this folder; nil when it is not there and `flags` do not create it.
  package func open(_ name: String, flags: Int32, mode: UInt16 = 0o600) throws(IOError) -> Descriptor? {
    let raw = crm_open_beneath(descriptor, name, flags, mode_t(mode))
    if raw >= 0 {
      if flags & O_EXCL != 0, heir != nil, !name.utf8.contains(0x2F) { handOver(name) }
      return Descriptor(owning: raw, path: display(name))
    }
    if errno == ENOENT, flags & O_CREAT == 0 { return nil }
    throw IOError(.open, display(name), errno)
  }

  /// Reads a regular file whole; nil only when nothing is there. Longer than `limit` bytes fails with EFBIG.
  package func read(_ name: String, limit: Int) throws(IOError) -> FileContents? {
    // O_NONBLOCK, so that a named pipe in a kind's folder cannot hang the command.
    guard let file = try open(name, flags: O_RDONLY | O_NONBLOCK) else { return nil }
    let status = try file.status()
    if !status.isFile { throw IOError(.read, display(name), status.isFolder ? EISDIR : EINVAL) }
    if status.size > Int64(limit) { throw IOError(.read, display(name), EFBIG) }
    let bytes = try file.readAll(limit: limit, expecting: Int(status.size))
    return FileContents(bytes: bytes, status: status)
  }

  /// lstat of a single name; nil only when nothing is there.
  package func status(_ name: String) throws(IOError) -> FileStatus? {
    var found = crm_status()
    if crm_status_of(descriptor, name, &found) == 0 { return FileStatus(found) }
    if errno == ENOENT { return nil }
    throw IOError(.inspect, display(name), errno)
  }

  package func status() throws(IOError) -> FileStatus {
    var found = crm_status()
    if crm_status_of(descriptor, nil, &found) != 0 { throw IOError(.inspect, path, errno) }
    return FileStatus(found)
  }

  /// Writes a new file whole, or fails and leaves none.
  package func create(
    _ name: String, _ bytes: [UInt8], mode: UInt16, synced: Bool
  ) throws(IOError) {
    try create(name, mode: mode, synced: synced) { file throws(IOError) in try file.writeAll(bytes) }
  }

  /// The same with a body that does the writing.
  func create(
    _ name: String, mode: UInt16, synced: Bool, _ write: (borrowing Descriptor) throws(IOError) -> Void
  ) throws(IOError) {
    guard let file = try open(name, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode) else { return }
    do throws(IOError) {
      // The umask can only have taken bits that others would use.
      if mode & 0o077 != 0 { try file.setMode(mode) }
      try write(file)
      if synced { try file.sync() }
      try file.closeChecked()
    } catch {
      _ = unlinkat(descriptor, name, 0)
      throw error
    }
  }

  /// Makes a folder; false when something of that name is there already.
  package func makeFolder(_ name: String, mode: UInt16) throws(IOError) -> Bool {
    if mkdirat(descriptor, name, mode_t(mode & 0o777)) != 0 {
      if errno == EEXIST { return false }
      throw IOError(.makeFolder, display(name), errno)
    }
    if mode & 0o7077 != 0, fchmodat(descriptor, name, mode_t(mode), 0) != 0 {
      let reason = errno
      _ = unlinkat(descriptor, name, AT_REMOVEDIR)
      throw IOError(.makeFolder, display(name), reason)
    }
    handOver(name)
    return true
  }

  /// Removes a file; a file that is gone already is no error.
  package func remove(_ name: String) throws(IOError) {
    if unlinkat(descriptor, name, 0) != 0, errno != ENOENT { throw IOError(.remove, display(name), errno) }
  }

  /// Removes a folder if it is empty; everything else is left as it is.
  package func removeFolderIfEmpty(_ name: String) {
    _ = unlinkat(descriptor, name, AT_REMOVEDIR)
  }

  package func rename(_ name: String, to folder: FolderHandle, _ newName: String) throws(IOError) {
    if renameat(descriptor, name, folder.descriptor, newName) != 0 {
      throw IOError(.rename, folder.display(newName), errno)
    }
  }

  /// `renameat2`; the error number in place of an error, since callers choose their way by it. 0 is success.
  func rename(_ name: String, to folder: FolderHandle, _ newName: String, flags: UInt32) -> Int32 {
    crm_renameat2(descriptor, name, folder.descriptor, newName, flags) == 0 ? 0 : errno
  }

  package func sync() throws(IOError) {
    if crm_fsync(descriptor) != 0 { throw IOError(.sync, path, errno) }
  }

  /// Writes out the whole file system that the folder is on.
  package func syncFileSystem() throws(IOError) {
    if crm_syncfs(descriptor) != 0 { throw IOError(.sync, path, errno) }
  }

  /// Whether so many new files, with so many bytes in all, find ample room on the file system; false where it does
  /// not say.
  func hasAmpleRoom(files: Int, bytes: Int) -> Bool {
    var found = statvfs()
    guard fstatvfs(descriptor, &found) == 0 else { return false }
    // Twice what they take where a block is 4 KiB, and some for the folders.
    let needed = UInt64(2 * (bytes + 4096 * files) + (64 << 20))
    let blocks = UInt64(found.f_bavail).multipliedReportingOverflow(by: UInt64(found.f_frsize))
    guard blocks.overflow || blocks.partialValue >= needed else { return false }
    // File systems that make inodes as they need them say 0.
    return found.f_files == 0 || UInt64(found.f_favail) >= UInt64(2 * files + 1000)
  }

  /// Whether this process may make and remove names in the folder.
  func checkWritable() throws(IOError) {
    if faccessat(descriptor, ".", W_OK | X_OK, 0) != 0 { throw IOError(.write, path, errno) }
  }

  /// The names in the folder, in no order, without `.` and `..`.
  package func names() throws(IOError) -> [String] {
    var names: [String] = []
    try forEachEntry { (name: UnsafePointer<CChar>, _: Int32) throws(IOError) in
      names.append(String(cString: name))
    }
    return names
  }

  /// Calls the body with each name and its `crm_entry_type`, in the folder's own order.
  func forEachEntry(_ body: (UnsafePointer<CChar>, Int32) throws(IOError) -> Void) throws(IOError) {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if copy < 0 { throw IOError(.list, path, errno) }
    guard let stream = fdopendir(copy) else {
      let reason = errno
      close(copy)
      throw IOError(.list, path, reason)
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw IOError(.list, path, errno) }
        return
      }
      guard let name = crm_entry_name(entry) else { continue }
      if name[0] == 0x2E, name[1] == 0 || (name[1] == 0x2E && name[2] == 0) { continue }
      try body(name, crm_entry_type(entry))
    }
  }
}
