import Diagnostics
import Text

/// Commits of contents that are not, or no longer, in the work tree.
///
/// They are made through an index of their own and a folder that mirrors the few files, so that git's filters, hooks
/// and signatures do what they do for every commit. The work tree is left alone.
extension Git {
  /// A file as a commit is to have it; no content means that it is gone.
  struct Image {
    /// As git knows it.
    var path: String
    var content: [UInt8]?
    var isExecutable = false
  }

  /// Commits the images on top of the last commit; `message` is asked with what really differs. False when nothing
  /// does.
  func commit(
    images: [Image], message: ([Delta]) throws(Diagnostic) -> String
  ) throws(Diagnostic) -> Bool {
    try refuseUnfinishedMerge()
    let index = Path.join(repository.stateDirectory, "commit-index")
    let tree = MirrorFolder(in: repository)
    defer {
      tree.remove(images.map(\.path))
      try? repository.existingState()?.remove("commit-index")
      try? repository.existingState()?.remove("commit-index.lock")
    }
    do throws(IOError) {
      try repository.existingState()?.remove("commit-index")
      try tree.write(images)
    } catch {
      throw error.diagnostic
    }
    let known = try run(["read-tree", "HEAD"], index: index)
    if !known.succeeded {
      guard known.errorText.contains("Not a valid object name HEAD") else { throw Self.failure(known) }
      _ = try require(["read-tree", "--empty"], index: index)
    }
    _ = try require(
      ["update-index", "-z", "--add", "--remove", "--stdin"], input: Self.nulJoined(images.map(\.path)),
      index: index, workTree: tree.path)
    let deltas = known.succeeded ? try differences(below: [], index: index) : images.map(Self.addition)
    if deltas.isEmpty { return false }
    let text = try message(deltas)
    try withIdentity { (identity) throws(Diagnostic) in
      try require(
        identity + ["commit", "-q", "--cleanup=whitespace", "--message=" + text], index: index)
    }
    // git's own index still has the files as they were before.
    try retryingIndexLock { () throws(Diagnostic) in
      try require(
        ["reset", "-q", "--pathspec-from-file=-", "--pathspec-file-nul"],
        input: Self.nulJoined(images.map(\.path)))
    }
    return true
  }

  private static func addition(_ image: Image) -> Delta {
    Delta(path: image.path, old: nil, new: image.content.map { GitObject.name(ofBlob: $0, digits: 40) })
  }

  /// A commit without paths would be the merge's own, so this one has to wait, as git makes all others wait.
  private func refuseUnfinishedMerge() throws(Diagnostic) {
    guard let folder = repository.gitDirectory else { return }
    for (file, what) in [
      ("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"),
    ] {
      guard (try? System.status(Path.join(folder, file))) != nil else { continue }
      throw Diagnostic(
        .io, "git: a \(what) is not finished", hints: ["finish it: git status says how"])
    }
  }
}

/// A folder beside the records' state that holds a few files at the places which they have in the work tree.
private struct MirrorFolder {
  let path: String
  private let repository: Repository
  private static let name = "commit-tree"

  init(in repository: Repository) {
    self.repository = repository
    path = Path.join(repository.stateDirectory, Self.name)
  }

  func write(_ images: [Git.Image]) throws(IOError) {
    let state = try repository.state()
    _ = try state.makeFolder(Self.name, mode: 0o700)
    guard let root = try state.folder(Self.name) else { throw IOError(.open, path, 2) }
    var folders = FolderCache(root: root)
    for image in images {
      let (folder, name) = RelativePath.split(image.path)
      _ = try folders.make(folder, mode: 0o700)
      guard let place = try folders.folder(folder) else { throw IOError(.open, image.path, 2) }
      try place.remove(name)
      guard let content = image.content else { continue }
      try place.create(name, content, mode: image.isExecutable ? 0o700 : 0o600, synced: false)
    }
  }

  /// Best effort: what stays is written over by the next.
  func remove(_ paths: [String]) {
    guard let state = try? repository.existingState(), let root = try? state.folder(Self.name) else { return }
    for path in paths { try? root.remove(path) }
    for folder in Set(paths.flatMap(RelativePath.ancestors)).sorted(by: >) {
      let (above, name) = RelativePath.split(folder)
      (above.isEmpty ? root : (try? root.folder(above)) ?? nil)?.removeFolderIfEmpty(name)
    }
    state.removeFolderIfEmpty(Self.name)
  }
}
