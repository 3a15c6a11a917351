package import Diagnostics

extension Git {
  /// The trailer by which the commits of `crm` are known again. It must not change, because `undo` looks for
  /// it.
  package static let transactionTrailer = "Crm-Transaction"
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
    let names = try pendingNames()
    // After a long time without git one commit makes up for all.
    let groups = names.count > 32 ? [names] : names.map { [$0] }
    for group in groups {
      var journals: [Journal] = []
      for name in group {
        if let journal = try load(name) {
          journals.append(journal)
        } else {
          warnings.append(Diagnostic(.io, "a note for git was unreadable and set aside: rejected-\(name)"))
        }
      }
      if let last = journals.last {
        var seen = Set<String>()
        let paths = journals.flatMap { $0.entries.map(\.path) }.filter { seen.insert($0).inserted }
        let message = journals.count == 1 ? last.message : "crm: \(journals.count) changes made without git"
        try commit(paths, message: message, transactions: journals.map(\.id))
      }
      do throws(IOError) {
        for name in group { try repository.existingState()?.remove(name) }
      } catch {
        throw error.diagnostic
      }
    }
    return warnings
  }

  private func load(_ name: String) throws(Diagnostic) -> Journal? {
    do throws(IOError) {
      guard let state = try repository.existingState(),
        let file = try state.read(name, limit: Journal.sizeLimit)
      else { return nil }
      if let journal = try? Journal(decoding: file.bytes) { return journal }
      try state.rename(name, to: state, "rejected-" + name)
      return nil
    } catch {
      throw error.diagnostic
    }
  }

  /// Commits exactly these paths as they are in the work tree; what else is staged stays staged. Paths that
  /// git ignores are left out, and nothing is committed when none of them differs from the last commit.
  package func commit(_ paths: [String], message: String, transactions: [String] = []) throws(Diagnostic) {
    for path in paths { try RelativePath.check(path) }
    var wanted = paths.map(gitPath)
    let ignored = try run(["check-ignore", "-z", "--stdin"], input: Self.nulJoined(wanted), literal: false)
    switch ignored.status {
    case 0:
      let names = Set(Self.nulSplit(ignored.output))
      wanted.removeAll(where: names.contains)
    case 1: break
    default: throw Self.failure(ignored)
    }
    if wanted.isEmpty { return }
    // New files must be known to git before --only accepts them.
    try retryingIndexLock { () throws(Diagnostic) in
      try require(["update-index", "-z", "--add", "--remove", "--stdin"], input: Self.nulJoined(wanted))
    }
    let text = Self.message(message, transactions: transactions)
    for isLast in [false, false, true] {
      do throws(Diagnostic) {
        return try retryingIndexLock { () throws(Diagnostic) in try commitOnly(wanted, text) }
      } catch {
        // Paths that came and went between two commits, or are as they were, are unknown to git or nothing new.
        let changed = try self.changed(of: wanted)
        if changed.isEmpty { return }
        // Without a word git had nothing to commit; what differs now was saved a moment later by somebody else.
        let hadNothing = error.message.hasSuffix(Self.silentFailure + "1")
        if isLast || (changed.count == wanted.count && !hadNothing) { throw error }
        wanted = changed
      }
    }
  }

  private func commitOnly(_ paths: [String], _ text: String) throws(Diagnostic) -> SubprocessResult {
    // "--message=" in one piece, so that no text can be taken for an option.
    let arguments = ["commit", "-q", "--only", "--cleanup=whitespace", "--message=" + text]
    let size = paths.reduce(0) { $0 + $1.utf8.count + 1 }
    func attempt(_ identity: [String]) throws(Diagnostic) -> SubprocessResult {
      if paths.count <= 256, size <= 65_536 { return try require(identity + arguments + ["--"] + paths) }
      return try require(
        identity + arguments + ["--pathspec-from-file=-", "--pathspec-file-nul"], input: Self.nulJoined(paths)
      )
    }
    do throws(Diagnostic) {
      return try attempt([])
    } catch {
      guard error.hints.contains(Self.identityHint), !refusesStandIns else { throw error }
      // On a machine where git knows nobody yet, history with a stand-in is worth more than none.
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
  private func retryingIndexLock(_ body: () throws(Diagnostic) -> SubprocessResult) throws(Diagnostic) {
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
    let trailers = transactions.prefix(500).map { "\(transactionTrailer): \($0)" }
    return text + (endsInTrailers ? "\n" : "\n\n") + trailers.joined(separator: "\n")
  }
}
