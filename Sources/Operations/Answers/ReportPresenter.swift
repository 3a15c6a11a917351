import Diagnostics
import Exports
import Output
import Reports

extension Presenter {
  /// A report in any format; its notes are part of it in JSON and for people, and go beside rows that stand alone.
  func present(_ answer: ReportAnswer) throws {
    let fields: String?
    switch format.family {
    case .ids:
      guard answer.hasRecords else {
        let others = AnswerForm.report.formats.filter { $0 != format }.map(\.rawValue)
        throw Diagnostic(
          .usage, "report \"\(answer.report.name)\" has no ids, because its rows are no records",
          hints: ["it prints \(others)"])
      }
      // Ids name the rows, whatever is chosen of them.
      fields = nil
    case .terminal, .objects, .sheet, .page, .file: fields = presentation.fields
    }
    let answer = try fields.map { answer.holding(try FieldChoice.names($0)) } ?? answer
    let places = try fields.map { try FieldChoice.places(of: $0, among: answer.fields.map(\.key)) }
    // Programs get numbers, which need no pictures.
    let isDrawn = format.family == .terminal || format.family == .page || format == .svg
    // A picture alone is of the whole report: chosen columns are those of a table.
    let result = answer.result(at: format == .svg ? nil : places, isDrawn: isDrawn)
    guard format.family != .file else { return try file(of: result, answer.report) }
    try write(result)
    if result.rows.isEmpty { try say(answer.report.whenEmpty) }
    if format.isRowsAlone { for note in result.notes { output.note(note) } }
  }

  private func file(of result: ReportResult, _ report: Report) throws {
    guard format == .svg else {
      return try present(
        FileAnswer(isText: false, format: format.rawValue) { send in
          try Workbook(result.worksheets, zone: result.zone).write(to: send)
        })
    }
    guard report.hasChart else {
      let drawn = Reports.all.filter(\.hasChart).map(\.name)
      throw Diagnostic(
        .usage, "report \"\(report.name)\" has no picture", hints: ["these have one: \(drawn)"])
    }
    try present(
      FileAnswer(isText: true, format: format.rawValue) { send in
        let picture = SVG.render(result.charts, title: result.heading, remark: report.whenEmpty)
        try send(Array(picture.utf8))
      })
  }
}
