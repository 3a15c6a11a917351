/// The formats that a command can print.
package enum OutputFormat: String, Sendable, CaseIterable {
  case table, json, jsonl, csv, tsv, yaml, ids, md, html

  /// What a format is for. Those of one family show the same of an answer, each in its own syntax.
  package enum Family: Sendable {
    /// Tables, cards and sentences for people at a terminal.
    case terminal
    /// Whole objects for programs.
    case objects
    /// Columns for programs.
    case sheet
    /// Documents for people elsewhere.
    case page
    /// The name of each row.
    case ids
  }

  package var family: Family {
    switch self {
    case .table: .terminal
    case .json, .jsonl, .yaml: .objects
    case .csv, .tsv: .sheet
    case .md, .html: .page
    case .ids: .ids
    }
  }

  /// Whether a list is its rows alone, with nothing around them that could hold a note.
  package var isRowsAlone: Bool {
    switch self {
    case .jsonl, .yaml, .csv, .tsv, .ids: true
    case .json, .table, .md, .html: false
    }
  }

  /// Those of an answer that is read and has no rows.
  package static let ofDocuments: [OutputFormat] = [.table, .json, .md, .html]

  /// Those of an answer that is one object and no table.
  package static let ofObjects: [OutputFormat] = [.table, .json, .jsonl, .yaml]
}
