/// What a report has found: its rows, what stands under them, and what was left out.
struct ReportRows<Row> {
  /// What `--by` splits the rows by; nil without it.
  var grouping: Grouping?
  /// A row's group is nil for what has no value to be grouped by.
  var rows: [(group: String?, row: Row)]
  /// Rows of the same columns that stand under the others.
  var totals: [Row]
  /// Whole sentences: what was left out or assumed, and how many records.
  var notes: [String]

  /// The rows of a report that makes no groups.
  init(_ rows: [Row], totals: [Row] = [], notes: [String]) {
    self.init(grouping: nil, rows: rows.map { (nil, $0) }, totals: totals, notes: notes)
  }

  init(grouping: Grouping?, rows: [(group: String?, row: Row)], totals: [Row], notes: [String]) {
    self.grouping = grouping
    self.rows = rows
    self.totals = totals
    self.notes = notes
  }
}

extension ReportRows {
  /// All rows, those of totals too.
  var all: [Row] { rows.map(\.row) + totals }

  /// The columns at `places`, all without it, of the first `limit` of these rows. The group that a report is split by is
  /// its first column.
  func values(
    _ columns: [ReportColumn<Row>], at places: [Int]?, rows limit: Int = .max
  ) -> (fields: [ReportField], rows: [[ReportValue]], totals: [[ReportValue]]) {
    let first = grouping == nil ? 0 : 1
    let fields = (grouping.map { [$0.field] } ?? []) + columns.map(\.field)
    let places = places ?? Array(fields.indices)
    func line(_ row: Row, _ group: String?) -> [ReportValue] {
      places.map { $0 < first ? ReportValue(group) : columns[$0 - first].value(row) }
    }
    return (
      places.map { fields[$0] }, rows.prefix(limit).map { line($0.row, $0.group) },
      totals.map { line($0, nil) }
    )
  }
}
