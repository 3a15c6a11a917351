import Operations
import Store

/// What is written and not yet committed to git: keys are answered first.
struct PendingCommit {
  private var waiting: (context: Context, repository: Repository, face: DeskFace)?

  var isThere: Bool { waiting != nil }

  /// Takes note of what an operation wrote, where git has yet to get it.
  mutating func note(_ context: Context, _ face: DeskFace) {
    if let repository = context.awaitingGit { waiting = (context, repository, face) }
  }

  /// Commits it; returns what git remarks.
  mutating func commit() -> [String] {
    guard let (context, repository, face) = waiting else { return [] }
    waiting = nil
    let known = face.remarks.count
    context.commitPending(in: repository)
    return Array(face.remarks.dropFirst(known))
  }
}
