import Text

/// The file of the rows that did not make it: the source's columns, encoding and separator, and why.
package enum RejectsFile {
  /// `deals.csv` → `deals.rejects.csv`; standard input → `import.rejects.csv`.
  package static func path(for file: String) -> String {
    if file == "-" { return "import.rejects.csv" }
    let name = Path.name(of: file)
    guard let dot = name.utf8.lastIndex(of: 0x2E), dot != name.startIndex else {
      return file + ".rejects.csv"
    }
    // Rejects of a file of rejects go on under the same name.
    var stem = Path.dropping(String(name[dot...]), from: file)
    if let mark = stem.utf8.lastIndex(of: 0x2D), stem[mark...].dropFirst().allSatisfy(\.isNumber),
      stem[..<mark].hasSuffix(".rejects")
    {
      stem = String(stem[..<mark])
    }
    return Path.dropping(".rejects", from: stem) + ".rejects.csv"
  }

  /// `deals.rejects.csv`, else `deals.rejects-2.csv` and so on: the first that is not taken.
  package static func free(_ path: String, isTaken: (String) -> Bool) -> String {
    guard isTaken(path) else { return path }
    let stem = Path.dropping(".csv", from: path)
    var number = 2
    while isTaken("\(stem)-\(number).csv") { number += 1 }
    return "\(stem)-\(number).csv"
  }

  /// The bytes of the file; an `error` column that the source has already is replaced.
  package static func bytes(header: Header, rows: [(row: Row, error: String)], dialect: CSVDialect) -> [UInt8]
  {
    var bytes: [UInt8] = []
    if dialect.mark > 0 { append("\u{feff}", dialect, to: &bytes) }
    let separator = String(UnicodeScalar(dialect.separator))
    if dialect.declaresSeparator { append("sep=" + separator + dialect.lineEnd, dialect, to: &bytes) }
    var titles = header.cells
    let hasError = titles.last.map { CellText.trimmed($0).lowercased() == "error" } ?? false
    if hasError { titles.removeLast() }
    line(titles + ["error"], separator, dialect, to: &bytes)
    for (row, error) in rows {
      var cells = row.cells.prefix(titles.count).map(\.text)
      while cells.count < titles.count { cells.append("") }
      let excess = row.cells.dropFirst(titles.count + (hasError ? 1 : 0)).map(\.text)
      line(cells + [error] + excess, separator, dialect, to: &bytes)
    }
    return bytes
  }

  private static func line(
    _ cells: [String], _ separator: String, _ dialect: CSVDialect, to bytes: inout [UInt8]
  ) {
    let text = cells.map { quoted($0, dialect.separator) }.joined(separator: separator)
    append(text + dialect.lineEnd, dialect, to: &bytes)
  }

  private static func quoted(_ cell: String, _ separator: UInt8) -> String {
    let needsQuotes = cell.utf8.contains {
      $0 == separator || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d
    }
    guard needsQuotes || cell.hasPrefix(" ") || cell.hasSuffix(" ") else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// A message may hold a character that the source's code page lacks; it becomes `?`.
  private static func append(_ text: String, _ dialect: CSVDialect, to bytes: inout [UInt8]) {
    if let whole = dialect.encoding.encode(text) {
      bytes += whole
      return
    }
    for scalar in text.unicodeScalars {
      bytes += dialect.encoding.encode(String(scalar)) ?? dialect.encoding.encode("?") ?? []
    }
  }
}
