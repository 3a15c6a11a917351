import Output
import Records

/// Which columns of a report are drawn, how, and which say what a row is about, all by their keys. The columns drawn are of
/// one unit; those of money make a picture a currency, a family of columns is drawn whole.
struct ReportChart: Sendable {
  let form: Chart.Form
  let series: [String]
  let labels: [String]
  /// Whether rows of one label are added up.
  var isSummed = false
  /// What the number of rows of each label is called, where that is drawn.
  var counted: String?
  /// The column that the others are shown as a share of, in percent.
  var whole: String?

  /// A bar a row and column, those of a row beneath one another.
  static func bars(_ series: String..., by labels: String...) -> ReportChart {
    ReportChart(form: .bars, series: series, labels: labels)
  }

  /// The columns of a row one behind the other.
  static func stacked(_ series: String..., by labels: String...) -> ReportChart {
    ReportChart(form: .stackedBars, series: series, labels: labels)
  }

  /// The rows are moments in order.
  static func line(_ series: String..., by labels: String...) -> ReportChart {
    ReportChart(form: .line, series: series, labels: labels)
  }

  /// The rows are steps, each of which keeps a part of the one before, which the second column has in percent.
  static func funnel(_ series: String, kept: String, by labels: String...) -> ReportChart {
    ReportChart(form: .funnel, series: [series, kept], labels: labels)
  }

  /// The rows are in order from the greatest down; the second column is their cumulative share in percent.
  static func pareto(_ series: String, cumulative: String, by labels: String...) -> ReportChart {
    ReportChart(form: .pareto, series: [series, cumulative], labels: labels)
  }

  /// A cell a row and column, the darker the greater, or the greater its share of another column.
  static func heatMap(_ series: String..., of whole: String? = nil, by labels: String...) -> ReportChart {
    ReportChart(form: .heatMap, series: series, labels: labels, whole: whole)
  }

  /// A bar a label and column, of the sum over all rows of the label.
  static func bars(sumOf series: String..., by labels: String...) -> ReportChart {
    ReportChart(form: .bars, series: series, labels: labels, isSummed: true)
  }

  /// A bar a label: how many rows have it. `title` says what the rows are.
  static func rowCount(_ title: String, by labels: String...) -> ReportChart {
    ReportChart(form: .bars, series: [], labels: labels, isSummed: true, counted: title)
  }
}

extension ReportRows {
  /// The pictures of these rows with the columns of these keys: one, of money one a currency; none where they would show
  /// nothing.
  func charts(
    _ form: ReportChart, _ columns: [ReportColumn<Row>], keys: Set<String>, title: String
  ) -> [Chart] {
    var drawn = form.series.flatMap { key in
      columns.filter { keys.contains($0.field.key) && [$0.field.key, $0.field.familyKey].contains(key) }
    }
    var (names, titles) = naming(form, columns)
    // Steps of several funnels do not narrow from one to the next, and the shares of several groups begin anew.
    let isOneSequence = grouping == nil && (titles.count < 2 || form.form == .pareto)
    let isBroken = !isOneSequence && (form.form == .funnel || form.form == .pareto)
    if isBroken { drawn = Array(drawn.prefix(1)) }
    var values = rows.map { line in drawn.map { $0.value(line.row) } }
    var fields = drawn.map(\.field)
    if let whole = form.whole.flatMap({ key in columns.first { $0.field.key == key } }) {
      fields = fields.map { ReportField($0.key, $0.title, .percent) }
      values = zip(rows, values).map { line, row in row.map { $0.share(of: whole.value(line.row)) } }
    }
    if form.isSummed {
      let groups = Summing(names, values, isCounted: form.counted != nil)
      (names, values) = (groups.names, groups.values)
      if let counted = form.counted { fields = [ReportField("rows", counted, .count)] }
    }
    let axis = (titles.prefix(1) + titles.dropFirst().map { $0.prefix(1).lowercased() + $0.dropFirst() })
      .joined(separator: ", ")
    let drawing = ChartDrawing(
      form: isBroken ? .bars : form.form, fields: fields, names: names,
      values: values, title: title, axis: axis, isSummed: form.isSummed)
    return drawing.charts.filter { !$0.isEmpty }
  }

  /// What each row is called: its group and its labels, without what all rows have in common; and the titles of these.
  private func naming(
    _ form: ReportChart, _ columns: [ReportColumn<Row>]
  ) -> (names: [String], titles: [String]) {
    let labels = form.labels.compactMap { key in columns.first { $0.field.key == key } }
    let group = form.isSummed ? nil : grouping
    var titles = (group.map { [$0.field.title] } ?? []) + labels.map(\.field.title)
    var parts = rows.map { line in
      (group == nil ? [] : [line.group ?? ReportValue.noGroup])
        + labels.map { $0.value(line.row).text ?? ReportValue.noGroup }
    }
    for place in titles.indices.dropLast().reversed() where Set(parts.map { $0[place] }).count == 1 {
      titles.remove(at: place)
      for row in parts.indices { parts[row].remove(at: place) }
    }
    return (parts.map { $0.joined(separator: ", ") }, titles)
  }
}

