import CSystem
import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The real standard input of a server. HUP, INT and TERM end its waiting, not the process, so that a change which is
/// being made is finished and answered.
struct ProcessInput: InputStream {
  /// How long that may take, in milliseconds: hosts give a server little more than a second.
  private static let grace: Int32 = 800
  /// How long git may take with its hooks, in milliseconds: nobody is there who could end one that hangs.
  private static let limit: Int32 = 10_000

  init() throws(Diagnostic) {
    guard crm_server_begin(ProcessInput.grace, ProcessInput.limit) == 0 else {
      throw ProcessInput.fault("cannot heed signals")
    }
  }

  mutating func next(waits: Bool) throws -> Arrival {
    while true {
      switch crm_server_wait(waits ? -1 : 0) {
      case 1: break
      case 0: return .nothing
      case -1: return .askedToEnd
      default: throw ProcessInput.fault("cannot wait for standard input")
      }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(0, &buffer, buffer.count)
      if count > 0 { return .bytes(Array(buffer[..<count])) }
      if count == 0 { return .end }
      // Another holder of the same pipe may have read it, or made it not wait.
      if errno != EINTR, errno != EAGAIN { throw ProcessInput.fault("cannot read standard input") }
    }
  }

  /// Milliseconds that never go back.
  static func clock() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }

  private static func fault(_ what: String) -> Diagnostic {
    Diagnostic(.io, "\(what): " + String(cString: strerror(errno)))
  }
}
