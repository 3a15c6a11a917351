import Output
import Text

/// The card of what is worked on, in lines.
struct CardLines {
  private(set) var lines: [ScreenLine] = []

  /// From this width on, what was said stands beside the fields.
  private static let wide = 110

  init(_ card: DeskCard?, _ size: ScreenSize, isCompact: Bool) {
    guard let card else {
      lines = ["Nothing is left to be done.", "b shows the board, / searches, q quits."]
        .flatMap { ScreenLine.wrapped($0, size.width) }.enumerated().map {
          ScreenLine($1, $0 == 0 ? .bold : .dim)
        }
      return
    }
    let title = isCompact ? [card.card.title] : ScreenLine.wrapped(card.card.title, size.width)
    lines = title.map { ScreenLine($0, .bold) }
    if !card.card.subtitle.isEmpty {
      let subtitle = isCompact ? [card.card.subtitle] : ScreenLine.wrapped(card.card.subtitle, size.width)
      lines += subtitle.map { ScreenLine($0, card.isLate ? .red : .dim) }
    }
    if !isCompact { lines.append(ScreenLine()) }
    if size.width >= CardLines.wide, !card.card.sections.isEmpty {
      let left = size.width / 2 - 2
      let right = size.width - left - 4
      lines += CardLines.beside(
        CardLines.fields(card.card, left), CardLines.sections(card.card, right), at: left + 4)
    } else {
      lines += CardLines.fields(card.card, size.width)
      let sections = CardLines.sections(card.card, size.width)
      if !sections.isEmpty { lines += [ScreenLine()] + sections }
    }
  }

  private static func fields(_ card: Card, _ width: Int) -> [ScreenLine] {
    let fields = card.fields.filter { !$0.value.isEmpty }
    let isNarrow = width < 36
    let labels = fields.map { DisplayWidth.width($0.label) }.max() ?? 0
    return fields.flatMap { field -> [ScreenLine] in
      // A narrow screen has no room for labels beside the values.
      let indent = isNarrow ? 0 : labels + 2
      return ScreenLine.wrapped(field.value, width - indent).enumerated().map { place, text in
        var line = ScreenLine()
        if place == 0, !isNarrow { line.add(field.label, .dim) }
        line.fill(to: indent)
        line.add(text, field.tint)
        return line
      }
    }
  }

  private static func sections(_ card: Card, _ width: Int) -> [ScreenLine] {
    var lines: [ScreenLine] = []
    for section in card.sections where !section.lines.isEmpty {
      if !lines.isEmpty { lines.append(ScreenLine()) }
      lines.append(ScreenLine(section.heading, .bold))
      for text in section.lines {
        var trimmed = text
        while trimmed.last?.isNewline == true { trimmed.removeLast() }
        lines += ScreenLine.wrapped(trimmed, width - 2).map { ScreenLine("  " + $0) }
      }
    }
    return lines
  }

  private static func beside(_ left: [ScreenLine], _ right: [ScreenLine], at column: Int) -> [ScreenLine] {
    (0..<max(left.count, right.count)).map { row in
      var line = row < left.count ? left[row] : ScreenLine()
      guard row < right.count else { return line }
      line.fill(to: column)
      line.add(right[row])
      return line
    }
  }
}
