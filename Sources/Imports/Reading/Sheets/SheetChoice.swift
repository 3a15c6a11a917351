import Diagnostics
import Records

/// Which of several sheets is meant.
enum SheetChoice {
  struct Sheet {
    let name: String
    let isHidden: Bool
    /// Its first rows.
    let head: [Row]

    var hasRows: Bool { head.contains { !$0.isBlank } }
  }

  /// The index of the sheet of a name or a number from 1, in any case of letters; without one the only sheet with rows, else
  /// the first visible one whose titles are known, else the first visible one with rows. Which it was is said, where others
  /// have rows too.
  static func choose(
    _ sheets: [Sheet], wanted: String?
  ) throws(Diagnostic) -> (index: Int, warnings: [ImportWarning]) {
    guard !sheets.isEmpty else { throw Diagnostic(.invalidData, "the workbook has no sheet of cells") }
    if let wanted { return (try named(wanted, among: sheets), []) }
    let filled = sheets.indices.filter { sheets[$0].hasRows }
    guard let first = filled.first else { throw Diagnostic(.invalidData, "the workbook has no rows") }
    if filled.count == 1 { return (first, hidden(sheets[first])) }
    let visible = filled.filter { !sheets[$0].isHidden }
    let index = visible.first { isRecognised(sheets[$0].head) } ?? visible.first ?? first
    let others = filled.filter { $0 != index }.map { other in
      "\"\(sheets[other].name)\"" + (sheets[other].isHidden ? " (hidden)" : "")
    }
    let listed = others.prefix(10).joined(separator: ", ") + (others.count > 10 ? ", …" : "")
    let message =
      "the workbook has \(filled.count) sheets with rows; this is \"\(sheets[index].name)\", \(others.count == 1 ? "the other is" : "the others are") \(listed): "
      + "--sheet takes one of them"
    return (index, [ImportWarning(message)])
  }

  private static func hidden(_ sheet: Sheet) -> [ImportWarning] {
    sheet.isHidden ? [ImportWarning("the only sheet with rows, \"\(sheet.name)\", is hidden")] : []
  }

  private static func named(_ wanted: String, among sheets: [Sheet]) throws(Diagnostic) -> Int {
    if let index = sheets.firstIndex(where: { $0.name == wanted }) { return index }
    if let index = sheets.firstIndex(where: { $0.name.lowercased() == wanted.lowercased() }) { return index }
    if let number = Int(wanted), sheets.indices.contains(number - 1) { return number - 1 }
    throw Diagnostic(
      .invalidValue, "the workbook has no sheet \"\(wanted)\"",
      hints: .unknown(wanted, among: sheets.map(\.name), listing: "sheets: "))
  }

  private static func isRecognised(_ head: [Row]) -> Bool {
    head.contains { row in
      let titles = Set(row.cells.map { CellText.trimmed($0.text) }.filter { !$0.isEmpty })
      return titles.count { HeaderSynonyms.recognises($0) } > 1
    }
  }
}
