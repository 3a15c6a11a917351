/// A way out of an error: a sentence in which the commands to run are values.
///
/// Written as a literal: `"to take that back: \(CommandLine("undo", "c4f2"))"`.
package struct Hint: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringInterpolation {
  package enum Part: Sendable, Hashable {
    case text(String)
    case command(CommandLine)
  }

  package let parts: [Part]

  package init(parts: [Part]) { self.parts = parts }
  package init(_ text: String) { parts = [.text(text)] }
  package init(stringLiteral text: String) { parts = [.text(text)] }
  package init(stringInterpolation words: Words) { parts = words.parts }

  /// The command alone.
  package static func command(_ line: CommandLine) -> Hint { Hint(parts: [.command(line)]) }

  /// The word that a mistyped one may stand for; nil where there is none.
  package static func didYouMean(_ word: String?) -> Hint? { word.map { "did you mean \"\($0)\"?" } }

  /// The commands in the order of the sentence.
  package var commands: [CommandLine] {
    parts.compactMap { if case .command(let line) = $0 { line } else { nil } }
  }

  package var description: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .command(let line): line.description
      }
    }.joined()
  }

  package struct Words: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { append(literal) }
    }

    package mutating func appendInterpolation(_ line: CommandLine) { parts.append(.command(line)) }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      append(value.description)
    }

    /// Several commands of which one is to be chosen.
    package mutating func appendInterpolation(_ lines: [CommandLine]) {
      for (index, line) in lines.enumerated() {
        if index > 0 { append(", ") }
        parts.append(.command(line))
      }
    }

    /// Words as a list: `open, won, lost`.
    package mutating func appendInterpolation(_ words: [String]) { append(words.joined(separator: ", ")) }

    private mutating func append(_ text: String) {
      if case .text(let before)? = parts.last {
        parts[parts.count - 1] = .text(before + text)
      } else {
        parts.append(.text(text))
      }
    }
  }
}
