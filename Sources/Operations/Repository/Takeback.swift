import Dates
import Diagnostics
import Records
import Store
import Text
import YAML

/// What takes a change back in the repository as it is now: its records are looked for where they are by now.
struct Takeback {
  private let workspace: Workspace
  private let history: ChangeHistory

  private let later: LaterChanges

  init(_ workspace: Workspace, _ history: ChangeHistory, git: Git?) {
    self.workspace = workspace
    self.history = history
    later = LaterChanges(history, of: workspace.repository, git: git)
  }

  /// A file of the change, where it is now.
  private struct Present {
    var path: String
    var content: [UInt8]?
  }

  /// Whether anything of a change is left in the files, be it only something that cannot be taken back.
  func isLeft(_ change: LoggedChange) throws(Diagnostic) -> Bool {
    for file in try history.files(of: change) {
      if UndoPlan.outcome(of: file, present: try present(file).content) != .nothing { return true }
    }
    return false
  }

  /// The edits of all its files; refused as a whole where one of them cannot be taken back.
  func change(of target: LoggedChange, _ files: [ChangedFile]) throws(Diagnostic) -> Change {
    var change = Change()
    var refusals: [Diagnostic] = []
    var places: [LaterChanges.Place] = []
    for file in files.sorted(by: { RelativePath.precedes($0.path, $1.path) }) {
      let place = try present(file)
      switch UndoPlan.outcome(of: file, present: place.content) {
      case .nothing: break
      case .write(let content):
        change.write(Change.FileEdit(path: place.path, before: place.content, after: content))
      case .remove: change.write(Change.FileEdit(path: place.path, before: place.content, after: nil))
      case .restore(let content):
        if let other = holder(of: content, besides: file.path) {
          refusals.append(refusal("its id is in use: \(other)", at: file.path, key: "id"))
          places.append(LaterChanges.Place(path: other, keys: []))
        } else {
          change.write(Change.FileEdit(path: file.path, before: nil, after: content, mode: file.mode))
        }
      case .refused(let reason):
        refusals.append(refusal(words(reason), at: place.path, key: keys(of: reason).first))
        places.append(LaterChanges.Place(path: place.path, keys: keys(of: reason)))
      }
    }
    if let whole = Diagnostic(all: refusals) { throw try blocked(whole, target, places) }
    if change.files.isEmpty { throw nothingLeft(of: target) }
    return change
  }

  // MARK: Where things are

  private func present(_ file: ChangedFile) throws(Diagnostic) -> Present {
    let content = try SupportFiles.large(file.path, in: workspace.repository)
    guard let id = identifier(of: file) else { return Present(path: file.path, content: content) }
    if let content, RecordFiles.identifier(in: content).map({ $0 == id.description }) ?? true {
      return Present(path: file.path, content: content)
    }
    // Moved by hand since. A deletion is undone at the old place, which must be free.
    if file.after != .absent, let record = workspace.snapshot.record(id), record.id == id,
      record.path != file.path, let moved = try SupportFiles.large(record.path, in: workspace.repository)
    {
      return Present(path: record.path, content: moved)
    }
    return Present(path: file.path, content: file.after == .absent ? content : nil)
  }

  /// The record that a file of the change holds; nil for other files.
  private func identifier(of file: ChangedFile) -> RecordID? {
    guard RecordFiles.kind(ofPath: file.path) != nil else { return nil }
    var content = file.before
    if case .content(let after) = file.after { content = content ?? after }
    if let content { return RecordFiles.identifier(in: content).flatMap { RecordID($0) } }
    return Reference.identifier(endingStem: Path.stem(of: file.path))
  }

  /// The path of another file that has the identifier of this content by now.
  private func holder(of content: [UInt8], besides path: String) -> String? {
    guard RecordFiles.kind(ofPath: path) != nil,
      let id = RecordFiles.identifier(in: content).flatMap({ RecordID($0) })
    else { return nil }
    // An alias is no use of its own: undoing a merge takes it away as the record comes back.
    guard let record = workspace.snapshot.record(id), record.id == id else { return nil }
    return record.path
  }

  // MARK: Words

  private func refusal(_ words: String, at path: String, key: String?) -> Diagnostic {
    let record = SupportFiles.read(path, in: workspace.repository).flatMap(RecordFiles.identifier)
    let hint: Hint =
      record.map { "look at: \(CommandLine("history", "\($0)"))" } ?? "look at: git log -p -- '\(path)'"
    return FieldLocator(repository: workspace.repository).located(
      Diagnostic(
        .undoBlocked, "\(path): \(words)", at: SourceLocation(file: path),
        hints: workspace.repository.isGitWorkTree ? [hint] : []), key: key)
  }

  private func keys(of reason: UndoPlan.Refusal) -> [String] {
    switch reason {
    case .keysChanged(let keys), .writtenInto(let keys): keys
    case .linesChanged, .deleted, .placeTaken: []
    }
  }

  /// The refusal with the changes that stand in the way, by name.
  private func blocked(
    _ refusal: Diagnostic, _ target: LoggedChange, _ places: [LaterChanges.Place]
  ) throws(Diagnostic) -> Diagnostic {
    let changes = try later.touching(places, after: target)
    var named = changes.prefix(3).map(name)
    if changes.count > 3 { named.append("\(changes.count - 3) more") }
    let since = named.isEmpty ? "" : " (\(named.joined(separator: "; ")))"
    var whole = refusal
    whole.message =
      "cannot undo \"\(target.subject)\": \(refusal.message)\(since); nothing was undone"
    var detail = DiagnosticDetail()
    detail.changes = changes
    for key in places.flatMap(\.keys) where !detail.fields.contains(key) { detail.fields.append(key) }
    whole.detail = detail
    return whole
  }

  /// `c-1a2b… "contact: Anna: city", 2026-11-24 10:00`
  private func name(_ change: DiagnosticDetail.LaterChange) -> String {
    guard let id = change.id else { return change.subject }
    let moment = change.instant.flatMap { Instant(rfc3339: $0) }.map { ", " + workspace.zone.describe($0) }
    let short = id.hasPrefix("c-") ? id : String(id.prefix(10))
    return "\(short) \"\(TerminalEscaping.escape(change.subject, keepingNewlines: false))\"\(moment ?? "")"
  }

  private func words(_ reason: UndoPlan.Refusal) -> String {
    switch reason {
    case .keysChanged(let keys): "\(keys.joined(separator: ", ")) changed since"
    case .writtenInto(let keys):
      keys.isEmpty
        ? "the change made this file, and it was written into since"
        : "the change made this file, and \(keys.joined(separator: ", ")) changed since"
    case .linesChanged: "the same lines changed since"
    case .deleted: "was deleted since"
    case .placeTaken: "another file is there by now"
    }
  }

  private func nothingLeft(of target: LoggedChange) -> Diagnostic {
    let undoing = history.changes.first { $0.undoes == target.id }
    return Diagnostic(
      .notFound, "nothing of \"\(target.subject)\" is left to take back",
      hints: [
        undoing.map { "it is undone already; to bring it back: \(CommandLine("undo", "\($0.id)"))" }
          ?? "the changes before it are told by: \(CommandLine("undo").option("list"))"
      ])
  }
}
