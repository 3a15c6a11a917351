import Diagnostics
import Merging
import Records
import Rules
import Store
import Text

/// What was written by hand and is in no commit yet, among the files that the repository is made of.
struct HandEditedFiles {
  private let git: Git
  /// As git knows them.
  let paths: Set<String>

  var isEmpty: Bool { paths.isEmpty }

  init(_ status: WorkTreeStatus, _ git: Git) {
    self.git = git
    paths = Set(
      (status.changed + status.unknown).filter { path in
        git.ownPath(of: path).map(HandEditedFiles.isOwn) ?? false
      })
  }

  private static let folders = ["pipelines/", "views/", "templates/", "imports/"]

  /// Records and settings; other files lie beside them and are the user's own.
  static func isOwn(_ path: String) -> Bool {
    guard RelativePath.fault(in: path) == nil else { return false }
    if folders.contains(where: { Path.remainder(of: path, after: $0) != nil }) { return true }
    guard Path.ends(path, in: ".yaml") || Path.ends(path, in: ".yml") else { return false }
    return Kind(ofPath: path) != nil || !path.utf8.contains(0x2F)
  }

  /// A commit of them that no branch has yet; refused where `check` would find more than before, or where they are not to
  /// be committed.
  func commit(on head: String, _ workspace: Workspace, _ attempt: SyncAttempt) throws -> String {
    let sorted = paths.sorted()
    guard attempt.request.commitsHandEdits else {
      throw Diagnostic(
        .conflict,
        "\(sorted[0]) is edited and in no commit"
          + (sorted.count > 1 ? ", and \(sorted.count - 1) more" : ""),
        hints: [
          "nothing was changed; commit it (git commit), or let the sync do it: \(CommandLine("sync"))"
        ])
    }
    try refuseUnreadable(workspace)
    let tree = try git.tree(from: head, withWorkTree: sorted)
    if try tree == git.tree(of: head) { return head }
    try refuseBreaking(head, tree, workspace)
    return try git.commit(
      tree: tree, parents: [head], message: try git.handEditMessage(from: head, to: tree),
      signed: attempt.upstream.signs)
  }

  private func refuseUnreadable(_ workspace: Workspace) throws {
    let own = Set(paths.compactMap { git.ownPath(of: $0) })
    let problems =
      workspace.snapshot.problems.filter { own.contains($0.location?.file ?? "") }
      + workspace.pipelines.problems.filter { own.contains($0.location?.file ?? "") }
    try refuse(problems)
  }

  private func refuseBreaking(_ head: String, _ tree: String, _ workspace: Workspace) throws {
    let changes = try git.changes(from: tree, to: head)
    let contents = try git.contents(
      of: changes.flatMap { [$0.old, $0.new] }.compactMap { $0 }.filter(\.isFile).map(\.object))
    let before = TreeSnapshots(workspace: workspace).snapshot(
      changes.compactMap { change in
        git.ownPath(of: change.path).map {
          TreeSnapshots.Difference(
            path: $0, before: change.old.flatMap { contents[$0.object] },
            after: change.new.flatMap { contents[$0.object] })
        }
      })
    let known = Set(
      Invariants.check(before, pipelines: Pipelines.compile(before), now: workspace.now).map(\.identity))
    let broken = Invariants.check(workspace.snapshot, pipelines: workspace.pipelines, now: workspace.now)
      .filter { !known.contains($0.identity) }
    let issued = Invariants.issuedInvoices(
      from: before, to: workspace.snapshot, of: before.records(.invoice).map(\.id),
      pipelines: workspace.pipelines, now: workspace.now)
    let locator = FieldLocator(repository: workspace.repository)
    try refuse((broken + issued).map { locator.located($0.diagnostic, key: $0.key) })
  }

  private func refuse(_ problems: [Diagnostic]) throws {
    guard var whole = Diagnostic(all: problems) else { return }
    whole.code = .invalidData
    whole.hints.append("nothing was synced; mend it, then sync: \(CommandLine("check"))")
    throw whole
  }
}
