package import Diagnostics
package import Merging
import Text

/// Commits, trees and blobs read and made without touching the work tree, the index or a branch.
extension Git {
  private static let noObject = String(repeating: "0", count: 40)

  // MARK: Reading

  /// The files that two trees, or commits, do not have alike.
  package func changes(from old: String, to new: String) throws(Diagnostic) -> [TreeChange] {
    if old == new { return [] }
    let raw = try require(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", old, new])
    // Such a name would become another one in a text.
    guard String(validating: raw.output, as: UTF8.self) != nil else {
      throw Diagnostic(
        .io, "a file's name among the changes is not UTF-8; nothing was changed",
        hints: ["bring the two together with git: git pull --no-rebase, then git push"])
    }
    return try Self.deltas(raw.output).map { delta in
      TreeChange(
        path: delta.path, old: delta.old.map { TreeEntry(mode: $0.mode, object: $0.name) },
        new: delta.new.map { TreeEntry(mode: delta.newMode, object: $0) })
    }
  }

  /// Those of the paths, from the top of the work tree, at which something lies, whether git knows of it or not.
  package func standing(_ paths: [String]) -> [String] {
    guard let top = repository.workTree else { return [] }
    return paths.filter { ((try? System.status(Path.join(top, $0))) ?? nil) != nil }
  }

  /// The best common ancestors of two commits; none where their histories are unrelated.
  package func mergeBases(_ one: String, _ other: String) throws(Diagnostic) -> [String] {
    let result = try run(["merge-base", "--all", one, other])
    if result.status > 1 { throw Self.failure(result) }
    return result.outputText.split(separator: "\n").map(String.init).filter(Self.isName).sorted()
  }

  /// The contents of blobs as they are kept.
  package func contents(of objects: some Sequence<String>) throws(Diagnostic) -> [String: [UInt8]] {
    try blobs(Array(Set(objects)).sorted().map { ($0, nil) })
  }

  /// The contents of files as a checkout would write them, by path.
  package func checkouts(of files: [(path: String, object: String)]) throws(Diagnostic) -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    // One object at two paths may be written in two ways.
    var rest = files
    while !rest.isEmpty {
      var seen = Set<String>()
      let round = rest.filter { seen.insert($0.object).inserted }
      let blobs = try blobs(round.map { ($0.object, $0.path) })
      for file in round { contents[file.path] = blobs[file.object] }
      let done = Set(round.map(\.path))
      rest = rest.filter { !done.contains($0.path) }
    }
    return contents
  }

  /// The tree of a commit.
  package func tree(of commit: String) throws(Diagnostic) -> String {
    let result = try require(["rev-parse", "--verify", commit + "^{tree}"])
    return result.outputText.split(separator: "\n").first.map(String.init) ?? ""
  }

  // MARK: Making

  /// Keeps contents as blobs and returns their names, in their order.
  package func store(_ contents: [[UInt8]]) throws(Diagnostic) -> [String] {
    if contents.isEmpty { return [] }
    let folder = ObjectFolder(in: repository)
    defer { folder.remove() }
    let paths: String
    do throws(IOError) {
      paths = try folder.write(contents).map { $0 + "\n" }.joined()
    } catch {
      throw error.diagnostic
    }
    let result = try require(
      ["hash-object", "-w", "--no-filters", "--stdin-paths"], input: Array(paths.utf8))
    let names = result.outputText.split(separator: "\n").map(String.init)
    guard names.count == contents.count, names.allSatisfy(Self.isName) else {
      throw Diagnostic(.internal, "git did not name every object")
    }
    return names
  }

  /// A tree that is another one's, but for these files.
  package func tree(from tree: String, with files: [(path: String, entry: TreeEntry?)]) throws(Diagnostic)
    -> String
  {
    try withIndexBeside(from: tree) { (index) throws(Diagnostic) in
      _ = try require(
        ["update-index", "-z", "--index-info"], input: Self.indexLines(files), index: index)
    }
  }

