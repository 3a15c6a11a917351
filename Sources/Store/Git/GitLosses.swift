import Diagnostics
import Text

/// What became of files between their writing and their commit: git itself, or anybody, may have put them back.
extension Git {
  struct Losses {
    /// An error for each change that is in neither its file nor a commit; its content is kept.
    var problems: [Diagnostic] = []
    /// Whether something is not lost, but in no commit.
    var isUncommitted = false
    /// The paths that transactions wrote over since.
    var later: Set<String> = []
  }

  /// Looks whether each file, or the commit of it, is as the transactions left it. In the usual case this reads the
  /// files once more and starts nothing.
  func losses(
    of files: [PendingFile], isCommitted: Bool, pending: PendingFiles
  ) throws(Diagnostic) -> Losses {
    var losses = Losses()
    let suspects = try suspects(among: files, isCommitted: isCommitted)
    if suspects.isEmpty { return losses }
    // Nobody writes while this is held, so what other commands wrote since has left its note.
    let lock = try RepositoryLock.acquire(.shared, in: repository, command: "crm", timeout: 5_000)
    let newer = try basesOfChanges(since: pending)
    losses.later = Set(newer.keys)
    let unknown = try unkept(suspects, in: "HEAD")
    let missing = unknown.isEmpty ? [] : try unkept(unknown, in: commit(of: pending) ?? "HEAD")
    for file in missing {
      if let base = newer[file.path], base == file.after {
        losses.isUncommitted = true
      } else if try isAsWritten(file) {
        losses.isUncommitted = true
        losses.problems.append(
          Diagnostic(
            .io, "\(file.path) is saved, but git made no commit of it", at: SourceLocation(file: file.path),
            hints: ["look at: git status", "commit it yourself: git commit -- \(gitPath(file.path))"]))
      } else {
        losses.problems.append(try keep(file))
      }
    }
    _ = consume lock
    return losses
  }

  private func suspects(
    among files: [PendingFile], isCommitted: Bool
  ) throws(Diagnostic) -> [PendingFile] {
    if !isCommitted { return files }
    var suspects: [PendingFile] = []
    for file in files {
      // Reading very many would take longer than all else.
      let isWell =
        files.count > 512
        ? file.after == nil || (try? repository.folder.status(file.path)) != nil : try isAsWritten(file)
      if !isWell { suspects.append(file) }
    }
    return suspects
  }

  private func isAsWritten(_ file: PendingFile) throws(Diagnostic) -> Bool {
    let present = try SupportFiles.large(file.path, in: repository)
    guard let present, let after = file.after else { return present == nil && file.after == nil }
    return SHA256.digest(present) == after || file.content.map { LineEnds.areEqual($0, present) } ?? false
  }

  /// What the transactions whose notes came after these found in the files that they wrote.
  private func basesOfChanges(since pending: PendingFiles) throws(Diagnostic) -> [String: ContentHash?] {
    var bases: [String: ContentHash?] = [:]
    do throws(IOError) {
      guard let state = try repository.existingState() else { return bases }
      for name in try PendingCommits.names(in: state) {
        guard let file = try state.read(name, limit: Journal.sizeLimit),
          let journal = try? Journal(decoding: file.bytes), !pending.transactions.contains(journal.id)
        else { continue }
        for entry in journal.entries where bases[entry.path] == nil {
          bases.updateValue(entry.before, forKey: entry.path)
        }
      }
      return bases
    } catch {
      throw error.diagnostic
    }
  }

  /// Those of the files that a commit does not have as the transactions left them.
  private func unkept(_ files: [PendingFile], in commit: String) throws(Diagnostic) -> [PendingFile] {
    let known = try committed(files.map { gitPath($0.path) }, in: commit)
    let blobs = try blobs(known.map { ($0.value.name, $0.key) })
    return files.filter { file in
      guard let blob = known[gitPath(file.path)] else { return file.after != nil }
      guard let content = blobs[blob.name] else { return true }
      return SHA256.digest(content) != file.after
        && !(file.content.map { LineEnds.areEqual($0, content) } ?? false)
    }
  }

  /// The commit of the transactions, wherever the branch has gone since; nil when there is none.
  private func commit(of pending: PendingFiles) throws(Diagnostic) -> String? {
    guard let id = pending.transactions.last else { return nil }
    let result = try run([
      "log", "--all", "--max-count=1", "--format=%H", "--fixed-strings",
      "--grep=\(Self.changeTrailer): \(ChangeID.text(id))", "--",
    ])
    return result.outputText.split(separator: "\n").first.map(String.init)
  }

  /// Keeps what would otherwise be nowhere.
  private func keep(_ file: PendingFile) throws(Diagnostic) -> Diagnostic {
    var hints: [Hint] = ["look at the file, and repeat the command if need be"]
    do throws(IOError) {
      if let content = file.content {
        let copy = try Conflict.keep(
          content, named: Path.name(of: file.path), in: try repository.state(), repository.permissions())
        let place = Path.join(repository.stateDirectory, copy)
        hints = ["crm's own version is kept in \(place): compare the two and delete it"]
      }
    } catch {
      throw error.diagnostic
    }
    return Diagnostic(
      .conflict, "\(file.path) was put back to an older state before the change of it was committed to git",
      at: SourceLocation(file: file.path), hints: hints)
  }
}