/// Rows of one name, added up.
private struct Summing {
  private(set) var names: [String] = []
  private(set) var values: [[ReportValue]] = []

  init(_ all: [String], _ rows: [[ReportValue]], isCounted: Bool) {
    var places: [String: Int] = [:]
    for (name, row) in zip(all, rows) {
      let row = isCounted ? [.count(1)] : row
      if let place = places[name] {
        values[place] = zip(values[place], row).map { $0.adding($1) }
      } else {
        places[name] = names.count
        names.append(name)
        values.append(row)
      }
    }
  }
}

extension ReportValue {
  /// The sum of two values of one unit; what is missing adds nothing.
  fileprivate func adding(_ other: ReportValue) -> ReportValue {
    switch (self, other) {
    case (.count(let a), .count(let b)): return .count(a + b)
    case (.number(let a), .number(let b)): return .number(a + b)
    case (.money(var a), .money(let b)):
      a += b
      return .money(a)
    case (.missing, _): return other
    default: return self
    }
  }

  /// A count as a part of another in percent.
  fileprivate func share(of whole: ReportValue) -> ReportValue {
    guard let count, let all = whole.count else { return .missing }
    return ReportValue(Figures.percent(count, of: all))
  }

  /// The number to draw, of money that of one currency.
  fileprivate func drawn(_ currency: String?) -> Chart.Value? {
    switch self {
    case .count(let count): Chart.Value(String(count))
    case .number(let number): Chart.Value(number.description)
    case .money(let sum):
      currency.flatMap { code in sum[code].flatMap { Chart.Value(Currency.padded($0, code).description) } }
    case .missing, .text, .time, .day: nil
    }
  }
}

/// What the pictures of one `ReportChart` are made from.
private struct ChartDrawing {
  let form: Chart.Form
  let fields: [ReportField]
  let names: [String]
  let values: [[ReportValue]]
  let title: String
  let axis: String
  let isSummed: Bool

  var charts: [Chart] {
    guard fields.first?.unit == .money else { return [chart(nil)] }
    let currencies = Set(values.flatMap { row in row.flatMap { $0.money?.currencies ?? [] } }).sorted()
    return currencies.map(chart)
  }

  private func chart(_ currency: String?) -> Chart {
    var rows = Array(names.indices)
    // Who has nothing in a currency is no part of its picture, unless each row has its place in an order.
    if currency != nil, form == .pareto || isSummed {
      rows = rows.filter { values[$0].first?.drawn(currency) != nil }
    }
    // A column without a value is no series, as where nobody says what something costs.
    var places = fields.indices.filter { place in rows.contains { values[$0][place].drawn(currency) != nil } }
    if places.isEmpty || form == .pareto || form == .funnel { places = Array(fields.indices) }
    var chart = Chart(
      form: form, categories: rows.map { names[$0] }, categoryAxis: Chart.Axis(axis),
      valueAxis: valueAxis(of: places.map { fields[$0] }, currency),
      series: places.map { place in
        Chart.Series(
          ChartDrawing.parts(of: fields[place]).title, rows.map { values[$0][place].drawn(currency) })
      })
    chart.isOfRows = !isSummed && rows.count == names.count
    if form == .stackedBars {
      chart.sums = rows.map { row in
        values[row].reduce(ReportValue.missing) { $0.adding($1) }.drawn(currency)
      }
    }
    return chart
  }

  private func valueAxis(of fields: [ReportField], _ currency: String?) -> Chart.Axis {
    let parts = fields.map(ChartDrawing.parts)
    let named = form == .pareto || form == .funnel ? Array(parts.prefix(1)) : parts
    let unit = currency ?? parts.first?.unit
    switch named.count {
    case 1: return Chart.Axis(named[0].title, unit: unit)
    case 2: return Chart.Axis(named[0].title + " and " + named[1].title.lowercased(), unit: unit)
    default: return Chart.Axis(title, unit: unit)
    }
  }

  /// A title without the unit at its end, and that unit: `Share %` is a share in `%`.
  private static func parts(of field: ReportField) -> (title: String, unit: String?) {
    let (ending, unit): (String, String?) =
      switch field.unit {
      case .percent: (" %", "%")
      case .days: (", days", "days")
      case .text, .count, .money, .time, .score: ("", nil)
      }
    guard !ending.isEmpty, field.title.hasSuffix(ending) else { return (field.title, unit) }
    return (String(field.title.dropLast(ending.count)), unit)
  }
}
