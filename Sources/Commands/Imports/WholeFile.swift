import Diagnostics
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files outside the repository that a person named on the command line; links are followed.
enum WholeFile {
  /// A gigabyte: more is no table that a person exported.
  private static let limit = 1 << 30

  static func read(_ path: String, named name: String) throws -> [UInt8] {
    do throws(IOError) {
      let raw = open(path, O_RDONLY | O_CLOEXEC)
      guard raw >= 0 else { throw IOError(.read, name, errno) }
      let file = Descriptor(owning: raw, path: name)
      let status = try file.status()
      if status.isFolder { throw IOError(.read, name, EISDIR) }
      return try file.readAll(limit: limit, expecting: Int(status.size))
    } catch {
      switch error.number {
      case EISDIR: throw Diagnostic(.io, "cannot read \(name): it is a folder")
      case EFBIG: throw Diagnostic(.io, "\(name) is larger than 1 GiB")
      default: throw error.diagnostic
      }
    }
  }

  /// Whether anything has this name, a link that leads nowhere too.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func write(_ bytes: [UInt8], to path: String, named name: String) throws {
    try Draft(bytes, for: path, named: name).place()
  }

  /// A file that is written but not yet in its place.
  struct Draft {
    private let path: String
    private let draft: String
    private let name: String

    /// Throws where the file could not be put there, so that this is known before anything else happens.
    init(_ bytes: [UInt8], for path: String, named name: String) throws {
      self.path = path
      self.name = name
      draft = path + ".\(getpid()).tmp"
      let raw = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard raw >= 0 else { throw IOError(.write, name, errno).diagnostic }
      let file = Descriptor(owning: raw, path: name)
      do throws(IOError) {
        try file.writeAll(bytes)
        try file.closeChecked()
      } catch {
        discard()
        throw error.diagnostic
      }
    }

    /// Replaces what is there as a whole: a reader sees the old file or the new one.
    func place() throws {
      guard rename(draft, path) == 0 else {
        let error = IOError(.write, name, errno)
        discard()
        throw error.diagnostic
      }
    }

    func discard() { unlink(draft) }
  }
}
