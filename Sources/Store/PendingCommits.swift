/// The queue of transactions that git has yet to commit: their retired journals, numbered in the state
/// folder.
///
/// The move of the journal into the queue is the same rename that retires it, so no kill can lose a commit.
enum PendingCommits {
  static let prefix = "uncommitted-"

  static func nextName(_ id: String, in state: FolderHandle) throws(IOError) -> String {
    let last = try names(in: state).compactMap { Int($0.dropFirst(prefix.utf8.count).prefix(8)) }.max() ?? 0
    let digits = String(min(last, 99_999_998) + 1)
    return prefix + String(repeating: "0", count: 8 - digits.utf8.count) + digits + "-" + id
  }

  /// The queue's names, the oldest first.
  static func names(in state: FolderHandle) throws(IOError) -> [String] {
    try state.names().filter(isName).sorted()
  }

  static func isName(_ name: String) -> Bool { name.utf8.starts(with: prefix.utf8) }
}
