import Diagnostics
import Merging
package import Output
import Records
import Rules
import Store
import Text
import YAML

/// Settles conflicts: one field, one file, or all.
package struct ResolveConflicts: Operation {
  package static let answer = AnswerForm.item(ResolvedConflicts.schema)
  package static let effect = Effect.writes

  package enum Choice: Sendable, Hashable {
    case side(SyncPreference)
    /// A value as people type it, for one field.
    case value(String)
  }

  /// Nil for all.
  let reference: String?
  /// Nil for every field of the file.
  let field: String?
  let choice: Choice

  package init(_ reference: String?, field: String?, _ choice: Choice) {
    self.reference = reference
    self.field = field
    self.choice = choice
  }

  package func run(in context: Context) throws -> Answer {
    let clone = try SyncClone(context)
    clone.sayWhoseSides()
    try clone.finishRecovery()
    // Read before the lock is taken, as every reader does.
    let workspace =
      if case .value = choice { try context.open(reportingProblems: false) } else { nil as Workspace? }
    let lock = try RepositoryLock.acquire(
      .exclusive, in: clone.repository, command: "\(CommandLine(context.name))",
      timeout: context.options.patience)
    _ = try Recovery.run(in: clone.repository, lock: lock, merge: FieldMerge.merge)
    let merge = try OpenMerge(clone)
    let files = try merge.read()
    let open = files.filter { $0.open != nil }
    var settled: [SyncRemark] = []
    for file in try chosen(open) {
      let (content, remarks) = try self.settle(file, merge, workspace)
      settled += remarks
      if !context.options.isDryRun { try write(file, content, clone, lock) }
    }
    _ = consume lock
    var rest: [TeamConflict] = []
    if !context.options.isDryRun {
      let left = try OpenMerge(clone)
      rest = try left.conflicts(left.read())
    }
    return .item(
      ItemAnswer([ResolvedConflicts(settled: settled, left: rest)], as: ResolvedConflicts.schema),
      said: ResolvedConflicts.said(
        settled, rest, isDryRun: context.options.isDryRun, amid: GitState(of: clone.repository).operation))
  }

  // MARK: Which

  private func chosen(_ open: [OpenMerge.File]) throws -> [OpenMerge.File] {
    guard let reference else { return open }
    let word = reference.lowercased()
    let found = open.filter { file in
      guard let path = file.path else { return file.sides.path == reference }
      let names = [path, Path.stem(of: path).lowercased(), file.name.lowercased(), file.id ?? ""]
      return names.contains(word) || names.contains(reference) || Path.stem(of: path).hasPrefix(word + "-")
    }
    let list = CommandLine("conflicts")
    guard let first = found.first else {
      throw Diagnostic(
        .notFound, "\"\(reference)\" is in no conflict",
        hints: [open.isEmpty ? "nothing is: \(list)" : "what is: \(list)"])
    }
    // git may have one record at several places, where both sides moved its file.
    if found.count > 1, let id = first.id, found.allSatisfy({ $0.id == id }) { return found }
    guard found.count == 1 else {
      throw Diagnostic(
        .ambiguous, "\"\(reference)\" may be any of \(found.count) files in conflict",
        hints: found.map { Hint("\($0.id ?? $0.sides.path) \($0.name)") })
    }
    if let field, let open = first.open, !open.fields.contains(where: { $0.field == field }) {
      let fields = open.fields.map(\.field)
      throw Diagnostic(
        .notFound, "\(field) of \(first.name) is in no conflict",
        hints: [
          fields.isEmpty
            ? "the file as a whole is: \(CommandLine("resolve", .known(reference)).value("ours"))"
            : "these are: \(fields)"
        ])
    }
    return [first]
  }

  // MARK: How

  /// What the file is to be, nil where it is to go; and what gave way.
  private func settle(
    _ file: OpenMerge.File, _ merge: OpenMerge, _ workspace: Workspace?
  ) throws -> (content: [UInt8]?, remarks: [SyncRemark]) {
    guard let open = file.open else { return (file.present, []) }
    let conflicts = try merge.reader.conflicts(open, merge.contents, name: file.name)
    let path = file.path ?? file.sides.path
    var remarks: [SyncRemark] = []
    func remark(_ conflict: TeamConflict, _ taken: TeamConflict.Side, _ left: TeamConflict.Side) {
      let what = conflict.field ?? "the whole file"
      remarks.append(
        SyncRemark("settled", conflict, "\(what): \(taken.words) stands, \(left.words) gave way"))
    }
    if open.fields.isEmpty {
      guard case .side(let side) = choice, let conflict = conflicts.first else {
        throw Diagnostic(
          .usage, "\(path) is in conflict as a whole, so it takes ours or theirs",
          hints: [.command(CommandLine("resolve", .known(conflicts.first?.ref ?? path)).value("ours"))])
      }
      let isOurs = side.takesOurs(conflict)
      let entry = isOurs ? open.ours : open.theirs
      remark(conflict, isOurs ? conflict.ours : conflict.theirs, isOurs ? conflict.theirs : conflict.ours)
      if let text = file.present.flatMap({ ConflictedFile($0) }), open.ours != nil, open.theirs != nil {
        return (text.settled(isOurs ? .ours : .theirs), remarks)
      }
      let content = try entry.flatMap { try merge.git.checkouts(of: [(open.path, $0.object)])[open.path] }
      return (content, remarks)
    }
    guard var marked = file.marked else {
      throw Diagnostic(
        .conflict, "\(path) holds marks that do not belong together", at: SourceLocation(file: path),
        hints: ["take one side of the file: git checkout --ours -- '\(file.sides.path)'"])
    }
    var bytes = marked.bytes
    for conflict in conflicts {
      guard let key = conflict.field, field == nil || key == field else { continue }
      switch choice {
      case .side(let side):
        let isOurs = side.takesOurs(conflict)
        bytes = marked.settled(key, isOurs ? .ours : .theirs)
        remark(conflict, isOurs ? conflict.ours : conflict.theirs, isOurs ? conflict.theirs : conflict.ours)
      case .value(let text):
        let ours = file.sides.ours.flatMap { merge.contents[$0.object] }
        let lines = try TypedValue(key, text).lines(in: ours, at: file.path, workspace, merge.config)
        bytes = marked.settled(key, .lines(lines))
        remarks.append(SyncRemark("settled", conflict, "\(key): \(text) stands"))
      }
      guard let rest = ConflictedFile(bytes) else { break }
      marked = rest
    }
    return (bytes, remarks)
  }

  // MARK: Writing

  /// Writes the file, and once nothing is left in it, tells git so.
  private func write(
    _ file: OpenMerge.File, _ content: [UInt8]?, _ clone: SyncClone, _ lock: borrowing RepositoryLock
  ) throws {
    guard let path = file.path, RelativePath.fault(in: path) == nil else {
      try clone.git.settle(outside: file.sides.path, content)
      return
    }
    let action: FileChange.Action? =
      switch (file.present, content) {
      case (nil, let new?): .create(new)
      case (let old?, let new?): old == new ? nil : .replace(before: old, after: new)
      case (let old?, nil): .delete(before: old)
      case (nil, nil): nil
      }
    if let action {
      _ = try Transaction.commit(
        [FileChange(path: path, action: action)], message: "", git: false, in: clone.repository,
        lock: lock, merge: FieldMerge.merge)
    }
    if content.flatMap({ ConflictedFile($0) }) == nil { try clone.git.stage([file.sides.path]) }
  }
}

