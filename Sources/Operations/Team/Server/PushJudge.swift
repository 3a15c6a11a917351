import Diagnostics
import Records
import Store
import Text

/// Judges what a push would make of a branch: the files that it changes, in every crm repository that they lie in.
struct PushJudge {
  private let objects: GitObjects
  private let context: Context
  /// Whether it runs in a job and not in a hook.
  private let isJob: Bool

  init(_ objects: GitObjects, _ context: Context, isJob: Bool = false) {
    self.objects = objects
    self.context = context
    self.isJob = isJob
  }

  /// Everything that the way from one commit to another breaks or is not allowed to do; nothing where no file of a crm
  /// repository differs. `only` limits it to the repository in one folder of the tree, with a slash at its end.
  func findings(from old: String?, to new: String, only: String? = nil) throws -> [Diagnostic] {
    guard let commit = try objects.object(new), commit.type == "commit" else {
      throw Diagnostic(
        .io, "\(new) is no commit that git hands over", hints: ["check the repository with: git fsck"])
    }
    let trees = GitTrees(objects, likeName: commit.name)
    let after = try trees.root(of: new)
    let before: String? = if let old { try trees.root(of: old) } else { nil }
    let difference = try trees.difference(before, after)
    var findings: [Diagnostic] = []
    for (folder, files) in Self.repositories(difference) {
      let prefix = folder.isEmpty ? "" : folder + "/"
      if let only, only != prefix { continue }
      let judge = RepositoryJudge(
        objects: objects, trees: trees, context: context, isJob: isJob, prefix: prefix,
        before: try version(old, before, folder, trees), after: try version(new, after, folder, trees),
        author: { Pusher.author(commit.bytes) })
      findings += try judge.findings(files)
    }
    return findings
  }

  private func version(
    _ commit: String?, _ root: String?, _ folder: String, _ trees: GitTrees
  ) throws(Diagnostic) -> PushedVersion? {
    guard let commit, let root else { return nil }
    let tree =
      folder.isEmpty ? root : try trees.entry(folder, in: root).flatMap { $0.isFolder ? $0.name : nil }
    guard let tree else { return nil }
    return try PushedVersion(
      commit: commit, tree: tree, prefix: folder.isEmpty ? "" : folder + "/", objects, trees)
  }

  /// The changed files by the folder of the repository that they lie in, with paths relative to it; others are left out.
  private static func repositories(
    _ difference: GitTreeDifference
  ) -> [(folder: String, files: [GitFileChange])] {
    var found: [String: [GitFileChange]] = [:]
    for file in difference.files {
      var place = Path.split(file.path).folder
      while true {
        if difference.repositories.contains(place) {
          let path = place.isEmpty ? file.path : Path.relative(file.path, to: place) ?? file.path
          found[place, default: []].append(
            GitFileChange(path: path, before: file.before, after: file.after))
          break
        }
        if place.isEmpty { break }
        place = Path.split(place).folder
      }
    }
    return found.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }
}
