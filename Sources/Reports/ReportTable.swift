import Dates
package import JSON
package import Output
import Records

extension ReportResult: Renderable {
  package func document(width: Int?) -> Document {
    var table = table(in: width)
    table.whenEmpty = whenEmpty
    return Document(title: table.title ?? title, facts: facts, blocks: [.table(table)])
  }

  package var listing: [JSONValue]? { objects }

  /// What spreadsheets and scripts get: every column, `amount_EUR` for a column of money in euros.
  package var sheet: Table {
    let parts = columns.indices.flatMap(tableColumns)
    return Table(
      columns: parts.map { Column($0.key, $0.key, kind: $0.kind) },
      rows: rows.map { row in parts.map { rawCell(row, $0) } })
  }

  /// Every column with its title, an amount of money by itself for each currency, of all rows and then the totals.
  package var figures: (columns: [(title: String, unit: ReportUnit)], rows: [[ReportValue]]) {
    let parts = columns.indices.flatMap(tableColumns)
    func line(_ row: [ReportValue]) -> [ReportValue] {
      parts.map { part in
        guard let sum = row[part.place].money else { return row[part.place] }
        return part.currency.flatMap { sum[$0] }.map { .number($0) } ?? .missing
      }
    }
    return (parts.map { ($0.title, columns[$0.place].unit) }, (rows + totals).map(line))
  }

  /// The widest form that a terminal of this width shows whole: first the bars go, then each currency gets a row of its
  /// own; what is too wide even so becomes blocks.
  func table(in width: Int?) -> Table {
    let whole = table
    guard let width, whole.legibleWidth > width else { return whole }
    if let shorter = shortened(to: width) { return shorter }
    var bare = whole
    bare.charts = whole.figures
    guard bare.legibleWidth > width else { return bare }
    var split = tablePerCurrency
    split.charts = whole.figures
    return split.legibleWidth > width ? bare : split
  }

  /// With as many columns of a family as fit, and a note on the others; nil where there is none, or not one fits.
  private func shortened(to width: Int) -> Table? {
    guard !isChosen, let first = columns.firstIndex(where: { $0.familyKey != nil }) else { return nil }
    func cut(_ count: Int) -> ReportResult {
      var result = self
      result.columns = Array(columns.prefix(count))
      result.rows = rows.map { Array($0.prefix(count)) }
      result.totals = totals.map { Array($0.prefix(count)) }
      let last = columns[columns.count - 1].key
      let left = columns[count].key == last ? "\(last) has" : "\(columns[count].key) to \(last) have"
      result.notes.append("\(left) no room here; --format csv has every column")
      return result
    }
    var (low, high) = (first, columns.count)
    while low + 1 < high {
      let middle = low + (high - low) / 2
      if cut(middle).table.legibleWidth > width { high = middle } else { low = middle }
    }
    return low > first ? cut(low).table : nil
  }

  private var shownColumns: [Int] {
    columns.indices.filter { place in
      let column = columns[place]
      guard !isChosen else { return true }
      return switch column.role {
      case .forPrograms: false
      case .hiddenWhenConstant: Set(rows.map { $0[place] }).count > 1
      case .figure, .grouping: true
      }
    }
  }

  /// What people see: without columns that tell them nothing, money in a column per currency, the chart.
  package var table: Table {
    let parts = shownColumns.flatMap(tableColumns)
    let sums = totals.map { row in ReportResult.named(parts.map { cell(row, $0) }) }
    var table = Table(
      title: heading, columns: parts.map { Column($0.key, $0.title, kind: $0.kind) },
      rows: rows.map { row in parts.map { rowCell(row, $0) } }, totals: rows.isEmpty ? [] : sums, notes: notes
    )
    table.charts = charts
    return table
  }

  /// The same with a line for each currency of a row, for terminals that have no room for a column each.
  private var tablePerCurrency: Table {
    let shown = shownColumns
    guard let first = shown.first(where: { columns[$0].unit == .money }) else { return table }
    var heads = shown.map { Column(columns[$0].key, columns[$0].title, kind: kind($0)) }
    let place = shown.firstIndex(of: first) ?? 0
    heads.insert(Column("currency", "Currency", kind: .identifier), at: place)
    func lines(_ row: [ReportValue], isTotal: Bool) -> [[Cell]] {
      let used = Set(shown.flatMap { row[$0].money?.currencies ?? [] }).sorted()
      return (used.isEmpty ? [currency] : used).enumerated().map { index, code in
        var cells = shown.map { place -> Cell in
          let isMoney = columns[place].unit == .money
          guard isMoney || index == 0 else { return .empty }
          let part = Part(
            place: place, key: "", title: "", kind: kind(place), currency: isMoney ? code : nil)
          return isTotal ? cell(row, part) : rowCell(row, part)
        }
        if isTotal, index == 0 { cells = ReportResult.named(cells) }
        cells.insert(used.isEmpty ? .empty : .text(code), at: place)
        return cells
      }
    }
    return Table(
      title: heading, columns: heads, rows: rows.flatMap { lines($0, isTotal: false) },
      totals: rows.isEmpty ? [] : totals.flatMap { lines($0, isTotal: true) }, notes: notes)
  }

  /// The cells of a total, which says that it is one where nothing else begins it.
  private static func named(_ cells: [Cell]) -> [Cell] {
    cells.first == .empty ? [.text("total")] + cells.dropFirst() : cells
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
      return [Part(place: place, key: column.key, title: column.title, kind: kind(place), currency: nil)]
    }
    let used = Set((rows + totals).flatMap { $0[place].money?.currencies ?? [] }).sorted()
    return (used.isEmpty ? [currency] : used).map { code in
      Part(
        place: place, key: "\(column.key)_\(code)", title: "\(column.title), \(code)", kind: .money,
        currency: code)
    }
  }

  private func kind(_ place: Int) -> Column.Kind {
    switch columns[place].unit {
    case .text: columns[place].key == "ref" ? .identifier : .text
    case .money: .money
    case .count, .percent, .days, .score: .number
    case .time: .date
    }
  }

  /// A cell of a row; in a column of groups, those without a value are a group too.
  private func rowCell(_ row: [ReportValue], _ part: Part) -> Cell {
    if case .missing = row[part.place], columns[part.place].role == .grouping {
      return .text(ReportValue.noGroup)
    }
    return cell(row, part)
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
    case .time(let instant), .day(_, let instant): return .date(instant.description)
    case .money(let sum):
      guard let code = part.currency, let amount = sum[code] else { return .empty }
      return .money(amount: Currency.padded(amount, code).description, currency: nil)
    }
  }

  /// The title with the pipeline and the days that the report is about.
  package var heading: String {
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
