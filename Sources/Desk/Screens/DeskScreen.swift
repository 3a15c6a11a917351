import Output
import Text

/// A size in cells.
package struct ScreenSize: Sendable, Hashable {
  package let width: Int
  package let height: Int

  /// Nothing is smaller than a cell.
  package init(width: Int, height: Int) {
    self.width = max(width, 1)
    self.height = max(height, 1)
  }
}

/// What the terminal is to show: as many lines as it has, and where the cursor is.
package struct DeskScreen: Sendable {
  package var lines: [ScreenLine]
  /// Row and column, from 0; nil where it is hidden.
  package var cursor: (row: Int, column: Int)?

  /// Lines, as many as fit.
  package init(lines: [ScreenLine], _ size: ScreenSize) {
    self.lines = lines.prefix(size.height).map { $0.cut(to: size.width) }
  }

  /// The desk on a screen. `state` learns how far it can be scrolled.
  package init(_ state: inout DeskState, _ size: ScreenSize) {
    let footer = Footer(state, size)
    let head = size.height >= 10 ? DeskScreen.head(state, size.width) : []
    let room = max(size.height - head.count - footer.lines.count, 0)
    var body: [ScreenLine]
    switch state.place {
    case .work:
      let all = CardLines(state.card, size, isCompact: head.isEmpty).lines
      state.scroll = min(state.scroll, max(all.count - room, 0))
      body = Array(all.dropFirst(state.scroll).prefix(room))
      if all.count > state.scroll + room, room > 2 {
        body[room - 1] = ScreenLine("↓ \(all.count - state.scroll - room + 1) more lines", .dim)
      }
    case .help: body = Array(HelpLines.lines(state, size.width, size.height).prefix(room))
    case .found(let words, let finds, let chosen):
      body = FindLines.lines(words, finds, chosen, ScreenSize(width: size.width, height: room))
    case .board:
      body =
        state.board.map { BoardLines($0, ScreenSize(width: size.width, height: room)).lines } ?? []
    }
    body = Array(body.prefix(room))
    body += Array(repeating: ScreenLine(), count: max(room - body.count, 0))
    lines = (head + body + footer.lines).map { $0.cut(to: size.width) }
    if lines.count > size.height { lines = Array(lines.suffix(size.height)) }
    if let cursor = footer.cursor {
      let row = lines.count - footer.lines.count + cursor.row
      self.cursor = row >= 0 ? (row, min(cursor.column, size.width - 1)) : nil
    }
  }

  private static func head(_ state: DeskState, _ width: Int) -> [ScreenLine] {
    var left = ScreenLine("Desk", .bold)
    if !state.tally.user.isEmpty { left.add("  " + state.tally.user, .dim) }
    var right = ScreenLine()
    if state.tally.overdue > 0 {
      let all = state.tally.text
      let first = all.split(separator: "·").first.map { String($0) } ?? ""
      right.add(first, .red)
      right.add(String(all.dropFirst(first.count)), .dim)
    } else {
      right.add(state.tally.text, .dim)
    }
    if width >= 60, !state.tally.clock.isEmpty { right.add("   " + state.tally.clock) }
    return [ScreenLine.spread(left, right, width), ScreenLine()]
  }
}

/// What is below: the message, the keys, or the form that is being filled in.
private struct Footer {
  var lines: [ScreenLine] = []
  var cursor: (row: Int, column: Int)?

  init(_ state: DeskState, _ size: ScreenSize) {
    let isSmall = size.height < 10
    if let form = state.form {
      fill(form, size, isSmall: isSmall, above: isSmall ? [] : message(state, size))
      return
    }
    let said = message(state, size)
    let keys = KeyLines.lines(state, size.width, isSmall: isSmall)
    if isSmall {
      lines = said.isEmpty ? Array(keys.prefix(1)) : Array(said.prefix(max(size.height / 2, 1)))
      return
    }
    lines = [ScreenLine(String(repeating: "─", count: size.width), .dim)] + said + keys
  }

  private func message(_ state: DeskState, _ size: ScreenSize) -> [ScreenLine] {
    let wrapped = state.message.flatMap { ScreenLine.wrapped($0, size.width) }
    let limit = max(size.height / 4, 2)
    var lines = wrapped.prefix(limit).enumerated().map { place, text in
      ScreenLine(text, state.isRefusal ? .red : place == 0 ? .green : nil)
    }
    if wrapped.count > limit { lines[limit - 1].add(" …") }
    return lines
  }

  private mutating func fill(
    _ form: DeskForm, _ size: ScreenSize, isSmall: Bool, above said: [ScreenLine]
  ) {
    let width = size.width
    if !isSmall {
      var rule = ScreenLine("── ", .dim)
      rule.add(DisplayWidth.truncate(form.title, to: max(width - 8, 4)), .bold)
      rule.add(" ")
      rule.add(String(repeating: "─", count: max(width - rule.width, 0)), .dim)
      lines.append(rule)
      lines += said
    }
    if let remark = form.remark {
      lines += ScreenLine.wrapped(remark, width).prefix(isSmall ? 1 : 3).map { ScreenLine($0, .red) }
    }
    let labels = form.fields.map { DisplayWidth.width($0.label) }.max() ?? 0
    // A small screen has room for the field that is being filled in.
    let shown = isSmall ? form.fields.indices.filter { $0 == form.place } : Array(form.fields.indices)
    for place in shown { add(form.fields[place], form.place == place, min(labels, width / 2), width) }
    if !isSmall { lines += ScreenLine.wrapped(Footer.hint(form), width).map { ScreenLine($0, .dim) } }
  }

  private mutating func add(_ field: DeskForm.Field, _ isHere: Bool, _ labels: Int, _ width: Int) {
    if isHere, !field.choices.isEmpty {
      let choices = field.choices.enumerated().map { $0 < 9 ? "\($0 + 1) \($1)" : $1 }
      lines += ScreenLine.wrapped(choices.joined(separator: "   "), max(width - 2, 2)).map {
        ScreenLine("  " + $0, .cyan)
      }
    }
    var line = ScreenLine(isHere ? "▸ " : "  ", isHere ? .bold : nil)
    line.add(
      DisplayWidth.pad(DisplayWidth.truncate(field.label, to: labels), to: labels), isHere ? .bold : .dim)
    line.add("  ")
    let (text, column) = field.editor.window(max(width - line.width, 1))
    if isHere { cursor = (lines.count, line.width + column) }
    line.add(text, field.editor.isProposal ? .dim : nil)
    lines.append(line)
  }

  private static func hint(_ form: DeskForm) -> String {
    let last = form.place + 1 >= form.fields.count
    var parts = [last ? "Enter: do it" : "Enter: next line", "Esc: cancel"]
    if form.field?.editor.isProposal == true { parts.append("type to replace") }
    if form.field?.mayBeEmpty == true { parts.append("may be empty") }
    if form.mayKeepStep { parts.append("Ctrl-K: keep the present step") }
    return parts.joined(separator: "  ·  ")
  }
}
