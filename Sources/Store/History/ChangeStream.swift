import Dates
package import Diagnostics

/// All changes of records in one order that a program can go on from: those of the history, then those that git has yet
/// to commit. Without git, or where commits are off, those of this clone's own log.
package struct ChangeStream {
  /// Where to begin.
  package enum Start: Sendable, Hashable {
    case beginning
    /// Behind all that is there.
    case end
    /// Behind the change of this name, or the commit.
    case after(String)
  }

  private let repository: Repository
  private let git: Git?
  /// How many commits are read at once.
  private static let pieceSize = 512

  /// `git` is nil where changes are not committed.
  package init(of repository: Repository, git: Git?) {
    self.repository = repository
    self.git = git
  }

  /// Hands over the changes behind `start` one by one, as long as `take` says true; the first of several of one name may
  /// be what was done by hand to a file before crm changed it.
  ///
  /// Throws `not_found` for a start that is no change of the present branch.
  package func forEach(after start: Start, _ take: (RecordedChange) throws -> Bool) throws {
    guard let git else { return try forEachLogged(after: start, take) }
    let pending = try logged().filter(\.isWaiting).map(\.change)
    let place = try place(of: start, git, pending.map(\.id))
    if place.pending == nil {
      let nodes = place.isEnd ? [] : try git.nodes(after: place.commit)
      guard try forEach(nodes, git, take) else { return }
    }
    for change in pending.dropFirst(place.pending.map { $0 + 1 } ?? 0) {
      guard try take(change) else { return }
    }
  }

  /// False where no more is wanted.
  private func forEach(
    _ nodes: [Git.Node], _ git: Git, _ take: (RecordedChange) throws -> Bool
  ) throws -> Bool {
    var merges = MergedFiles()
    for start in stride(from: 0, to: nodes.count, by: ChangeStream.pieceSize) {
      let piece = nodes[start..<min(start + ChangeStream.pieceSize, nodes.count)]
      let changes = try git.recorded(piece.map(\.name))
      let decided = try git.merged(piece.filter { $0.parents.count > 1 }.map(\.name))
      let byName = Dictionary(changes.compactMap { change in change.commit.map { ($0, change) } }) { $1 }
      for node in piece {
        guard var change = byName[node.name] else { continue }
        change.isMark = node.isMark
        change.files += merges.take(change, node, decided)
        guard try take(change) else { return false }
      }
    }
    return true
  }

  /// The last change that a program can go on from; nil where there is none.
  package func last() throws(Diagnostic) -> String? {
    guard let git else { return try logged().last?.change.id }
    let head = try git.run(["rev-parse", "--quiet", "--verify", "HEAD^{commit}"])
    guard head.succeeded, let name = head.outputText.split(separator: "\n").first else { return nil }
    return try git.recorded([String(name)]).first?.id
  }

  /// What tells whether anything may have come since: another text says that it may.
  package func mark() throws(Diagnostic) -> String {
    var words: [String] = []
    if let git {
      if let head = git.headCommit() {
        words.append(head)
      } else {
        words.append(try git.run(["rev-parse", "--quiet", "--verify", "HEAD"]).outputText)
      }
    }
    do throws(IOError) {
      guard let state = try repository.existingState() else { return words.joined() }
      words += try ChangeLog.names(in: state).filter { git == nil || $0.isPending }.map(\.file)
    } catch {
      throw error.diagnostic
    }
    return words.joined(separator: " ")
  }

  // MARK: Git

  private struct Place {
    var commit: String?
    /// The number of a change that waits for git, among those that do.
    var pending: Int?
    var isEnd = false
  }

  private func place(of start: Start, _ git: Git, _ pending: [String]) throws(Diagnostic) -> Place {
    switch start {
    case .beginning: return Place()
    case .end: return Place(pending: pending.isEmpty ? nil : pending.count - 1, isEnd: true)
    case .after(let text):
      if let number = pending.lastIndex(where: { ChangeStream.fits(text, $0) }) {
        return Place(pending: number)
      }
      guard let commit = try git.commit(of: text) else { throw ChangeStream.unknown(text) }
      return Place(commit: commit)
    }
  }

  private static func unknown(_ text: String) -> Diagnostic {
    Diagnostic(
      .notFound, "there is no change \"\(text)\" in this history",
      hints: ["from the beginning: \(CommandLine("events"))"])
  }

  private static func fits(_ text: String, _ id: String) -> Bool {
    let word = text.lowercased()
    return id == word || id == ChangeID.text(word)
  }

  // MARK: The log of changes

  private struct Logged {
    var change: RecordedChange
    var isWaiting: Bool
  }

  /// The oldest first.
  private func logged() throws(Diagnostic) -> [Logged] {
    do throws(IOError) {
      guard let state = try repository.existingState() else { return [] }
      var found: [Logged] = []
      for name in try ChangeLog.names(in: state).reversed() where git == nil || name.isPending {
        guard let kept = try ChangeLog.journal(name, in: state) else { continue }
        let (subject, undoes) = Git.parse(message: kept.journal.message)
        let files = kept.journal.entries.filter { RecordFiles.kind(ofPath: $0.path) != nil }.map { entry in
          ChangedFile(
            path: entry.path, before: entry.base,
            after: entry.content.map { .content($0) } ?? entry.after.map { .digest($0) } ?? .absent)
        }
        let change = RecordedChange(
          id: ChangeID.text(name.id), subject: subject, instant: Instant(seconds: kept.written).description,
          origin: ChangeOrigin(message: kept.journal.message), undoes: undoes, files: files,
          isMark: git == nil)
        found.append(Logged(change: change, isWaiting: name.isPending))
      }
      return found
    } catch {
      throw error.diagnostic
    }
  }

  private func forEachLogged(after start: Start, _ take: (RecordedChange) throws -> Bool) throws {
    let changes = completed(try logged().map(\.change))
    var first = 0
    switch start {
    case .beginning: break
    case .end: return
    case .after(let text):
      guard let number = changes.lastIndex(where: { ChangeStream.fits(text, $0.id) }) else {
        throw ChangeStream.unknown(text)
      }
      first = number + 1
    }
    for change in changes[first...] {
      guard try take(change) else { return }
    }
  }

  /// With the contents that the log left out and other changes or the files have, and with what was done by hand between
  /// two changes, under the name of the later one.
  private func completed(_ changes: [RecordedChange]) -> [RecordedChange] {
    var contents: [ContentHash: [UInt8]] = [:]
    var missing: [String: ContentHash] = [:]
    for file in changes.flatMap(\.files) {
      if let before = file.before { contents[SHA256.digest(before)] = before }
      if case .digest(let digest) = file.after { missing[file.path] = digest }
    }
    for (path, digest) in missing where contents[digest] == nil {
      if let bytes = SupportFiles.read(path, in: repository), SHA256.digest(bytes) == digest {
        contents[digest] = bytes
      }
    }
    var known: [String: [UInt8]] = [:]
    var completed: [RecordedChange] = []
    for var change in changes {
      var byHand = change
      byHand.files = []
      for index in change.files.indices {
        let file = change.files[index]
        if let before = file.before, let last = known[file.path], last != before {
          byHand.files.append(ChangedFile(path: file.path, before: last, after: .content(before)))
        }
        if case .digest(let digest) = file.after, let content = contents[digest] {
          change.files[index].after = .content(content)
        }
        if case .content(let content) = change.files[index].after { known[file.path] = content }
      }
      if !byHand.files.isEmpty {
        (byHand.subject, byHand.origin, byHand.undoes, byHand.isMark) = ("by hand", .byHand, nil, false)
        completed.append(byHand)
      }
      completed.append(change)
    }
    return completed
  }
}

