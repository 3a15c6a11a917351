package import Diagnostics

extension Git {
  /// The trailer by which the commits of `crm` are known again: `Crm-Change: c-0123456789abcdef`. It must not change,
  /// because `undo` looks for it.
  package static let changeTrailer = "Crm-Change"
  /// What it was called once, with the bare digits behind it.
  static let formerTrailer = "Crm-Transaction"
  /// The trailer of a commit that takes another one back.
  package static let undoTrailer = "Crm-Undoes"

  /// Commits the transactions that wait for it, the oldest first, each as one commit of exactly its paths.
  ///
  /// Never fails: the records are safe, so what stands in the way becomes a warning, and the queue stays for
  /// the next command. No repository lock is needed, so that a hook may itself call `crm`.
  package func commitPending(command: String = "crm") -> [Diagnostic] {
    guard repository.isGitWorkTree else { return [] }
    do throws(Diagnostic) {
      guard try !pendingNames().isEmpty else { return [] }
      let lock = try RepositoryLock.acquire(
        .exclusive, in: repository, file: "git-lock", command: command, timeout: 5_000)
      let warnings = try drain()
      _ = consume lock
      return warnings
    } catch {
      return [
        Diagnostic(
          .io, "saved, but not committed to git: \(error.message)",
          hints: error.hints + ["the next crm command that writes commits it as well"])
      ]
    }
  }

  /// How many transactions git has yet to commit.
  package func pendingCount() throws(Diagnostic) -> Int { try pendingNames().count }

  private func pendingNames() throws(Diagnostic) -> [String] {
    do throws(IOError) {
      guard let state = try repository.existingState() else { return [] }
      return try PendingCommits.names(in: state)
    } catch {
      throw error.diagnostic
    }
  }

