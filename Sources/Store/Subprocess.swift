import CSystem
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a program ended and all that it wrote.
package struct SubprocessResult: Sendable {
  /// The exit status, or 128 plus the signal that ended it.
  package var status: Int32
  package var output: [UInt8]
  package var errors: [UInt8]

  package var succeeded: Bool { status == 0 }
  package var outputText: String { String(decoding: output, as: UTF8.self) }
  package var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// Programs, started by absolute path with an argument array; no shell is ever involved.
package enum Subprocess {
  /// The absolute path of a program in the `PATH` of an environment of `KEY=value` entries.
  ///
  /// Relative entries of `PATH` are passed over, and so are those inside `excluded`, since what lies there
  /// may have come with a clone.
  package static func find(_ name: String, environment: [String], excluding excluded: String?) -> String? {
    let path =
      environment.lazy.compactMap { Path.remainder(of: $0, after: "PATH=") }.first
      ?? "/usr/local/bin:/usr/bin:/bin"
    for part in path.utf8.split(separator: UInt8(ascii: ":")) {
      let entry = String(Substring(part))
      guard Path.isAbsolute(entry) else { continue }
      if let excluded, Path.relative(entry, to: excluded) != nil { continue }
      let candidate = Path.join(entry, name)
      var found = stat()
      if stat(candidate, &found) == 0, found.st_mode & S_IFMT == S_IFREG, access(candidate, X_OK) == 0 {
        return candidate
      }
    }
    return nil
  }

  /// Runs a program to its end, feeding it the input while collecting both of its outputs.
  package static func run(
    _ executable: String, _ arguments: [String], environment: [String], input: [UInt8] = []
  ) throws(IOError) -> SubprocessResult {
    let token = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 16)
    defer { token.deallocate() }
    // A program that ends without reading all of its input must not end this one.
    let blocked = crm_block_sigpipe(token) == 0
    defer { if blocked { _ = crm_restore_sigpipe(token) } }

    let stdin = try pipe(executable)
    let stdout = try pipe(executable)
    let stderr = try pipe(executable)
    var process: pid_t = 0
    let reason = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in
        crm_spawn(executable, argv, envp, stdin.read.raw, stdout.write.raw, stderr.write.raw, &process)
      }
    }
    stdin.closeRead()
    stdout.closeWrite()
    stderr.closeWrite()
    if reason != 0 { throw IOError(.start, executable, reason) }

    var output: [UInt8] = []
    var errors: [UInt8] = []
    let failure = exchange(input, stdin: stdin, stdout: stdout, stderr: stderr, &output, &errors)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      if errno != EINTR { throw IOError(.start, executable, errno) }
    }
    if failure != 0 { throw IOError(.read, executable, failure) }
    let signal = status & 0x7F
    return SubprocessResult(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: output, errors: errors)
  }

  /// Runs a program to its end on the standard streams of this process; returns its status as `SubprocessResult` does.
  package static func runAttached(
    _ executable: String, _ arguments: [String], environment: [String]
  ) throws(IOError) -> Int32 {
    var process: pid_t = 0
    let reason = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in crm_spawn(executable, argv, envp, 0, 1, 2, &process) }
    }
    if reason != 0 { throw IOError(.start, executable, reason) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      if errno != EINTR { throw IOError(.start, executable, errno) }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Both ends of a pipe, each closed once.
  private final class Pipe {
    private(set) var read: End
    private(set) var write: End

    struct End { var raw: Int32 }

    init(_ ends: [Int32]) {
      read = End(raw: ends[0])
      write = End(raw: ends[1])
    }

    func closeRead() { Self.close(&read) }
    func closeWrite() { Self.close(&write) }

    private static func close(_ end: inout End) {
      #if canImport(Darwin)
        if end.raw >= 0 { _ = Darwin.close(end.raw) }
      #elseif canImport(Musl)
        if end.raw >= 0 { _ = Musl.close(end.raw) }
      #else
        if end.raw >= 0 { _ = Glibc.close(end.raw) }
      #endif
      end.raw = -1
    }

    deinit {
      Self.close(&read)
      Self.close(&write)
    }
  }

  private static func pipe(_ executable: String) throws(IOError) -> Pipe {
    var ends: [Int32] = [-1, -1]
    if crm_pipe(&ends) != 0 { throw IOError(.start, executable, errno) }
    return Pipe(ends)
  }

  /// Moves bytes until both outputs are at their end; returns an error number or 0.
  private static func exchange(
    _ input: [UInt8], stdin: Pipe, stdout: Pipe, stderr: Pipe, _ output: inout [UInt8],
    _ errors: inout [UInt8]
  ) -> Int32 {
    var sent = 0
    if input.isEmpty { stdin.closeWrite() } else { _ = crm_set_nonblocking(stdin.write.raw) }
    var buffer = [UInt8](repeating: 0, count: 65536)
    var failure: Int32 = 0

    func drain(_ pipe: Pipe, into collected: inout [UInt8]) {
      let got = buffer.withUnsafeMutableBytes { read(pipe.read.raw, $0.baseAddress, $0.count) }
      if got > 0 {
        collected += buffer[..<got]
      } else if got == 0 {
        pipe.closeRead()
      } else if errno != EINTR, errno != EAGAIN {
        failure = errno
        pipe.closeRead()
      }
    }

    while stdout.read.raw >= 0 || stderr.read.raw >= 0 {
      // poll passes over negative descriptors.
      var waiting = [
        pollfd(fd: stdin.write.raw, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: stdout.read.raw, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stderr.read.raw, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&waiting, 3, -1) < 0 {
        if errno == EINTR { continue }
        return errno
      }
      if waiting[0].revents != 0 {
        let wrote = input.withUnsafeBytes { bytes in
          write(stdin.write.raw, bytes.baseAddress.map { $0 + sent }, min(bytes.count - sent, 65536))
        }
        if wrote > 0 { sent += wrote }
        // EPIPE: the program wants no more, and its status says whether that is an error.
        if sent == input.count || (wrote < 0 && errno != EINTR && errno != EAGAIN) { stdin.closeWrite() }
      }
      if waiting[1].revents != 0 { drain(stdout, into: &output) }
      if waiting[2].revents != 0 { drain(stderr, into: &errors) }
    }
    return failure
  }

  private static func withCStrings<R>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
  ) -> R {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
