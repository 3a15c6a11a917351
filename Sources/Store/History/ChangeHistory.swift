import Dates
package import Diagnostics

/// One change that `crm` made.
package struct LoggedChange: Sendable, Hashable {
  /// `c-` and 16 hexadecimal digits.
  package var id: String
  package var subject: String
  /// The change that this one took back; nil for any other.
  package var undoes: String?
  /// The commit that holds it, where one does.
  package var commit: String?
  /// Whether git has yet to commit it.
  package var isPending = false
  /// RFC 3339: when it was committed, else written.
  package var instant: String?
  package var author: String?
  package var email: String?
  /// Whether this clone made it.
  package var isOwn = true
  /// Through what it came.
  package var origin = ChangeOrigin.commandLine

  /// Whether it mended what a merge left.
  package var isRepair: Bool { subject.hasPrefix(Git.repairSubject) }

  fileprivate var logged: ChangeLog.Name?
  /// How many changes the commit holds.
  fileprivate var companions = 1
  fileprivate var isInHistory = false
}

/// The changes that `undo` can speak of: those of this clone's own log first, then those whose commits git remembers.
package struct ChangeHistory {
  private let git: Git?
  private let repository: Repository
  /// The newest first.
  package let changes: [LoggedChange]

  /// `git` is nil for a repository that is not in git.
  package init(of repository: Repository, git: Git?) throws(Diagnostic) {
    self.repository = repository
    self.git = git
    var commits: [String: LoggedChange] = [:]
    let recorded = try git?.recordedChanges() ?? []
    for change in recorded where commits[change.id] == nil { commits[change.id] = change }
    var changes: [LoggedChange] = []
    var seen = Set<String>()
    do throws(IOError) {
      if let state = try repository.existingState() {
        for name in try ChangeLog.names(in: state) {
          let id = ChangeID.text(name.id)
          guard let change = try Self.change(name, in: state, recorded: commits[id]) else { continue }
          changes.append(change)
          seen.insert(id)
        }
      }
    } catch {
      throw error.diagnostic
    }
    let repairs = Self.ownRepairs(recorded, git: git)
    if !repairs.isEmpty {
      let order = Dictionary(recorded.enumerated().map { ($1.id, $0) }) { first, _ in first }
      for (number, repair) in repairs where seen.insert(repair.id).inserted {
        let place = changes.firstIndex { change in order[change.id].map { $0 > number } ?? false }
        changes.insert(repair, at: place ?? changes.count)
      }
    }
    for change in recorded where seen.insert(change.id).inserted { changes.append(change) }
    self.changes = changes
  }

  /// The repairs that syncing made here, which are in no log: git took them over with the merge. With their numbers
  /// among all.
  private static func ownRepairs(_ recorded: [LoggedChange], git: Git?) -> [(Int, LoggedChange)] {
    let repairs = recorded.enumerated().filter { $0.element.subject.hasPrefix(Git.repairSubject) }
    guard !repairs.isEmpty, let email = git?.authorEmail() else { return [] }
    return repairs.filter { $0.element.email == email }.map { number, repair in
      var own = repair
      own.isOwn = true
      return (number, own)
    }
  }

  private static func change(
    _ name: ChangeLog.Name, in state: FolderHandle, recorded: LoggedChange?
  ) throws(IOError) -> LoggedChange? {
    guard let kept = try ChangeLog.journal(name, in: state) else { return recorded }
    let (subject, undoes) = Git.parse(message: kept.journal.message)
    var change =
      recorded
      ?? LoggedChange(id: ChangeID.text(name.id), subject: subject, undoes: undoes, commit: name.commit)
    change.subject = subject
    change.undoes = undoes ?? change.undoes
    change.isPending = name.isPending
    change.instant = change.instant ?? Instant(seconds: kept.written).description
    change.isOwn = true
    change.origin = ChangeOrigin(message: kept.journal.message)
    change.logged = name
    return change
  }

  // MARK: Finding

  /// The change of this name, or of the commit of this name; both may be shortened to what is unique.
  package func change(named text: String) throws(Diagnostic) -> LoggedChange {
    let word = text.lowercased()
    let digits = word.hasPrefix("c-") ? String(word.dropFirst(2)) : word
    let found = changes.filter { change in
      change.id.dropFirst(2).hasPrefix(digits)
        || (!word.hasPrefix("c-") && change.companions == 1 && change.commit?.hasPrefix(digits) == true)
    }
    guard digits.utf8.count >= 4, digits.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }),
      let first = found.first
    else {
      throw Diagnostic(
        .notFound, "there is no change \"\(text)\" of crm",
        hints: ["the last changes are told by: \(CommandLine("undo").option("list"))"]
      )
    }
    guard found.count == 1 else {
      throw Diagnostic(
        .ambiguous, "\"\(text)\" may be any of \(found.count) changes",
        hints: found.prefix(8).map { Hint("\($0.id) \($0.subject)") })
    }
    return first
  }

  /// The last change that is still there to be taken back: neither taken back already, nor itself a taking back, nor
  /// on another branch. Nil when there is none.
  ///
  /// `isLeft` says whether anything of a change that git no longer has is left in the files.
  package func last(
    isLeft: (LoggedChange) throws(Diagnostic) -> Bool
  ) throws(Diagnostic) -> LoggedChange? {
    var cancelled = Set<String>()
    for change in changes {
      guard !cancelled.contains(change.id), try isInForce(change, isLeft) else { continue }
      if let target = change.undoes {
        cancelled.insert(target)
      } else if try !isOfNeighbour(change) {
        return change
      }
    }
    return nil
  }

  /// Whether all files of a change lie in another repository, one that lies in this one.
  private func isOfNeighbour(_ change: LoggedChange) throws(Diagnostic) -> Bool {
    guard change.logged == nil, change.companions == 1 else { return false }
    return try files(of: change).isEmpty
  }

  /// The changes that others took back, by what the log says.
  package var undone: Set<String> {
    var cancelled = Set<String>()
    for change in changes where !cancelled.contains(change.id) {
      if let target = change.undoes { cancelled.insert(target) }
    }
    return cancelled
  }

  private func isInForce(
    _ change: LoggedChange, _ isLeft: (LoggedChange) throws(Diagnostic) -> Bool
  ) throws(Diagnostic) -> Bool {
    if change.isPending || change.isInHistory { return true }
    guard let git, let commit = change.commit else {
      // Never committed: without git, or while commits were off.
      return change.logged != nil
    }
    if try git.isInHistory(commit) { return true }
    return try isLeft(change)
  }

  // MARK: Images

  /// The files of a change, each as it was before and after.
  package func files(of change: LoggedChange) throws(Diagnostic) -> [ChangedFile] {
    var journal: Journal?
    if let name = change.logged {
      do throws(IOError) {
        journal = try repository.existingState().flatMap { (state) throws(IOError) in
          try ChangeLog.journal(name, in: state)?.journal
        }
      } catch {
        throw error.diagnostic
      }
    }
    if let journal, let files = Self.files(of: journal) { return files }
    guard let git, let commit = change.commit else { throw Self.unknown(change) }
    guard change.companions == 1 else {
      throw Diagnostic(
        .notFound,
        "cannot undo \"\(change.subject)\": its commit holds \(change.companions) changes, which cannot be told apart",
        hints: ["look at: git show \(commit)"])
    }
    let files = try git.files(of: commit)
    guard let journal else { return files }
    // The commit may hold more than the change, or have been made anew since with other contents.
    let known = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    return try journal.entries.map { (entry) throws(Diagnostic) in
      if entry.kind == .create, let after = entry.after {
        return ChangedFile(path: entry.path, mode: entry.mode, before: nil, after: .digest(after))
      }
      guard var file = known[entry.path], file.before != nil else { throw Self.unknown(change) }
      file.mode = entry.mode
      return file
    }
  }

  private static func unknown(_ change: LoggedChange) -> Diagnostic {
    Diagnostic(
      .notFound, "cannot undo \"\(change.subject)\": what the files held before it is no longer kept",
      hints: [
        "the log of this clone has the last \(ChangeLog.capacity) changes, git has those that it committed"
      ])
  }

  /// Nil where the journal does not carry all that is needed.
  private static func files(of journal: Journal) -> [ChangedFile]? {
    var files: [ChangedFile] = []
    for entry in journal.entries {
      let after: ChangedFile.After =
        entry.content.map { .content($0) } ?? entry.after.map { .digest($0) } ?? .absent
      if entry.kind != .create, entry.base == nil { return nil }
      files.append(ChangedFile(path: entry.path, mode: entry.mode, before: entry.base, after: after))
    }
    return files
  }
}

