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

  /// Runs a program to its end, feeding it the input and collecting both of its outputs.
  ///
  /// Its end is the end of the process itself: what it left running in the background, as a hook of git may, is not
  /// waited for. So the three are files without a name in place of pipes, which also break for nobody.
  package static func run(
    _ executable: String, _ arguments: [String], environment: [String], input: [UInt8] = []
  ) throws(IOError) -> SubprocessResult {
    let stdin = try anonymousFile(executable)
    if !input.isEmpty {
      try stdin.writeAll(input)
      if lseek(stdin.raw, 0, SEEK_SET) != 0 { throw IOError(.start, executable, errno) }
    }
    let stdout = try anonymousFile(executable)
    let stderr = try anonymousFile(executable)
    let status = try wait(executable, arguments, environment, stdin.raw, stdout.raw, stderr.raw)
    return SubprocessResult(status: status, output: try whole(stdout), errors: try whole(stderr))
  }

  /// Runs a program to its end on the standard streams of this process; returns its status as `SubprocessResult` does.
  package static func runAttached(
    _ executable: String, _ arguments: [String], environment: [String]
  ) throws(IOError) -> Int32 {
    try wait(executable, arguments, environment, 0, 1, 2)
  }

  /// Starts a program with the three descriptors and returns how it ended: its status, or 128 plus a signal.
  private static func wait(
    _ executable: String, _ arguments: [String], _ environment: [String], _ stdin: Int32, _ stdout: Int32,
    _ stderr: Int32
  ) throws(IOError) -> Int32 {
    var process: pid_t = 0
    let reason = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in
        crm_spawn(executable, argv, envp, stdin, stdout, stderr, &process)
      }
    }
    if reason != 0 { throw IOError(.start, executable, reason) }
    var status: Int32 = 0
    if crm_wait(process, &status) != 0 { throw IOError(.start, executable, errno) }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  private static func anonymousFile(_ executable: String) throws(IOError) -> Descriptor {
    let raw = crm_anonymous_file()
    if raw < 0 { throw IOError(.start, executable, errno) }
    return Descriptor(owning: raw, path: executable)
  }

  /// All that is in the file now, wherever others write in it.
  private static func whole(_ file: borrowing Descriptor) throws(IOError) -> [UInt8] {
    let size = Int(try file.status().size)
    var bytes: [UInt8] = []
    var failure: Int32 = 0
    while bytes.count < size, failure == 0 {
      let start = bytes.count
      bytes += [UInt8](unsafeUninitializedCapacity: size - start) { buffer, count in
        let got = pread(file.raw, buffer.baseAddress, buffer.count, off_t(start))
        count = max(got, 0)
        if got < 0, errno != EINTR { failure = errno }
        if got == 0 { failure = EIO }
      }
    }
    if failure != 0 { throw IOError(.read, file.path, failure) }
    return bytes
  }

  static func withCStrings<R>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
  ) -> R {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
