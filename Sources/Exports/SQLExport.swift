import Dates
import Facts
import Records

/// A script that SQLite and PostgreSQL both run: a table a kind with a column a field, a table of its own for each field
/// that holds several values, keys and relations, all in one transaction.
///
/// The names must not change, because queries use them: a table has the kind's plural, a column the field's key, and the
/// table of a field both, such as `contacts_emails`.
struct SQLExport {
  private static let rowsAtATime = 200
  private let data: ExportData
  private let updatesCopy: Bool
  private let tables: [SQLTable]
  /// What a column may refer to: the records that are in the script.
  private let ids: [Kind: Set<RecordID>]

  init(_ data: ExportData, updatesCopy: Bool) {
    self.updatesCopy = updatesCopy
    // What is referred to comes first.
    let parts = SQLTable.order.compactMap { kind in data.parts.first { $0.kind == kind } }
    self.data = ExportData(data.snapshot, parts, now: data.now)
    var tables: [SQLTable] = []
    for part in parts {
      tables.append(SQLTable(part, of: data.snapshot, after: tables.map(\.part.kind)))
    }
    self.tables = tables
    ids = Dictionary(uniqueKeysWithValues: parts.map { ($0.kind, Set($0.records.map(\.id))) })
  }

  func write(to output: inout ExportOutput) throws {
    try output.write("-- For SQLite and PostgreSQL; run it so that it stops at the first error.\nbegin;\n")
    for table in tables { try writeDefinitions(of: table, to: &output) }
    if updatesCopy {
      for table in tables.reversed() { try writeClearing(of: table, to: &output) }
    }
    for table in tables {
      try writeRows(
        of: table.main, in: table, table.part.records.lazy.map { [table.row(of: $0, known: ids)] },
        to: &output)
      for list in table.lists {
        let rows = table.part.records.lazy.map { list.rows(of: $0, in: data.snapshot, known: ids) }
        try writeRows(of: list.sheet, in: table, rows, to: &output)
      }
    }
    if updatesCopy {
      for table in tables.reversed() where table.part.isWhole { try writeRemoval(of: table, to: &output) }
    }
    try output.write("commit;\n")
  }

  private func writeDefinitions(of table: SQLTable, to output: inout ExportOutput) throws {
    let create = updatesCopy ? "create table if not exists" : "create table"
    for sheet in [table.main] + table.lists.map(\.sheet) {
      let columns = sheet.columns.map { "  " + $0.definition }
      let keys = "  primary key (" + sheet.keys.map(SQLText.name).joined(separator: ", ") + ")"
      try output.write(
        "\(create) \(SQLText.name(sheet.name)) (\n" + (columns + [keys]).joined(separator: ",\n") + "\n);\n")
    }
  }

  /// The values of lists are written anew: a list may have become shorter.
  private func writeClearing(of table: SQLTable, to output: inout ExportOutput) throws {
    guard !table.lists.isEmpty, !table.part.isWhole else {
      for list in table.lists { try output.write("delete from \(SQLText.name(list.sheet.name));\n") }
      return
    }
    try writeInPieces(table.part.records) { ids in
      for list in table.lists {
        let key = SQLText.name(table.part.kind.rawValue)
        try output.write("delete from \(SQLText.name(list.sheet.name)) where \(key) in (\(ids));\n")
      }
    }
  }

  private func writeInPieces(_ records: [Record], _ write: (_ ids: String) throws -> Void) throws {
    var start = 0
    while start < records.count {
      let piece = records[start..<min(start + SQLExport.rowsAtATime, records.count)]
      try write(piece.map { SQLText.text($0.id.description) }.joined(separator: ", "))
      start += SQLExport.rowsAtATime
    }
  }

  /// What is no longer in crm is no longer in the copy.
  private func writeRemoval(of table: SQLTable, to output: inout ExportOutput) throws {
    let kept = SQLText.name("crm_kept_" + table.main.name)
    try output.write("create temporary table \(kept) (\"id\" text primary key);\n")
    let rows = table.part.records.lazy.map { [[SQLText.text($0.id.description)]] }
    try writeValues(rows, into: "insert into \(kept) values\n", end: ";\n", to: &output)
    try output.write(
      "delete from \(SQLText.name(table.main.name)) where \"id\" not in (select \"id\" from \(kept));\n"
        + "drop table \(kept);\n")
  }

  private func writeRows(
    of sheet: SQLSheet, in table: SQLTable, _ rows: some Sequence<[[String]]>, to output: inout ExportOutput
  ) throws {
    let names = sheet.columns.map { SQLText.name($0.name) }
    let head = "insert into \(SQLText.name(sheet.name)) (\(names.joined(separator: ", "))) values\n"
    var end = ";\n"
    if updatesCopy, sheet.name == table.main.name {
      let changes = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
      end = "\non conflict (\"id\") do update set \(changes);\n"
    }
    try writeValues(rows, into: head, end: end, to: &output)
  }

  private func writeValues(
    _ rows: some Sequence<[[String]]>, into head: String, end: String, to output: inout ExportOutput
  ) throws {
    var count = 0
    for row in rows.lazy.joined() {
      let isFirst = count % SQLExport.rowsAtATime == 0
      if isFirst { try output.write((count == 0 ? "" : end) + head) }
      try output.write((isFirst ? "(" : ",\n(") + row.joined(separator: ", ") + ")")
      count += 1
    }
    if count > 0 { try output.write(end) }
  }
}
