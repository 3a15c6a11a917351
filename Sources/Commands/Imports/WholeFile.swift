import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files outside the repository that a person named on the command line.
enum WholeFile {
  /// A gigabyte: more is no table that a person exported.
  private static let limit = 1 << 30

  static func read(_ path: String, named name: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure("cannot read \(name)") }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure("cannot read \(name)") }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Diagnostic(.io, "cannot read \(name): it is a folder")
    }
    guard status.st_size <= limit else { throw Diagnostic(.io, "\(name) is larger than 1 GiB") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        throw failure("cannot read \(name)")
      }
      if bytes.count > limit { throw Diagnostic(.io, "\(name) is larger than 1 GiB") }
    }
  }

  /// Replaces the file as a whole: a reader sees the old one or the new one.
  static func write(_ bytes: [UInt8], to path: String, named name: String) throws {
    let draft = path + ".\(getpid()).tmp"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure("cannot write \(name)") }
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
      } else if errno != EINTR {
        let error = failure("cannot write \(name)")
        close(file)
        unlink(draft)
        throw error
      }
    }
    guard close(file) == 0, rename(draft, path) == 0 else {
      let error = failure("cannot write \(name)")
      unlink(draft)
      throw error
    }
  }

  private static func failure(_ message: String) -> Diagnostic {
    Diagnostic(.io, message + ": " + String(cString: strerror(errno)))
  }
}
