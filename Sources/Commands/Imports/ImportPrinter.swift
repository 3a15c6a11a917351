import Diagnostics
import Imports
import JSON
import Output
import Records
import Text

/// Tells what an import does or did.
struct ImportPrinter {
  let session: Session

  /// Rows shown one by one to a person; JSON has them all.
  private static let shown = 20

  func print(_ plan: ImportPlan, isPreview: Bool) throws {
    let report = plan.report
    for warning in report.warnings { session.warn(warning.text) }
    switch session.format {
    case .json, .jsonl, .yaml:
      return try TablePrinter(session: session).print(object: json(plan, isPreview: isPreview))
    case .table: break
    default: return try TablePrinter(session: session).print(rows(report))
    }
    guard !session.global.quiet else { return }
    var lines = [
      "\(report.file): \(report.rows) \(report.rows == 1 ? "row" : "rows") of \(report.kind.plural)"
        + (report.preset == "generic" ? "" : ", read as \(report.preset)")
    ]
    lines += reading(report) + counts(report) + changes(report)
    if let rejects = report.rejectsPath {
      lines.append(isPreview ? "rejected rows would go to \(rejects)" : "rejected rows are in \(rejects)")
    }
    if !isPreview, plan.batch != nil {
      lines.append(
        "batch \(report.batch); to take it back: \(CommandLine("imports undo", .known(report.batch)))")
    }
    if isPreview { lines.append("nothing was written") }
    let style = session.style
    let rejected = "  \(report.count(.rejected)) \(RowResult.rejected.rawValue)"
    try session.write(
      lines.map { line in
        let escaped = session.escaped(line)
        return (line == rejected ? style.red(escaped) : escaped) + "\n"
      }.joined())
  }

  // MARK: How it was read

  /// The encoding, the separator and what became of every column that has values.
  private func reading(_ report: ImportReport) -> [String] {
    var lines: [String] = []
    if let encoding = report.encoding, let separator = report.separator {
      let guess = report.isEncodingGuessed ? " (a guess; --encoding sets another)" : ""
      lines.append(
        "  encoding \(encoding)\(guess), separator \(CSVDialect.word(for: separator)), header in \(report.header.text)"
      )
    }
    let columns = report.columns.filter(\.isFilled)
    let titles = columns.map { ImportPrinter.cut($0.column, to: 32) }
    let titleWidth = titles.map { DisplayWidth.width($0) }.max() ?? 0
    let fieldWidth = columns.map { DisplayWidth.width($0.field) }.max() ?? 0
    for (column, title) in zip(columns, titles) {
      lines.append(
        "  " + DisplayWidth.pad(title, to: titleWidth) + " → "
          + DisplayWidth.pad(column.field, to: fieldWidth) + "  "
          + ImportPrinter.reason(column.reason, preset: report.preset))
    }
    let empty = report.columns.count - columns.count
    if empty > 0 { lines.append("  \(empty) \(empty == 1 ? "column is" : "columns are") empty") }
    return lines
  }

  private static func reason(_ reason: ColumnReason, preset: String) -> String {
    switch reason {
    case .map: "by --map"
    case .preset: "preset \(preset)"
    case .field: "crm's own title"
    case .title: "by its title"
    case .content: "by its cells"
    case .both: "by title and cells"
    case .unknown: "not known"
    case .contradiction: "its cells are not what the title says"
    case .taken: "another column has the field"
    }
  }

  private static func cut(_ text: String, to width: Int) -> String {
    DisplayWidth.truncate(String(text.map { $0.isNewline ? " " : $0 }), to: width)
  }

  // MARK: What it does

  private func counts(_ report: ImportReport) -> [String] {
    var lines: [String] = []
    for result in RowResult.allCases where report.count(result) > 0 {
      lines.append("  \(report.count(result)) \(result.rawValue)")
      if result == .skipped { lines += skipped(report) }
    }
    let linked = report.linked.sorted { $0.key < $1.key }
      .map { "\($0.value) \($0.value == 1 ? $0.key.rawValue : $0.key.plural)" }
    if !linked.isEmpty { lines.append("  also made for them: " + linked.joined(separator: ", ")) }
    if !report.unmapped.isEmpty {
      lines.append("  kept under extra: " + report.unmapped.joined(separator: ", "))
    }
    for cell in report.kept.prefix(ImportPrinter.shown) {
      lines.append("  " + ImportPrinter.cut(cell.message, to: 300))
    }
    if report.kept.count > ImportPrinter.shown {
      lines.append("  … and \(report.kept.count - ImportPrinter.shown) more cells kept under extra")
    }
    let rejected = report.outcomes.filter { $0.result == .rejected }
    for outcome in rejected.prefix(ImportPrinter.shown) {
      lines.append("  \(outcome.place.text): \(outcome.error ?? "")")
    }
    if rejected.count > ImportPrinter.shown {
      lines.append("  … and \(rejected.count - ImportPrinter.shown) more")
    }
    return lines
  }

  /// Why rows were passed over, those of one reason together.
  private func skipped(_ report: ImportReport) -> [String] {
    var reasons: [String] = []
    var places: [String: [Place]] = [:]
    for outcome in report.outcomes where outcome.result == .skipped {
      let reason = outcome.error ?? ""
      if places[reason] == nil { reasons.append(reason) }
      places[reason, default: []].append(outcome.place)
    }
    var lines = reasons.prefix(ImportPrinter.shown).map { reason in
      "    \(Place.listed(places[reason] ?? [], limit: 5)): \(reason)"
    }
    if reasons.count > ImportPrinter.shown {
      lines.append("    … and \(reasons.count - ImportPrinter.shown) more reasons")
    }
    return lines
  }

  /// What updates change, the first rows of many.
  private func changes(_ report: ImportReport) -> [String] {
    let changes = report.changes
    var lines = changes.prefix(ImportPrinter.shown).map { change in
      let fields = change.fields.map { field in
        "\(field.key) \(field.before.map(ImportPrinter.short) ?? "—") → "
          + "\(field.after.map(ImportPrinter.short) ?? "—")"
      }
      return "  \(change.place.text): \(change.ref): \(fields.joined(separator: ", "))"
    }
    if changes.count > ImportPrinter.shown {
      lines.append("  … and \(changes.count - ImportPrinter.shown) more updates")
    }
    return lines
  }

  private static func short(_ value: Value) -> String { cut(value.plainText, to: 40) }

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
          outcome.place.line.map { Cell.integer($0) } ?? .text(outcome.place.text),
          .text(outcome.result.rawValue), .optional(outcome.ref),
          .optional(outcome.error),
        ]
      })
  }
}
