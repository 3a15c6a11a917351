import Filters
import Output
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
    let (kind, partial, fields) = (kind, context.partial, context.options.fields)
    let workspace = try context.open { config, _ in
      // A card tells of all that has to do with the record.
      guard let format = partial?.format, format.family != .terminal || fields != nil else { return .all }
      let shown = RecordAnswer.reads(kind, as: format, fields: fields, schema: config.schema)
      return KindSet(kind).union(shown).union(kind.hasClient && format.family == .objects ? .clients : [])
    }
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
      && ids.contains { $0.flatMap { workspace.snapshot.record($0, expecting: KindSet(kind)) } != nil }
  }
}
