import Text

/// A picture as it is drawn, from the top down.
struct SVGCanvas {
  enum Anchor: String { case start, middle, end }

  static let scheme = ChartPalette.light
  /// Where the next thing is drawn.
  var y = 4.0
  private(set) var body = ""

  // MARK: Shapes

  /// An area in the colour of a series; what is more than nothing is seen.
  mutating func fill(x: Double, y: Double, width: Double, height: Double, series: Int) {
    guard width > 0 else { return }
    let number = SVGCanvas.colour(series)
    add(
      "rect", ["x": x, "y": y, "width": max(width, 1), "height": height],
      "class=\"c\(number)\" fill=\"\(SVGCanvas.scheme.series[number].fill)\"")
  }

  /// A cell of a heat map, of a shade from 0 up.
  mutating func fill(x: Double, y: Double, width: Double, height: Double, shade: Int) {
    add(
      "rect", ["x": x, "y": y, "width": width, "height": height],
      "class=\"h\(shade)\" fill=\"\(SVGCanvas.scheme.heat[shade].fill)\"")
  }

  mutating func fill(_ corners: [(Double, Double)], series: Int) {
    let number = SVGCanvas.colour(series)
    add(
      "polygon", [:],
      "points=\"\(SVGCanvas.points(corners))\" class=\"c\(number)\" fill=\"\(SVGCanvas.scheme.series[number].fill)\""
    )
  }

  mutating func rule(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) {
    add(
      "line", ["x1": a.x, "y1": a.y, "x2": b.x, "y2": b.y],
      "class=\"grid\" stroke=\"\(SVGCanvas.scheme.grid)\" stroke-width=\"1\"")
  }

