/// Charts made of block characters.
package enum BarChart {
  /// A bar of `fraction` (0 … 1, clamped) of `width` cells, exact to an eighth of a cell; without blanks behind it.
  package static func bar(_ fraction: Double, width: Int) -> String {
    guard fraction.isFinite, fraction > 0, width > 0 else { return "" }
    let eighths = Int((min(fraction, 1) * Double(width) * 8).rounded())
    var bar = String(repeating: "█", count: eighths / 8)
    if eighths % 8 > 0 { bar += parts[eighths % 8 - 1] }
    // What is more than nothing is seen.
    return bar.isEmpty ? "▏" : bar
  }

  /// One block a value, its height from 0 to the greatest value; a value that is no number is a blank.
  package static func sparkline(_ values: [Double]) -> String {
    var line = ""
    for (value, level) in zip(values, levels(values, steps: 7)) {
      line += value.isFinite ? blocks[level] : " "
    }
    return line
  }

  /// Each value's height in whole steps, 0 … `steps`.
  static func levels(_ values: [Double], steps: Int) -> [Int] {
    let greatest = values.filter(\.isFinite).max() ?? 0
    return values.map { value in
      guard value.isFinite, value > 0, greatest > 0 else { return 0 }
      return min(Int((value / greatest * Double(steps)).rounded()), steps)
    }
  }

  private static let parts = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
