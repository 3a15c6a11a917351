/// A man page under construction, in the `man` macros of troff.
struct Troff {
  private(set) var text: String

  init(name: String, section: Int, title: String) {
    text = ".TH \(Troff.quoted(name.uppercased())) \(section) \"\" \"crm \(Version.text)\" \"crm manual\"\n"
    // Words stay whole, so that they can be found and copied.
    text += ".nh\n.ad l\n"
    self.section("NAME")
    // The parts of this line are indexed by apropos, which wants just this dash.
    text += "\(Troff.escaped(name)) \\- \(Troff.escaped(title))\n"
  }

  mutating func section(_ heading: String) { text += ".SH \(Troff.quoted(heading))\n" }

  mutating func subsection(_ heading: String) { text += ".SS \(Troff.quoted(heading))\n" }

  /// Running text; words in `*stars*` are bold, words in `_underscores_` are italic.
  mutating func paragraph(_ words: String) {
    text += ".PP\n"
    line(words)
  }

  /// A term and what it means.
  mutating func item(_ term: String, _ words: String) {
    text += ".TP\n"
    line(term)
    line(words.isEmpty ? "\u{a0}" : words)
  }

  /// Lines as they are, such as commands.
  mutating func example(_ lines: [String]) {
    text += ".PP\n.RS 4\n.nf\n"
    for line in lines { text += Troff.guarded(Troff.escaped(line)) + "\n" }
    text += ".fi\n.RE\n"
  }

  private mutating func line(_ words: String) { text += Troff.guarded(Troff.marked(words)) + "\n" }

  /// A line that troff takes for text and not for a request.
  private static func guarded(_ line: String) -> String {
    line.first == "." || line.first == "'" ? "\\&" + line : line
  }

  private static func quoted(_ text: String) -> String {
    let inside = marked(text).split(separator: "\"", omittingEmptySubsequences: false).joined(
      separator: "\\(dq")
    return "\"" + inside + "\""
  }

  /// Text as itself: backslashes stay, and hyphens, quotes and the like are those that a shell takes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "`": result += "\\(ga"
      case "'": result += "\\(aq"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }

  private static func marked(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      for (mark, font) in [(Character("*"), "B"), ("_", "I")] {
        guard word.first == mark, let end = word.dropFirst().lastIndex(of: mark),
          end > word.index(after: word.startIndex)
        else { continue }
        let inside = word[word.index(after: word.startIndex)..<end]
        let tail = word[word.index(after: end)...]
        return "\\f\(font)" + escaped(String(inside)) + "\\fR" + escaped(String(tail))
      }
      return escaped(String(word))
    }.joined(separator: " ")
  }
}