/// What was settled, and what is left.
package struct ResolvedConflicts: Sendable {
  let settled: [SyncRemark]
  let left: [TeamConflict]

  package static let schema = ObjectSchema<ResolvedConflicts>(
    "resolved conflicts", "What crm resolve settled, and what is left.",
    [
      .objects("settled", "What was settled.", SyncRemark.schema) { $0.settled },
      .objects("left", "The conflicts that are left.", TeamConflict.schema) { $0.left },
    ])

  static func said(
    _ settled: [SyncRemark], _ left: [TeamConflict], isDryRun: Bool, amid operation: GitState.Operation?
  ) -> [String] {
    var lines = settled.map {
      (isDryRun ? "would settle " : "settled ") + TerminalEscaping.escape($0.line, keepingNewlines: false)
    }
    if lines.isEmpty, left.isEmpty { return ["there are no conflicts"] }
    if isDryRun { return lines }
    if left.isEmpty {
      let way =
        switch operation {
        case .merge?: "\(CommandLine("sync").option("continue"))"
        case let other?: other.conclusion
        case nil: "git status"
        }
      lines.append("no conflicts are left; go on: \(way)")
    } else {
      lines.append("\(left.count) \(left.count == 1 ? "conflict is" : "conflicts are") left:")
      for conflict in left { lines += conflict.lines.map { "  " + $0 } }
    }
    return lines
  }
}