  /// A line through points, dashed in a way of its own for each series.
  mutating func line(_ points: [(Double, Double)], series: Int) {
    guard points.count > 1 else { return }
    let number = SVGCanvas.colour(series)
    let dashes = ["", "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 4", "6 2 1 2 1 2"][number]
    add(
      "polyline", [:],
      "points=\"\(SVGCanvas.points(points))\" class=\"l\(number)\" fill=\"none\" "
        + "stroke=\"\(SVGCanvas.scheme.series[number].fill)\" stroke-width=\"2\""
        + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""))
  }

  /// A point of a line: a shape of its own for each of four series in turn.
  mutating func mark(_ x: Double, _ y: Double, series: Int) {
    let number = SVGCanvas.colour(series)
    let look = "class=\"c\(number)\" fill=\"\(SVGCanvas.scheme.series[number].fill)\""
    switch number % 4 {
    case 0: add("circle", ["cx": x, "cy": y, "r": 3.5], look)
    case 1: add("rect", ["x": x - 3, "y": y - 3, "width": 6, "height": 6], look)
    case 2: fill([(x, y - 4), (x + 4, y + 3), (x - 4, y + 3)], series: series)
    default: fill([(x, y - 4.5), (x + 4.5, y), (x, y + 4.5), (x - 4.5, y)], series: series)
    }
  }

  // MARK: Texts

  /// A text whose baseline is at `y`; where it is cut to `room`, the whole of it is its tooltip.
  mutating func write(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, isQuiet: Bool = false, room: Double? = nil,
    size: Double? = nil, isBold: Bool = false
  ) {
    let color = isQuiet ? SVGCanvas.scheme.quiet : SVGCanvas.scheme.ink
    write(
      text, x: x, y: y, anchor: anchor,
      "class=\"\(isQuiet ? "quiet" : "ink")\" fill=\"\(color)\""
        + (size.map { " font-size=\"\(SVGCanvas.number($0))\"" } ?? "")
        + (isBold ? " font-weight=\"bold\"" : ""), room: room, size: size ?? 12)
  }

  /// A text on the area of a series.
  mutating func write(_ text: String, x: Double, y: Double, on series: Int) {
    let number = SVGCanvas.colour(series)
    write(
      text, x: x, y: y, anchor: .middle,
      "class=\"on\(number)\" fill=\"\(SVGCanvas.scheme.series[number].text)\" font-size=\"11\"", room: nil,
      size: 11)
  }

  /// A text on a cell of a heat map.
  mutating func write(_ text: String, x: Double, y: Double, shade: Int, size: Double) {
    write(
      text, x: x, y: y, anchor: .middle,
      "class=\"onh\(shade)\" fill=\"\(SVGCanvas.scheme.heat[shade].text)\" "
        + "font-size=\"\(SVGCanvas.number(size))\"", room: nil, size: size)
  }

  private mutating func write(
    _ text: String, x: Double, y: Double, anchor: Anchor, _ look: String, room: Double?, size: Double
  ) {
    let whole = TerminalEscaping.escape(text, keepingNewlines: false)
    guard !whole.isEmpty else { return }
    let shown = room.map { TextExtent.cut(whole, to: $0, size: size) } ?? whole
    let tip = shown == whole ? "" : "<title>\(SVGCanvas.escape(whole))</title>"
    add(
      "text", ["x": x, "y": y], "text-anchor=\"\(anchor.rawValue)\" \(look)",
      tip + SVGCanvas.escape(shown))
  }

  /// A line of text over the whole width, or as many lines as its words need.
  mutating func writeHeading(_ text: String, size: Double = 14, isQuiet: Bool = false, isBold: Bool = false) {
    let words = TerminalEscaping.escape(text, keepingNewlines: false).split(separator: " ").map(String.init)
    let room = (SVG.width - 16) / (isBold ? 1.12 : 1)
    var lines: [String] = []
    for word in words {
      if let last = lines.last, TextExtent.width(last + " " + word, size: size) <= room {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    for line in lines {
      write(line, x: 8, y: y + size, isQuiet: isQuiet, room: room, size: size, isBold: isBold)
      y += size * 1.4
    }
    y += 4
  }

  private mutating func add(
    _ name: String, _ places: KeyValuePairs<String, Double>, _ rest: String, _ content: String? = nil
  ) {
    body += "<" + name
    for (key, place) in places { body += " \(key)=\"\(SVGCanvas.number(place))\"" }
    body += " " + rest + (content.map { ">" + $0 + "</\(name)>\n" } ?? "/>\n")
  }

  // MARK: Numbers

  static func colour(_ series: Int) -> Int { series % scheme.series.count }

  private static func points(_ points: [(Double, Double)]) -> String {
    points.map { number($0.0) + "," + number($0.1) }.joined(separator: " ")
  }

  /// A coordinate with one decimal.
  static func number(_ value: Double) -> String { Chart.Value.digits(of: (value * 10).rounded() / 10) }

  /// Text as XML shows it; the two characters that no XML may hold are replaced.
  static func escape(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in HTMLRenderer.escape(text).unicodeScalars {
      scalars.append(scalar.value == 0xFFFE || scalar.value == 0xFFFF ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
  }
}

/// About how wide text is; only the reader's fonts know it exactly. The measures are those of DejaVu Sans, which is wider
/// than what most systems draw, so that nothing is cut off or written over.
enum TextExtent {
  static func width(_ text: String, size: Double = 12) -> Double {
    text.reduce(0) { $0 + width(of: $1) } * size
  }

  /// The text where it fits, else its beginning and "…".
  static func cut(_ text: String, to room: Double, size: Double = 12) -> String {
    guard width(text, size: size) > room else { return text }
    var result = ""
    var used = width(of: "…")
    for character in text {
      used += width(of: character)
      if used * size > room { break }
      result.append(character)
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  /// In parts of the size of the font.
  private static func width(of character: Character) -> Double {
    switch character {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", " ", "і", "І": return 0.34
    case "f", "t", "r", "(", ")", "[", "]", "/", "-": return 0.42
    case "m", "w", "M", "W", "@", "%", "…", "ж", "ш", "щ", "ю", "ф", "м", "ы", "Ж", "Ш", "Щ", "Ю", "Ф", "М",
      "Ы":
      return 1.08
    default:
      let cells = DisplayWidth.width(of: character)
      if cells == 0 { return 0 }
      if cells > 1 { return 1.1 }
      return character.isUppercase ? 0.8 : character.isASCII ? 0.66 : 0.7
    }
  }
}
