import Output
import Reports

/// The reports that there are.
package struct ListReports: Operation {
  package static let answer = AnswerForm.items(Report.listed)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    .items(ItemAnswer(Reports.all, as: Report.listed))
  }
}

extension Report {
  static let listed = ObjectSchema<Report>(
    "report", "A report that can be made.",
    [
      .text("name", "The word that names it.") { $0.name }, .text("title", "Its heading.") { $0.title },
      .texts("options", "The options that it takes.") { $0.options.map(\.flag) },
      .text("about", "What its numbers mean.") { $0.doc },
      .objects("columns", "Its columns and how they are worked out.", ReportField.explained) { $0.fields }
        .inNoTable,
    ])
}
