package import Records
import Search

/// One record by its REF, or several by their ids.
package struct ShowRecords: Operation {
  package static let answer = AnswerForm.cards
  package let kind: Kind
  /// The words of one REF; or several ids, as of a list that another command printed.
  package let words: [String]

  package init(_ kind: Kind, words: [String]) {
    self.kind = kind
    self.words = words
  }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open()
    let references = areIDs(in: workspace) ? words : [words.joined(separator: " ")]
    let records = try references.map { try workspace.resolve($0, kind, for: .reading) }
    var answer = RecordAnswer(records, kind: kind, in: workspace)
    answer.showsClientTime = true
    answer.showsOutside = true
    answer.showsRevision = true
    return .cards(answer)
  }

  private func areIDs(in workspace: Workspace) -> Bool {
    guard words.count > 1 else { return false }
    let ids = words.map { Reference.identifier(endingStem: $0) ?? RecordID($0) }
    return ids.allSatisfy { $0 != nil }
      && ids.contains { $0.flatMap { workspace.snapshot.record($0) } != nil }
  }
}
