import CSystem
import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file that is closed when it goes out of scope.
package struct Descriptor: ~Copyable {
  package private(set) var raw: Int32
  /// The path for error messages.
  package let path: String

  package init(owning raw: Int32, path: String) {
    self.raw = raw
    self.path = path
  }

  deinit { if raw >= 0 { _ = close(raw) } }

  /// Reads to the end; a file longer than `limit` bytes fails with EFBIG.
  package func readAll(limit: Int, expecting size: Int = 0) throws(IOError) -> [UInt8] {
    // One byte more than expected, so that the first read finds the end, or that there is more.
    var bytes = [UInt8]()
    var capacity = min(max(size, 0), limit) + 1
    while true {
      var failure: Int32 = 0
      var ended = false
      let start = bytes.count
      let room = capacity
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        while count < room {
          let got = read(raw, buffer.baseAddress.map { $0 + count }, room - count)
          if got < 0 {
            if errno == EINTR { continue }
            failure = errno
            return
          }
          if got == 0 {
            ended = true
            return
          }
          count += got
          // A regular file gives less than it is asked for at its end alone.
          if count == size, got < room { ended = true }
          if ended { return }
        }
      }
      if failure != 0 { throw IOError(.read, path, failure) }
      if start == 0 { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit { throw IOError(.read, path, EFBIG) }
      if ended { return bytes }
      capacity = min(max(bytes.count, 4096), limit - bytes.count + 1)
    }
  }

  /// Writes all of the bytes, however many calls that takes.
  package func writeAll(_ bytes: [UInt8]) throws(IOError) {
    var failure: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let wrote = write(raw, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        if wrote < 0 {
          if errno == EINTR { continue }
          failure = errno
          return
        }
        // A disk that takes nothing and reports nothing is full.
        if wrote == 0 {
          failure = ENOSPC
          return
        }
        done += wrote
      }
    }
    if failure != 0 { throw IOError(.write, path, failure) }
  }

  package func sync() throws(IOError) {
    if crm_fsync(raw) != 0 { throw IOError(.sync, path, errno) }
  }

  package func setMode(_ mode: UInt16) throws(IOError) {
    if fchmod(raw, mode_t(mode)) != 0 { throw IOError(.write, path, errno) }
  }

  package func status() throws(IOError) -> FileStatus {
    var found = crm_status()
    if crm_status_of(raw, nil, &found) != 0 { throw IOError(.inspect, path, errno) }
    return FileStatus(found)
  }

  /// Hands the open file over to the caller, who closes it.
  package consuming func take() -> Int32 {
    let raw = self.raw
    self.raw = -1
    return raw
  }

  /// Closes and reports what the close reports, such as a delayed write error of a network disk.
  package consuming func closeChecked() throws(IOError) {
    let raw = self.raw
    self.raw = -1
    // After EINTR the descriptor is gone all the same, so a second close could hit another thread's file.
    if close(raw) != 0, errno != EINTR { throw IOError(.write, path, errno) }
  }
}

/// What `lstat` says of a file; times are nanoseconds since 1970.
package struct FileStatus: Sendable, Hashable {
  package var device: UInt64
  package var inode: UInt64
  package var links: UInt64
  package var size: Int64
  package var modified: Int64
  package var changed: Int64
  package var mode: UInt32
  package var owner: UInt32
  package var group: UInt32

  init(_ raw: crm_status) {
    device = raw.device
    inode = raw.inode
    links = raw.links
    size = raw.size
    modified = raw.modified
    changed = raw.changed
    mode = raw.mode
    owner = raw.owner
    group = raw.group
  }

  package var isFile: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
  package var isFolder: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
  package var isLink: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFLNK) }
  package var permissions: UInt16 { UInt16(truncatingIfNeeded: mode & 0o777) }
}

/// Calls that belong to no open file. Locking needs a clock and randomness, so the two live here and nowhere
/// else in the target.
enum System {
  /// Milliseconds of the monotonic clock.
  static func milliseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }

  static func sleep(milliseconds: Int64) {
    var pause = timespec(tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
    nanosleep(&pause, nil)
  }

  static func randomBits() throws(IOError) -> UInt64 {
    var bits: UInt64 = 0
    if crm_getrandom(&bits, MemoryLayout<UInt64>.size) != 0 { throw IOError(.read, "/dev/urandom", errno) }
    return bits
  }

  /// 16 hexadecimal digits, the name of a transaction.
  static func randomName() throws(IOError) -> String {
    let digits = String(try randomBits(), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  static func processExists(_ id: Int32) -> Bool {
    id > 0 && (kill(id, 0) == 0 || errno == EPERM)
  }

  /// lstat by absolute path; nil when nothing is there.
  static func status(_ path: String) throws(IOError) -> FileStatus? {
    var found = crm_status()
    if crm_status_of(AT_FDCWD, path, &found) == 0 { return FileStatus(found) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw IOError(.inspect, path, errno)
  }

  static func openFolder(_ path: String) throws(IOError) -> FolderHandle {
    while true {
      let raw = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if raw >= 0 { return FolderHandle(owning: raw, path: path, prefix: path == "/" ? "/" : path + "/") }
      if errno != EINTR { throw IOError(.open, path, errno) }
    }
  }

  /// The whole of a small file by absolute path; nil when nothing is there.
  static func read(_ path: String, limit: Int) throws(IOError) -> [UInt8]? {
    while true {
      let raw = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      if raw >= 0 {
        let file = Descriptor(owning: raw, path: path)
        return try file.readAll(limit: limit)
      }
      if errno == ENOENT || errno == ENOTDIR { return nil }
      if errno != EINTR { throw IOError(.open, path, errno) }
    }
  }

  /// Some bytes of a file by absolute path, fewer where it is shorter.
  static func bytes(of path: String, from start: Int64 = 0, count: Int) throws(IOError) -> [UInt8] {
    let raw = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if raw < 0 { throw IOError(.open, path, errno) }
    let file = Descriptor(owning: raw, path: path)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, pread(file.raw, buffer.baseAddress, count, off_t(start)))
    }
  }

  /// Runs the body with INT, TERM and HUP held back in this thread.
  static func withSignalsBlocked<R>(_ body: () throws(Diagnostic) -> R) throws(Diagnostic) -> R {
    let token = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 16)
    defer { token.deallocate() }
    let blocked = crm_block_signals(token) == 0
    defer { if blocked { _ = crm_restore_signals(token) } }
    return try body()
  }
}