extension Git {
  /// How the first line of a repair after a merge begins.
  static let repairSubject = "sync: "

  /// The first line of a message, and the change that its trailer says is taken back.
  static func parse(message: String) -> (subject: String, undoes: String?) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.first.map(String.init) ?? "", trailers(in: message, undoTrailer).last)
  }

  /// The changes that the lines of a message name under a key, wherever in it they stand: a hook may have written more.
  static func trailers(in message: String, _ key: String) -> [String] {
    message.split(separator: "\n").compactMap { line in
      guard line.hasPrefix(key + ": ") else { return nil }
      let value = line.dropFirst(key.utf8.count + 2).split(separator: " ").first ?? ""
      return ChangeID.transaction(value).map(ChangeID.text)
    }
  }

  /// The changes of this repository that commits in the history of the last one name, the newest first.
  fileprivate func recordedChanges() throws(Diagnostic) -> [LoggedChange] {
    let prefix = repository.workTreePrefix
    let rows = try log(
      [
        "--max-count=2000", "-F", "--grep=\(Self.changeTrailer): c-", "--grep=\(Self.formerTrailer): ",
      ],
      fields: ["%H", "%ae", "%an", "%aI", "%B"], paths: prefix.isEmpty ? [] : [String(prefix.dropLast())])
    var changes: [LoggedChange] = []
    for row in rows {
      let ids = Self.trailers(in: row[4], Self.changeTrailer) + Self.trailers(in: row[4], Self.formerTrailer)
      let (subject, undoes) = Self.parse(message: row[4])
      for id in ids {
        var change = LoggedChange(id: id, subject: subject, undoes: undoes, commit: row[0])
        (change.instant, change.author, change.email) = (row[3], row[2], row[1])
        change.isOwn = false
        change.origin = ChangeOrigin(message: row[4])
        change.companions = ids.count
        change.isInHistory = true
        changes.append(change)
      }
    }
    return changes
  }

  /// Whether the last commit descends from this one, or is it.
  func isInHistory(_ commit: String) throws(Diagnostic) -> Bool {
    guard Self.isName(commit) else { return false }
    // 1 says no, and 128 that git does not have it any more.
    return try run(["merge-base", "--is-ancestor", commit, "HEAD"]).succeeded
  }

  /// The files of this repository that a commit changed, as a checkout would write them.
  fileprivate func files(of commit: String) throws(Diagnostic) -> [ChangedFile] {
    guard Self.isName(commit) else { throw Diagnostic(.usage, "\"\(commit)\" is not a commit") }
    let raw = try require(
      [
        "diff-tree", "--no-commit-id", "--raw", "-r", "-z", "--root", "--no-renames", "--no-abbrev", commit,
        "--",
      ])
    let deltas = try Self.deltas(raw.output).filter { delta in
      ownPath(delta.path).map { RelativePath.fault(in: $0) == nil && repository.owns($0) } ?? false
    }
    let blobs = try self.blobs(
      deltas.flatMap { delta in
        [delta.old?.name, delta.new].compactMap { $0 }.map { ($0, delta.path) }
      })
    return deltas.compactMap { delta in
      guard let path = ownPath(delta.path) else { return nil }
      let after = delta.new.flatMap { blobs[$0] }
      return ChangedFile(
        path: path, before: delta.old.flatMap { blobs[$0.name] }, after: after.map { .content($0) } ?? .absent
      )
    }
  }
}

extension Repository {
  /// Whether a path below the root belongs to this repository and not to one that lies in it.
  func owns(_ path: String) -> Bool {
    RelativePath.ancestors(of: path).allSatisfy { (try? folder.status($0 + "/crm.yaml")) == nil }
  }
}
