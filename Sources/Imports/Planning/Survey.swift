import Diagnostics

/// All rows of a source looked at once: what its columns hold, which lines are no rows, what was odd.
struct Survey: Sendable {
  private(set) var profiles: [ColumnProfile]
  /// How many rows come after the header, blank ones included.
  private(set) var rows = 0
  private(set) var footers: Footers
  /// Where each column has its first cell that the file itself has as a number.
  private(set) var firstNumbers: [Int: Place] = [:]
  private var oddities: [(place: Place, fault: RowFault, text: String)] = []
  private var oddityCount = 0
  private static let oddityLimit = 20

  /// Walks over all rows; throws where the source turns out to be damaged on the way.
  init(
    _ source: RowSource, header: Header, preset: Preset?, countingCompanies: Bool, progress: PlanProgress?
  ) throws(Diagnostic) {
    profiles = Array(
      repeating: ColumnProfile(countingCompanies: countingCompanies), count: header.columns.count)
    footers = Footers(header: header)
    for fault in header.faults { note(fault, at: header.place, header.cells[fault.cell]) }
    let marks = Set(preset?.emptyMarks ?? [])
    let isDrawn = source.facts.isDrawnTable
    let walk = source.rows()
    for row in walk.dropFirst(header.rowsBefore) {
      rows += 1
      if let progress, rows % 4096 == 0 { progress(rows, nil) }
      if isDrawn { footers.add(row) }
      for fault in row.faults { note(fault, at: row.place, row[text: fault.cell]) }
      for (index, cell) in row.cells.enumerated() where index < profiles.count && !cell.isEmpty {
        if case .number = cell, firstNumbers[index] == nil { firstNumbers[index] = row.place }
        if profiles[index].isSettled { continue }
        profiles[index].add(cell, emptyMarks: marks)
      }
    }
    try walk.throwFailure()
    if isDrawn { footers.finish() }
  }

  private mutating func note(_ fault: RowFault, at place: Place, _ text: String) {
    // A row that is rejected for it says why.
    switch fault.reason {
    case .runaway, .unreadable: return
    case .unclosedQuote, .strayBytes, .nuls, .oddity: break
    }
    oddityCount += 1
    if oddities.count < Survey.oddityLimit { oddities.append((place, fault, text)) }
  }

  /// What was mended, the first of many one by one.
  func warnings(_ header: Header) -> [ImportWarning] {
    var warnings = oddities.map { place, fault, text in
      let column = header.columns.indices.contains(fault.cell) ? header.columns[fault.cell].address : nil
      return ImportWarning(
        Survey.message(fault.reason, text), place: place.text(column: fault.cell), column: column)
    }
    if oddityCount > oddities.count {
      warnings.append(ImportWarning("\(oddityCount - oddities.count) more cells were odd or mended"))
    }
    return warnings
  }

  private static func message(_ reason: RowFault.Reason, _ text: String) -> String {
    let shown = text.count > 40 ? text.prefix(39) + "…" : text[...]
    switch reason {
    case .unclosedQuote: return "a quote opens here and never closes; it is kept as a character: \(shown)"
    case .runaway(let line): return "a quote opens here that only line \(line) closes"
    case .strayBytes(let page):
      return "bytes that are no UTF-8 were read as \(page.rawValue): \(shown)"
    case .oddity(let message): return message
    case .nuls: return "NUL characters were left out: \(shown)"
    case .unreadable(let reason): return reason
    }
  }
}
