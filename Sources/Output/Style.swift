/// ANSI attributes, written only when colour is on.
package struct Style: Sendable, Hashable {
  package var color: Bool

  package init(color: Bool) { self.color = color }

  package static let plain = Style(color: false)

  package func bold(_ text: String) -> String { wrap(text, "1") }
  package func dim(_ text: String) -> String { wrap(text, "2") }
  package func red(_ text: String) -> String { wrap(text, "31") }
  package func green(_ text: String) -> String { wrap(text, "32") }
  package func yellow(_ text: String) -> String { wrap(text, "33") }
  package func cyan(_ text: String) -> String { wrap(text, "36") }

  /// `text` in a tint chosen by the data.
  package func tinted(_ text: String, _ tint: Tint?) -> String {
    switch tint {
    case nil: text
    case .bold: bold(text)
    case .dim: dim(text)
    case .red: red(text)
    case .green: green(text)
    case .yellow: yellow(text)
    case .cyan: cyan(text)
    }
  }

  private func wrap(_ text: String, _ code: String) -> String {
    color && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// How a row or a line stands out on a terminal.
package enum Tint: Sendable, Hashable { case bold, dim, red, green, yellow, cyan }
