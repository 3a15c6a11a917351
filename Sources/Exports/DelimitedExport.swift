import Output

/// A kind as a CSV or TSV file: a header of keys, then a row a record, whole and as it is.
struct DelimitedExport {
  private let data: ExportData
  private let dialect: CSVRenderer.Dialect

  init(_ data: ExportData, _ dialect: CSVRenderer.Dialect) {
    self.data = data
    self.dialect = dialect
  }

  func write(to output: inout ExportOutput) throws {
    for part in data.parts { try write(part, to: &output) }
  }

  func write(_ part: ExportPart, to output: inout ExportOutput) throws {
    let sheet = ExportSheet(part.kind, of: data.snapshot)
    try output.write(CSVRenderer.line(sheet.columns.map(\.key), dialect))
    for record in part.records {
      try output.write(CSVRenderer.line(sheet.cells(of: record).map(\.guarded), dialect))
    }
  }
}

extension ExportCell {
  /// The text, so that no spreadsheet takes it for a formula.
  fileprivate var guarded: String {
    switch self {
    case .empty, .flag, .duration: text
    case .text, .number, .date, .moment, .list: CSVRenderer.neutralised(text)
    }
  }
}
