import Dates
import Diagnostics
import Facts
import Filters
import JSON
import Output
import Records
import Reports
import YAML

/// Records in every format: lists, cards, and the words that say what a writer did.
extension Presenter {
  private func json(of answer: RecordAnswer) -> RecordJSON {
    RecordJSON(snapshot: answer.workspace.snapshot, showsOutside: answer.showsOutside)
  }

  /// The columns that `--fields` asks for; nil when it does not.
  private func requestedColumns(_ kind: Kind, _ workspace: Workspace) throws -> [RecordColumn]? {
    guard let text = presentation.fields else { return nil }
    return try FieldChoice.names(text).map { try RecordColumn($0, kind: kind, workspace: workspace) }
  }

  /// The record as JSON, whole or with the columns asked for.
  private func write(
    _ record: Record, _ json: RecordJSON, _ answer: RecordAnswer, _ requested: [RecordColumn]?,
    into sink: inout some JSONSink
  ) {
    sink.beginObject()
    if let requested {
      for column in requested {
        sink.key(column.key)
        column.write(record, json, into: &sink)
      }
    } else {
      let revision = answer.showsRevision ? answer.workspace.revision(of: record) : nil
      json.writeMembers(of: record, revision: revision, into: &sink)
      if answer.showsClientTime, record.kind.hasClient,
        let clock = answer.workspace.clientClock(of: record)
      {
        sink.key(ClientClock.schema.name)
        sink.value(ClientClock.schema.json(clock))
      }
    }
    sink.endObject()
  }

  private func object(_ record: Record, _ answer: RecordAnswer, _ requested: [RecordColumn]?) -> JSONValue {
    JSONTree.value { write(record, json(of: answer), answer, requested, into: &$0) }
  }

  func list(_ answer: RecordAnswer) throws {
    let (records, workspace) = (answer.records, answer.workspace)
    let requested = try requestedColumns(answer.kind, workspace)
    switch format.family {
    case .objects:
      guard format == .yaml else {
        let json = json(of: answer)
        return try Renderer.write(records, inArray: format == .json, to: output.write) { record, text in
          write(record, json, answer, requested, into: &text)
        }
      }
      // YAML of whole records is that of their files.
      if requested == nil {
        try writeYAML(answer)
      } else if !records.isEmpty {
        try write(Objects(records.map { object($0, answer, requested) }))
      }
    case .ids: for record in records { try output.write(record.id.description + "\n") }
    case .sheet:
      try RecordTable(answer, requested, self).write(format == .tsv ? .tsv : .csv, to: output.write)
    case .file: break
    case .page: try write(RecordTable(answer, requested, self).forPeople())
    case .terminal:
      guard !records.isEmpty else {
        guard presentation.isTerminal else { return }
        output.note("no \(answer.kind.plural) match")
        if let remark = answer.remark { output.note(remark) }
        return
      }
      let isNumbered = requested == nil && output.number(records.map(\.id), in: workspace)
      try write(RecordTable(answer, requested, self).forTerminal(isNumbered: isNumbered))
    }
  }

  /// The files of records as the items of one list.
  private func writeYAML(_ answer: RecordAnswer) throws {
    var text: [UInt8] = []
    for record in answer.records {
      let hidden = answer.showsOutside ? [] : OutsideText.hidden(in: record)
      var entries = RecordWriter.entries(of: record)
      if !hidden.isEmpty { entries.removeAll { hidden.contains($0.0) } }
      append(item: Emitter.emit(map: entries), to: &text)
      if text.count >= 1 << 16 {
        try output.write(text)
        text.removeAll(keepingCapacity: true)
      }
    }
    try output.write(text)
  }

  /// The lines of a mapping, indented under a dash; lines without text stay so.
  private func append(item lines: [UInt8], to text: inout [UInt8]) {
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex(of: 0x0A) ?? lines.count
      if start == 0 { text += [0x2D, 0x20] } else if end > start { text += [0x20, 0x20] }
      text += lines[start..<end]
      text.append(0x0A)
      start = end + 1
    }
  }

  /// Cards for people; one record as one object, several as a list.
  func cards(_ answer: RecordAnswer) throws {
    switch format.family {
    case .terminal where presentation.fields == nil:
      for (index, record) in answer.records.enumerated() {
        let card = RecordCard(
          record: record, workspace: answer.workspace, groupsPhones: presentation.isTerminal)
        try output.write((index > 0 ? "\n" : "") + card.render(style: rendering.style))
      }
    case .objects where answer.records.count == 1 && !format.isRowsAlone:
      let requested = try requestedColumns(answer.kind, answer.workspace)
      for record in answer.records {
        try write(Objects(one: object(record, answer, requested)))
      }
    case .terminal, .objects, .sheet, .page, .ids, .file: try list(answer)
    }
  }

  /// A line for each record, for people; the records themselves for programs and where columns are asked for.
  func present(_ changes: ChangeAnswer) throws {
    switch format.family {
    case .terminal where changes.said != nil: for line in changes.said ?? [] { try say(line) }
    case .terminal where presentation.fields == nil:
      for entry in changes.entries { try say(entry, of: changes) }
    case .terminal, .objects, .sheet, .page, .ids, .file:
      let records = changes.subjects.compactMap { changes.workspace.snapshot.record($0) }
      var answer = RecordAnswer(records, kind: changes.kind, in: changes.workspace)
      answer.showsRevision = !changes.isMany
      try changes.isMany ? list(answer) : cards(answer)
    }
  }

  private func say(_ entry: ChangeAnswer.Entry, of changes: ChangeAnswer) throws {
    let workspace = changes.workspace
    guard let record = workspace.snapshot.record(entry.id) else { return }
    let verb = changes.isDryRun ? "would be \(entry.what)" : entry.what
    let detail = entry.detail.map { ", " + $0 } ?? ""
    try say("\(record.kind.rawValue) \(record.id) \(record.name): \(verb)" + detail)
    guard entry.showsNextStep,
      let deal = record.kind == .deal ? record : workspace.snapshot.record(record.reference("deal")),
      let task = workspace.snapshot.record(deal.reference("next_step"))
    else { return }
    let due = task.due?.full(in: workspace.zone) ?? "?"
    try say("  next: \(task.name), \(due) (\(task.id))")
  }
}

