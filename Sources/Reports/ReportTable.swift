import Dates
package import Output
import Records

extension ReportResult {
  /// The report in any format; JSON is the whole report, the other formats for programs have the rows alone.
  package func rendered(as format: OutputFormat, _ rendering: Rendering = Rendering()) -> String {
    switch format {
    case .json: json.encoded(pretty: rendering.pretty) + "\n"
    case .jsonl, .yaml: Renderer.render(programTable, objects: rows.map(object), as: format, rendering)
    case .csv, .tsv, .ids: Renderer.render(programTable, as: format, rendering)
    case .table, .md, .html: Renderer.render(table, as: format, rendering)
    }
  }

  /// What people see: without columns that tell them nothing, money in a column per currency, bars beside a count.
  package var table: Table {
    let shown = columns.indices.filter { place in
      let column = columns[place]
      if isChosen { return true }
      if column.isForPrograms { return false }
      return !column.isHiddenWhenConstant || Set(rows.map { $0[place] }).count > 1
    }
    let parts = shown.flatMap(tableColumns)
    let bars = barShares
    var tableColumns = parts.map { part in
      Column(part.key, part.title, kind: part.kind)
    }
    if bars != nil { tableColumns.append(Column("bar", "", kind: .chart)) }
    let lines = rows.enumerated().map { index, row in
      parts.map { cell(row, $0) } + (bars.map { [.bar($0[index])] } ?? [])
    }
    let sums = totals.map { row -> [Cell] in
      var cells = parts.map { cell(row, $0) }
      if let first = cells.first, first == .empty { cells[0] = .text("total") }
      return cells
    }
    return Table(
      title: heading, columns: tableColumns, rows: lines, totals: rows.isEmpty ? [] : sums, notes: notes)
  }

  /// What spreadsheets and scripts get: every column, `amount_EUR` for a column of money in euros.
  private var programTable: Table {
    let parts = columns.indices.flatMap(tableColumns)
    return Table(
      columns: parts.map { Column($0.key, $0.key, kind: $0.kind) },
      rows: rows.map { row in parts.map { rawCell(row, $0) } })
  }

  private struct Part {
    let place: Int
    let key: String
    let title: String
    let kind: Column.Kind
    let currency: String?
  }

  private func tableColumns(_ place: Int) -> [Part] {
    let column = columns[place]
    guard column.unit == .money else {
      let kind: Column.Kind =
        switch column.unit {
        case .text: column.key == "ref" ? .identifier : .text
        case .count, .percent, .days, .money: .number
        case .date, .time: .date
        }
      return [Part(place: place, key: column.key, title: column.title, kind: kind, currency: nil)]
    }
    let used = Set((rows + totals).flatMap { $0[place].money?.currencies ?? [] }).sorted()
    return (used.isEmpty ? [currency] : used).map { code in
      Part(
        place: place, key: "\(column.key)_\(code)", title: "\(column.title), \(code)", kind: .money,
        currency: code)
    }
  }

  private func cell(_ row: [ReportValue], _ part: Part) -> Cell {
    if case .time(let instant) = row[part.place] {
      // The instant carries the repository's offset.
      let text = instant.description
      return .date(text.prefix(10) + " " + text.dropFirst(11).prefix(5))
    }
    if case .day(let day, _) = row[part.place] { return .date(day.description) }
    return rawCell(row, part)
  }

  private func rawCell(_ row: [ReportValue], _ part: Part) -> Cell {
    switch row[part.place] {
    case .missing: return .empty
    case .text(let text): return .text(text)
    case .count(let count): return .integer(count)
    case .number(let number): return .number(number.description)
    case .date(let date): return .date(date.description)
    case .time(let instant), .day(_, let instant): return .date(instant.description)
    case .money(let sum):
      guard let code = part.currency, let amount = sum[code] else { return .empty }
      return .money(amount: Currency.padded(amount, code).description, currency: nil)
    }
  }

  /// The share of the greatest value that each row's bar shows.
  private var barShares: [Double]? {
    guard let barKey, let place = columns.firstIndex(where: { $0.key == barKey }), !rows.isEmpty else {
      return nil
    }
    let counts = rows.map { $0[place].count ?? 0 }
    guard let greatest = counts.max(), greatest > 0 else { return nil }
    return counts.map { Double($0) / Double(greatest) }
  }

  private var heading: String {
    var text = title
    if let pipeline { text += ", " + pipeline }
    if let period {
      if period.start == .first {
        text += ", to \(period.lastDay)"
      } else {
        text += period.end == .last ? ", from \(period.start)" : ", \(period)"
      }
    }
    return text
  }
}
