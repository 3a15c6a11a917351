/// Text of several lines that a literal block (`|`) carries exactly and legibly.
struct Literal {
  private let lines: [Substring]
  private let trailingBreaks: Int
  private let beginsWithBlank: Bool

  /// `nil` for text of one line, and for text that only double quotes can carry or keep from an editor's trimming.
  init?(_ text: String) {
    // Compared by bytes: to `Character`, CR LF is one.
    guard text.utf8.contains(0x0A), text.utf8.contains(where: { $0 != 0x0A }) else { return nil }
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\t" {
      if ScalarText.isEscaped(scalar) { return nil }
    }
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(
      Substring.init)
    var trailing = 0
    while let last = lines.last, last.isEmpty {
      lines.removeLast()
      trailing += 1
    }
    for line in lines where !line.isEmpty && line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
    let first = lines.first { !$0.isEmpty }?.utf8.first
    self.lines = lines
    trailingBreaks = trailing
    beginsWithBlank = first == 0x20 || first == 0x09
  }

  /// The block with its lines indented by `indent` under a parent indented by `parent`.
  func rendered(indent: Int, parent: Int) -> Rendered {
    let width = beginsWithBlank && !(1...9).contains(indent - parent) ? parent + 2 : indent
    var header = "|"
    if beginsWithBlank { header += String(width - parent) }
    if trailingBreaks == 0 { header += "-" } else if trailingBreaks > 1 { header += "+" }
    let prefix = String(repeating: " ", count: width)
    var result = lines.map { $0.isEmpty ? "" : prefix + $0 }
    if trailingBreaks > 1 { result += Array(repeating: "", count: trailingBreaks - 1) }
    var rendered = Rendered(inline: header)
    rendered.lines = result
    rendered.mustEndWithBreak = trailingBreaks > 0
    rendered.absorbsBlankLines = trailingBreaks > 1
    rendered.literalIndent = width
    return rendered
  }
}
