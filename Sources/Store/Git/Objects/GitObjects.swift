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

/// The objects of a git repository, bare ones too, as one `git cat-file --batch` hands them over.
///
/// It writes nothing, and what a push has brought is read where git keeps it until the push is taken: the only reader
/// that lets git know of its quarantine.
package final class GitObjects {
  /// An object as git has it.
  package struct Object {
    /// `commit`, `tree`, `blob` or `tag`.
    package let type: String
    package let name: String
    package let bytes: [UInt8]
  }

  /// The git folder; for a linked worktree that of the worktree.
  package let gitDirectory: String
  private let executable: String
  private let environment: [String]
  private let process: pid_t
  private let requests: Int32
  private let answers: Int32
  private var buffer: [UInt8] = []
  private var start = 0

  /// Starts git for a git folder; `environment` is the process's own. Programs below `excluded` are passed over.
  package init(
    gitDirectory: String, environment: [String], excluding excluded: String? = nil
  ) throws(Diagnostic) {
    guard
      let executable = Subprocess.find(
        "git", environment: environment, excluding: excluded ?? gitDirectory)
    else { throw Git.missing }
    self.gitDirectory = gitDirectory
    self.executable = executable
    let scrubbed = Self.environment(environment)
    self.environment = scrubbed
    do throws(IOError) {
      let (input, output) = (try Self.pipe(), try Self.pipe())
      let errors = crm_anonymous_file()
      if errors < 0 { throw IOError(.start, executable, errno) }
      let arguments = ["git", "--git-dir=" + gitDirectory, "cat-file", "--batch"]
      var started: pid_t = 0
      let reason = Subprocess.withCStrings(arguments) { argv in
        Subprocess.withCStrings(scrubbed) { envp in
          crm_spawn(executable, argv, envp, input.reading, output.writing, errors, &started)
        }
      }
      for end in [input.reading, output.writing, errors] { _ = close(end) }
      (process, requests, answers) = (started, input.writing, output.reading)
      if reason != 0 { throw IOError(.start, executable, reason) }
    } catch {
      throw error.diagnostic
    }
  }

  deinit {
    _ = close(requests)
    _ = close(answers)
    var status: Int32 = 0
    if process > 0 { _ = crm_wait(process, &status) }
  }

  /// What git itself set for its hooks, and nothing else that would lead it elsewhere.
  private static let quarantine: Set<String> = [
    "GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  ]

  private static func environment(_ own: [String]) -> [String] {
    // A replaced object is not the one that others will fetch.
    Git.scrubbed(own) + own.filter { quarantine.contains(String($0.prefix { $0 != "=" })) }
      + ["GIT_NO_REPLACE_OBJECTS=1"]
  }

  /// Runs git once on the same objects.
  package func run(_ arguments: [String], input: [UInt8] = []) throws(Diagnostic) -> SubprocessResult {
    do throws(IOError) {
      return try Subprocess.run(
        executable, ["git", "--git-dir=" + gitDirectory] + arguments, environment: environment, input: input)
    } catch {
      throw error.diagnostic
    }
  }

  // MARK: Objects

  /// The object of a full name, or of an expression such as `main^{tree}`; nil where there is none.
  package func object(_ expression: String) throws(Diagnostic) -> Object? {
    // A line break would be a second request.
    guard !expression.utf8.contains(0x0A) else { return nil }
    try send(expression + "\n")
    return try answer(to: expression)
  }

  /// The bytes of objects, in the order of their names, handed over one by one. One that is missing is an error.
  package func read(
    _ names: [String], _ body: (_ place: Int, _ bytes: [UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    // As many requests as surely fit into the pipe, so that neither side waits for the other.
    let ahead = 200
    var sent = 0
    for place in names.indices {
      if place == sent {
        let batch = names[sent..<min(sent + ahead, names.count)]
        try send(batch.map { $0 + "\n" }.joined())
        sent += batch.count
      }
      guard let object = try answer(to: names[place]) else { throw Self.lost(names[place]) }
      try body(place, object.bytes)
    }
  }

  /// The same, all at once.
  package func contents(_ names: [String]) throws(Diagnostic) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    let wanted = Set(names).sorted()
    found.reserveCapacity(wanted.count)
    try read(wanted) { place, bytes in found[wanted[place]] = bytes }
    return found
  }

  private func answer(to expression: String) throws(Diagnostic) -> Object? {
    // "<name> <type> <size>\n<bytes>\n", or "<expression> missing\n"
    let head = String(decoding: try line(), as: UTF8.self).split(separator: " ")
    guard head.count == 3, let size = Int(head[2]), size >= 0, Git.isName(String(head[0])) else {
      if head.last == "missing" || head.last == "ambiguous" { return nil }
      throw Self.lost(expression)
    }
    let bytes = try take(size)
    _ = try take(1)
    return Object(type: String(head[1]), name: String(head[0]), bytes: bytes)
  }

  static func lost(_ name: String) -> Diagnostic {
    Diagnostic(
      .io, "git does not hand over the object \(name)", hints: ["check the repository with: git fsck"])
  }

  // MARK: Pipes

  private static func pipe() throws(IOError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    let failed = ends.withUnsafeMutableBufferPointer { crm_pipe($0.baseAddress) }
    if failed != 0 { throw IOError(.start, "git", errno) }
    return (ends[0], ends[1])
  }

  private func send(_ text: String) throws(Diagnostic) {
    var failure: Int32 = 0
    var text = text
    text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let wrote = write(requests, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if wrote < 0, errno == EINTR { continue }
        if wrote <= 0 {
          failure = errno
          return
        }
        done += wrote
      }
    }
    if failure != 0 { throw Self.ended }
  }

  private func fill(atLeast wanted: Int) throws(Diagnostic) {
    if start > 0, start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
    while buffer.count - start < wanted {
      let room = max(1 << 16, wanted - (buffer.count - start))
      var got = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { target, count in
        repeat { got = systemRead(answers, target.baseAddress, room) } while got < 0 && errno == EINTR
        count = max(got, 0)
      }
      if got <= 0 { throw Self.ended }
      buffer += chunk
    }
  }

  private func line() throws(Diagnostic) -> [UInt8] {
    var looked = start
    while true {
      if let end = buffer[looked...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        return Array(buffer[start..<end])
      }
      let left = buffer.count - start
      try fill(atLeast: left + 1)
      looked = start + left
    }
  }

  private func take(_ count: Int) throws(Diagnostic) -> [UInt8] {
    try fill(atLeast: count)
    defer { start += count }
    return Array(buffer[start..<start + count])
  }

  private static let ended = Diagnostic(
    .io, "git cat-file ended before it had answered", hints: ["check the repository with: git fsck"])
}

/// `read` of the system, which a method of the same name hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
