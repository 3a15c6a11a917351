import CSystem
package import Diagnostics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files outside the repository that a person named; links are followed.
package enum WholeFile {
  /// A gigabyte: more is no table that a person exported.
  private static let limit = 1 << 30

  /// The bytes; throws `io` with `name` for the file.
  package static func read(_ path: String, named name: String) throws(Diagnostic) -> [UInt8] {
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
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Runs what may write a draft and lands a change beside it: then the draft is placed, and where it throws nothing of
  /// it is left.
  package static func placing<Result>(_ body: (inout Draft?) throws -> Result) throws -> Result {
    var draft: Draft?
    let result: Result
    do {
      result = try body(&draft)
    } catch {
      draft?.discard()
      throw error
    }
    try draft?.place()
    return result
  }

  /// A file that is written but not yet in its place.
  package struct Draft {
    private let path: String
    private let draft: String
    private let name: String

    /// Throws `io` where the file could not be put there, so that this is known before anything else happens.
    /// A file that is new gets `mode`, as far as the umask lets it; one that is replaced keeps its own. The draft lies
    /// beside it, or in a folder of the same disk that is named.
    package init(
      _ bytes: [UInt8], for path: String, named name: String, mode: UInt16 = 0o600, in folder: String? = nil
    ) throws(Diagnostic) {
      self.path = path
      self.name = name
      do throws(IOError) {
        let place = folder.map { Path.join($0, Path.name(of: path)) } ?? path
        draft = place + ".\(try System.randomName()).tmp"
        let raw = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_t(mode))
        guard raw >= 0 else { throw IOError(.write, name, errno) }
        let file = Descriptor(owning: raw, path: name)
        var present = stat()
        if stat(path, &present) == 0 { fchmod(raw, present.st_mode & 0o7777) }
        do throws(IOError) {
          try file.writeAll(bytes)
          try file.closeChecked()
        } catch {
          unlink(draft)
          throw error
        }
      } catch {
        throw error.diagnostic
      }
    }

    /// The same for bytes that come in pieces; what `produce` throws is thrown, and leaves nothing behind.
    package init(
      for path: String, named name: String, mode: UInt16 = 0o600,
      writing produce: (_ write: @escaping ([UInt8]) throws -> Void) throws -> Void
    ) throws {
      self = try Draft([], for: path, named: name, mode: mode)
      do {
        let raw = open(draft, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard raw >= 0 else { throw IOError(.write, name, errno).diagnostic }
        let pieces = Pieces(Descriptor(owning: raw, path: name))
        try produce { bytes in try pieces.write(bytes) }
        try pieces.close()
      } catch {
        discard()
        throw error
      }
    }

    /// Replaces what is there as a whole: a reader sees the old file or the new one.
    package func place() throws(Diagnostic) {
      guard rename(draft, path) == 0 else {
        let error = IOError(.write, name, errno)
        discard()
        throw error.diagnostic
      }
    }

    package func discard() { unlink(draft) }
  }

  /// An open file that pieces are written to.
  private final class Pieces {
    private var file: Descriptor?

    init(_ file: consuming Descriptor) { self.file = consume file }

    func write(_ bytes: [UInt8]) throws(Diagnostic) {
      do throws(IOError) {
        try file?.writeAll(bytes)
      } catch {
        throw error.diagnostic
      }
    }

    func close() throws(Diagnostic) {
      do throws(IOError) {
        if let file = file.take() { try file.closeChecked() }
      } catch {
        throw error.diagnostic
      }
    }
  }

  /// Whether this user may run it.
  package static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// Lets everybody run the file who may read it; throws `io`.
  package static func makeExecutable(_ path: String, named name: String) throws(Diagnostic) {
    var status = stat()
    if stat(path, &status) != 0 || chmod(path, status.st_mode & 0o7777 | (status.st_mode & 0o444) >> 2) != 0 {
      throw IOError(.write, name, errno).diagnostic
    }
  }

  // MARK: Folders

  /// Whether a file can be moved from one folder into the other as a whole.
  package static func shareDisk(_ one: String, _ other: String) -> Bool {
    var (left, right) = (stat(), stat())
    return stat(one, &left) == 0 && stat(other, &right) == 0 && left.st_dev == right.st_dev
  }

  /// Whether a folder has this name, by a link too.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether something has this name that is neither a file nor a folder, such as a device or a pipe.
  package static func isStream(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return ![S_IFDIR, S_IFREG].contains(status.st_mode & S_IFMT)
  }

  /// Makes the folders that a file is to be in, those that are missing; throws `io`.
  package static func makeFolders(for path: String, named name: String) throws(Diagnostic) {
    var place = ""
    for folder in Path.components(Path.split(path).folder) {
      place += "/" + folder
      if mkdir(place, 0o777) != 0, errno != EEXIST { throw IOError(.makeFolder, name, errno).diagnostic }
    }
  }

  /// The path of what a link leads to, through all links; the same path where there is nothing.
  package static func followed(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Writes into what is there already and cannot be replaced; throws `io`.
  package static func send(_ bytes: [UInt8], to path: String, named name: String) throws(Diagnostic) {
    let raw = open(path, O_WRONLY | O_CLOEXEC)
    guard raw >= 0 else { throw IOError(.write, name, errno).diagnostic }
    let file = Descriptor(owning: raw, path: name)
    do throws(IOError) {
      try file.writeAll(bytes)
      try file.closeChecked()
    } catch {
      throw error.diagnostic
    }
  }

  /// The names in a folder, but for those that begin with a dot; throws `io`.
  package static func names(in path: String, named name: String) throws(Diagnostic) -> [String] {
    guard let folder = opendir(path) else { throw IOError(.read, name, errno).diagnostic }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let found = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !found.hasPrefix(".") { names.append(found) }
    }
    return names
  }

  /// Removes a file; throws `io` where it cannot.
  package static func remove(_ path: String, named name: String) throws(Diagnostic) {
    if unlink(path) != 0, errno != ENOENT { throw IOError(.write, name, errno).diagnostic }
  }
}
