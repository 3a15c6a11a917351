import Diagnostics
import Text

/// Documents as one self-contained HTML page: no script, no network, no style but its own. It prints well, follows the
/// reader's light or dark scheme, and is read by keyboard and by screen readers.
package enum HTMLRenderer {
  package static func render(_ document: Document) -> String {
    let title = document.title.isEmpty ? "crm" : line(document.title)
    var body = HTMLBody(document)
    return """
      <!doctype html>
      <html lang="\(escape(document.language))">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTMLSheet.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>\(HTMLSheet.page)</style>
      </head>
      <body>
      \(body.html())</body>
      </html>

      """
  }

  /// Text on one line, its line breaks spelled out.
  static func line(_ text: String) -> String { marked(TerminalEscaping.escape(text, keepingNewlines: false)) }

  /// Text as HTML shows it, in an element or in a quoted attribute; newlines stay.
  package static func escape(_ text: String) -> String {
    marked(TerminalEscaping.escape(text, keepingNewlines: true))
  }

  /// `text` with what is markup, and what no document may contain, written out.
  private static func marked(_ text: String) -> String {
    // 0xEF begins the two characters of this plane that are none.
    guard text.utf8.contains(where: { $0 < 0x3F && isMarkup($0) || $0 == 0xEF }) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x26, 0x27, 0x3C, 0x3E: true
    default: false
    }
  }
}
