import Exports
import Records
import Reports

extension ReportResult {
  /// The report as sheets: its rows with their totals, and what it is about.
  var worksheets: [Worksheet] {
    let (columns, rows) = figures
    let table = Worksheet(
      "report", columns.map { Worksheet.Column($0.title, isMoney: $0.unit == .money) }, count: rows.count,
      totals: totals.count
    ) { place in
      var cells = rows[place].map(ExportCell.init)
      if place >= self.rows.count, cells.first == .empty { cells[0] = .text("total") }
      return cells
    }
    let about = [["Report", name], ["Title", heading]] + notes.map { ["Note", $0] }
    let remarks = Worksheet(
      "about", [Worksheet.Column("What"), Worksheet.Column("Text")], count: about.count
    ) {
      about[$0].map { .text($0) }
    }
    return [table, remarks]
  }
}

extension ExportCell {
  fileprivate init(_ value: ReportValue) {
    self =
      switch value {
      case .missing, .money: .empty
      case .text(let text): .text(text)
      case .count(let count): .number(Decimal(count))
      case .number(let number): .number(number)
      case .time(let instant): .moment(instant)
      case .day(let day, _): .date(day)
      }
  }
}
