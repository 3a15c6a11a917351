package import Diagnostics
import JSON
package import Output
package import Records
import Reports
import Text

/// Where an answer goes and how it is to be shown.
package struct Presentation: Sendable {
  package var format: OutputFormat
  /// The width and the colours of the output, a width only where it is a terminal.
  package var rendering: Rendering
  /// The columns or members that were asked for, separated by commas.
  package var fields: String?
  /// Whether a person reads the output on a terminal, and may be told more than the data.
  package var isTerminal: Bool
  /// Whether nothing but data is wanted.
  package var isQuiet: Bool

  package init(
    format: OutputFormat, rendering: Rendering = Rendering(pretty: true), fields: String? = nil,
    isTerminal: Bool = false, isQuiet: Bool = false
  ) {
    self.format = format
    self.rendering = rendering
    self.fields = fields
    self.isTerminal = isTerminal
    self.isQuiet = isQuiet
  }
}

/// Takes what a presenter makes, in pieces.
package protocol AnswerOutput: AnyObject {
  func write(_ text: String) throws
  /// The bytes of a file, which may be no text.
  func write(_ bytes: [UInt8]) throws
  /// A remark for a person beside the data.
  func note(_ text: String)
  /// The run ends with a status no better than that of `code`.
  func worsen(_ code: DiagnosticCode)
  /// Keeps the records of a numbered list, so that a number names one of them until the next list; false where nobody
  /// may type numbers, and the list should have none.
  func number(_ rows: [RecordID], in workspace: Workspace) -> Bool
}

extension AnswerOutput {
  package func number(_ rows: [RecordID], in workspace: Workspace) -> Bool { false }
  /// For what takes nothing but text.
  package func write(_ bytes: [UInt8]) throws { try write(String(decoding: bytes, as: UTF8.self)) }
}

