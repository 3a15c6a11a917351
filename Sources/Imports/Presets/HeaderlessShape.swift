import Dates
import Records
import Text

/// What cells of a file without titles look like. The raw values are what mappings write under `shape`; any other word,
/// or several as `A|B`, are the words that the cells may have.
enum CellShape: String, CaseIterable {
  /// Seconds since 1970; 0 where something did not happen.
  case unix
  /// A date with its time.
  case moment
  /// Digits.
  case number
  /// Anything.
  case text

  func fits(_ text: String) -> Bool {
    switch self {
    case .unix: text == "0" || (text.utf8.count == 10 && CellShape.number.fits(text))
    case .text: !text.isEmpty
    case .moment: DateCell(text)?.secondOfDay != nil
    case .number: !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
  }
}

extension Preset.Layout {
  /// True when rows from the top of a file are all of this table, so that it has no titles.
  func isShape(of rows: [Row]) -> Bool {
    let filled = rows.filter { !$0.isBlank }
    guard !shape.isEmpty, !filled.isEmpty else { return false }
    let places = shape.compactMap { entry in titles.firstIndex(of: entry.key).map { ($0, entry.value) } }
    guard let last = places.map(\.0).max() else { return false }
    return filled.allSatisfy { row in
      row.cells.count > last && row.cells.dropFirst(titles.count).allSatisfy(\.isBlank)
        && places.allSatisfy { place, shape in
          Preset.Layout.fits(CellText.trimmed(row[text: place]), shape)
        }
    }
  }

  private static func fits(_ text: String, _ shape: String) -> Bool {
    if let shape = CellShape(rawValue: shape) { return shape.fits(text) }
    let word = Folding.fold(text)
    return Preset.alternatives(shape).contains { Folding.fold($0) == word }
  }

  /// True when a row has the titles of this table, in part at least.
  func isHeader(_ row: Row) -> Bool {
    let words = Set(titles.map(HeaderSynonyms.normalized))
    let own = row.cells.prefix(titles.count).filter { words.contains(HeaderSynonyms.normalized($0.text)) }
    return own.count * 2 >= titles.count
  }
}
