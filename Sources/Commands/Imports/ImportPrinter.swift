import Diagnostics
import Imports
import Output
import Records

/// Tells what an import does or did.
struct ImportPrinter {
  let session: Session

  /// Rows shown one by one to a person; JSON has them all.
  private static let shown = 20

  func print(_ plan: ImportPlan, isPreview: Bool) throws {
    let report = plan.report
    for warning in report.warnings { session.warn(warning) }
    switch session.format {
    case .json, .jsonl:
      let json = json(plan, isPreview: isPreview).encoded(pretty: session.format == .json)
      return try session.write(json + "\n")
    case .table: break
    default: return try TablePrinter(session: session).print(rows(report))
    }
    guard !session.global.quiet else { return }
    let style = session.style
    var text =
      session.escaped(
        "\(report.file): \(report.rows) \(report.rows == 1 ? "row" : "rows") of \(report.kind.plural)"
          + (report.preset == "generic" ? "" : ", read as \(report.preset)")) + "\n"
    for result in RowResult.allCases where report.count(result) > 0 {
      let line = "  \(report.count(result)) \(result.rawValue)"
      text += (result == .rejected ? style.red(line) : line) + "\n"
    }
    let linked = report.linked.sorted { $0.key < $1.key }
      .map { "\($0.value) \($0.value == 1 ? $0.key.rawValue : $0.key.plural)" }
    if !linked.isEmpty { text += "  beside them: " + linked.joined(separator: ", ") + "\n" }
    if !report.unmapped.isEmpty {
      text += session.escaped("  kept under extra: " + report.unmapped.joined(separator: ", ")) + "\n"
    }
    let rejected = report.outcomes.filter { $0.result == .rejected }
    for outcome in rejected.prefix(ImportPrinter.shown) {
      text += session.escaped("  line \(outcome.line): \(outcome.error ?? "")") + "\n"
    }
    if rejected.count > ImportPrinter.shown {
      text += "  … and \(rejected.count - ImportPrinter.shown) more\n"
    }
    if let rejects = report.rejectsPath {
      text +=
        session.escaped(
          isPreview ? "rejected rows would go to \(rejects)" : "rejected rows are in \(rejects)") + "\n"
    }
    if !isPreview, plan.batch != nil {
      text += "batch \(report.batch); to take it back: crm imports undo \(report.batch)\n"
    }
    if isPreview { text += "nothing was written\n" }
    try session.write(text)
  }

  /// The report; its batch is null where nothing was written, since there is nothing to take back.
  private func json(_ plan: ImportPlan, isPreview: Bool) -> JSONValue {
    guard isPreview || plan.batch == nil, case .object(let members) = plan.report.json else {
      return plan.report.json
    }
    return .object(members.map { $0.key == "batch" ? JSONMember("batch", .null) : $0 })
  }

  private func rows(_ report: ImportReport) -> Table {
    Table(
      columns: [Column("line", kind: .number), Column("outcome"), Column("ref"), Column("error")],
      rows: report.outcomes.map { outcome in
        [
          .integer(outcome.line), .text(outcome.result.rawValue), .optional(outcome.ref),
          .optional(outcome.error),
        ]
      })
  }
}