  private func drain() throws(Diagnostic) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    var notes: [PendingCommit] = []
    for name in try pendingNames() {
      if let note = try load(name) {
        notes.append(note)
      } else {
        warnings.append(Diagnostic(.io, "a note for git was unreadable and set aside: rejected-\(name)"))
      }
    }
    // After a long time without git one commit makes up for all.
    let groups = notes.count > 32 ? [notes] : notes.map { [$0] }
    for (index, group) in groups.enumerated() {
      let later = Set(groups[(index + 1)...].joined().flatMap { $0.journal.entries.map(\.path) })
      let work = PendingFiles(group.map(\.journal), later: later)
      let isCommitted = try commit(work, warnings: &warnings)
      let commit = isCommitted ? headCommit() : nil
      do throws(IOError) {
        guard let state = try repository.existingState() else { continue }
        for note in group {
          try ChangeLog.take(
            note.file, note.journal, size: note.size, commit: group.count == 1 ? commit : nil, in: state,
            permissions: repository.permissions())
        }
      } catch {
        throw error.diagnostic
      }
    }
    return warnings
  }

  private func load(_ name: String) throws(Diagnostic) -> PendingCommit? {
    do throws(IOError) {
      guard let state = try repository.existingState(),
        let file = try state.read(name, limit: Journal.sizeLimit)
      else { return nil }
      if let journal = try? Journal(decoding: file.bytes) {
        return PendingCommit(file: name, size: file.bytes.count, journal: journal)
      }
      try state.rename(name, to: state, "rejected-" + name)
      return nil
    } catch {
      throw error.diagnostic
    }
  }

  /// Commits what the transactions wrote, after what a person wrote into the same files before them. False when
  /// there was nothing to commit.
  private func commit(_ files: PendingFiles, warnings: inout [Diagnostic]) throws(Diagnostic) -> Bool {
    for file in files.files { try RelativePath.check(file.path) }
    // A file of the last commit is tracked, whatever the ignore rules say.
    let known = try committed(files.files.compactMap { $0.isNew ? nil : gitPath($0.path) })
    let ignored = try self.ignored(files.files.map { gitPath($0.path) }.filter { known[$0] == nil })
    let wanted = files.files.filter { !ignored.contains(gitPath($0.path)) }
    if wanted.isEmpty { return false }
    try commitHandEdits(wanted, known)
    let text = Self.message(files.message, transactions: files.transactions)
    let states = try states(of: wanted, laterPaths: files.later)
    var exact: [Image] = []
    var paths: [String] = []
    for (file, state) in zip(wanted, states) {
      let path = gitPath(file.path)
      switch state {
      case .asWritten: paths.append(path)
      case .writtenInto(let content):
        exact.append(Image(path: path, content: content, isExecutable: known[path]?.mode == "100755"))
      case .takenAway: warnings.append(takenAway(file))
      }
    }
    if exact.isEmpty {
      if paths.isEmpty { return false }
      return try commit(paths, text, isKnown: paths.allSatisfy { known[$0] != nil })
    }
    for path in paths {
      exact.append(
        Image(path: path, content: try present(path), isExecutable: known[path]?.mode == "100755"))
    }
    return try commit(images: exact) { _ in text }
  }

  /// What is in the work tree at a path that git knows.
  private func present(_ path: String) throws(Diagnostic) -> [UInt8]? {
    guard let own = ownPath(path) else { return nil }
    return try SupportFiles.large(own, in: repository)
  }

  /// What became of the files between their writing and now.
  private func states(
    of files: [PendingFile], laterPaths: Set<String>
  ) throws(Diagnostic) -> [PendingFile.State] {
    // Of many only hashes would be left to compare, and that takes longer than all else.
    if files.count > 512 { return files.map { _ in .asWritten } }
    var states: [PendingFile.State] = []
    for file in files {
      // What a later transaction wrote over was there for it to be written over.
      if laterPaths.contains(file.path), let content = file.content {
        states.append(.writtenInto(content))
      } else {
        states.append(file.state(present: try SupportFiles.large(file.path, in: repository)))
      }
    }
    return states
  }

  /// A change that is no longer in the work tree, because git or somebody took it away before it was committed.
  private func takenAway(_ file: PendingFile) -> Diagnostic {
    Diagnostic(
      .io, "\(file.path) was put back to an older state before the change of it was committed to git",
      at: SourceLocation(file: file.path), hints: ["look at the file, and repeat the command if need be"])
  }

  /// Those of the paths that git ignores.
  private func ignored(_ paths: [String]) throws(Diagnostic) -> Set<String> {
    if paths.isEmpty { return [] }
    let result = try run(["check-ignore", "-z", "--stdin"], input: Self.nulJoined(paths), literal: false)
    switch result.status {
    case 0: return Set(Self.nulSplit(result.output))
    case 1: return []
    default: throw Self.failure(result)
    }
  }

  /// Commits exactly these paths as they are in the work tree; what else is staged stays staged. Paths that
  /// git ignores are left out, and nothing is committed when none of them differs from the last commit.
  package func commit(_ paths: [String], message: String, transactions: [String] = []) throws(Diagnostic) {
    for path in paths { try RelativePath.check(path) }
    let ignored = try self.ignored(paths.map(gitPath))
    let wanted = paths.map(gitPath).filter { !ignored.contains($0) }
    if wanted.isEmpty { return }
    _ = try commit(wanted, Self.message(message, transactions: transactions), isKnown: false)
  }

  /// The same for paths that are not ignored. `isKnown` says that the last commit has them all; false comes back
  /// when there was nothing to commit.
  private func commit(_ paths: [String], _ text: String, isKnown: Bool) throws(Diagnostic) -> Bool {
    var wanted = paths
    func add() throws(Diagnostic) {
      try retryingIndexLock { () throws(Diagnostic) in
        try require(["update-index", "-z", "--add", "--remove", "--stdin"], input: Self.nulJoined(wanted))
      }
    }
    // New files must be known to git before --only accepts them.
    if !isKnown { try add() }
    for attempt in 0..<3 {
      do throws(Diagnostic) {
        try retryingIndexLock { () throws(Diagnostic) in try commitOnly(wanted, text) }
        return true
      } catch {
        // Taken out of the index by hand, though the last commit has it.
        if isKnown, attempt == 0, error.message.contains("did not match any file") {
          try add()
          continue
        }
        // Paths that came and went between two commits, or are as they were, are unknown to git or nothing new.
        let changed = try self.changed(of: wanted)
        if changed.isEmpty { return false }
        // Without a word git had nothing to commit; what differs now was saved a moment later by somebody else.
        let hadNothing = error.message.hasSuffix(Self.silentFailure + "1")
        if attempt == 2 || (changed.count == wanted.count && !hadNothing) { throw error }
        wanted = changed
      }
    }
    return false
  }

  private func commitOnly(_ paths: [String], _ text: String) throws(Diagnostic) -> SubprocessResult {
    // "--message=" in one piece, so that no text can be taken for an option.
    let arguments = ["commit", "-q", "--only", "--cleanup=whitespace", "--message=" + text]
    let size = paths.reduce(0) { $0 + $1.utf8.count + 1 }
    return try withIdentity { (identity) throws(Diagnostic) in
      if paths.count <= 256, size <= 65_536 { return try require(identity + arguments + ["--"] + paths) }
      return try require(
        identity + arguments + ["--pathspec-from-file=-", "--pathspec-file-nul"], input: Self.nulJoined(paths)
      )
    }
  }

  /// Runs a commit with git's own identity or, where git knows nobody yet, with a stand-in: history with that is
  /// worth more than none.
  @discardableResult
  func withIdentity(
    _ attempt: (_ options: [String]) throws(Diagnostic) -> SubprocessResult
  ) throws(Diagnostic) -> SubprocessResult {
    do throws(Diagnostic) {
      return try attempt([])
    } catch {
      guard error.hints.contains(Self.identityHint), !refusesStandIns else { throw error }
      return try attempt(standIn)
    }
  }

  /// Whether the user told git to take no identity but a configured one.
  private var refusesStandIns: Bool {
    let answer = try? run(["config", "--type=bool", "--get", "user.useConfigOnly"])
    return answer?.outputText.hasPrefix("true") == true
  }

  /// The identity of commits where git has none: the login name at this machine.
  private var standIn: [String] {
    let login = environment("USER") ?? environment("LOGNAME") ?? "crm"
    let name = String(
      login.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
    return [
      "-c", "user.name=" + (name.isEmpty ? "crm" : name), "-c",
      "user.email=" + (name.isEmpty ? "crm" : name) + "@localhost",
    ]
  }

  /// Those of the paths that differ between the index and the last commit.
  private func changed(of paths: [String]) throws(Diagnostic) -> [String] {
    let status = try require(["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=no"])
    let different = Set(Self.nulSplit(status.output).map { String(Substring($0.utf8.dropFirst(3))) })
    return paths.filter(different.contains)
  }

  /// Gives git an index as the last commit has it, in place of one that is no index.
  func makeIndex() throws(Diagnostic) {
    let head = try run(["rev-parse", "--quiet", "--verify", "HEAD^{commit}"])
    if head.succeeded { _ = try require(["read-tree", "HEAD"]) }
  }

  /// Other programs lock the index for moments; a lock that stays is an error.
  func retryingIndexLock(_ body: () throws(Diagnostic) -> SubprocessResult) throws(Diagnostic) {
    for _ in 0..<4 {
      do throws(Diagnostic) {
        _ = try body()
        return
      } catch {
        guard error.message.contains("index.lock") else { throw error }
        System.sleep(milliseconds: 50)
      }
    }
    _ = try body()
  }

  /// The message with a trailer for each transaction, joined to trailers that it has already.
  static func message(_ message: String, transactions: [String]) -> String {
    var text = message
    while text.last?.isWhitespace == true { text.removeLast() }
    // One argument holds 128 KiB at most.
    if text.utf8.count > 60_000 { text = String(decoding: text.utf8.prefix(60_000), as: UTF8.self) }
    if text.isEmpty { text = "crm: change" }
    if transactions.isEmpty { return text }
    let paragraphs = text.split(separator: "\n\n")
    let endsInTrailers =
      paragraphs.count > 1
      && (paragraphs.last ?? "").split(separator: "\n").allSatisfy {
        $0.hasPrefix("Crm-") && $0.contains(": ")
      }
    let trailers = transactions.prefix(500).map { "\(changeTrailer): \(ChangeID.text($0))" }
    return text + (endsInTrailers ? "\n" : "\n\n") + trailers.joined(separator: "\n")
  }
}
