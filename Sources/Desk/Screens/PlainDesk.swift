import Output
import Text

/// The desk in lines, for screen readers and terminals that can do nothing else: what is new is said once, and a line is
/// read for each answer.
package struct PlainDesk {
  private var saidCard = ""
  private var saidForm = ""

  package init() {}

  /// What is said before the next line is read.
  package mutating func lines(_ state: DeskState) -> [String] {
    var lines = state.message
    if let form = state.form {
      if let remark = form.remark { lines.append(remark) }
      if form.title != saidForm, !lines.contains(form.title) { lines.append(form.title) }
      saidForm = form.title
      return lines.map { TerminalEscaping.escape($0, keepingNewlines: true) }
    }
    saidForm = ""
    switch state.place {
    case .work:
      let card = cardLines(state)
      let text = card.joined(separator: "\n")
      if text != saidCard { lines += card }
      saidCard = text
    case .help:
      lines += PlainDesk.help(state)
      saidCard = ""
    case .found(_, let finds, _):
      lines += finds.prefix(9).enumerated().map {
        "\($0 + 1) \($1.kind): \($1.name)" + ($1.about.isEmpty ? "" : ", \($1.about)")
      }
      lines.append("a number opens, back goes back")
      saidCard = ""
    case .board:
      lines += boardLines(state)
      saidCard = ""
    }
    return lines.map { TerminalEscaping.escape($0, keepingNewlines: true) }
  }

  /// What stands before the place where one types.
  package func prompt(_ state: DeskState) -> String {
    guard let field = state.form?.field else { return "> " }
    var text = field.label
    if !field.choices.isEmpty {
      text += " (" + field.choices.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ") + ")"
    }
    if !field.editor.text.isEmpty { text += " [\(field.editor.text)]" }
    return TerminalEscaping.escape(text, keepingNewlines: false) + ": "
  }

  private func cardLines(_ state: DeskState) -> [String] {
    guard let card = state.card else { return ["Nothing is left to be done. Type board, search or quit."] }
    var lines = card.card.rendered().split(separator: "\n").map { String($0) }
    let keys = card.buttons.map { "\($0.key) \($0.label)" }
    let usual = [card.task == nil ? "call" : "done", "snooze", "skip", "help", "quit"]
    lines.append("Keys: " + (keys + usual).joined(separator: ", "))
    return lines
  }

  private static func help(_ state: DeskState) -> [String] {
    let buttons = state.card?.buttons.map { "\($0.key): \($0.label)" } ?? []
    return buttons + [
      "done (or call): it is done, with a result and what follows", "snooze or z: due another time",
      "skip: the next one", "undo or u: takes back what the desk did last",
      "search WORDS or / WORDS: opens any record", "board or b: the deals by stage",
      "quit or q: leaves", "At a question, an empty line takes what is in brackets, a dot cancels.",
    ]
  }

  private func boardLines(_ state: DeskState) -> [String] {
    guard let board = state.board else { return [] }
    var lines = ["Board: \(board.name)"]
    for (place, column) in board.columns.enumerated() {
      lines.append("\(column.name), \(column.tiles.count)" + (column.sums.isEmpty ? "" : ", " + column.sums))
      for (row, tile) in column.tiles.enumerated() {
        let isChosen = place == board.column && row == board.row
        lines.append("  \(tile.title), \(tile.about), \(tile.step)" + (isChosen ? " (chosen)" : ""))
      }
    }
    return lines + ["up, down, left, right choose; < and > move; open; back"]
  }

  private static let words: [String: Key] = [
    "done": .enter, "call": .enter, "open": .enter, "snooze": .character("z"), "skip": .character(" "),
    "undo": .character("u"), "board": .character("b"), "help": .character("?"), "quit": .character("q"),
    "back": .escape, "up": .up, "down": .down, "left": .left, "right": .right, "keep": .control("k"),
  ]

  /// The keys that a line stands for; the help is no screen that has to be left.
  package func keys(_ line: String, _ state: DeskState) -> [Key] {
    if case .help = state.place { return [.escape] + meant(line, state) }
    return meant(line, state)
  }

  private func meant(_ line: String, _ state: DeskState) -> [Key] {
    let text = line.drop { $0 == " " }
    if state.form != nil {
      if text == "." { return [.escape] }
      if text == "keep", state.form?.mayKeepStep == true { return [.control("k")] }
      guard !text.isEmpty else { return [.enter] }
      if text.count == 1, let number = text.first?.wholeNumberValue, let choices = state.form?.field?.choices,
        number >= 1, number <= choices.count
      {
        return [.character(Character(String(number)))]
      }
      return [.control("e"), .control("u"), .paste(String(text)), .enter]
    }
    if text.isEmpty { return line.isEmpty ? [] : [.character(" ")] }
    for start in ["search ", "/"] where text.hasPrefix(start) && text.count > start.count {
      return [.character("/"), .paste(String(text.dropFirst(start.count))), .enter]
    }
    if let key = PlainDesk.words[text.lowercased()] { return [key] }
    return text.count == 1 ? text.first.map { [.character($0)] } ?? [] : [.paste(String(text))]
  }
}
