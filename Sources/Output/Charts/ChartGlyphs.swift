/// The characters that charts in text are drawn with.
struct ChartGlyphs: Sendable {
  /// What fills a bar, for each series in turn.
  let fills: [Character]
  /// Parts of a cell from an eighth up; none where cells are full or empty.
  let eighths: [String]
  /// Cells of a heat map from nothing up.
  let shades: [Character]
  /// Points of a line, for each series in turn.
  let marks: [Character]
  /// Heights from the least up.
  let heights: [String]
  let rule: String
  let upright: String
  /// What ends a text that is cut.
  let cut: String

  static let blocks = ChartGlyphs(
    fills: ["█", "▒", "▓", "░", "▚", "▄", "▀", "═"], eighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
    shades: ["·", "░", "▒", "▓", "█"], marks: ["●", "▲", "■", "◆", "○", "△", "□", "◇"],
    heights: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], rule: "─", upright: "│", cut: "…")

  static let ascii = ChartGlyphs(
    fills: ["#", "=", ".", "o", "+", "x", "-", "%"], eighths: [],
    shades: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    marks: ["o", "x", "+", "*", "#", "@", "%", "&"],
    heights: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], rule: "-", upright: "|", cut: "~")

  static func of(_ rendering: Rendering) -> ChartGlyphs { rendering.isASCII ? ascii : blocks }

  func fill(_ series: Int) -> Character { fills[series % fills.count] }

  /// The shade of a value, where the greatest is `most`: that of nothing only for nothing and what is below it.
  func shade(_ value: Double, most: Double) -> Character {
    guard value > 0, most > 0 else { return shades[0] }
    let steps = shades.count - 1
    return shades[min(max(Int((value / most * Double(steps)).rounded(.up)), 1), steps)]
  }
}
