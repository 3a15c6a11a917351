/// Where a row is in its source; numbers count from 1.
package enum Place: Sendable, Hashable {
  case line(Int)
  case cell(sheet: String, row: Int)
  /// A path in a JSON document, such as `$.contacts[6]`.
  case pointer(String)
  case card(Int)

  /// `line 7`, `Sheet2!7`, `$.contacts[6]`, `card 7`.
  package var text: String {
    switch self {
    case .line(let line): "line \(line)"
    case .cell(let sheet, let row): "\(sheet)!\(row)"
    case .pointer(let pointer): pointer
    case .card(let number): "card \(number)"
    }
  }

  /// The place of one cell of the row, by its position: `Sheet2!B7`; that of the row where cells have none.
  package func text(column: Int) -> String {
    guard case .cell(let sheet, let row) = self, column >= 0 else { return text }
    return "\(sheet)!\(Place.letters(column))\(row)"
  }

  /// The place of what is under a title: `$[4].email`; that of the row where titles are no part of places.
  package func text(under title: String) -> String {
    if case .pointer(let path) = self { return "\(path).\(title)" }
    return text
  }

  /// True for what is in cells of a sheet.
  var isOfSheet: Bool { if case .cell = self { true } else { false } }

  /// `A` for 0, `AA` for 26.
  package static func letters(_ column: Int) -> String {
    var rest = column + 1
    var letters = ""
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  /// Nil for what is in no text.
  package var line: Int? { if case .line(let line) = self { line } else { nil } }

  /// What shows whether two rows follow each other; nil where that cannot be seen.
  var number: Int? {
    switch self {
    case .line(let number), .cell(_, let number), .card(let number): number
    case .pointer: nil
    }
  }

  /// `line 3`, `lines 3, 5 and 2 more`, `card 3, card 5`: the first of them, and how many there are besides.
  package static func listed(_ places: [Place], limit: Int) -> String {
    let lines = places.compactMap(\.line)
    let areLines = lines.count == places.count
    let named = places.prefix(limit).map { place in areLines ? String(place.line ?? 0) : place.text }
    let more = places.count > limit ? " and \(places.count - limit) more" : ""
    let noun = areLines ? (places.count == 1 ? "line " : "lines ") : ""
    return noun + named.joined(separator: ", ") + more
  }
}
