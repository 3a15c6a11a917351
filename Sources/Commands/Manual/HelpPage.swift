import Output
import Text

/// Help as a terminal shows it: paragraphs, terms with their meanings, and lines as they are, filled to its width.
struct HelpPage {
  private(set) var text = ""
  private let width: Int

  /// More than 100 columns make lines that eyes lose.
  init(width: Int?) { self.width = max(min(width ?? 80, 100), 40) }

  mutating func paragraph(_ words: String) {
    separate()
    text += HelpPage.filled(words, width: width, indent: 0)
  }

  mutating func heading(_ words: String) {
    separate()
    text += words + "\n"
  }

  mutating func line(_ words: String) { text += words + "\n" }

  /// Terms in one column, their meanings in another; a term that is too long for its column gets a line of its own.
  mutating func terms(_ items: [(String, String)]) {
    let column = min(items.map { DisplayWidth.width($0.0) }.max() ?? 0, 26)
    for (term, meaning) in items {
      let isLong = DisplayWidth.width(term) > column
      let lines = HelpPage.filled(meaning, width: width, indent: column + 4)
      let start = "  " + DisplayWidth.pad(term, to: column) + "  "
      text += isLong ? "  " + term + "\n" + lines : start + lines.dropFirst(column + 4)
      if meaning.isEmpty { text += isLong ? "" : "\n" }
    }
  }

  mutating func lines(_ lines: [String]) { for line in lines { text += "  " + line + "\n" } }

  private mutating func separate() { if !text.isEmpty { text += "\n" } }

  /// The words in lines of at most `width` cells, each begun with `indent` blanks.
  static func filled(_ words: String, width: Int, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var text = ""
    var line = margin
    for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init) {
      let isFirst = line == margin
      if !isFirst, DisplayWidth.width(line) + 1 + DisplayWidth.width(word) > width {
        text += line + "\n"
        line = margin + word
      } else {
        line += (isFirst ? "" : " ") + word
      }
    }
    return line == margin ? text : text + line + "\n"
  }

  /// Text of the manual without the stars around bold words.
  static func plain(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard word.first == "*", let end = word.dropFirst().lastIndex(of: "*"),
        end > word.index(after: word.startIndex)
      else { return String(word) }
      return String(word[word.index(after: word.startIndex)..<end] + word[word.index(after: end)...])
    }.joined(separator: " ")
  }
}
