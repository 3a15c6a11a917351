/// One row of a source: where it begins and its cells.
package struct Row: Sendable, Hashable {
  package let place: Place
  package var cells: [SourceCell]
  /// What was odd about the bytes, mostly nothing.
  package var faults: [RowFault] = []
  /// The rows that make one record together with this one, which is the first of them; empty where it is by itself.
  package var members: [Row] = []

  package init(_ place: Place, cells: [SourceCell]) {
    self.place = place
    self.cells = cells
  }

  /// True when no cell holds anything but blanks.
  package var isBlank: Bool { cells.allSatisfy(\.isBlank) }

  /// The text of the cell at this position; empty beyond the last.
  package subscript(text position: Int) -> String {
    cells.indices.contains(position) ? cells[position].text : ""
  }
}

/// Something in a row that is no proper text or no proper table; the row is read all the same.
package struct RowFault: Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    /// A quote opens the cell and nothing closes it: it is a character like any other.
    case unclosedQuote
    /// The cell goes on over what look like further rows, down to this line.
    case runaway(through: Int)
    /// Bytes that are no UTF-8, read as this page has them.
    case strayBytes(CodePage)
    case nuls
    /// The row is rejected for this.
    case unreadable(String)
    /// What a reader says of a cell, as a sentence.
    case oddity(String)
  }

  package let reason: Reason
  /// The position of the cell.
  package let cell: Int
}

/// How a text table is written, and is to be written again.
package struct CSVDialect: Sendable, Hashable {
  package var encoding: TextEncoding = .utf8
  /// Nothing in the file says so, and nobody else did.
  package var isGuessed = false
  /// UTF-16 of an odd number of bytes.
  package var endsInHalfACharacter = false
  /// The length of the byte order mark.
  package var mark = 0
  package var separator: UInt8 = 0x2c
  package var lineEnd: String = "\n"
  /// The file begins with a line such as `sep=;`.
  package var declaresSeparator = false

  package init() {}

  /// A separator that is looked for, and that can be said.
  package enum Separator: UInt8, Sendable, CaseIterable {
    case comma = 0x2c
    case semicolon = 0x3b
    case tab = 0x09
    case pipe = 0x7c

    /// The words that mean it, as people write it; the first is the one that help and errors use.
    package var words: [String] {
      switch self {
      case .comma: ["comma", ","]
      case .semicolon: ["semicolon", ";"]
      case .tab: ["tab", "\t", "\\t"]
      case .pipe: ["pipe", "|"]
      }
    }

    package init?(word: String) {
      let word = word.lowercased()
      guard let found = Separator.allCases.first(where: { $0.words.contains(word) }) else { return nil }
      self = found
    }

    /// The word for any byte that separates: `semicolon`, else the character.
    package static func word(for byte: UInt8) -> String {
      Separator(rawValue: byte)?.words[0] ?? String(UnicodeScalar(byte))
    }
  }
}
