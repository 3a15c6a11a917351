import Output

/// The keys that mean something now.
enum KeyLines {
  /// Blanks between two keys; with more of them the fixed keys do not fit into 80 columns.
  private static let gap = 2

  private static func pieces(_ keys: [(String, String)], _ width: Int, _ tint: Tint?) -> [ScreenLine] {
    var lines: [ScreenLine] = []
    var line = ScreenLine()
    for (key, label) in keys {
      var piece = ScreenLine(key, .bold)
      piece.add(" " + label, tint)
      if line.width > 0, line.width + piece.width + gap > width {
        lines.append(line)
        line = ScreenLine()
      }
      line.fill(to: line.width + (line.width > 0 ? gap : 0))
      line.add(piece)
    }
    return line.width > 0 ? lines + [line] : lines
  }

  static func lines(_ state: DeskState, _ width: Int, isSmall: Bool) -> [ScreenLine] {
    switch state.place {
    case .help: return pieces([("any key", "back")], width, .dim)
    case .found:
      return pieces([("↑↓", "choose"), ("Enter", "open"), ("Esc", "back"), ("/", "search")], width, .dim)
    case .board: return isSmall ? [ScreenLine("←↑↓→ <> ⏎ b q", .dim)] : board(state, width)
    case .work: break
    }
    if isSmall {
      let keys = (state.card?.buttons.map { String($0.key) } ?? []) + ["⏎", "z", "␣", "?"]
      return [ScreenLine(keys.joined(separator: " "), .dim)]
    }
    let buttons = state.card?.buttons.map { (String($0.key), $0.label) } ?? []
    return pieces(buttons, width, nil) + pieces(fixed(state), width, .dim)
  }

  private static func fixed(_ state: DeskState) -> [(String, String)] {
    var keys: [(String, String)] = []
    if let card = state.card {
      keys.append(("Enter", card.task != nil ? "done" : "call"))
      if card.task != nil || card.lead != nil { keys.append(("z", "snooze")) }
    }
    if state.card != nil {
      keys.append(("Space", "skip"))
    } else if !state.skipped.isEmpty {
      keys.append(("Space", "what was skipped"))
    }
    return keys + [
      ("u", "undo"), ("/", "search"), ("b", "board"), ("?", "help"), ("q", "quit"),
    ]
  }

  private static func board(_ state: DeskState, _ width: Int) -> [ScreenLine] {
    var keys = [("←↑↓→", "choose"), ("< >", "move"), ("Enter", "open"), ("b", "back"), ("u", "undo")]
    if let board = state.board, board.count > 1 { keys.insert(("Tab", "pipeline"), at: 3) }
    return pieces(keys + [("/", "search"), ("q", "quit")], width, .dim)
  }
}

/// The help of the desk.
enum HelpLines {
  static func lines(_ state: DeskState, _ width: Int, _ height: Int) -> [ScreenLine] {
    var keys: [(String, String)] = state.card?.buttons.map { (String($0.key), $0.label) } ?? []
    keys += [
      ("Enter", "done, or a call that was made: the result, and what follows"),
      ("z", "snooze: due another time"),
      ("Space", "skip: the next one, nothing changes"), ("u", "undo: takes back what the desk did last"),
      ("/", "search: open any record"), ("b", "board: the deals by stage; < and > move one"),
      ("↑ ↓", "scroll"), ("Esc", "back, or cancel"), ("q", "quit"),
    ]
    var lines = height >= 16 ? [ScreenLine("Keys", .bold)] : []
    for (key, meaning) in keys {
      var line = ScreenLine("  " + key, .bold)
      line.fill(to: width < 40 ? 8 : 11)
      line.add(meaning)
      lines.append(line)
    }
    if height >= 20 {
      let text =
        "Each key is one change, written at once and committed when no key waits; leaving at any moment leaves nothing half done."
      lines += [ScreenLine()] + ScreenLine.wrapped(text, width).map { ScreenLine($0, .dim) }
    }
    return lines
  }
}

/// What a search found.
enum FindLines {
  static func lines(
    _ words: String, _ finds: [DeskFind], _ chosen: Int, _ size: ScreenSize
  ) -> [ScreenLine] {
    let head = size.height > 4 ? [ScreenLine("Found for \"\(words)\"", .bold)] : []
    let room = max(size.height - head.count, 1)
    let first = max(0, min(chosen - room / 2, finds.count - room))
    return head
      + finds.enumerated().dropFirst(first).prefix(room).map { place, find in
        let isChosen = place == chosen
        var line = ScreenLine(isChosen ? "▸ " : "  ", .bold)
        line.add(find.kind, .dim)
        line.fill(to: size.width < 40 ? line.width + 1 : 13)
        line.add(find.name, isChosen: isChosen)
        if !find.about.isEmpty { line.add("  " + find.about, .dim) }
        return line
      }
  }
}
