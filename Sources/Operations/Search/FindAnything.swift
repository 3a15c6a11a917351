import Records
package import Search

/// The records of every kind, the actions and the commands that words name, the best match first.
package struct FindAnything: Operation {
  package static let answer = AnswerForm.items(Find.schema)

  /// The commands of a face, which a search may offer; asked for only where a text may name one.
  package struct Commands: Sendable {
    let named: @Sendable () -> [CommandSearch.Entry]
    /// Those that act on a record.
    let acting: @Sendable () -> [VerbSearch.Entry]

    package init(
      named: @escaping @Sendable () -> [CommandSearch.Entry],
      acting: @escaping @Sendable () -> [VerbSearch.Entry]
    ) {
      self.named = named
      self.acting = acting
    }
  }

  package let words: [String]
  /// Nil for everything.
  package let scope: SearchScope?
  /// How many finds there are at most.
  package let limit: Int
  package let commands: Commands

  package init(_ words: [String], in scope: SearchScope?, limit: Int, commands: Commands) {
    self.words = words
    self.scope = scope
    self.limit = limit
    self.commands = commands
  }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open()
    let (synonyms, problems) = workspace.synonymFile
    context.remember(problems: problems)
    let finds = finds(workspace.search(synonyms), in: workspace)
    return .items(ItemAnswer(finds, as: Find.schema, whenEmpty: "nothing matches"))
  }

  private func finds(_ search: RecordSearch, in workspace: Workspace) -> [Find] {
    let text = words.joined(separator: " ")
    var finds: [Find] = []
    if scope != .actions {
      let kinds = scope?.kind.map { [$0] } ?? Kind.allCases
      var hits = search.hits(text, kinds: kinds, limit: limit)
      if kinds.contains(.invoice), let invoice = workspace.invoice(counted: text),
        !hits.contains(where: { $0.record.id == invoice.id && $0.reason == .exact })
      {
        hits.removeAll { $0.record.id == invoice.id }
        hits.insert(SearchHit(counted: invoice), at: 0)
      }
      finds += hits.map { .record($0) }
    }
    if scope?.kind == nil {
      let actions = ActionSearch(search, pipelines: workspace.pipelines)
      finds += actions.offers(text, limit: limit).map { .offer($0) }
      let named = CommandSearch(commands.named(), synonyms: search.synonyms)
      finds += named.offers(text, limit: limit).map { .offer($0) }
      let verbs = VerbSearch(search, entries: commands.acting(), context: workspace.evaluation)
      finds += verbs.offers(text, limit: limit).map { .offer($0) }
    }
    // All lists are in order already, so only the scores are left to be compared.
    let sorted = finds.enumerated().sorted { a, b in
      a.element.score == b.element.score ? a.offset < b.offset : a.element.score > b.element.score
    }
    return sorted.prefix(limit).map(\.element)
  }
}
