/// The colours of charts.
///
/// They are chosen after Okabe and Ito (2008): blue, orange, green, vermilion, sky blue, purple, violet and slate, moved
/// apart in lightness. Each has a contrast of 3 and more to the ground, and what is written on it one of 4.5 and more. Any
/// two of them are 10 and more apart (CIE76) for eyes without red, green or blue cones (Machado, Oliveira and Fernandes,
/// 2009, severity 1). The tests work all that out.
package enum ChartPalette {
  /// One look of all charts: on white, which is that of paper too, or on dark ground.
  package struct Scheme: Sendable {
    package let ground: String
    package let ink: String
    package let quiet: String
    package let grid: String
    /// A colour a series, and that of text on it.
    package let series: [(fill: String, text: String)]
    /// From the least to the greatest.
    package let heat: [(fill: String, text: String)]
  }

  package static let light = Scheme(
    ground: "#ffffff", ink: "#1c1f23", quiet: "#5b6570", grid: "#dfe3e8",
    series: [
      ("#0a4f8f", "#ffffff"), ("#c58300", "#1c1f23"), ("#1f9a76", "#1c1f23"), ("#9c2f12", "#ffffff"),
      ("#4698da", "#1c1f23"), ("#c9659f", "#1c1f23"), ("#7d5cc6", "#ffffff"), ("#3d434c", "#ffffff"),
    ],
    heat: [
      ("#f3f6f9", "#1c1f23"), ("#d5e5f2", "#1c1f23"), ("#a9cce6", "#1c1f23"), ("#74add6", "#1c1f23"),
      ("#2f75ad", "#ffffff"), ("#0a4f8f", "#ffffff"), ("#062f57", "#ffffff"),
    ])

  package static let dark = Scheme(
    ground: "#14171a", ink: "#e8eaed", quiet: "#a7b0ba", grid: "#333a42",
    series: [
      ("#4aa3f0", "#14171a"), ("#f2c14e", "#14171a"), ("#2fae84", "#14171a"), ("#d9643a", "#14171a"),
      ("#b9dcfa", "#14171a"), ("#e58fc4", "#14171a"), ("#d8de7a", "#14171a"), ("#8a95a3", "#14171a"),
    ],
    heat: [
      ("#1d2228", "#e8eaed"), ("#1c3348", "#e8eaed"), ("#1d4768", "#e8eaed"), ("#245f8c", "#e8eaed"),
      ("#4f97cf", "#14171a"), ("#8cc1ea", "#14171a"), ("#d3e9fb", "#14171a"),
    ])

  /// Rules that give the charts in a page a scheme: `ground` is behind all, `grid` are rules, `ink` and `quiet` texts,
  /// `c0` … `c7` areas and `l0` … `l7` lines of a series, `on0` … `on7` texts on its area, `h0` … `h6` cells of a heat map
  /// and `onh0` … `onh6` texts on them.
  package static func rules(_ scheme: Scheme) -> String {
    func fills(_ names: String, _ colors: [String]) -> [String] {
      colors.enumerated().map { ".chart .\(names)\($0) { fill: \($1); }" }
    }
    let rules =
      [
        ".chart .ground { fill: \(scheme.ground); }", ".chart .grid { stroke: \(scheme.grid); }",
        ".chart .ink { fill: \(scheme.ink); }", ".chart .quiet { fill: \(scheme.quiet); }",
      ] + fills("c", scheme.series.map(\.fill)) + fills("on", scheme.series.map(\.text))
      + scheme.series.enumerated().map { ".chart .l\($0) { stroke: \($1.fill); }" }
      + fills("h", scheme.heat.map(\.fill)) + fills("onh", scheme.heat.map(\.text))
    return rules.joined(separator: "\n")
  }
}
