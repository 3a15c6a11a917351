import Diagnostics

/// The text of a filter, and the name under which errors show it.
struct FilterSource: Sendable {
  let characters: [Character]
  let file: String

  /// More than any person or view writes, and few enough to keep hostile files cheap.
  static let maximumLength = 20_000

  init(_ text: String, file: String = "filter") {
    characters = Array(text)
    self.file = file
  }

  /// The words of a command line, which count as one text.
  init(words: [String]) {
    var text = ""
    for (place, word) in words.enumerated() { text += place == 0 ? word : " " + word }
    self.init(text)
  }

  /// An error about some characters, which are counted from 0; an empty range points at one place.
  func problem(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, hints: [Hint] = []
  ) -> Diagnostic {
    let start = min(max(range.lowerBound, 0), characters.count)
    let before = characters[..<start]
    let lineStart = before.lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
    let lineEnd = characters[start...].firstIndex(where: \.isNewline) ?? characters.count
    let column = start - lineStart + 1
    let length = max(1, min(range.upperBound, lineEnd) - start)
    let location = SourceLocation(
      file: file, line: before.count(where: \.isNewline) + 1, column: column)
    let excerpt = Excerpt(line: String(characters[lineStart..<lineEnd]), column: column, length: length)
    return Diagnostic(code, message, at: location, excerpt: excerpt, hints: hints)
  }
}
