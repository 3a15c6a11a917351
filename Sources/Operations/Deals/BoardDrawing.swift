import Dates
import Facts
import Output
import Records
import Rules
import Text

/// The board as text: side by side where the terminal is wide enough, else one stage under the other. Words are cut to
/// the width of their column; counts, amounts, ids and times never are.
struct BoardDrawing {
  let workspace: Workspace
  let rendering: Rendering

  private static let narrowest = 22
  private static let widest = 40
  private static let gap = 2

  /// A line of a deal: words that may be cut behind a part that may not.
  private struct Line {
    var whole = ""
    var words = ""
    var tint: Tint?

    var fixedWidth: Int { DisplayWidth.width(whole) }

    func text(in width: Int?) -> String {
      guard let width else { return whole + words }
      return whole + DisplayWidth.truncate(words, to: max(width - fixedWidth, 0))
    }
  }

  /// A board for each pipeline, and below them the deals that are in no column.
  func text(_ pipelines: [Pipeline], _ columns: [BoardColumn], unplaced: [Record]) -> String {
    let style = rendering.style
    let boards = pipelines.map { pipeline in
      let board = text(columns.filter { $0.pipeline == pipeline.id })
      return pipelines.count > 1 ? style.bold(escaped(pipeline.name)) + "\n" + board : board
    }
    let rest = unplaced.map { deal in
      let stage = deal.text("stage") ?? ""
      let line = "not on the board: \(deal.id) \(deal.name): no stage \"\(stage)\""
      return style.red(escaped(line)) + "\n"
    }
    return boards.joined(separator: "\n") + rest.joined()
  }

  private func escaped(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }

  private func text(_ columns: [BoardColumn]) -> String {
    let width = rendering.width ?? 100
    let share = columns.isEmpty ? width : (width - BoardDrawing.gap * (columns.count - 1)) / columns.count
    let room = min(share, BoardDrawing.widest)
    guard share >= BoardDrawing.narrowest else { return stacked(columns) }
    let bodies = columns.map { column in
      (sums: sums(column), deals: column.deals.flatMap { lines($0, in: room) + [Line()] })
    }
    let isFitting = zip(columns, bodies).allSatisfy { column, body in
      heading(column, in: nil).fixedWidth <= room
        && (body.sums + body.deals).allSatisfy { $0.whole.utf8.count <= room || $0.fixedWidth <= room }
    }
    return isFitting ? sideBySide(columns, bodies, room) : stacked(columns)
  }

  /// The stage's name and how many deals are in it.
  private func heading(_ column: BoardColumn, in width: Int?) -> Line {
    let count = " (\(column.deals.count))"
    let name = escaped(column.name)
    guard let width else { return Line(whole: count, words: name, tint: .bold) }
    return Line(
      whole: DisplayWidth.truncate(name, to: max(width - DisplayWidth.width(count), 1)) + count, tint: .bold)
  }

  /// A line a currency.
  private func sums(_ column: BoardColumn) -> [Line] {
    column.sums.map { Line(whole: escaped($0), tint: .dim) }
  }

  /// An amount is beside the id and a next step beside its time where both fit, else below.
  private func lines(_ deal: Record, in width: Int?) -> [Line] {
    let amount =
      deal["amount"]?.number.map { amount in
        let currency = deal.text("currency")
        return "\(Currency.display(amount, currency).grouped) \(currency ?? "")"
      } ?? ""
    let client = workspace.snapshot.record(deal, deal.referenced("contact") == nil ? "company" : "contact")?
      .name
    var lines = [Line(words: escaped(deal.name))]
    let beside = escaped("  \(deal.id) \(amount)")
    if amount.isEmpty || DisplayWidth.width(beside) > width ?? .max {
      lines += ["  \(deal.id)", "  \(amount)"].filter { $0 != "  " }.map {
        Line(whole: escaped($0), tint: .dim)
      }
    } else {
      lines.append(Line(whole: beside, tint: .dim))
    }
    if isUnapproved(deal) { lines.append(Line(whole: "  not approved", tint: .red)) }
    if let client { lines.append(Line(whole: "  ", words: escaped(client))) }
    guard let task = workspace.snapshot.nextStep(of: deal), let due = task.due
    else {
      return lines + [Line(whole: "  → no next step", tint: .red)]
    }
    let isLate = TaskFacts(task).isOverdue(now: workspace.now, in: workspace.snapshot)
    let tint: Tint? = isLate ? .red : nil
    let when = "  → " + RelativeTime.describe(due, now: workspace.now, zone: workspace.zone)
    let title = escaped(task.name)
    let step = Line(whole: when + " ", words: title, tint: tint)
    guard let width, step.fixedWidth + DisplayWidth.width(title) > width else { return lines + [step] }
    return lines + [Line(whole: when, tint: tint), Line(whole: "    ", words: title, tint: tint)]
  }

  /// Whether a deal stands in a stage that asks for an approval which it does not have, or no more.
  private func isUnapproved(_ deal: Record) -> Bool {
    guard let stage = workspace.pipelines[deal.text("pipeline") ?? ""]?.stage(deal.text("stage")) else {
      return false
    }
    return stage.approval != nil
      && ApprovalDemand(
        stage, deal, in: workspace.snapshot, now: workspace.now, user: workspace.user,
        pipelines: workspace.pipelines, standing: true) != nil
  }

  private func sideBySide(
    _ columns: [BoardColumn], _ columnBodies: [(sums: [Line], deals: [Line])], _ width: Int
  ) -> String {
    let style = rendering.style
    func cell(_ line: Line) -> String {
      style.tinted(DisplayWidth.pad(line.text(in: width), to: width), line.tint)
    }
    let blank = String(repeating: " ", count: BoardDrawing.gap)
    let depth = columnBodies.map(\.sums.count).max() ?? 0
    let bodies = columnBodies.map { body in
      body.sums + Array(repeating: Line(), count: depth - body.sums.count)
        + [Line(whole: String(repeating: "─", count: width), tint: .dim)] + body.deals
    }
    var rows = [columns.map { cell(heading($0, in: width)) }]
    for index in 0..<(bodies.map(\.count).max() ?? 0) {
      rows.append(bodies.map { cell(index < $0.count ? $0[index] : Line()) })
    }
    return rows.map { row in
      var line = row.joined(separator: blank)
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private func stacked(_ columns: [BoardColumn]) -> String {
    let style = rendering.style
    var text = ""
    for column in columns {
      text += style.bold(escaped("\(column.name) (\(column.deals.count))"))
      let sums = sums(column).map(\.whole).joined(separator: ", ")
      text += sums.isEmpty ? "\n" : "  " + style.dim(sums) + "\n"
      for deal in column.deals {
        for line in lines(deal, in: nil) {
          text += "  " + style.tinted(line.text(in: rendering.width.map { $0 - 2 }), line.tint) + "\n"
        }
      }
    }
    return text
  }
}
