/// One row of a source: where it began (1-based) and its cells as text.
package struct Row: Sendable, Hashable {
  package var line: Int
  package var cells: [String]

  package init(line: Int, cells: [String]) {
    self.line = line
    self.cells = cells
  }

  /// True when no cell holds anything but blanks.
  package var isBlank: Bool {
    cells.allSatisfy { $0.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0d).contains($0) } }
  }

  package subscript(cell position: Int) -> String { cells.indices.contains(position) ? cells[position] : "" }
}

/// How often a separator or a line end was seen, and how a text table is to be written again.
package struct CSVDialect: Sendable, Hashable {
  package var encoding: TextEncoding = .utf8
  /// The length of the byte order mark.
  package var mark = 0
  package var separator: UInt8 = 0x2c
  package var lineEnd: String = "\n"
  /// The file begins with a line such as `sep=;`.
  package var declaresSeparator = false

  package init() {}

  /// Reads a separator as people write it: `;`, `tab`, `\t`, `comma`.
  package static func separator(named word: String) -> UInt8? {
    switch word.lowercased() {
    case ",", "comma": 0x2c
    case ";", "semicolon": 0x3b
    case "\t", "tab", "\\t": 0x09
    case "|", "pipe": 0x7c
    default: nil
    }
  }
}
