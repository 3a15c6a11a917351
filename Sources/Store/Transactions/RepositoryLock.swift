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
/// of those who wait in vain. A second file, `gate`, is held for as long as its holder waits for the first: readers
/// that come after a waiting writer wait behind it, however many of them there are.
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
    let deadline = System.milliseconds() + timeout
    guard let state = try folder(for: sharing, in: repository) else {
      return RepositoryLock(sharing: sharing, file: nil)
    }
    let gate = try take(sharing, "gate", in: state, of: repository, deadline: deadline, holder: "lock")
    let lock = try take(sharing, "lock", in: state, of: repository, deadline: deadline, holder: "lock")
    _ = consume gate
    if let file = lock.file, sharing == .exclusive { note("\(getpid()) \(command)", in: file) }
    return lock
  }

  /// The same with another file, for work that must not keep readers and writers waiting.
  static func acquire(
    _ sharing: Sharing, in repository: Repository, file: String, command: String, timeout: Int64
  ) throws(Diagnostic) -> RepositoryLock {
    guard let state = try folder(for: sharing, in: repository) else {
      return RepositoryLock(sharing: sharing, file: nil)
    }
    let lock = try take(
      sharing, file, in: state, of: repository, deadline: System.milliseconds() + timeout, holder: file)
    if let raw = lock.file, sharing == .exclusive { note("\(getpid()) \(command)", in: raw) }
    return lock
  }

  /// The state folder; nil for a reader where none can be made.
  private static func folder(
    for sharing: Sharing, in repository: Repository
  ) throws(Diagnostic) -> FolderHandle? {
    do throws(IOError) {
      return try repository.state()
    } catch {
      if sharing == .shared, error.isReadOnly { return nil }
      throw error.diagnostic
    }
  }

  /// `holder` is the file whose note says who is at work.
  private static func take(
    _ sharing: Sharing, _ name: String, in state: FolderHandle, of repository: Repository, deadline: Int64,
    holder: String
  ) throws(Diagnostic) -> RepositoryLock {
    let outcome: Outcome
    do throws(IOError) {
      outcome = try wait(sharing, name, in: state, deadline: deadline, permissions: repository.permissions)
    } catch {
      throw error.diagnostic
    }
    switch outcome {
    case .without: return RepositoryLock(sharing: sharing, file: nil)
    case .held(let raw): return RepositoryLock(sharing: sharing, file: raw)
    case .busy:
      throw Diagnostic(
        .locked, busy(holder, in: state),
        hints: ["wait for it to end, or end that process, and run the command again"])
    }
  }

  private enum Outcome {
    case held(Int32)
    /// A reader where no lock file can be made.
    case without
    case busy
  }

  private static func wait(
    _ sharing: Sharing, _ name: String, in state: FolderHandle, deadline: Int64,
    permissions: () -> FilePermissions
  ) throws(IOError) -> Outcome {
    let operation = (sharing == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB
    let start = System.milliseconds()
    while true {
      guard let file = try open(sharing, name, in: state, permissions: permissions) else { return .without }
      while flock(file.raw, operation) != 0 {
        if errno == EINTR { continue }
        if errno != EWOULDBLOCK { throw IOError(.lock, file.path, errno) }
        let now = System.milliseconds()
        if now >= deadline { return .busy }
        // Who has waited long looks more often, and so comes before those who have just begun.
        let pause = max(1, 20 - (now - start) / 25)
        let jitter = Int64(truncatingIfNeeded: try System.randomBits() % UInt64(pause))
        System.sleep(milliseconds: min(deadline - now, pause / 2 + jitter))
      }
      let held = try file.status()
      // Someone may have removed or replaced the file between open and flock: then this lock guards nothing.
      if let named = try state.status(name), named.device == held.device, named.inode == held.inode {
        return .held(file.take())
      }
      if System.milliseconds() >= deadline { return .busy }
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

  private static func busy(_ name: String, in state: FolderHandle) -> String {
    let bytes = (try? state.read(name, limit: 1024))?.bytes ?? []
    let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
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

  /// Lets writers go on before the value ends, once a reader has all that it needs from the files; nothing for a writer.
  package borrowing func endReading() {
    if let file, sharing == .shared { _ = flock(file, LOCK_UN) }
  }

  deinit {
    guard let file else { return }
    if sharing == .exclusive { _ = ftruncate(file, 0) }
    // A child that is being started holds a copy until it runs its program: closing ours alone would not end the lock.
    _ = flock(file, LOCK_UN)
    close(file)
  }
}
