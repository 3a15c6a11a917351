import Output

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
  /// The columns at `places`, all without it, of these rows. The group that a report is split by is its first column.
  func values(
    _ columns: [ReportColumn<Row>], at places: [Int]?
  ) -> (fields: [ReportField], rows: [[ReportValue]], totals: [[ReportValue]]) {
    let first = grouping == nil ? 0 : 1
    let fields = (grouping.map { [$0.field] } ?? []) + columns.map(\.field)
    let places = places ?? Array(fields.indices)
    func line(_ row: Row, _ group: String?) -> [ReportValue] {
      places.map { $0 < first ? ReportValue(group) : columns[$0 - first].value(row) }
    }
    return (places.map { fields[$0] }, rows.map { line($0.row, $0.group) }, totals.map { line($0, nil) })
  }

  /// The picture of these rows; nil where it would show nothing.
  func chart(_ form: ReportChart, _ columns: [ReportColumn<Row>], title: String) -> Chart? {
    let labels = columns.filter { form.labels.contains($0.field.key) }
    var parts = rows.map { line in
      (grouping == nil ? [] : [line.group ?? ReportValue.noGroup])
        + labels.map { $0.value(line.row).text ?? ReportValue.noGroup }
    }
    // What all rows have in common says nothing of any.
    for place in (parts.first ?? []).indices.dropLast().reversed()
    where Set(parts.map { $0[place] }).count == 1 {
      for row in parts.indices { parts[row].remove(at: place) }
    }
    let drawn = columns.filter { form.series.contains($0.field.key) }
    let chart = Chart(
      // Steps of several funnels do not narrow from one to the next.
      form: form.form == .funnel && (parts.first?.count ?? 0) > 1 ? .bars : form.form,
      categories: parts.map { $0.joined(separator: ", ") },
      categoryAxis: Chart.Axis(labels.last?.field.title ?? ""),
      valueAxis: Chart.Axis(drawn.count == 1 ? drawn[0].field.title : title),
      series: drawn.map { column in
        Chart.Series(
          column.field.title, rows.map { column.value($0.row).count.map { Double($0) } ?? 0 })
      })
    return chart.isEmpty ? nil : chart
  }
}

/// Which counts of a report are drawn, how, and the columns that say what a row is about, all by their keys.
struct ReportChart {
  let form: Chart.Form
  let series: [String]
  let labels: [String]

  static func bars(_ series: String..., by labels: String...) -> ReportChart {
    ReportChart(form: .bars, series: series, labels: labels)
  }

  /// The rows are steps, each of which keeps a part of the one before.
  static func funnel(_ series: String, by labels: String...) -> ReportChart {
    ReportChart(form: .funnel, series: [series], labels: labels)
  }
}