  /// A tree that is another one's, but for these paths, which are as the work tree has them.
  package func tree(from tree: String, withWorkTree paths: [String]) throws(Diagnostic) -> String {
    try withIndexBeside(from: tree) { (index) throws(Diagnostic) in
      _ = try require(
        ["update-index", "-z", "--add", "--remove", "--stdin"], input: Self.nulJoined(paths), index: index)
    }
  }

  private func withIndexBeside(
    from tree: String, _ body: (_ index: String) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> String {
    let name = "sync-index"
    let index = Path.join(repository.stateDirectory, name)
    func clear() {
      try? repository.existingState()?.remove(name)
      try? repository.existingState()?.remove(name + ".lock")
    }
    clear()
    defer { clear() }
    _ = try require(["read-tree", tree], index: index)
    try body(index)
    let result = try require(["write-tree"], index: index)
    guard let made = result.outputText.split(separator: "\n").first.map(String.init), Self.isName(made) else {
      throw Diagnostic(.internal, "git wrote no tree")
    }
    return made
  }

  static func indexLines(_ files: [(path: String, entry: TreeEntry?)]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (path, entry) in files {
      let head = entry.map { "\($0.mode) \($0.object)\t" } ?? "0 \(noObject)\t"
      bytes += head.utf8
      bytes += path.utf8
      bytes.append(0)
    }
    return bytes
  }

  /// Makes a commit that no branch has yet.
  package func commit(
    tree: String, parents: [String], message: String, signed: Bool
  ) throws(Diagnostic) -> String {
    let result = try withIdentity { (identity) throws(Diagnostic) in
      try require(
        identity + ["commit-tree"] + (signed ? ["-S"] : []) + parents.flatMap { ["-p", $0] } + [tree],
        input: Array((message + "\n").utf8))
    }
    guard let made = result.outputText.split(separator: "\n").first.map(String.init), Self.isName(made) else {
      throw Diagnostic(.internal, "git made no commit")
    }
    return made
  }

  /// A message with the name of a change that follows from a text, so that `undo` knows the commit again.
  package static func message(_ message: String, naming text: String) -> String {
    let name = String(SHA256.digest(Array(text.utf8)).hex.prefix(16))
    return Self.message(message, transactions: [name])
  }

  /// The message of a commit of what was written by hand between two trees.
  package func handEditMessage(from old: String, to new: String) throws(Diagnostic) -> String {
    let changes = try changes(from: old, to: new)
    let blobs = try contents(of: changes.flatMap { [$0.old, $0.new].compactMap { $0?.object } })
    return HandEdits.message(
      changes.compactMap { change in
        ownPath(change.path).map {
          HandEdits.File(
            $0, change.old.flatMap { blobs[$0.object] }, change.new.flatMap { blobs[$0.object] })
        }
      })
  }
}

/// A folder beside the records' state where contents wait for git to take them.
private struct ObjectFolder {
  private let repository: Repository
  private static let name = "new-objects"

  init(in repository: Repository) { self.repository = repository }

  /// Returns a path for each.
  func write(_ contents: [[UInt8]]) throws(IOError) -> [String] {
    let state = try repository.state()
    _ = try state.makeFolder(Self.name, mode: 0o700)
    guard let folder = try state.folder(Self.name) else { throw IOError(.open, state.display(Self.name), 2) }
    for old in try folder.names() { try folder.remove(old) }
    var paths: [String] = []
    for (index, content) in contents.enumerated() {
      try folder.create(String(index), content, mode: 0o600, synced: false)
      paths.append(Path.join(Path.join(repository.stateDirectory, Self.name), String(index)))
    }
    return paths
  }

  /// Best effort: what stays is removed by the next.
  func remove() {
    guard let state = try? repository.existingState(), let folder = try? state.folder(Self.name) else {
      return
    }
    for name in (try? folder.names()) ?? [] { try? folder.remove(name) }
    state.removeFolderIfEmpty(Self.name)
  }
}
