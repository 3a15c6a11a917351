package import Diagnostics
import Records

/// Tables of HTML pages, which programs name `.xls` for Excel to open them.
package enum HTMLTables: RowReader {
  package static let formats = ["xls", "html", "htm"]

  package static func sniff(_ bytes: [UInt8]) -> Bool {
    let head = TextEncoding.withoutMark(Array(bytes.prefix(1 << 16)))
    guard let start = head.firstIndex(where: { !HTMLAttributes.isBlank($0) && $0 != 0 }), head[start] == 0x3c
    else { return false }
    let text = String(decoding: head, as: UTF8.self).lowercased()
    return ForeignFormat.refusal(of: bytes) == nil
      && ["<table", "<html", "<!doctype html"].contains { text.contains($0) }
  }

  package static func read(_ bytes: [UInt8], _ options: ReadingOptions) throws(Diagnostic) -> RowSource {
    var facts = SourceFacts()
    let (text, encoding, isGuessed) = try decoded(bytes, options.encoding)
    facts.encoding = encoding
    if isGuessed {
      facts.notices.append(
        ImportWarning("nothing in the file says its encoding; it is read as \(encoding.name)"))
    }
    let tables = try HTMLTableReader.tables(text)
    if let wanted = options.sheet { return RowSource(try named(wanted, among: tables), facts) }
    guard let best = tables.max(by: { ($0.cellCount, $1.sheet) < ($1.cellCount, $0.sheet) }), best.count > 0
    else { throw Diagnostic(.invalidData, "the page has no table with rows") }
    let others = tables.filter { $0.sheet != best.sheet && $0.count > 1 }.map(\.sheet)
    if !others.isEmpty {
      let names = others.prefix(5).joined(separator: ", ")
      let message =
        "the page has several tables; this is \(best.sheet), the fullest, and not \(names): --sheet takes one of them"
      facts.notices.append(ImportWarning(message))
    }
    return RowSource(best, facts)
  }

  private static func named(_ wanted: String, among tables: [SparseRows]) throws(Diagnostic) -> SparseRows {
    let name = wanted.lowercased()
    if let table = tables.first(where: { $0.sheet.lowercased() == name || $0.sheet == "Table\(wanted)" }) {
      return table
    }
    throw Diagnostic(
      .invalidValue, "the page has no table \"\(wanted)\"",
      hints: .unknown(wanted, among: tables.map(\.sheet), listing: "tables: "))
  }

  // MARK: Encoding

  private static func decoded(
    _ bytes: [UInt8], _ said: TextEncoding?
  ) throws(Diagnostic) -> (text: [UInt8], encoding: TextEncoding, isGuessed: Bool) {
    if let said { return (try said.utf8(bytes[said.mark(of: bytes)...]), said, false) }
    let guess = EncodingGuess(bytes)
    if case .certain(let encoding, let mark) = guess {
      return (mended(try encoding.utf8(bytes[mark...])), encoding, false)
    }
    if let declared = declared(bytes), declared != .utf8 {
      return (try declared.utf8(bytes[...]), declared, false)
    }
    if case .likely(let encoding) = guess { return (try encoding.utf8(bytes[...]), encoding, true) }
    return (try TextEncoding.windows1252.utf8(bytes[...]), .windows1252, true)
  }

  /// Text that is well-formed, whatever stray bytes there were.
  private static func mended(_ bytes: [UInt8]) -> [UInt8] {
    UTF8Scan(bytes[...]).strays == 0 ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  /// `<meta charset=…>`, `content="text/html; charset=…"`.
  private static func declared(_ bytes: [UInt8]) -> TextEncoding? {
    var rest = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()[...]
    while let start = rest.utf8.firstIndex(of: 0x63) {
      rest = rest[start...]
      if rest.hasPrefix("charset") {
        let name = rest.dropFirst(7).drop { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
        return TextEncoding(
          name: String(name.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }))
      }
      rest = rest.dropFirst()
    }
    return nil
  }
}
