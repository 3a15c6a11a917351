/// Numbers to be drawn: for each category one value a series.
package struct Chart: Sendable, Hashable {
  package enum Form: Sendable, Hashable {
    case bars
    /// The series of a category on top of one another.
    case stackedBars
    /// The categories are moments in order.
    case line
    /// The categories are steps, of which each keeps a part of the one before.
    case funnel
  }

  package struct Axis: Sendable, Hashable {
    package var title: String
    /// Such as `EUR` or `%`; nil for mere counts and names.
    package var unit: String?

    package init(_ title: String, unit: String? = nil) {
      self.title = title
      self.unit = unit
    }

    /// `Amount, EUR`.
    var label: String { unit.map { title + ", " + $0 } ?? title }
  }

  package struct Series: Sendable, Hashable {
    package var name: String
    /// One value a category; what is missing or no number is not drawn.
    package var values: [Double]

    package init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  package var form: Form
  package var categories: [String]
  package var categoryAxis: Axis
  package var valueAxis: Axis
  package var series: [Series]

  package init(
    form: Form, categories: [String], categoryAxis: Axis, valueAxis: Axis, series: [Series]
  ) {
    self.form = form
    self.categories = categories
    self.categoryAxis = categoryAxis
    self.valueAxis = valueAxis
    self.series = series
  }

  /// The value of a series in a category, from 0 up.
  func value(_ series: Series, _ category: Int) -> Double {
    let value = category < series.values.count ? series.values[category] : 0
    return value.isFinite ? max(value, 0) : 0
  }

  /// Each category's total over the series.
  var totals: [Double] {
    categories.indices.map { place in series.reduce(0) { $0 + value($1, place) } }
  }

  /// Whether there is nothing to see.
  package var isEmpty: Bool { !totals.contains { $0 > 0 } }

  /// A value with two decimals at most.
  static func text(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "" }
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return String(hundredths / 100) }
    return String(Double(hundredths) / 100)
  }
}
