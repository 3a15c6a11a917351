import Dates
import Records
import YAML

/// Text with `{{field}}` in it, filled from a deal.
package struct TextTemplate: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case text(String)
    case field(DealPath)
  }

  /// Why a template cannot be read.
  struct Problem: Error {
    let message: String
    /// Where in the text, in Unicode scalars.
    let place: Range<Int>
  }

  /// In bytes; a longer text is refused when it is to be written.
  static let maximumLength = Limits.record.scalar

  package let source: String
  private let parts: [Part]
  /// Where each field stands with its braces, in Unicode scalars.
  private let places: [Range<Int>]

  init(_ source: String) throws(Problem) {
    var parts: [Part] = []
    var places: [Range<Int>] = []
    var rest = Substring(source)
    func place(_ range: Range<Substring.Index>) -> Range<Int> {
      let start = source.unicodeScalars.distance(from: source.startIndex, to: range.lowerBound)
      return start..<(start + source.unicodeScalars[range].count)
    }
    while let open = TextTemplate.index(of: "{{", in: rest) {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      let inside = rest[open...].dropFirst(2)
      guard let close = TextTemplate.index(of: "}}", in: inside) else {
        throw Problem(message: "\"{{\" is never closed by \"}}\"", place: place(open..<rest.endIndex))
      }
      let written = open..<rest.index(close, offsetBy: 2)
      let word = inside[..<close].filter { !$0.isWhitespace }
      let isOneWord = inside[..<close].split(whereSeparator: \.isWhitespace).count == 1
      guard isOneWord, let path = DealPath(word) else {
        throw Problem(message: "\"\(rest[written])\" names no field", place: place(written))
      }
      parts.append(.field(path))
      places.append(place(written))
      rest = rest[written.upperBound...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.source = source
    self.parts = parts
    self.places = places
  }

  private static func index(of mark: String, in text: Substring) -> Substring.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix(mark) { return index }
      index = text.index(after: index)
    }
    return nil
  }

  /// The fields that are filled in, each with its place in the text, in Unicode scalars.
  var fields: [(path: DealPath, place: Range<Int>)] {
    let paths = parts.compactMap { part in if case .field(let path) = part { path } else { nil } }
    return Array(zip(paths, places))
  }

  /// The words that stand between single braces, and `}}` that closes nothing as an empty one; with their places in the
  /// text, in Unicode scalars.
  var literalBraces: [(word: String, place: Range<Int>)] {
    var found: [(word: String, place: Range<Int>)] = []
    var open: Int?
    let scalars = Array(source.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where !places.contains(where: { $0.contains(index) }) {
      if scalar == "{" {
        open = index
      } else if scalar == "}", let start = open {
        var word = ""
        word.unicodeScalars.append(contentsOf: scalars[(start + 1)..<index])
        if !word.isEmpty { found.append((word, start..<(index + 1))) }
        open = nil
      } else if scalar == "}", index + 1 < scalars.count, scalars[index + 1] == "}" {
        found.append(("", index..<(index + 2)))
      }
    }
    return found
  }

  /// A title is a line to be read: what goes on for longer is cut, and stands whole on the deal that it was made of.
  static let longest = 250

  /// The text in one line of at most `longest` characters; fields that are empty leave nothing behind, and a deal's
  /// title stands in for no text at all.
  func fill(from deal: Record, in snapshot: Snapshot) -> String {
    var text = ""
    // More fits into no file, and what names long fields many times would take all memory.
    for part in parts where text.utf8.count <= TextTemplate.maximumLength {
      switch part {
      case .text(let literal): text += literal
      case .field(let path):
        guard let value = path.values(of: deal, in: snapshot).first else { continue }
        text +=
          value.reference.flatMap { snapshot.record($0)?.name } ?? TextTemplate.shown(value, in: snapshot)
      }
    }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let title = words.isEmpty ? deal.name : words
    return title.utf8.count > TextTemplate.longest && title.count > TextTemplate.longest
      ? title.prefix(TextTemplate.longest - 1) + "…" : title
  }

  private static func shown(_ value: Value, in snapshot: Snapshot) -> String {
    value.instant.map { snapshot.config.zone.describe($0) } ?? value.plainText
  }
}
