import SeededRandomness

enum Samples {
  private static let pieces = [
    "a", "b", "no", "Анна", " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "#", "-", "- ", "?", "? ", "[",
    "]", "{", "}", ",", ", ", "'", "\"",
    "\\", "|", ">", "&", "*", "!", "%", "@", "`", "~", "=", "<<", "0", "12", "1:30", ".", "...", "---", "+",
    "_", "e5", "\r", "\r\n", "\u{0}",
    "\u{7}", "\u{1B}", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}",
    "\u{202E}", "😀", "e\u{301}", "é", "日本",
    "word", "key: value", "\n  ", "\n# c\n", "true", "null", "2024-01-01",
  ]

  /// Text put together from all that YAML gives a meaning.
  static func text(_ random: inout SeededRandom) -> String {
    var result = ""
    for _ in 0..<Int.random(in: 0...7, using: &random) {
      result += pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
    return result
  }
}