/// The one place where an answer becomes text in a format.
package struct Presenter {
  let presentation: Presentation
  let output: any AnswerOutput

  package init(_ presentation: Presentation, to output: any AnswerOutput) {
    self.presentation = presentation
    self.output = output
  }

  /// The answer as the value that its JSON is.
  static func json(of answer: Answer) throws -> JSONValue {
    let text = CollectedText()
    try Presenter(Presentation(format: .json, rendering: Rendering(pretty: false)), to: text).present(answer)
    return (try? JSONValue(parsing: Array(text.text.utf8))) ?? .null
  }

  private final class CollectedText: AnswerOutput {
    var text = ""
    func write(_ text: String) throws { self.text += text }
    func note(_ text: String) {}
    func worsen(_ code: DiagnosticCode) {}
  }

  var format: OutputFormat { presentation.format }
  var rendering: Rendering { presentation.rendering }

  /// Writes the plan of a dry run and the remarks, for people, and then the answer.
  package func present(_ answer: Answer, plan: [String] = [], remarks: [String] = []) throws {
    for line in plan + remarks { try say(line) }
    switch answer {
    case .list(let records): try list(records)
    case .cards(let records): try cards(records)
    case .changes(let changes): try present(changes)
    case .items(let items):
      try present(items)
      if let failure = items.failure { output.worsen(failure) }
    case .item(let item, let said):
      try present(item, said: said)
      if let failure = item.failure { output.worsen(failure) }
    case .findings(let findings, let said):
      for line in said { try say(line) }
      try present(findings)
    case .health(let checks): try present(checks)
    case .schema(let schema, let members): try present(schema, members)
    case .report(let report): try present(report)
    case .dashboard(let dashboard): try write(dashboard)
    case .digest(let digest): try present(digest)
    case .agenda(let agenda, let workspace): try present(agenda, workspace)
    case .text(let text): try output.write(text)
    case .file(let file): try present(file)
    }
  }

  /// As it is for programs; to a terminal only what it can show, with nothing that would steer it.
  func present(_ file: FileAnswer) throws {
    try show(file)
    if !presentation.isQuiet { for note in file.notes { output.note(escaped(note)) } }
  }

  private func show(_ file: FileAnswer) throws {
    guard presentation.isTerminal else { return try file.write { [output] in try output.write($0) } }
    guard file.isText else {
      throw Diagnostic(
        .usage, "\(file.format) is nothing that a terminal can show", hints: ["name a file: -o FILE"])
    }
    try file.write { [output] bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
      try output.write(TerminalEscaping.escape(lines, keepingNewlines: true))
    }
  }

  /// A sentence for people: on one line, escaped; nothing for programs.
  func say(_ text: String) throws {
    guard !presentation.isQuiet, format.family == .terminal else { return }
    try output.write(escaped(text) + "\n")
  }

  func escaped(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }

  // MARK: Values of a declared shape

  private func present(_ items: ItemAnswer) throws {
    switch format.family {
    case .objects: try write(Objects(try chosen(items) + (items.ending.map { [$0] } ?? [])))
    case .terminal:
      if let drawing = items.drawing {
        if presentation.fields == nil { return try output.write(drawing(rendering)) }
        if let records = items.records { return try list(records) }
      }
      var table = items.table(true)
      if presentation.fields == nil {
        for key in items.columnsOnDemand {
          if let place = table.columns.firstIndex(where: { $0.key == key }) { table = table.without(place) }
        }
      }
      if table.rows.isEmpty, let remark = items.whenEmpty {
        if presentation.isTerminal || items.isEmptinessNews { output.note(remark) }
        return
      }
      try write(try chosen(table))
    case .page:
      if let records = items.records { return try list(records) }
      try write(try chosen(items.table(true)))
    case .sheet, .file:
      if let records = items.records { return try list(records) }
      try write(try chosen(items.table(false)))
    case .ids:
      if let records = items.records { return try list(records) }
      try write(items.table(false))
    }
  }

  private func present(_ item: ItemAnswer, said: [String]) throws {
    switch format.family {
    case .terminal where !said.isEmpty: for line in said { try say(line) }
    case .terminal where presentation.isQuiet && item.isRemark: break
    case .terminal, .page, .sheet, .ids, .file: try present(item)
    case .objects: for object in try chosen(item) { try write(Objects(one: object)) }
    }
  }

  func write(_ value: some Renderable) throws {
    try output.write(Renderer.render(value, as: format, rendering))
  }

  private func chosen(_ items: ItemAnswer) throws -> [JSONValue] {
    let objects = items.objects()
    guard let text = presentation.fields else { return objects }
    var keys = items.keys
    for key in objects.flatMap({ $0.members ?? [] }).map(\.key) where !keys.contains(key) { keys.append(key) }
    // Of no objects nobody knows the members.
    guard !objects.isEmpty else { return objects }
    let wanted = try FieldChoice.places(of: text, among: keys).map { keys[$0] }
    return objects.map { object in .object(wanted.map { JSONMember($0, object[$0] ?? .null) }) }
  }

  private func chosen(_ table: Table) throws -> Table {
    guard let text = presentation.fields else { return table }
    let places = try FieldChoice.places(of: text, among: table.columns.map(\.key))
    var table = table
    table.rows = table.rows.map { row in places.map { $0 < row.count ? row[$0] : .empty } }
    table.columns = places.map { table.columns[$0] }
    return table
  }

  // MARK: Findings, reports

  private func present(_ findings: [Diagnostic]) throws {
    let schema = DiagnosticRenderer.schema
    switch format.family {
    case .terminal, .page, .sheet, .ids, .file:
      for finding in findings {
        let severity = finding.code == .warning ? DiagnosticRenderer.Severity.warning : .error
        try output.write(DiagnosticRenderer.text(finding, severity: severity, style: rendering.style))
      }
      if findings.isEmpty {
        try say("no problems found")
      } else {
        output.note(Presenter.counted(findings))
      }
    case .objects: try present(ItemAnswer(findings, as: schema))
    }
    if !findings.isEmpty { output.worsen(.invalidData) }
  }

  private static func counted(_ findings: [Diagnostic]) -> String {
    let warnings = findings.count { $0.code == .warning }
    let problems = findings.count - warnings
    let parts = [(problems, "problem"), (warnings, "warning")].filter { $0.0 > 0 }
    return parts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: " and ") + " found"
  }

  /// A line for each check; where nothing but data is wanted, only for what is not sound.
  private func present(_ checks: [HealthCheck]) throws {
    var answer = ItemAnswer(checks, as: HealthCheck.schema)
    let shown = presentation.isQuiet ? checks.filter { $0.status != .ok } : checks
    answer.drawing = { HealthCheck.lines(shown, of: checks, $0.style) }
    try present(answer)
    if checks.contains(where: { $0.status == .fail }) { output.worsen(.invalidData) }
  }

  private func present(_ schema: JSONValue, _ members: ItemAnswer) throws {
    switch format.family {
    case .objects: try write(Objects(one: schema))
    case .terminal, .sheet, .page, .ids, .file: try present(members)
    }
  }
}

/// What `--fields` says.
package enum FieldChoice {
  /// The names in their order; throws `usage` where there is none.
  package static func names(_ text: String) throws(Diagnostic) -> [String] {
    let names = text.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
    guard !names.isEmpty else { throw Diagnostic(.usage, "--fields names no field") }
    return names
  }

  /// The places of the named keys; throws `invalid_value` for a name that is no key.
  package static func places(of text: String, among keys: [String]) throws(Diagnostic) -> [Int] {
    var places: [Int] = []
    for key in try names(text) {
      guard let place = keys.firstIndex(of: key) else {
        throw Diagnostic(
          .invalidValue, "there is no column \"\(key)\"",
          hints: .unknown(key, among: keys, listing: "the columns are "))
      }
      places.append(place)
    }
    return places
  }
}
