import Output
import Records
import Reports

/// How the numbers of a report are worked out.
package struct ExplainReport: Operation {
  package static let answer = AnswerForm.item(ReportExplanation.schema, of: ReportField.explained)

  package let name: String
  /// What the report would be split by.
  package let by: String?

  package init(_ name: String, by: String?) {
    self.name = name
    self.by = by
  }

  package func run(in context: Context) throws -> Answer {
    let report = try Reports.report(named: name)
    let explanation = ReportExplanation(report: report, fields: report.fields(by: by))
    var answer = ItemAnswer(
      explanation, as: ReportExplanation.schema, parts: { explanation.fields }, as: ReportField.explained)
    answer.dress { table in
      table.title = report.title
      table.notes = [
        report.doc, "options: " + (report.options.map(\.flag) + ["--where"]).joined(separator: ", "),
      ]
    }
    return .item(answer, said: [])
  }
}

/// A report and the columns that are explained.
struct ReportExplanation: Sendable {
  let report: Report
  let fields: [ReportField]

  static let schema = ObjectSchema<ReportExplanation>(
    "explanation", "How the numbers of a report are worked out.",
    [
      .text("report", "The word that names it.") { $0.report.name },
      .text("title", "Its heading.") { $0.report.title },
      .text("about", "What its numbers mean.") { $0.report.doc },
      .text("subject", "The kind of record that --where narrows.") { $0.report.subject.rawValue },
      .texts("options", "The options that it takes beside --where.") { $0.report.options.map(\.flag) },
      .objects("columns", "Its columns in order.", ReportField.explained) { $0.fields },
    ])
}

extension ReportField {
  static let explained = ObjectSchema<ReportField>(
    "column", "A column of a report and how its values are worked out.",
    [
      .text("key", "The member of a row that has its values.", title: "Key") { $0.key },
      .text("title", "What people read above it.", title: "Column") { $0.title },
      .text("unit", "What its values are.", title: "Unit") { $0.unit.rawValue },
      .text("formula", "How a value is worked out.", title: "Formula") { $0.formula },
      .text("basis", "What is counted: records, and the fields that decide.", title: "From") { $0.basis },
    ])
}
