import Output
import Reports

/// The reports that there are, and the page of many of them.
package struct ListReports: Operation {
  package static let answer = AnswerForm.items(ReportListing.schema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    .items(ItemAnswer(Reports.all.map(ReportListing.init) + [.dashboard], as: ReportListing.schema))
  }
}

/// What is said of a report where it is listed.
struct ReportListing: Sendable {
  let name: String
  let title: String
  let options: [ReportOption]
  let doc: String
  let fields: [ReportField]

  init(_ report: Report) {
    (name, title, options) = (report.name, report.title, report.options)
    (doc, fields) = (report.doc, report.fields)
  }

  private init(name: String, title: String, options: [ReportOption], doc: String) {
    (self.name, self.title, self.options) = (name, title, options)
    (self.doc, fields) = (doc, [])
  }

  static let dashboard = ReportListing(
    name: Dashboard.name, title: Dashboard.title, options: Dashboard.options, doc: Dashboard.doc)

  static let schema = ObjectSchema<ReportListing>(
    "report", "A report that can be made.",
    [
      .text("name", "The word that names it.") { $0.name }, .text("title", "Its heading.") { $0.title },
      .texts("options", "The options that it takes.") { $0.options.map(\.flag) },
      .text("about", "What its numbers mean.") { $0.doc },
      .objects("columns", "Its columns and how they are worked out.", ReportField.explained) { $0.fields }
        .inNoTable,
    ])
}