/// The table of a list of records.
private struct RecordTable {
  private let answer: RecordAnswer
  private let requested: [RecordColumn]?
  private let presenter: Presenter

  init(_ answer: RecordAnswer, _ requested: [RecordColumn]?, _ presenter: Presenter) {
    self.answer = answer
    self.requested = requested
    self.presenter = presenter
  }

  private func columns(_ keys: [String]) throws -> [RecordColumn] {
    try keys.map { try RecordColumn($0, kind: answer.kind, workspace: answer.workspace) }
  }

  /// Every column, raw values.
  func write(_ dialect: CSVRenderer.Dialect, to write: ([UInt8]) throws -> Void) throws {
    let shown = try requested ?? columns(answer.workspace.snapshot.schema[answer.kind].order)
    let slots = shown.map(\.slot)
    let hidesOutside = requested == nil && !answer.showsOutside
    try Renderer.write(answer.records, keys: shown.map(\.column.key), dialect, to: write) { record, row in
      let hidden = hidesOutside ? OutsideText.hidden(in: record) : []
      let storage = record.storage
      for place in shown.indices {
        if !hidden.isEmpty, hidden.contains(shown[place].key) {
          row.cell(.empty)
        } else if let slot = slots[place] {
          var isWritten = false
          let isThere = storage.withStored(slot: slot) { isWritten = RecordColumn.write($0, to: &row) }
          if !isThere { row.cell(.empty) } else if !isWritten { shown[place].write(record, to: &row) }
        } else {
          shown[place].write(record, to: &row)
        }
      }
    }
  }

  /// The usual columns, without those that no row fills.
  func forPeople() throws -> Table {
    table(try requested ?? columns(answer.kind.defaultColumns)).table
  }

  /// The same with tints, and without the columns that a person misses least where the terminal is too narrow; a number
  /// takes the place of the id where a person may type it.
  func forTerminal(isNumbered: Bool) throws -> Table {
    var shown = try requested ?? columns(answer.kind.defaultColumns)
    if requested == nil, presenter.presentation.isTerminal {
      for place in shown.indices { shown[place].isBrief = true }
    }
    var (table, kept) = table(shown)
    if presenter.rendering.style.color { tint(&table, columns: kept) }
    if isNumbered, let place = table.columns.firstIndex(where: { $0.key == "id" }) {
      table.columns[place] = Column("#", "#", kind: .number)
      for row in table.rows.indices { table.rows[row][place] = .number(String(row + 1)) }
    }
    return requested == nil ? fitted(table) : table
  }

  private func table(_ columns: [RecordColumn]) -> (table: Table, columns: [RecordColumn]) {
    let hidesOutside = requested == nil && !answer.showsOutside
    let rows = answer.records.map { record in
      let hidden = hidesOutside ? OutsideText.hidden(in: record) : []
      return columns.map { column in
        !hidden.isEmpty && hidden.contains(column.key) ? .empty : column.cell(record, isMachine: false)
      }
    }
    // A column that no row fills tells a person nothing.
    let kept = columns.indices.filter { column in
      requested != nil || rows.isEmpty || rows.contains { $0[column] != .empty }
    }
    let table = Table(
      columns: kept.map { columns[$0].column }, rows: rows.map { row in kept.map { row[$0] } })
    return (table, kept.map { columns[$0] })
  }

  /// What is overdue is red, what is closed is dim.
  private func tint(_ table: inout Table, columns: [RecordColumn]) {
    let context = answer.workspace.evaluation
    for (row, record) in answer.records.enumerated() {
      if record.kind != .product, RecordState.closed.holds(for: record, in: context) {
        table.tints[row] = .dim
      }
      for (place, column) in columns.enumerated() where column.isOverdue(record) {
        table.cellTints[row, default: [:]][place] = .red
      }
    }
  }

  private func fitted(_ table: Table) -> Table {
    guard let width = presenter.rendering.width else { return table }
    var table = table
    // What is the same in every row tells nothing.
    for key in ["owner", "status"] where table.rows.count > 1 {
      guard let index = table.columns.firstIndex(where: { $0.key == key }) else { continue }
      if Set(table.rows.map { $0[index] }).count == 1 { table = table.without(index) }
    }
    for key in answer.kind.spareColumns where table.legibleWidth > width {
      guard let index = table.columns.firstIndex(where: { $0.key == key }) else { continue }
      table = table.without(index)
    }
    return table
  }
}
