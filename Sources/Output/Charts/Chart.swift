/// Numbers to be drawn: for each category one value a series.
package struct Chart: Sendable, Hashable {
  package enum Form: Sendable, Hashable, CaseIterable {
    case bars
    /// The series of a category on top of one another.
    case stackedBars
    /// The categories are moments in order.
    case line
    /// The categories are steps, of which each keeps a part of the one before; a second series is that part in percent.
    case funnel
    /// The first series is bars; the second, in percent, is how far their sum has come.
    case pareto
    /// A cell a category and series, the darker the greater its value.
    case heatMap
  }

  package struct Axis: Sendable, Hashable {
    package var title: String
    /// Such as `EUR`, `%` or `days`; nil for mere counts and names.
    package var unit: String?

    package init(_ title: String, unit: String? = nil) {
      self.title = title
      self.unit = unit
    }

    /// `Amount, EUR`.
    package var label: String { unit.map { title + ", " + $0 } ?? title }
  }

  /// A number to draw, and its digits as they are to be read.
  package struct Value: Sendable, Hashable {
    /// What lengths are made from.
    package let number: Double
    /// What is written beside them, such as `1250000.50`; it need not go through the number and is exact.
    package let digits: String

    /// Of a decimal's digits; nil for what is no number, or is beyond all reason.
    package init?(_ digits: String) {
      guard let number = Double(digits), abs(number) <= Value.limit else { return nil }
      self.number = number
      self.digits = digits
    }

    /// Written with two decimals at most; nil for what is no number, or is beyond all reason.
    package init?(_ number: Double) {
      guard abs(number) <= Value.limit else { return nil }
      self.number = number
      digits = Value.digits(of: number)
    }

    /// The digits in groups of three.
    package var shown: String { DecimalGrouping.grouped(digits) }

    /// A number with two decimals at most; nothing for what is beyond all reason.
    static func digits(of number: Double) -> String {
      guard abs(number) < 1e15 else { return abs(number) < 1e38 ? String(Int128(number)) : "" }
      let hundredths = Int((number * 100).rounded())
      let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
      let sign = hundredths < 0 ? "-" : ""
      if rest == 0 { return sign + String(whole) }
      let tail = rest % 10 == 0 ? String(rest / 10) : (rest < 10 ? "0" : "") + String(rest)
      return "\(sign)\(whole).\(tail)"
    }

    private static let limit = 1e36
  }

  package struct Series: Sendable, Hashable {
    package var name: String
    /// One value a category; what is missing is not drawn.
    package var values: [Value?]

    package init(_ name: String, _ values: [Value?]) {
      self.name = name
      self.values = values
    }

    package init(_ name: String, _ numbers: [Double]) { self.init(name, numbers.map { Value($0) }) }
  }

  package var form: Form
  package var categories: [String]
  package var categoryAxis: Axis
  package var valueAxis: Axis
  package var series: [Series]
  /// The exact sum of each category's series, where whoever made the chart knows it.
  package var sums: [Value?] = []
  /// Whether each category is a row of the table that the chart belongs to.
  package var isOfRows = true
  /// How many more categories there are than are drawn.
  package private(set) var omitted = 0

  package init(
    form: Form, categories: [String], categoryAxis: Axis, valueAxis: Axis, series: [Series]
  ) {
    self.form = form
    self.categories = categories
    self.categoryAxis = categoryAxis
    self.valueAxis = valueAxis
    self.series = series
  }

  /// What the chart is called: `Amount, EUR, by stage`.
  package var title: String {
    let axis = categoryAxis.title
    guard !axis.isEmpty else { return valueAxis.label }
    let values = valueAxis.title.isEmpty ? valueAxis.unit ?? "" : valueAxis.label
    return values + (valueAxis.unit == nil ? " by " : ", by ") + axis.prefix(1).lowercased()
      + axis.dropFirst()
  }

  /// The value of a series in a category; nil for what is missing.
  func value(_ series: Series, _ category: Int) -> Value? {
    category < series.values.count ? series.values[category] : nil
  }

  func number(_ series: Series, _ category: Int) -> Double { value(series, category)?.number ?? 0 }

  /// Each category's sum over the series of one axis.
  var totals: [Value?] {
    let series = measured
    return categories.indices.map { place in
      if sums.indices.contains(place) { return sums[place] }
      if series.count == 1 { return value(series[0], place) }
      return Value(series.reduce(0) { $0 + number($1, place) })
    }
  }

  /// The series whose values share the axis of values; shares have one of their own.
  var measured: [Series] { form == .pareto || form == .funnel ? Array(series.prefix(1)) : series }

  /// Whether there is nothing to see.
  package var isEmpty: Bool {
    !measured.contains { series in
      categories.indices.contains { place in
        value(series, place).map { form == .line || $0.number != 0 } ?? false
      }
    }
  }

  /// The chart with its first categories only; it says how many it lacks.
  package func limited(to count: Int) -> Chart {
    guard categories.count > count else { return self }
    var chart = self
    chart.omitted += categories.count - count
    chart.categories = Array(categories.prefix(count))
    chart.sums = Array(sums.prefix(count))
    for place in chart.series.indices {
      chart.series[place].values = Array(series[place].values.prefix(count))
    }
    return chart
  }
}
