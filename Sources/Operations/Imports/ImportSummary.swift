import Diagnostics
import Imports
import Output
import Records
import Text

/// What an import does or did.
struct ImportSummary {
  private var report: ImportReport
  /// Whether nothing was written.
  private let isPreview: Bool
  /// Whether columns have the numbers by which they are corrected, and their first cells.
  var numbersColumns = false

  init(_ plan: ImportPlan, isPreview: Bool) {
    report = plan.report
    self.isPreview = isPreview
    // Where nothing was written there is nothing to take back.
    if isPreview || plan.batch == nil { report.batch = nil }
  }

  /// Rows shown one by one to a person; programs get them all.
  private static let shown = 20

  /// The report for programs, its rows for spreadsheets, sentences for people; warnings go to the face at once. What is
  /// shown before a question is no outcome, and rejected rows are no failure yet.
  func answer(_ context: Context, isOutcome: Bool = true) -> Answer {
    for warning in report.warnings { context.warn(warning.text) }
    var item = ItemAnswer(report, as: ImportReport.schema, parts: { report.results }, as: RowReport.schema)
    item.drawing = text
    item.isRemark = true
    if isOutcome, report.count(.rejected) > 0 { item.failure = .invalidData }
    return .item(item, said: [])
  }

  private func text(_ rendering: Rendering) -> String {
    var lines = [
      "\(report.file): \(report.rows) \(report.rows == 1 ? "row" : "rows") of \(report.kind.plural)"
        + (report.preset == "generic" ? "" : ", read as \(report.preset)")
    ]
    lines += reading() + counts() + changes()
    if let rejects = report.rejectsPath {
      lines.append(isPreview ? "rejected rows would go to \(rejects)" : "rejected rows are in \(rejects)")
    }
    if let batch = report.batch {
      lines.append("batch \(batch); to take it back: \(CommandLine("imports undo", .known(batch)))")
    }
    if isPreview { lines.append("nothing was written") }
    let rejected = "  \(report.count(.rejected)) \(RowResult.rejected.rawValue)"
    return lines.map { line in
      let escaped = TerminalEscaping.escape(line, keepingNewlines: false)
      return (line == rejected ? rendering.style.red(escaped) : escaped) + "\n"
    }.joined()
  }

  // MARK: How it was read

  /// The encoding, the separator and what became of every column that has values.
  private func reading() -> [String] {
    var lines: [String] = []
    if let encoding = report.encoding, let separator = report.separator {
      let guess = report.isEncodingGuessed ? " (a guess; --encoding sets another)" : ""
      lines.append(
        "  encoding \(encoding)\(guess), separator \(CSVDialect.Separator.word(for: separator)), "
          + (report.header == .line(0) ? "no header" : "header in \(report.header.text)"))
    }
    let columns = report.columns.filter(\.isFilled)
    let titles = columns.map { title(of: $0) }
    let titleWidth = titles.map { DisplayWidth.width($0) }.max() ?? 0
    let fieldWidth = columns.map { DisplayWidth.width($0.field) }.max() ?? 0
    for (column, title) in zip(columns, titles) {
      lines.append(
        "  " + DisplayWidth.pad(title, to: titleWidth) + " → "
          + DisplayWidth.pad(column.field, to: fieldWidth) + "  "
          + ImportSummary.reason(column.reason, preset: report.preset) + sample(of: column))
    }
    let empty = report.columns.count - columns.count
    if empty > 0 { lines.append("  \(empty) \(empty == 1 ? "column is" : "columns are") empty") }
    return lines
  }

  /// What the column holds, where a person is to decide what it is.
  private func sample(of column: ColumnUse) -> String {
    guard numbersColumns, let sample = column.sample else { return "" }
    return ": " + ImportSummary.cut(sample, to: 24)
  }

  private func title(of column: ColumnUse) -> String {
    let title = ImportSummary.cut(column.column, to: 32)
    guard numbersColumns, let index = report.columns.firstIndex(where: { $0.place == column.place }) else {
      return title
    }
    return String(repeating: " ", count: index < 9 ? 1 : 0) + "\(index + 1) " + title
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

  private func counts() -> [String] {
    var lines: [String] = []
    for result in RowResult.allCases where report.count(result) > 0 {
      lines.append("  \(report.count(result)) \(result.rawValue)")
      if result == .skipped { lines += skipped() }
    }
    let linked = report.linked.sorted { $0.key < $1.key }
      .map { $0.key.counted($0.value) }
    if !linked.isEmpty { lines.append("  also made for them: " + linked.joined(separator: ", ")) }
    if !report.unmapped.isEmpty {
      lines.append("  kept under extra: " + report.unmapped.joined(separator: ", "))
    }
    for cell in report.kept.prefix(ImportSummary.shown) {
      lines.append("  " + ImportSummary.cut(cell.message, to: 300))
    }
    if report.kept.count > ImportSummary.shown {
      lines.append("  … and \(report.kept.count - ImportSummary.shown) more cells kept under extra")
    }
    let rejected = report.outcomes.filter { $0.result == .rejected }
    for outcome in rejected.prefix(ImportSummary.shown) {
      lines.append("  \(outcome.place.text): \(outcome.error ?? "")")
    }
    if rejected.count > ImportSummary.shown {
      lines.append("  … and \(rejected.count - ImportSummary.shown) more")
    }
    return lines
  }

  /// Why rows were passed over, those of one reason together.
  private func skipped() -> [String] {
    var reasons: [String] = []
    var places: [String: [Place]] = [:]
    for outcome in report.outcomes where outcome.result == .skipped {
      let reason = outcome.error ?? ""
      if places[reason] == nil { reasons.append(reason) }
      places[reason, default: []].append(outcome.place)
    }
    var lines = reasons.prefix(ImportSummary.shown).map { reason in
      "    \(Place.listed(places[reason] ?? [], limit: 5)): \(reason)"
    }
    if reasons.count > ImportSummary.shown {
      lines.append("    … and \(reasons.count - ImportSummary.shown) more reasons")
    }
    return lines
  }

  /// What updates change, the first rows of many.
  private func changes() -> [String] {
    let changes = report.changes
    var lines = changes.prefix(ImportSummary.shown).map { change in
      let fields = change.fields.map { field in
        "\(field.key) \(field.before.map(ImportSummary.short) ?? "—") → "
          + "\(field.after.map(ImportSummary.short) ?? "—")"
      }
      return "  \(change.place.text): \(change.ref): \(fields.joined(separator: ", "))"
    }
    if changes.count > ImportSummary.shown {
      lines.append("  … and \(changes.count - ImportSummary.shown) more updates")
    }
    return lines
  }

  private static func short(_ value: Value) -> String { cut(value.plainText, to: 40) }
}