extension Git {
  /// The commit of the present branch that holds a change, or has this name, which may be shortened; nil where there is
  /// none.
  fileprivate func commit(of text: String) throws(Diagnostic) -> String? {
    let word = text.lowercased()
    let digits = word.hasPrefix("c-") ? String(word.dropFirst(2)) : word
    guard digits.utf8.count >= 4, digits.utf8.allSatisfy("0123456789abcdef".utf8.contains) else { return nil }
    var found: [String] = []
    let rows = try log(
      ["-F", "--grep=\(Self.changeTrailer): c-\(digits)", "--grep=\(Self.formerTrailer): \(digits)"],
      fields: ["%H", "%B"], paths: [])
    for row in rows {
      let ids = Self.trailers(in: row[1], Self.changeTrailer) + Self.trailers(in: row[1], Self.formerTrailer)
      if ids.contains(where: { $0.dropFirst(2).hasPrefix(digits) }) { found.append(row[0]) }
    }
    if found.isEmpty, !word.hasPrefix("c-") {
      let parsed = try run(["rev-parse", "--quiet", "--verify", "--end-of-options", digits + "^{commit}"])
      let name = parsed.outputText.split(separator: "\n").first.map(String.init) ?? ""
      if parsed.succeeded, try isInHistory(name) { found = [name] }
    }
    guard Set(found).count < 2 else {
      throw Diagnostic(.ambiguous, "\"\(text)\" may be any of \(found.count) changes")
    }
    return found.first
  }
}
