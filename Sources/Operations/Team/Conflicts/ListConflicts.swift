import Diagnostics
package import Output
import Store

extension SyncClone {
  /// In a rebase git's sides are not what a person takes them for.
  func sayWhoseSides() {
    guard [.rebase, .am].contains(GitState(of: repository).operation) else { return }
    context.warn(
      "in a rebase, ours is the branch that you rebase onto, and theirs is your own commit",
      hint: "a sync merges, and calls them as you would: git rebase --abort, then \(CommandLine("sync"))")
  }
}

/// What two people changed differently and nobody has decided yet.
package struct ListConflicts: Operation {
  package static let answer = AnswerForm.items(TeamConflict.schema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let clone = try SyncClone(context)
    clone.sayWhoseSides()
    try clone.finishRecovery()
    let open = try OpenMerge(clone)
    var items = ItemAnswer(
      try open.conflicts(open.read()), as: TeamConflict.schema, whenEmpty: "no conflicts")
    items.isEmptinessNews = true
    return .items(items)
  }
}
