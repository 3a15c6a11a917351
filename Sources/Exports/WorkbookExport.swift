import Diagnostics
import Records

/// Records as an Excel workbook: a sheet a kind, a column a field.
struct WorkbookExport {
  static let textLimit = 32_767
  private let data: ExportData

  init(_ data: ExportData) { self.data = data }

  func write(to output: inout ExportOutput) throws {
    for part in data.parts where part.records.count > Workbook.rowLimit {
      throw Diagnostic(
        .invalidValue, "a sheet of xlsx has room for \(Workbook.rowLimit) \(part.kind.plural)",
        hints: ["csv, json and sql have no such limit"])
    }
    try Workbook(data.parts.map(worksheet), zone: data.zone).write(to: &output)
  }

  private func worksheet(_ part: ExportPart) -> Worksheet {
    let sheet = ExportSheet(part.kind, of: data.snapshot)
    let columns = sheet.columns.map { Worksheet.Column($0.key, isMoney: $0.type == .money) }
    return Worksheet(part.kind.plural, columns, count: part.records.count) { place in
      let record = part.records[place]
      let cells = sheet.cells(of: record)
      try WorkbookExport.demandRoom(cells, sheet, record)
      return cells
    }
  }

  /// A longer text would be cut by Excel.
  private static func demandRoom(_ cells: [ExportCell], _ sheet: ExportSheet, _ record: Record) throws {
    for (cell, column) in zip(cells, sheet.columns) {
      let text: String
      switch cell {
      case .text, .list: text = cell.text
      case .empty, .number, .flag, .date, .moment, .duration: continue
      }
      guard text.utf8.count > textLimit, text.utf16.count > textLimit else { continue }
      throw Diagnostic(
        .invalidValue,
        "\(record.path): \(column.key) has \(text.utf16.count) characters, and a cell of xlsx holds \(textLimit)",
        hints: ["csv, ods and sql hold texts of any length"])
    }
  }
}
