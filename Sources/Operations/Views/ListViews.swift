/// The saved filters by name.
package struct ListViews: Operation {
  package static let answer = AnswerForm.items(SavedView.schema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let views = SavedViews(repository: try context.repository())
    return .items(ItemAnswer(views.names.compactMap(views.view), as: SavedView.schema))
  }
}
