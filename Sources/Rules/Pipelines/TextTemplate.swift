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
  }

  /// In bytes; a longer text is refused when it is to be written.
  static let maximumLength = Limits.record.scalar

  package let source: String
  private let parts: [Part]

  init(_ source: String) throws(Problem) {
    var parts: [Part] = []
    var rest = Substring(source)
    while let open = TextTemplate.index(of: "{{", in: rest) {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      let inside = rest[open...].dropFirst(2)
      guard let close = TextTemplate.index(of: "}}", in: inside) else {
        throw Problem(message: "\"{{\" is never closed by \"}}\"")
      }
      let word = inside[..<close].filter { !$0.isWhitespace }
      guard let path = DealPath(word) else { throw Problem(message: "\"{{\(word)}}\" names no field") }
      parts.append(.field(path))
      rest = inside[close...].dropFirst(2)
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.source = source
    self.parts = parts
  }

  private static func index(of mark: String, in text: Substring) -> Substring.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix(mark) { return index }
      index = text.index(after: index)
    }
    return nil
  }

  var paths: [DealPath] {
    parts.compactMap { if case .field(let path) = $0 { path } else { nil } }
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
