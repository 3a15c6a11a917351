package import Diagnostics
import Text

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
  /// the next command. No repository lock is needed, so that a hook may itself call `crm`. `amidst` makes the commits
  /// in the middle of a rebase as well.
  package func commitPending(command: String = "crm", amidst: Bool = false) -> [Diagnostic] {
    guard repository.isGitWorkTree else { return [] }
    // git itself makes no commit of single files before that is over.
    if amidst, !isAdopting, GitState(of: repository).operation?.blocksCommits == true { return [] }
    var warnings: [Diagnostic] = []
    do throws(Diagnostic) {
      // A hook of these commits may call crm, whose change is then committed as well; but not for ever.
      for _ in 0..<4 {
        let names = try pendingNames()
        guard isAdopting || !names.isEmpty else { break }
        let lock = try RepositoryLock.acquire(
          .exclusive, in: repository, file: "git-lock", command: command, timeout: isInsideCommit ? 0 : 5_000)
        warnings += try finishAdoption()
        warnings += try drain(amidst: amidst)
        _ = consume lock
      }
      return warnings
    } catch {
      // Whoever has the lock looks once more after giving it back.
      if isInsideCommit, error.code == .locked { return warnings }
      return warnings + [
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

  private func drain(amidst: Bool) throws(Diagnostic) -> [Diagnostic] {
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
      if !amidst { try waitForGit() }
      let isCommitted = try commit(work, amidst: amidst, warnings: &warnings)
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
  private func commit(
    _ files: PendingFiles, amidst: Bool, warnings: inout [Diagnostic]
  ) throws(Diagnostic) -> Bool {
    for file in files.files { try RelativePath.check(file.path) }
    // A file of the last commit is tracked, whatever the ignore rules say.
    let known = try committed(files.files.compactMap { $0.isNew ? nil : gitPath($0.path) })
    let ignored = try self.ignored(files.files.map { gitPath($0.path) }.filter { known[$0] == nil })
    if let warning = Self.warning(ofIgnored: ignored) { warnings.append(warning) }
    let wanted = files.files.filter { ignored[gitPath($0.path)] == nil }
    if wanted.isEmpty { return false }
    try commitHandEdits(wanted, known)
    var files = files
    for isLast in [false, true] {
      let head = HeadLog(of: repository)
      let isCommitted = try commit(wanted, known, of: files)
      if !amidst { try waitForGit() }
      let loss = try losses(of: wanted, isCommitted: isCommitted && !head.hasMoved, pending: files)
      files.later.formUnion(loss.later)
      if !isLast, loss.isUncommitted { continue }
      warnings += loss.problems
      return isCommitted
    }
    return false
  }

  /// Commits these of the files as the transactions left them; what was taken away is left out.
  private func commit(
    _ wanted: [PendingFile], _ known: [String: TreeFile], of files: PendingFiles
  ) throws(Diagnostic) -> Bool {
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
      case .takenAway: break
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

  /// Those of the paths that git ignores, each with the rule that says so, such as `.gitignore:1: *`.
  func ignored(_ paths: [String]) throws(Diagnostic) -> [String: String] {
    if paths.isEmpty { return [:] }
    let result = try run(
      ["check-ignore", "-v", "-z", "--stdin"], input: Self.nulJoined(paths), literal: false)
    if result.status > 1 { throw Self.failure(result) }
    var rules: [String: String] = [:]
    let fields = Self.nulSplit(result.output)
    for start in stride(from: 0, to: fields.count - 3, by: 4) {
      // A rule with "!" says that the path is not ignored.
      if fields[start + 2].utf8.first == 0x21 { continue }
      rules[fields[start + 3]] = "\(fields[start]):\(fields[start + 1]): \(fields[start + 2])"
    }
    return rules
  }

  static func warning(ofIgnored ignored: [String: String]) -> Diagnostic? {
    guard let first = ignored.min(by: { RelativePath.precedes($0.key, $1.key) }) else { return nil }
    let more = ignored.count == 1 ? "it is" : "it and \(ignored.count - 1) more are"
    return Diagnostic(
      .io, "git ignores \(first.key) (\(first.value)): \(more) saved, but in no commit",
      hints: ["take that rule away, or switch commits off in crm.yaml: git: {commit: off}"])
  }

  /// Commits exactly these paths as they are in the work tree; what else is staged stays staged. Paths that
  /// git ignores are left out, and nothing is committed when none of them differs from the last commit.
  package func commit(_ paths: [String], message: String, transactions: [String] = []) throws(Diagnostic) {
    for path in paths { try RelativePath.check(path) }
    let ignored = try self.ignored(paths.map(gitPath))
    let wanted = paths.map(gitPath).filter { ignored[$0] == nil }
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
