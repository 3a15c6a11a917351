import Text

/// One record for people: a title, labelled fields, and sections of lines.
package struct Card: Sendable, Hashable {
  package struct Field: Sendable, Hashable {
    package var label: String
    package var value: String
    package var tint: Tint?

    package init(_ label: String, _ value: String, tint: Tint? = nil) {
      self.label = label
      self.value = value
      self.tint = tint
    }
  }

  package struct Section: Sendable, Hashable {
    package var heading: String
    package var lines: [String]

    package init(_ heading: String, _ lines: [String]) {
      self.heading = heading
      self.lines = lines
    }
  }

  package var title: String
  /// What stands beside the title in a quiet tone, such as the REF.
  package var subtitle: String
  package var fields: [Field]
  package var sections: [Section]

  package init(title: String, subtitle: String = "", fields: [Field] = [], sections: [Section] = []) {
    self.title = title
    self.subtitle = subtitle
    self.fields = fields
    self.sections = sections
  }

  /// The card's lines: escaped, labels aligned, values whole; fields without a value and empty sections are left out.
  package func rendered(style: Style = .plain) -> String {
    var text = style.bold(TerminalEscaping.escape(title, keepingNewlines: false))
    if !subtitle.isEmpty {
      text += "  " + style.dim(TerminalEscaping.escape(subtitle, keepingNewlines: false))
    }
    text += "\n"
    let shown = fields.filter { !$0.value.isEmpty }
    let labels = shown.map { TerminalEscaping.escape($0.label, keepingNewlines: false) }
    let width = labels.map(DisplayWidth.width).max() ?? 0
    for (field, label) in zip(shown, labels) {
      text += "  " + style.dim(DisplayWidth.pad(label, to: width)) + "  "
      let lines = Self.lines(field.value)
      text += lines.map { style.tinted($0, field.tint) }.joined(
        separator: "\n" + String(repeating: " ", count: width + 4))
      text += "\n"
    }
    for section in sections where !section.lines.isEmpty {
      text += "\n" + style.bold(TerminalEscaping.escape(section.heading, keepingNewlines: false)) + "\n"
      for line in section.lines {
        for part in Self.lines(line) { text += part.isEmpty ? "\n" : "  " + part + "\n" }
      }
    }
    return text
  }

  private static func lines(_ value: String) -> [String] {
    var lines = TerminalEscaping.escape(value, keepingNewlines: true).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    while lines.count > 1, lines.last == "" { lines.removeLast() }
    return lines
  }
}
