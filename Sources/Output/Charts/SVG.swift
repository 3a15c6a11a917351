/// Charts as pictures that need nothing else: no scripts, no style sheets, no fonts of their own.
///
/// What they are made of is what Chromium, librsvg, Inkscape, WeasyPrint, CairoSVG and wkhtmltopdf draw alike: `#rrggbb` in
/// attributes, no patterns, gradients, `use`, functions or variables. The colours are those for paper; classes let a page
/// give them others (`ChartPalette.rules`), which win over attributes.
package enum SVG {
  static let width = 640.0

  /// The picture of one chart under its title, as an element for a page.
  package static func render(_ chart: Chart) -> String {
    var canvas = SVGCanvas()
    canvas.draw(chart)
    return element(canvas, title: chart.title, charts: [chart])
  }

  /// A file of several pictures beneath one another, under a title; `remark` is what is said where there are none.
  package static func render(_ charts: [Chart], title: String, remark: String = "") -> String {
    var canvas = SVGCanvas()
    canvas.writeHeading(title, size: 17, isBold: true)
    for chart in charts {
      canvas.y += 10
      canvas.draw(chart)
    }
    if charts.isEmpty, !remark.isEmpty { canvas.writeHeading(remark, size: 12, isQuiet: true) }
    return element(canvas, title: title, charts: charts, remark: remark)
  }

  private static func element(
    _ canvas: SVGCanvas, title: String, charts: [Chart], remark: String = ""
  ) -> String {
    let words = charts.isEmpty ? remark : charts.map(description).joined(separator: "\n")
    let name = SVGCanvas.escape(title)
    let size = "width=\"640\" height=\"\(SVGCanvas.number(canvas.y + 8))\""
    let box = "viewBox=\"0 0 640 \(SVGCanvas.number(canvas.y + 8))\""
    return """
      <svg class="chart" xmlns="http://www.w3.org/2000/svg" \(size) \(box) role="img" aria-label="\(name)" \
      font-family="sans-serif" font-size="12">
      <title>\(name)</title>
      <desc>\(SVGCanvas.escape(words))</desc>
      <rect class="ground" x="0" y="0" \(size) fill="\(SVGCanvas.scheme.ground)"/>
      \(canvas.body)</svg>

      """
  }

  /// The chart in words, for those who do not see it: each category with its values.
  static func description(_ chart: Chart) -> String {
    let shown = chart.limited(to: 40)
    let unit = chart.valueAxis.unit.map { " " + $0 } ?? ""
    let lines = shown.categories.enumerated().map { place, category in
      let values = shown.series.compactMap { series in
        shown.value(series, place).map { value in
          let unit = shown.form == .pareto && series != shown.series.first ? " %" : unit
          return (shown.series.count > 1 ? series.name + " " : "") + value.shown + unit
        }
      }
      return "\(category): \(values.isEmpty ? "none" : values.joined(separator: ", "))."
    }
    return ([chart.title + "."] + lines + (shown.more.map { [$0 + "."] } ?? [])).joined(separator: " ")
  }
}

extension Chart {
  /// `and 12 more`, of a chart that does not draw all its categories.
  var more: String? { omitted == 0 ? nil : "and \(Value.digits(of: Double(omitted))) more" }
}
