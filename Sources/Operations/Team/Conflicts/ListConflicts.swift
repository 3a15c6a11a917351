import Diagnostics
package import Output

/// What two people changed differently and nobody has decided yet.
package struct ListConflicts: Operation {
  package static let answer = AnswerForm.items(TeamConflict.schema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let clone = try SyncClone(context)
    try clone.finishRecovery()
    let open = try OpenMerge(clone)
    var items = ItemAnswer(
      try open.conflicts(open.read()), as: TeamConflict.schema, whenEmpty: "no conflicts")
    items.isEmptinessNews = true
    return .items(items)
  }
}
