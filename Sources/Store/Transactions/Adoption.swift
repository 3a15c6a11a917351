import Text

/// What git is to take over from a merge whose files are in place: the commits that were made for it, or the state of
/// a merge that a person has to finish.
///
/// It waits in the state folder, as a retired journal, until git has it. The form must not change without a new version
/// of the journal.
package struct Adoption: Sendable, Hashable {
  static let fileName = "adopting"

  /// The branch, as `refs/heads/main`.
  package var branch: String
  /// The commit that it must be at, and the one that it goes to.
  package var from: String
  package var to: String
  /// The tree, or a commit with it, that the index is to have: of `to`, or with the marks of conflicts.
  package var tree: String
  /// The commit that is being merged, where conflicts are left; nil for a merge that is done.
  package var merging: String?
  /// The sides of the files in conflict, as `git update-index --index-info` takes them.
  package var stages: [UInt8]
  /// For git's log of the branch, and of a merge that is left to be finished, its message.
  package var message: String

  package init(
    branch: String, from: String, to: String, tree: String, merging: String? = nil, stages: [UInt8] = [],
    message: String
  ) {
    self.branch = branch
    self.from = from
    self.to = to
    self.tree = tree
    self.merging = merging
    self.stages = stages
    self.message = message
  }

  /// Six texts without NUL and what is behind the last NUL.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    for text in [branch, from, to, tree, merging ?? "-", message.replacing("\0", with: "")] {
      bytes += text.utf8
      bytes.append(0)
    }
    return bytes + stages
  }

  /// Nil for what names no branch or no objects.
  init?(decoding bytes: [UInt8]) {
    let fields = bytes.split(separator: 0, maxSplits: 6, omittingEmptySubsequences: false)
    guard fields.count == 7 else { return nil }
    let texts = fields.prefix(6).map { String(decoding: $0, as: UTF8.self) }
    guard texts[0].hasPrefix("refs/heads/"), !texts[0].contains(".."),
      texts[1...3].allSatisfy(Git.isName), texts[4] == "-" || Git.isName(texts[4])
    else { return nil }
    self.init(
      branch: texts[0], from: texts[1], to: texts[2], tree: texts[3],
      merging: texts[4] == "-" ? nil : texts[4], stages: Array(fields[6]), message: texts[5])
  }
}
