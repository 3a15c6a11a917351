import Text

/// Tables as CSV (RFC 4180, lines end in "\n") and TSV: a header of keys, then the rows.
package enum CSVRenderer {
  package enum Dialect: Sendable, Hashable {
    case csv, tsv

    var separator: UInt8 { self == .csv ? 0x2C : 0x09 }
  }

  /// The header and the rows; totals and notes stay out, because a program would take them for rows.
  package static func render(_ table: Table, dialect: Dialect) -> String {
    var text = DelimitedText(keys: table.columns.map(\.key), dialect)
    for row in table.rows {
      for place in table.columns.indices { text.cell(row.cell(at: place)) }
      text.endRow()
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// A line of these fields with its end, every character as it is.
  package static func line(_ fields: [String], _ dialect: Dialect) -> String {
    var bytes: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(dialect.separator) }
      append(field, separator: dialect.separator, isAlone: fields.count == 1, to: &bytes)
    }
    bytes.append(0x0A)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with `'` before it where a spreadsheet would take it for a formula.
  package static func neutralised(_ text: String) -> String { CSVNeutraliser.neutralise(text) }

  /// Appends a field, in quotes where it needs them.
  static func append(_ field: String, separator: UInt8, isAlone: Bool, to bytes: inout [UInt8]) {
    var field = field
    field.withUTF8 { text in
      // A single empty field would be a blank line, which readers skip.
      let needsQuotes =
        text.isEmpty
        ? isAlone : text.contains { $0 == 0x22 || $0 == separator || $0 == 0x0A || $0 == 0x0D }
      guard needsQuotes else { return bytes.append(contentsOf: text) }
      bytes.append(0x22)
      for byte in text {
        if byte == 0x22 { bytes.append(0x22) }
        bytes.append(byte)
      }
      bytes.append(0x22)
    }
  }
}
