import Output
import Text

extension DeskScreen {
  /// A likely pair, side by side, with the keys below.
  package init(_ walk: DuplicateWalk, _ size: ScreenSize) {
    let footer = DuplicateLines.footer(walk, size.width)
    let head = DuplicateLines.head(walk, size.width)
    let room = max(size.height - head.count - footer.count, 0)
    var body = walk.card.map { DuplicateLines.rows($0, size.width) } ?? []
    if body.count > room, room > 0 {
      let hidden = body.count - room + 1
      body = body.prefix(room - 1) + [ScreenLine("… and \(hidden) more fields", .dim)]
    }
    body += Array(repeating: ScreenLine(), count: max(room - body.count, 0))
    self.init(lines: head + body + footer, size)
  }
}

/// The parts of the screen of a walk through pairs.
enum DuplicateLines {
  static func head(_ walk: DuplicateWalk, _ width: Int) -> [ScreenLine] {
    guard let card = walk.card else {
      return [
        ScreenLine.spread(
          ScreenLine("Duplicates", .bold), ScreenLine("\(walk.count) of \(walk.count)", .dim), width),
        ScreenLine(), ScreenLine("That was the last pair."),
      ]
    }
    var left = ScreenLine("Duplicates", .bold)
    left.add("  \(walk.place + 1) of \(walk.count)", .dim)
    var lines = [
      ScreenLine.spread(left, ScreenLine("score \(card.score)", tint(card.score)), width), ScreenLine(),
    ]
    for reason in card.reasons {
      let speaksAgainst = reason.hasPrefix("but ")
      lines.append(ScreenLine((speaksAgainst ? "- " : "+ ") + reason, speaksAgainst ? .yellow : .green))
    }
    return lines + [ScreenLine()]
  }

  private static func tint(_ score: Int) -> Tint? { score >= 80 ? .green : score >= 60 ? .yellow : .dim }

  /// A line a field: what is the same on both sides is dim, what differs stands out.
  static func rows(_ card: DuplicateCard, _ width: Int) -> [ScreenLine] {
    let title = min(card.rows.map { DisplayWidth.width($0.title) }.max() ?? 0, max(width / 4, 1))
    let half = max((width - title - 6) / 2, 1)
    func line(_ row: DuplicateCard.Row, _ tint: Tint?, _ heading: Tint? = .dim) -> ScreenLine {
      var line = ScreenLine("  ")
      line.add(ScreenLine(row.title, heading).cut(to: title))
      line.fill(to: title + 4)
      line.add(ScreenLine(row.left, tint).cut(to: half))
      line.fill(to: title + 4 + half + 2)
      line.add(ScreenLine(row.right, tint).cut(to: half))
      return line
    }
    let names = DuplicateCard.Row(title: "", left: "\(card.left)", right: "\(card.right)")
    return [line(names, .cyan)]
      + card.rows.map { row in
        let differ = !row.left.isEmpty && !row.right.isEmpty && row.left != row.right
        return line(row, row.left == row.right ? .dim : differ ? .bold : nil)
      }
  }

  static func footer(_ walk: DuplicateWalk, _ width: Int) -> [ScreenLine] {
    let message = walk.message.prefix(3).map { ScreenLine($0, $0.hasPrefix("error") ? .red : nil) }
    var keys = ScreenLine()
    func add(_ key: String, _ meaning: String) {
      if keys.width > 0 { keys.add("  ") }
      keys.add(key, .bold)
      keys.add(" " + meaning, .dim)
    }
    if walk.card != nil {
      add("m", "merge into the left")
      add("o", "into the right")
      add("n", "not the same")
      add("l", "later")
    }
    if walk.canUndo { add("u", "undo") }
    add("q", "quit")
    return [ScreenLine()] + message + [keys]
  }
}
