package import Diagnostics

/// One commit that touched a record.
package struct HistoryEntry: Sendable, Hashable {
  package var hash: String
  package var author: String
  /// RFC 3339 with the author's offset.
  package var instant: String
  package var subject: String
}

/// A commit that `crm` made for one transaction.
package struct TransactionCommit: Sendable, Hashable {
  package var hash: String
  package var transaction: String
  package var subject: String
  package var instant: String
}

extension Git {
  /// The commits that touched a file, the newest first, through renames.
  package func history(of path: String, limit: Int = 1000) throws(Diagnostic) -> [HistoryEntry] {
    try RelativePath.check(path)
    let rows = try log(
      ["--follow", "--max-count=\(max(limit, 0))"], fields: ["%H", "%an", "%aI", "%s"], paths: [gitPath(path)]
    )
    return rows.map { HistoryEntry(hash: $0[0], author: $0[1], instant: $0[2], subject: $0[3]) }
  }

  /// The newest transaction of this user that has not been taken back and is no taking back itself.
  package func lastTransaction() throws(Diagnostic) -> TransactionCommit? {
    let trailer = { (key: String) in "%(trailers:key=\(key),valueonly,separator=%x2C)" }
    let rows = try log(
      ["--max-count=2000", "--grep=^\(Self.transactionTrailer): "],
      fields: ["%H", "%ae", "%aI", "%s", trailer(Self.transactionTrailer), trailer(Self.undoTrailer)],
      paths: [])
    let email = currentEmail()
    var undone = Set<String>()
    for row in rows {
      if let email, row[1] != email { continue }
      let ids = row[4].split(separator: ",").map(String.init)
      if !row[5].isEmpty {
        undone.formUnion(row[5].split(separator: ",").map(String.init))
      } else if let id = ids.first, !undone.contains(id) {
        return TransactionCommit(hash: row[0], transaction: id, subject: row[3], instant: row[2])
      }
    }
    return nil
  }

  /// The changes that take a commit back; refused where a file is no longer as the commit left it.
  ///
  /// The message of their transaction should end in a paragraph with the trailer `Crm-Undoes: <transaction>`.
  package func undo(_ commit: TransactionCommit) throws(Diagnostic) -> [FileChange] {
    try Self.checkRevision(commit.hash)
    let raw = try require(
      [
        "diff-tree", "--no-commit-id", "--raw", "-r", "-z", "--root", "--no-renames", "--no-abbrev",
        commit.hash, "--",
      ])
    let deltas = try Self.deltas(raw.output)
    let blobs = try self.blobs(deltas.flatMap { [$0.old, $0.new].compactMap { $0 } })
    var changes: [FileChange] = []
    var suspects: [(delta: Delta, present: [UInt8])] = []
    var changed: [String] = []
    for delta in deltas {
      guard let path = ownPath(delta.path) else { continue }
      try RelativePath.check(path)
      let present: FileContents?
      do throws(IOError) {
        let (folder, name) = RelativePath.split(path)
        var folders = FolderCache(root: repository.folder)
        present = try folders.folder(folder)?.read(name, limit: Repository.limit(of: path))
      } catch {
        throw error.diagnostic
      }
      let before = delta.old.flatMap { blobs[$0] }
      switch (delta.new, present) {
      case (nil, nil):
        guard let before else { continue }
        changes.append(FileChange(path: path, action: .create(before)))
      case (let new?, let present?):
        if blobs[new] != present.bytes { suspects.append((delta, present.bytes)) }
        if let before {
          changes.append(FileChange(path: path, action: .replace(before: present.bytes, after: before)))
        } else {
          changes.append(FileChange(path: path, action: .delete(before: present.bytes)))
        }
      default: changed.append(path)
      }
    }
    changed += try trulyChanged(suspects)
    if let first = changed.first {
      let others = changed.count > 1 ? " and \(changed.count - 1) more" : ""
      throw Diagnostic(
        .conflict, "cannot undo \"\(commit.subject)\": \(first)\(others) changed since; nothing was undone",
        at: SourceLocation(file: first), hints: changed.map { "look at: crm history \($0)" },
        related: changed.dropFirst().map {
          Diagnostic(.conflict, "\($0) changed since", at: SourceLocation(file: $0))
        })
    }
    return changes
  }

  // MARK: Parts

  private struct Delta {
    var path: String
    /// Object names; nil where the file did not exist.
    var old: String?
    var new: String?
  }

  /// Rows of NUL-separated fields; none when there is no commit yet.
  private func log(
    _ options: [String], fields: [String], paths: [String]
  ) throws(Diagnostic) -> [[String]] {
    let result = try run(
      ["log", "-z", "--no-color", "--no-show-signature", "--no-mailmap", "--encoding=UTF-8"] + options
        + ["--format=" + fields.joined(separator: "%x00"), "--"] + paths)
    if !result.succeeded {
      if result.errorText.contains("does not have any commits yet") { return [] }
      throw Self.failure(result)
    }
    let all = Self.nulSplit(result.output)
    return stride(from: 0, to: all.count - fields.count + 1, by: fields.count).map {
      Array(all[$0..<$0 + fields.count])
    }
  }

  private static func deltas(_ bytes: [UInt8]) throws(Diagnostic) -> [Delta] {
    let fields = nulSplit(bytes)
    var deltas: [Delta] = []
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      // ":100644 100644 <old> <new> M"
      let parts = fields[index].split(separator: " ")
      guard parts.count == 5 else { throw Diagnostic(.internal, "git diff-tree answered in an unknown form") }
      let name = { (text: Substring) in text.allSatisfy { $0 == "0" } ? nil : String(text) }
      deltas.append(Delta(path: fields[index + 1], old: name(parts[2]), new: name(parts[3])))
    }
    return deltas
  }

  /// The contents of blobs by object name, from one process.
  private func blobs(_ names: [String]) throws(Diagnostic) -> [String: [UInt8]] {
    if names.isEmpty { return [:] }
    let result = try require(
      ["cat-file", "--batch"], input: Array((names.joined(separator: "\n") + "\n").utf8))
    var rest = result.output[...]
    var blobs: [String: [UInt8]] = [:]
    for name in names {
      // "<name> blob <size>\n<bytes>\n"
      guard let end = rest.firstIndex(of: 0x0A) else { break }
      let head = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[(end + 1)...]
      guard head.count == 3, head[1] == "blob", let size = Int(head[2]), size >= 0, size < rest.count else {
        throw Diagnostic(
          .io, "git has lost the object \(name)", hints: ["check the repository with: git fsck"])
      }
      blobs[name] = Array(rest.prefix(size))
      rest = rest.dropFirst(size + 1)
    }
    return blobs
  }

  /// A file may differ from its blob by line endings alone, which git converts: then it has not changed.
  private func trulyChanged(_ suspects: [(delta: Delta, present: [UInt8])]) throws(Diagnostic) -> [String] {
    var changed: [String] = []
    for (delta, present) in suspects {
      let result = try require(["hash-object", "--stdin", "--path=" + delta.path], input: present)
      let name = result.outputText.prefix { $0 != "\n" }
      if name != delta.new ?? "" { changed.append(ownPath(delta.path) ?? delta.path) }
    }
    return changed
  }

  /// Only full object names are handed to git as revisions.
  private static func checkRevision(_ text: String) throws(Diagnostic) {
    guard text.utf8.count >= 40,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { throw Diagnostic(.usage, "\"\(text)\" is not a commit") }
  }
}
