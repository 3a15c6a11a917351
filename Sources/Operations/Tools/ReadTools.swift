import Dates
import Diagnostics
import Facts
import Filters
import JSON
import Output
import Records
import Reports
import Search
import Text

/// The tools that read.
extension Tool {
  static func read(
    _ operation: String, _ title: String, _ doc: String, words: String, _ arguments: [ToolArgument],
    mayQuoteOthers: Bool = false, _ run: @escaping @Sendable (ToolArguments, Context) throws -> ToolResult
  ) -> Tool {
    Tool(
      operation: operation, title: title, doc: doc, arguments: arguments,
      effect: .reads(mayQuoteOthers: mayQuoteOthers), words: words, run: run)
  }

  private static let page = [ToolArgument("limit", .count), ToolArgument("cursor")]
  private static let kinds = Kind.allCases.map(\.rawValue)

  static let brief = read(
    "brief", "Today",
    "Today's work: overdue, due, deals without a next step, stalled deals, totals. Call first.",
    words: "today", [ToolArgument("limit", .count)]
  ) { arguments, context in
    let workspace = try context.open()
    let brief = Brief(workspace, limit: min(arguments.count("limit") ?? 10, ToolPage.most))
    return ToolResult(data: Brief.schema.json(brief))
  }

  static let search = read(
    "search", "Search", "Find records of any kind by words, email or phone.", words: "search",
    [ToolArgument("query").required, ToolArgument("kind", .choice(kinds))] + page, mayQuoteOthers: true
  ) { arguments, context in
    let page = try ToolPage(arguments)
    let scope = arguments.text("kind").flatMap { SearchScope(word: $0) }
    let none = FindAnything.Commands(named: { [] }, acting: { [] })
    let answer = try FindAnything(
      [try arguments.required("query")], in: scope, limit: page.end + 1, commands: none
    ).run(in: context)
    let found = try Presenter.json(of: answer).array ?? []
    return page.result(found.filter { $0["id"] != nil }, total: nil)
  }

  static let list = read(
    "list", "List records",
    "List records of one kind that match filters, e.g. is:open, stage:offer, amount>=1000.",
    words: "list",
    [
      ToolArgument("kind", .choice(kinds)).required, ToolArgument("where", .texts, "filters, all must match"),
      ToolArgument("sort", .text, "e.g. -amount"),
    ] + page
  ) { arguments, context in
    let page = try ToolPage(arguments)
    let kind = try Kind.named(try arguments.required("kind"))
    let filter = arguments.texts("where") + (arguments.text("sort").map { ["sort:\($0)"] } ?? [])
    guard case .list(let answer) = try ListRecords(kind, filter: filter).run(in: context) else {
      return ToolResult()
    }
    let records = answer.records
    let rows = try ToolRows(kind, in: answer.workspace)
    let shown = page.slice(records).map(rows.object)
    return page.result(of: shown, total: records.count)
  }

  static let get = read(
    "get", "Show a record", "One record with rev, links, open tasks, latest activities.", words: "show",
    [
      ToolArgument("id", .text, "id, email, phone or name").required,
      ToolArgument("notes", .flag, "with its notes"), ToolArgument("max_chars", .count, "of each text"),
    ], mayQuoteOthers: true
  ) { arguments, context in
    let workspace = try context.open()
    let record = try workspace.resolve(try arguments.required("id"), for: .reading)
    let limit = min(arguments.count("max_chars") ?? RecordDossier.textLimit, RecordDossier.textLimit)
    let dossier = try RecordDossier(
      record, in: workspace, showsNotes: arguments.flag("notes"), textLimit: limit)
    return ToolResult(data: RecordDossier.schema.json(dossier), quotesOthers: !dossier.outside.isEmpty)
  }

