extension SVG {
  /// A file with these charts, beneath one another; the title alone where there is nothing to draw.
  package static func file(_ charts: [Chart], title: String) -> String {
    if let chart = charts.first { return render(chart) }
    let name = HTMLRenderer.escape(title)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 40" role="img" font-family="system-ui, sans-serif" \
      font-size="13">
      <title>\(name)</title>
      <text x="8" y="24" fill="#1c1f23">\(name): nothing to draw</text>
      </svg>

      """
  }
}
