import Records
import Text

/// Finds the lines of a table that are no rows: totals, and what reports write below.
///
/// A line is only taken for one when several things agree; whoever is called Total, and has an address, is a row.
struct Footers {
  /// What the lines are, by their place.
  private(set) var lines: [Place: String] = [:]
  private let width: Int
  private var tail: [(row: Row, isApart: Bool)] = []
  private var lastLine: Int
  private var filledRows = 0
  private var fullRows = 0
  private static let tailLimit = 16

  init(header: Header) {
    width = header.columns.count
    lastLine = header.place.number ?? 0
  }

  /// Looks at the next row of the file, blank ones included.
  mutating func add(_ row: Row) {
    if row.isBlank { return }
    // Line breaks in the cells of the row before are no blank lines.
    let next = lastLine + 1
    lastLine = row.place.number ?? next
    let isApart =
      lastLine > next
      && lastLine > next + (tail.last?.row.cells.reduce(0) { $0 + Footers.breaks($1.text) } ?? 0)
    if tail.count == Footers.tailLimit { tail.removeFirst() }
    tail.append((row, isApart))
    filledRows += 1
    if filledRows <= 100, Footers.filled(row).count > 1 { fullRows += 1 }
    if Footers.mayBeTotal(row), Footers.isTotal(row, of: Footers.certainTotals) {
      lines[row.place] = "a line of totals"
    }
  }

  /// Decides on the last lines, once all are there.
  mutating func finish() {
    guard width > 1 else { return }
    var candidates = tail
    while let (row, isApart) = candidates.last {
      guard let reason = reason(for: row, isApart: isApart) ?? lines[row.place] else { break }
      lines[row.place] = reason
      candidates.removeLast()
    }
    // What is below a blank line and names nothing goes with a line that says that it is a footer.
    guard let start = tail.lastIndex(where: \.isApart) else { return }
    let block = tail[start...].map(\.row)
    let rowsAbove = min(filledRows - block.count, 100)
    guard rowsAbove > 0, fullRows * 2 > rowsAbove,
      block.contains(where: { Footers.isPhrase($0) || lines[$0.place] != nil }),
      block.allSatisfy({ Footers.filled($0).count == 1 || lines[$0.place] != nil })
    else { return }
    for row in block where lines[row.place] == nil { lines[row.place] = "part of a footer" }
  }

  private func reason(for row: Row, isApart: Bool) -> String? {
    if Footers.isTotal(row, of: Footers.totals.union(Footers.certainTotals)) { return "a line of totals" }
    return Footers.isPhrase(row) ? "a footer" : nil
  }

  private static func filled(_ row: Row) -> [String] {
    row.cells.map { CellText.trimmed($0.text) }.filter { !$0.isEmpty }
  }

  private static func breaks(_ cell: String) -> Int {
    guard cell.utf8.contains(where: { $0 == 0x0a || $0 == 0x0d }) else { return 0 }
    return cell.reduce(0) { $1.isNewline ? $0 + 1 : $0 }
  }

  // MARK: Totals

  /// A cheap look before the exact one: the first filled cell is a short word.
  private static func mayBeTotal(_ row: Row) -> Bool {
    guard let first = row.cells.first(where: { !$0.isEmpty })?.text else { return false }
    switch first.utf8.first {
    // G S T Z, and the first byte of Cyrillic letters, capital ones first.
    case 0x47, 0x53, 0x54, 0x5a, 0x67, 0x73, 0x74, 0x7a, 0xd0: return first.utf8.count <= 48
    default: return false
    }
  }

  /// True when the first filled cell is such a word, and every other one is an amount.
  private static func isTotal(_ row: Row, of words: Set<String>) -> Bool {
    var cells = filled(row)[...]
    guard let first = cells.popFirst(), first.utf8.count <= 48 else { return false }
    let label = first.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard words.contains(Folding.joinedWords(String(label[0])).joined(separator: " ")) else { return false }
    let own = label.count > 1 ? CellText.trimmed(String(label[1])) : ""
    if !own.isEmpty { cells.append(own) }
    return !cells.isEmpty && cells.allSatisfy { NumberCell($0) != nil }
  }

  /// Nobody and nothing is called so.
  private static let certainTotals: Set<String> = [
    "grand total", "grand totals", "subtotal", "sub total", "subtotals", "zwischensumme", "gesamtsumme",
    "итого", "всего итого", "общий итог", "промежуточный итог", "итого по отчету",
  ]
  /// These might be names: they count at the end only.
  private static let totals: Set<String> = [
    "total", "totals", "sum", "sum total", "total amount", "total sum", "overall total", "итог", "всего",
    "сумма", "gesamt", "summe", "insgesamt", "total general", "suma", "totale",
  ]

  // MARK: Words of reports

  /// True for what programs write below their tables: who made the report and when, whose it is, how many rows it has.
  private static func isPhrase(_ row: Row) -> Bool {
    let cells = filled(row)
    guard let first = cells.first, cells.count <= 3 else { return false }
    let text = Folding.joinedWords(first).joined(separator: " ")
    if beginnings.contains(where: { text.hasPrefix($0) }) { return true }
    if first.hasPrefix("©") || text.hasSuffix("all rights reserved") { return true }
    guard cells.count == 1 else { return false }
    let words = text.split(separator: " ")
    return words.count == 2 && words[0].utf8.allSatisfy { (0x30...0x39).contains($0) }
      && counted.contains(String(words[1]))
  }

  private static let beginnings = [
    "generated by", "generated on", "generated at", "report generated", "report created", "exported by",
    "exported on", "exported from", "copyright c 19", "copyright c 20", "copyright 19", "copyright 20",
    "confidential information", "confidential for", "confidential do not", "confidential internal",
    "page 1 of",
    "end of report", "отчет создан", "отчет сформирован", "сформировано ", "сформирован ", "выгружено ",
    "erstellt von", "erstellt am", "bericht erstellt",
  ]
  private static let counted: Set<String> = [
    "rows", "records", "contacts", "items", "entries", "results", "deals", "companies", "leads", "записей",
    "записи", "строк", "строки", "контактов", "сделок", "компаний", "datensatze", "eintrage", "zeilen",
  ]
}
