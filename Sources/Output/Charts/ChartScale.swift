/// The axis of values: what lies where, and where its ticks are.
struct ChartScale {
  /// The ends of the axis; 0 is always between them.
  let low: Double
  let high: Double
  /// Round numbers in equal steps from end to end.
  let ticks: [Double]

  /// The values themselves, or what those of a category add up to, above 0 and below.
  init(_ chart: Chart, isStacked: Bool = false, most: Int = 6) {
    var (low, high) = (0.0, 0.0)
    for place in chart.categories.indices {
      let numbers = chart.measured.map { chart.number($0, place) }
      if isStacked {
        high = max(high, numbers.reduce(0) { $0 + max($1, 0) })
        low = min(low, numbers.reduce(0) { $0 + min($1, 0) })
      } else {
        high = max(high, numbers.max() ?? 0)
        low = min(low, numbers.min() ?? 0)
      }
    }
    // Counts have no fractions.
    let isWhole = chart.measured.allSatisfy { series in
      series.values.allSatisfy { $0.map { $0.number == $0.number.rounded() } ?? true }
    }
    self.init(from: low, to: high, isWhole: isWhole, most: most)
  }

  init(from low: Double, to high: Double, isWhole: Bool, most: Int = 6) {
    let rough = (high - low) / Double(max(most - 1, 1))
    var step = isWhole ? 1 : 0.01
    var turn = 0
    while step < rough {
      step *= [2, 2.5, 2][turn % 3]
      turn += 1
    }
    let first = Int((low / step).rounded(.down))
    let last = max(Int((high / step).rounded(.up)), first + 1)
    ticks = (first...last).map { Double($0) * step }
    self.low = Double(first) * step
    self.high = Double(last) * step
  }

  /// Where a number lies, from 0 at the lower end to 1 at the upper.
  func place(_ number: Double) -> Double { min(max((number - low) / (high - low), 0), 1) }

  static func text(_ tick: Double) -> String { DecimalGrouping.grouped(Chart.Value.digits(of: tick)) }
}
