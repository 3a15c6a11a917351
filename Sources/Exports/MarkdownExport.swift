import Output
import Records

/// A table a kind for people: names in place of references, and no column that no record fills.
struct MarkdownExport {
  private let data: ExportData

  init(_ data: ExportData) { self.data = data }

  func write(to output: inout ExportOutput) throws {
    for (index, part) in data.parts.enumerated() {
      if index > 0 { try output.write("\n") }
      let title = data.parts.count > 1 ? "# \(MarkdownRenderer.escape(part.kind.plural))\n\n" : ""
      try output.write(title + MarkdownRenderer.render(Document(table(of: part))))
    }
  }

  private func table(of part: ExportPart) -> Table {
    let sheet = ExportSheet(part.kind, of: data.snapshot, showsNames: true)
    let rows = part.records.map { sheet.cells(of: $0) }
    let filled = sheet.columns.indices.filter { place in rows.isEmpty || rows.contains { $0[place] != .empty }
    }
    return Table(
      columns: filled.map { place in
        let column = sheet.columns[place]
        return Column(column.key, column.key, kind: MarkdownExport.kind(of: column.type))
      }, rows: rows.map { row in filled.map { MarkdownExport.cell(row[$0]) } })
  }

  private static func kind(of type: FieldType) -> Column.Kind {
    switch type {
    case .number, .percent, .integer, .money: .number
    default: .text
    }
  }

  private static func cell(_ cell: ExportCell) -> Cell {
    switch cell {
    case .empty: .empty
    case .number(let number): .number(number.description)
    case .list(let values): .list(values)
    case .text, .flag, .date, .moment, .duration: .text(cell.text)
    }
  }
}
