import CSystem
import Dates
import Diagnostics
import Store
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The real standard streams.
package final class ProcessTerminal: Terminal {
  package init() {}

  package func write(_ bytes: [UInt8]) throws {
    guard ProcessTerminal.write(bytes, to: 1) else {
      if errno == EPIPE { throw ClosedPipe() }
      throw Diagnostic(.io, "cannot write to standard output: " + String(cString: strerror(errno)))
    }
  }

  package func writeError(_ text: String) {
    _ = ProcessTerminal.write(Array(text.utf8), to: 2)
  }

  /// False where not all could be written; `errno` tells why.
  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(file, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          Musl.write(file, buffer.baseAddress, buffer.count)
        #else
          Darwin.write(file, buffer.baseAddress, buffer.count)
        #endif
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, 1000)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  package func readLine() -> String? { Swift.readLine(strippingNewline: true) }

  package func wait(milliseconds: Int32) throws {
    // A pipe whose reader is gone says so at once, and all else never.
    var output = pollfd(fd: 1, events: 0, revents: 0)
    if poll(&output, 1, milliseconds) > 0 { throw ClosedPipe() }
  }

  package func readAll() throws -> [UInt8] { try readAll(atMost: .max) }

  package func readAll(atMost limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(0, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
        if bytes.count > limit { throw Diagnostic.inputTooLarge(limit) }
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        throw Diagnostic(.io, "cannot read standard input: " + String(cString: strerror(errno)))
      }
    }
  }
}

extension World {
  /// The world of this process.
  package static func ofProcess() -> World {
    signal(SIGPIPE, SIG_IGN)
    occupyClosedStreams()
    var entries: [String] = []
    var cursor: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    while let entry = cursor?.pointee {
      entries.append(String(cString: entry))
      cursor = cursor.map { $0 + 1 }
    }
    let environment = Environment(entries: entries)
    var size = winsize()
    let hasSize = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    var world = World(
      arguments: Array(Swift.CommandLine.arguments.dropFirst()),
      workingDirectory: currentDirectory() ?? environment["PWD"] ?? "/",
      clock: presentTime(), seed: seed(environment),
      isInputTerminal: isatty(0) == 1, isOutputTerminal: isatty(1) == 1, isErrorTerminal: isatty(2) == 1,
      width: hasSize ? Int(size.ws_col) : nil,
      processID: getpid(), terminal: typedAt())
    world.environment = environment
    world.presentClock = { presentTime() }
    let zone = environment["TZ"]
    world.findZone = { Zone.systemZoneName(tz: zone, localtimeLink: link("/etc/localtime")) }
    let (folder, variables) = (world.workingDirectory, world.environment)
    world.executable = { executable(folder, variables) }
    return world
  }

  private static func presentTime() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: Int64(time.tv_sec))
  }

  /// Where the word that started this program leads to: links stay, so that another version may take their place.
  private static func executable(_ folder: String, _ environment: Environment) -> String? {
    let word = Swift.CommandLine.arguments.first ?? ""
    if word.utf8.contains(UInt8(ascii: "/")) {
      let (place, name) = Path.split(Path.absolute(word, in: folder))
      return (try? Repository.resolve(place, from: folder)).map { Path.join($0, name) }
    }
    let found = Subprocess.find(word, environment: ["PATH=" + (environment["PATH"] ?? "")], excluding: nil)
    return found ?? link("/proc/self/exe")
  }

  /// A shell that a person types at gives each command a process group of its own; those of a script share the script's.
  private static func typedAt() -> String? {
    guard isatty(0) == 1, isatty(1) == 1, getpgrp() == getpid(), let name = ttyname(1) else { return nil }
    return String(cString: name) + "-\(getsid(0))"
  }

  /// Puts something that fails in the place of each standard stream that is closed; else the next file that is opened
  /// would be taken for it, and messages written into the repository.
  private static func occupyClosedStreams() {
    for stream: Int32 in 0...2 where fcntl(stream, F_GETFD) < 0 && errno == EBADF {
      // The lowest free number is this one: those below are open by now.
      _ = open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  /// `CRM_SEED` makes the identifiers of new records repeatable, for tests.
  private static func seed(_ environment: Environment) -> UInt64 {
    if let text = environment["CRM_SEED"], let seed = UInt64(text) { return seed }
    return UInt64.random(in: .min ... .max)
  }

  /// The login name of this process's account, as where cron sets no `USER`; its number where it has none.
  static func accountName() -> String {
    guard let account = getpwuid(geteuid()), let name = account.pointee.pw_name, name[0] != 0 else {
      return "uid\(geteuid())"
    }
    return String(cString: name)
  }

  private static func currentDirectory() -> String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  private static func link(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return -1 }
      return readlink(path, start.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
