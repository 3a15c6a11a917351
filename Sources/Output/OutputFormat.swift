/// The formats that a command can print.
package enum OutputFormat: String, Sendable, CaseIterable {
  case table, json, jsonl, csv, tsv, yaml, ids, md, html

  /// Those of an answer that is read and has no rows.
  package static let ofDocuments: [OutputFormat] = [.table, .json, .md, .html]

  /// Those of an answer that is one object and no table.
  package static let ofObjects: [OutputFormat] = [.table, .json, .jsonl, .yaml]

  /// Whether people read it: text is escaped, tables have titles, totals and notes.
  package var isHuman: Bool {
    switch self {
    case .table, .md, .html: true
    case .json, .jsonl, .csv, .tsv, .yaml, .ids: false
    }
  }

  /// Whether it prints whole objects rather than a table's columns.
  package var printsObjects: Bool {
    switch self {
    case .json, .jsonl, .yaml: true
    case .table, .csv, .tsv, .ids, .md, .html: false
    }
  }
}
