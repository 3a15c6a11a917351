package import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A held `flock` on the state folder's `lock`; it ends with the value, or with the process whatever kills
/// it.
///
/// The file is never removed, so there is no stale lock. Its content, `pid command`, only serves the message
/// of those who wait in vain.
package struct RepositoryLock: ~Copyable {
  package enum Sharing: Sendable {
    /// One writer and nobody else.
    case exclusive
    /// Any number of readers.
    case shared
  }

  package let sharing: Sharing
  /// Nil on a read-only disk, where a reader goes without.
  private let file: Int32?

  /// Whether the system holds the lock; false only for a reader where no lock file can be made.
  package var isHeld: Bool { file != nil }

  package static let patience: Int64 = 10_000

  /// Waits up to `timeout` milliseconds; then a `locked` diagnostic names the holder.
  package static func acquire(
    _ sharing: Sharing, in repository: Repository, command: String, timeout: Int64 = patience
  ) throws(Diagnostic) -> RepositoryLock {
    try acquire(sharing, in: repository, file: "lock", command: command, timeout: timeout)
  }

  /// The same with another file, for work that must not keep readers and writers waiting.
  static func acquire(
    _ sharing: Sharing, in repository: Repository, file: String, command: String, timeout: Int64
  ) throws(Diagnostic) -> RepositoryLock {
    let deadline = System.milliseconds() + timeout
    do throws(IOError) {
      return try wait(sharing, in: repository, name: file, command: command, deadline: deadline)
    } catch {
      if error.number == EWOULDBLOCK, error.operation == .lock {
        throw Diagnostic(
          .locked, error.path, hints: ["wait for it to end, or end that process, and run the command again"])
      }
      throw error.diagnostic
    }
  }

  private static func wait(
    _ sharing: Sharing, in repository: Repository, name: String, command: String, deadline: Int64
  ) throws(IOError) -> RepositoryLock {
    let state: FolderHandle
    do throws(IOError) {
      state = try repository.state()
    } catch {
      if sharing == .shared, error.isReadOnly { return RepositoryLock(sharing: sharing, file: nil) }
      throw error
    }
    let permissions = repository.permissions
    while true {
      guard let file = try open(sharing, name, in: state, permissions: permissions) else {
        return RepositoryLock(sharing: sharing, file: nil)
      }
      while flock(file.raw, (sharing == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0 {
        if errno == EINTR { continue }
        if errno != EWOULDBLOCK { throw IOError(.lock, file.path, errno) }
        let left = deadline - System.milliseconds()
        // The whole message travels in the error, since only here the holder can be read.
        if left <= 0 { throw IOError(.lock, busy(file), EWOULDBLOCK) }
        let jitter = Int64(truncatingIfNeeded: try System.randomBits() % 40)
        System.sleep(milliseconds: min(left, 5 + jitter))
      }
      let held = try file.status()
      // Someone may have removed or replaced the file between open and flock: then this lock guards nothing.
      guard let named = try state.status(name), named.device == held.device, named.inode == held.inode else {
        if System.milliseconds() >= deadline { throw IOError(.lock, busy(file), EWOULDBLOCK) }
        continue
      }
      let raw = file.take()
      if sharing == .exclusive { note("\(getpid()) \(command)", in: raw) }
      return RepositoryLock(sharing: sharing, file: raw)
    }
  }

  private static func open(
    _ sharing: Sharing, _ name: String, in state: FolderHandle, permissions: () -> FilePermissions
  ) throws(IOError) -> Descriptor? {
    if let file = try openExisting(sharing, name, in: state) { return file }
    let mode = permissions().file
    do throws(IOError) {
      let made = try state.open(name, flags: O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, mode: mode)
      guard let made else { return nil }
      if mode & 0o077 != 0 { try made.setMode(mode) }
      return made
    } catch {
      if error.number == EEXIST { return try openExisting(sharing, name, in: state) }
      if sharing == .shared, error.isReadOnly { return nil }
      throw error
    }
  }

  private static func openExisting(
    _ sharing: Sharing, _ name: String, in state: FolderHandle
  ) throws(IOError) -> Descriptor? {
    guard let file = try state.open(name, flags: (sharing == .shared ? O_RDONLY : O_RDWR) | O_NONBLOCK)
    else { return nil }
    if try !file.status().isFile { throw IOError(.lock, file.path, EINVAL) }
    return file
  }

  private static func busy(_ file: borrowing Descriptor) -> String {
    var bytes = [UInt8](repeating: 0, count: 256)
    let got = bytes.withUnsafeMutableBytes { pread(file.raw, $0.baseAddress, $0.count, 0) }
    let line = String(decoding: bytes.prefix(max(got, 0)).prefix { $0 != 0x0A }, as: UTF8.self)
    let parts = line.split(separator: " ", maxSplits: 1)
    // The note of a killed writer outlives it, while a reader that leaves none holds the lock.
    guard parts.count == 2, let process = Int32(parts[0]), System.processExists(process) else {
      return "the repository is locked by another process"
    }
    return "the repository is locked by pid \(process) (\(parts[1]))"
  }

  private static func note(_ text: String, in file: Int32) {
    var line = text.utf8.prefix(200).map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
    line.append(0x0A)
    // A full disk must not stop the writer here: without a note the message is only less exact.
    guard ftruncate(file, 0) == 0 else { return }
    _ = line.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
  }

  deinit {
    guard let file else { return }
    if sharing == .exclusive { _ = ftruncate(file, 0) }
    close(file)
  }
}
