/// The text of an HTML page as a reader sees it: a line for each block, nothing of what is hidden.
enum HTMLText {
  private static let blocks: Set<String> = [
    "p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "hr",
    "section", "article", "header", "footer", "pre", "dd", "dt", "center",
  ]
  /// Elements that have no end tag.
  private static let empty: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]

  static func text(of page: [UInt8]) -> String {
    var tokens = HTMLTokens(page)
    var text: [UInt8] = []
    /// The element that hides what is in it, and how many of its name are open inside.
    var hiding: (name: String, depth: Int)?
    while let token = tokens.next() {
      switch token {
      case .text(let bytes):
        if hiding == nil { add(bytes, to: &text) }
      case .start(let name, let attributes):
        if let open = hiding {
          if open.name == name, !empty.contains(name) { hiding = (name, open.depth + 1) }
        } else if isHidden(attributes), !empty.contains(name) {
          hiding = (name, 1)
        } else {
          addBreak(name, to: &text)
        }
      case .end(let name):
        if let open = hiding {
          if open.name == name { hiding = open.depth > 1 ? (name, open.depth - 1) : nil }
        } else {
          addBreak(name, to: &text)
        }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Blanks and line ends of the source are one blank.
  private static func add(_ bytes: [UInt8], to text: inout [UInt8]) {
    for byte in bytes {
      if HTMLAttributes.isBlank(byte) {
        if let last = text.last, last != 0x20, last != 0x0a { text.append(0x20) }
      } else {
        text.append(byte)
      }
    }
  }

  private static func addBreak(_ name: String, to text: inout [UInt8]) {
    if name == "td" || name == "th" { return add([0x20], to: &text) }
    guard blocks.contains(name) else { return }
    while text.last == 0x20 { text.removeLast() }
    if !text.isEmpty, text.last != 0x0a || name == "br" || name == "p" { text.append(0x0a) }
  }

  private static let hidingStyles: Set<String> = [
    "display:none", "visibility:hidden", "visibility:collapse", "font-size:0", "font-size:0px",
    "font-size:0pt",
    "opacity:0", "opacity:0.0", "max-height:0", "max-height:0px", "mso-hide:all", "color:transparent",
  ]

  private static func isHidden(_ attributes: HTMLAttributes) -> Bool {
    if attributes["hidden"] != nil { return true }
    guard let style = attributes["style"] else { return false }
    return style.lowercased().filter { !$0.isWhitespace }.split(separator: ";").contains { declaration in
      hidingStyles.contains(String(declaration.prefix { $0 != "!" }))
    }
  }
}
