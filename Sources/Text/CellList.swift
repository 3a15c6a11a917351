/// Several values in one cell of a table.
///
/// The form must not change, because tables that people keep have it.
package enum CellList {
  /// The values joined by `; `; a `;` or `\` of their own stands behind a `\`.
  package static func joined(_ values: [String]) -> String {
    values.map { escaped($0, "\\;") }.joined(separator: "; ")
  }

  /// The values of a cell that `joined` wrote; a `;` without a blank behind it parts nothing.
  package static func split(_ cell: String) -> [String] {
    cell.isEmpty ? [] : parts(cell, at: ";", isEscaped: "\\;")
  }

  /// `key: value` for each pair, joined by `, `; what would be mistaken for that stands behind a `\`.
  package static func pairs(_ pairs: [(key: String, value: String)]) -> String {
    pairs.map { escaped($0.key, "\\,:") + ": " + escaped($0.value, "\\,") }.joined(separator: ", ")
  }

  /// The pairs of a text that `pairs` wrote; nil for another text.
  package static func pairs(in text: String) -> [(key: String, value: String)]? {
    var found: [(key: String, value: String)] = []
    for part in parts(text, at: ",", isEscaped: "") {
      guard let pair = pair(in: part) else { return nil }
      found.append((unescaped(pair.key, "\\,:"), unescaped(pair.value, "\\,")))
    }
    return found
  }

  private static func pair(in text: String) -> (key: String, value: String)? {
    let scalars = Array(text.unicodeScalars)
    var place = 0
    while place < scalars.count, scalars[place] != ":" { place += scalars[place] == "\\" ? 2 : 1 }
    guard place > 0, place < scalars.count, place + 1 == scalars.count || scalars[place + 1] == " " else {
      return nil
    }
    return (string(scalars[..<place]), string(scalars[min(place + 2, scalars.count)...]))
  }

  private static func escaped(_ text: String, _ marks: String) -> String {
    guard text.unicodeScalars.contains(where: marks.unicodeScalars.contains) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if marks.unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  private static func unescaped(_ text: String, _ marks: String) -> String {
    guard text.utf8.contains(0x5c) else { return text }
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        if !marks.unicodeScalars.contains(scalar) { result.append("\\") }
        result.append(scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    if isEscaped { result.append("\\") }
    return String(result)
  }

  /// The text cut at each mark that a blank follows and no `\` guards.
  private static func parts(_ text: String, at mark: Unicode.Scalar, isEscaped marks: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var parts: [String] = []
    var start = 0
    var place = 0
    while place < scalars.count {
      if scalars[place] == "\\" {
        place += 2
      } else if scalars[place] == mark, place + 1 < scalars.count, scalars[place + 1] == " " {
        parts.append(string(scalars[start..<place]))
        place += 2
        start = place
      } else {
        place += 1
      }
    }
    parts.append(string(scalars[min(start, scalars.count)...]))
    return marks.isEmpty ? parts : parts.map { unescaped($0, marks) }
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
