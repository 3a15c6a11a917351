package import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A failed system call: what was tried, on which path as the user knows it, and the error number.
package struct IOError: Error, Sendable, Hashable {
  package enum Operation: String, Sendable {
    case open
    case read
    case write
    case sync = "write out"
    case inspect
    case rename
    case remove
    case makeFolder = "make the folder"
    case list
    case lock
    case start
  }

  package var operation: Operation
  package var path: String
  package var number: Int32

  package init(_ operation: Operation, _ path: String, _ number: Int32) {
    self.operation = operation
    self.path = path
    self.number = number
  }

  /// The system's own words for the error number.
  package var reason: String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
  }

  /// Says what failed and offers the way out that fits the error number.
  package var diagnostic: Diagnostic {
    if number == ELOOP {
      return Diagnostic(
        .io, "cannot \(operation.rawValue) \(path): it is, or lies behind, a symbolic link",
        hints: ["crm follows no links inside a repository; put the real file or folder there"])
    }
    if number == EFBIG, operation == .read {
      return Diagnostic(
        .invalidData, "\(path) is larger than 1 MiB", at: SourceLocation(file: path),
        hints: ["move long texts and attachments out of the record"])
    }
    return Diagnostic(
      .io, "cannot \(operation.rawValue) \(path): \(reason)", hints: hint.map { [Hint($0)] } ?? [])
  }

  /// Whether the cause is that this process may not write here, as on a read-only disk.
  package var isReadOnly: Bool { number == EROFS || number == EACCES || number == EPERM }

  private var hint: String? {
    switch number {
    case ENOSPC, EDQUOT: "free some space on that disk, then run the command again"
    case EACCES, EPERM: "check who owns it and its folder: ls -ld"
    case EROFS: "the disk is mounted read-only; remount it or work on a copy"
    case EMFILE, ENFILE: "too many files are open; raise the limit with: ulimit -n 4096"
    case EIO: "the disk reports an error; make a copy of the repository, then check the disk"
    case EXDEV: "the folder lies on another file system than the repository; keep all of it on one"
    case EISDIR, ENOTDIR: "a file stands where a folder should be, or the other way round"
    default: nil
    }
  }
}
