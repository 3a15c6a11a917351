/// The formats that a command can print.
package enum OutputFormat: String, Sendable, CaseIterable {
  case table, json, jsonl, csv, tsv, yaml, ids, md, html, svg, xlsx, ics, eml

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
    /// Files of other programs, which only some answers can be.
    case file
  }

  package var family: Family {
    switch self {
    case .table: .terminal
    case .json, .jsonl, .yaml: .objects
    case .csv, .tsv: .sheet
    case .md, .html: .page
    case .ids: .ids
    case .svg, .xlsx, .ics, .eml: .file
    }
  }

  /// Whether a list is its rows alone, with nothing around them that could hold a note.
  package var isRowsAlone: Bool {
    switch self {
    case .jsonl, .yaml, .csv, .tsv, .ids: true
    case .json, .table, .md, .html, .svg, .xlsx, .ics, .eml: false
    }
  }

  /// Those of an answer that has rows and columns.
  package static let ofLists: [OutputFormat] = [.table, .json, .jsonl, .csv, .tsv, .yaml, .ids, .md, .html]

  /// Those of an answer that is read and has no rows.
  package static let ofDocuments: [OutputFormat] = [.table, .json, .md, .html]

  /// Those of an answer that is one object and no table.
  package static let ofObjects: [OutputFormat] = [.table, .json, .jsonl, .yaml]

  /// What the end of a file's name says; nil where it says none.
  package init?(file name: String) {
    guard let dot = name.lastIndex(of: "."), !name[dot...].contains("/") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    switch ending {
    case "txt": self = .table
    case "htm": self = .html
    case "yml": self = .yaml
    case "ndjson": self = .jsonl
    case "table", "ids": return nil
    default: self.init(rawValue: ending)
    }
  }
}
