import Dates
import Diagnostics
import Filters
import JSON
import Output
import Records
import YAML

/// Prints records in every format: lists, single objects, and the words that tell what a writer did.
struct RecordPrinter {
  let session: Session
  let workspace: Workspace

  private var json: RecordJSON { RecordJSON(snapshot: workspace.snapshot) }

  /// The columns that `--fields` asks for; nil when it does not.
  private func requestedColumns(kind: Kind) throws -> [RecordColumn]? {
    guard let text = session.global.fields else { return nil }
    let keys = text.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
    guard !keys.isEmpty else { throw Diagnostic(.usage, "--fields names no field") }
    return try columns(keys, kind: kind)
  }

  private func columns(_ keys: [String], kind: Kind) throws -> [RecordColumn] {
    try keys.map { try RecordColumn($0, kind: kind, workspace: workspace) }
  }

  /// The record as JSON, whole or with the columns asked for.
  private func json(_ record: Record, _ requested: [RecordColumn]?) -> JSONValue {
    guard let requested else { return json.object(record) }
    return .object(requested.map { JSONMember($0.key, $0.json(record, json)) })
  }

  func list(_ records: [Record], kind: Kind) throws {
    let requested = try requestedColumns(kind: kind)
    switch session.format {
    case .json:
      try session.write("[")
      for (index, record) in records.enumerated() {
        try session.write(index == 0 ? "\n" : ",\n")
        try session.write(json(record, requested).encoded(pretty: false))
      }
      try session.write(records.isEmpty ? "]\n" : "\n]\n")
    case .jsonl:
      for record in records { try session.write(json(record, requested).encoded(pretty: false) + "\n") }
    case .ids: for record in records { try session.write(record.id.description + "\n") }
    case .yaml where requested != nil && !records.isEmpty:
      try session.write(YAMLRenderer.render(.array(records.map { json($0, requested) })))
    case .yaml: for record in records { try session.write(yamlItem(record)) }
    case .csv, .tsv, .table, .md, .html:
      let isMachine = session.format == .csv || session.format == .tsv
      if session.format == .table, records.isEmpty {
        if session.world.isOutputTerminal { session.note("no \(kind.plural) match") }
        return
      }
      let usual = isMachine ? workspace.snapshot.schema[kind].order : kind.defaultColumns
      var shown = try requested ?? columns(usual, kind: kind)
      if requested == nil, session.format == .table, session.world.isOutputTerminal {
        for place in shown.indices { shown[place].isBrief = true }
      }
      try print(table(records, kind: kind, columns: shown, isMachine: isMachine))
    }
  }

  private func table(
    _ records: [Record], kind: Kind, columns: [RecordColumn], isMachine: Bool
  ) -> Table {
    // A column that no row fills tells a person nothing.
    let rows = records.map { record in columns.map { $0.cell(record, isMachine: isMachine) } }
    let kept = columns.indices.filter { column in
      isMachine || session.global.fields != nil || rows.isEmpty || rows.contains { $0[column] != .empty }
    }
    var table = Table(
      columns: kept.map { columns[$0].column }, rows: rows.map { row in kept.map { row[$0] } })
    guard session.format == .table else { return table }
    if session.style.color { tint(&table, records, columns: kept.map { columns[$0] }) }
    return session.global.fields == nil ? fitted(table, kind: kind) : table
  }

  /// What is overdue is red, what is closed is dim.
  private func tint(_ table: inout Table, _ records: [Record], columns: [RecordColumn]) {
    let context = workspace.evaluation
    for (row, record) in records.enumerated() {
      if record.kind != .product, RecordState.closed.holds(for: record, in: context) {
        table.tints[row] = .dim
      }
      for (place, column) in columns.enumerated() where column.isOverdue(record) {
        table.cellTints[row, default: [:]][place] = .red
      }
    }
  }

  /// The table without the columns that a person misses least, where it is wider than the terminal.
  private func fitted(_ table: Table, kind: Kind) -> Table {
    guard let width = session.rendering.width else { return table }
    var table = table
    // What is the same in every row tells nothing.
    for key in ["owner", "status"] where table.rows.count > 1 {
      guard let index = table.columns.firstIndex(where: { $0.key == key }) else { continue }
      if Set(table.rows.map { $0[index] }).count == 1 { table = table.without(index) }
    }
    for key in kind.spareColumns where table.legibleWidth > width {
      guard let index = table.columns.firstIndex(where: { $0.key == key }) else { continue }
      table = table.without(index)
    }
    return table
  }

  func print(_ table: Table) throws {
    try session.write(Renderer.render(table, as: session.format, session.rendering))
  }

  private func yamlItem(_ record: Record) -> String {
    let lines = String(decoding: Emitter.emit(map: RecordWriter.entries(of: record)), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    var text = ""
    for (index, line) in lines.enumerated() where !(line.isEmpty && index == lines.count - 1) {
      text += (index == 0 ? "- " : line.isEmpty ? "" : "  ") + line + "\n"
    }
    return text
  }

  /// Several records: their cards, or a list of them.
  func show(_ records: [Record], kind: Kind) throws {
    guard session.format == .table, session.global.fields == nil else { return try list(records, kind: kind) }
    for (index, record) in records.enumerated() {
      if index > 0 { try session.write("\n") }
      try show(record)
    }
  }

  /// One record as one object, or its card.
  func show(_ record: Record) throws {
    if session.format == .table, session.global.fields == nil {
      try session.write(
        RecordCard(record: record, workspace: workspace, groupsPhones: session.world.isOutputTerminal)
          .render(style: session.style))
    } else {
      try object(record)
    }
  }

  /// One record in the format asked for: JSON prints one object, the others a list of one.
  func object(_ record: Record) throws {
    guard session.format == .json else { return try list([record], kind: record.kind) }
    let requested = try requestedColumns(kind: record.kind)
    try session.write(json(record, requested).encoded(pretty: true) + "\n")
  }

  /// What a writer did to a record: a line for a person, the record for a machine.
  func changed(_ id: RecordID, what: String, detail: String? = nil, showsNext: Bool = true) throws {
    guard let record = workspace.snapshot.record(id) else { return }
    guard session.format == .table, session.global.fields == nil else { return try object(record) }
    let verb = session.global.dryRun ? "would be \(what)" : what
    let line =
      "\(record.kind.rawValue) \(record.id) \(record.name): \(verb)" + (detail.map { ", " + $0 } ?? "")
    try session.say(session.escaped(line))
    if showsNext, record.kind == .deal, let task = workspace.snapshot.record(record.reference("next_step")) {
      try session.say("  next: " + session.escaped(stepLine(task)))
    }
  }

  func created(_ id: RecordID) throws { try changed(id, what: "added") }

  /// `call Anna, wed 2026-11-25 11:00 (b4t9x1wd)`.
  func stepLine(_ task: Record) -> String {
    let due = task.due?.full(in: workspace.zone) ?? "?"
    return "\(task.name), \(due) (\(task.id))"
  }
}