  static let report = read(
    "report", "Report", "Numbers: \(Reports.all.map(\.name).joined(separator: " ")).", words: "reports",
    [
      ToolArgument("report").required, ToolArgument("from", .text, "YYYY-MM-DD"), ToolArgument("to"),
    ]
  ) { arguments, context in
    var options = RunReport.Options()
    options.from = arguments.text("from")
    options.to = arguments.text("to")
    let answer = try RunReport(try arguments.required("report"), options).run(in: context)
    return ToolResult(data: try Presenter.json(of: answer))
  }
}

/// Which part of a list a call gets.
struct ToolPage {
  /// The most rows of one answer, and as many as there are without a limit.
  static let most = 50

  let start: Int
  let size: Int
  /// A digest of the other arguments, so that a cursor continues only the list that it came from.
  private let mark: String

  var end: Int { start + size }

  /// Throws `invalid_value` for a cursor of another list.
  init(_ arguments: ToolArguments) throws(Diagnostic) {
    size = min(arguments.count("limit") ?? ToolPage.most, ToolPage.most)
    let others = (arguments.given.members ?? []).filter { !["cursor", "limit"].contains($0.key) }
      .sorted { $0.key < $1.key }
    let text = JSONValue.array(others.flatMap { [.string($0.key), $0.value] })
    mark = String(FNV1a.hash(text.encoded(pretty: false)), radix: 36)
    guard let cursor = arguments.text("cursor") else {
      start = 0
      return
    }
    let parts = cursor.split(separator: ".")
    guard parts.count == 2, parts[1] == mark, let number = Int(parts[0]), number > 0, number < 1 << 40 else {
      throw Diagnostic(
        .invalidValue, "the cursor is not of this list",
        hints: ["take next_cursor of the answer before, and the same arguments"], cause: .field("cursor"))
    }
    start = number
  }

  func slice<Element>(_ all: [Element]) -> ArraySlice<Element> {
    all[min(start, all.count)..<min(end, all.count)]
  }

  /// The page of a list that is there as a whole, or at least up to one behind it.
  func result(_ all: [JSONValue], total: Int?) -> ToolResult {
    fitted(Array(slice(all)), hasMore: all.count > end, total: total)
  }

  /// The page itself, of `total` rows.
  func result(of rows: [JSONValue], total: Int) -> ToolResult {
    fitted(rows, hasMore: total > end, total: total)
  }

  /// No more rows than an answer may have bytes; what is left over comes with the cursor.
  private func fitted(_ rows: [JSONValue], hasMore: Bool, total: Int?) -> ToolResult {
    var size = 400
    var kept = 0
    for row in rows {
      size += row.encoded(pretty: false).utf8.count + 1
      guard size <= ToolAnswer.sizeLimit || kept == 0 else { break }
      kept += 1
    }
    var result = ToolResult(items: Array(rows.prefix(kept)))
    if kept < rows.count || hasMore { result.nextCursor = "\(start + kept).\(mark)" }
    result.data = total.map { ["total": .integer($0)] }
    return result
  }
}

/// Rows of a list, short: the columns that people see.
private struct ToolRows {
  private let columns: [RecordColumn]
  private let json: RecordJSON

  init(_ kind: Kind, in workspace: Workspace) throws(Diagnostic) {
    json = RecordJSON(snapshot: workspace.snapshot)
    var columns: [RecordColumn] = []
    for key in kind.defaultColumns + (kind == .deal ? ["currency"] : []) {
      columns.append(try RecordColumn(key, kind: kind, workspace: workspace))
    }
    self.columns = columns
  }

  /// Only what the record has; a reference is the name and the id of the other.
  func object(_ record: Record) -> JSONValue {
    JSONValue(
      pairs: columns.compactMap { column in
        let value = JSONTree.value { column.write(record, json, into: &$0) }
        return value.isNull ? nil : (column.key, ToolRows.brief(value))
      })
  }

  static func brief(_ value: JSONValue) -> JSONValue {
    if let name = value["name"]?.string, let id = value["id"]?.string { return .string("\(id) \(name)") }
    if let text = value.string, text.count > 200 { return .string(text.prefix(200) + "…") }
    if let list = value.array, list.count > 3 { return .array(Array(list.prefix(3))) }
    return value
  }
}
