package import JSON

/// JSON values as block YAML; every text that a reader could take for something else is in double quotes.
package enum YAMLRenderer {
  /// The document with a final newline; an empty list is "[]".
  package static func render(_ value: JSONValue) -> String {
    var text = ""
    switch value {
    case .array(let values) where !values.isEmpty: append(values, indent: 0, to: &text)
    case .object(let members) where !members.isEmpty: append(members, indent: 0, to: &text)
    default: text = scalar(value) + "\n"
    }
    return text
  }

  private static func append(_ values: [JSONValue], indent: Int, to text: inout String) {
    for value in values {
      text += String(repeating: " ", count: indent) + "-"
      switch value {
      case .object(let members) where !members.isEmpty:
        text += " "
        append(members, indent: indent + 2, isAfterDash: true, to: &text)
      case .array(let inner) where !inner.isEmpty:
        text += "\n"
        append(inner, indent: indent + 2, to: &text)
      default: text += " " + scalar(value) + "\n"
      }
    }
  }

  private static func append(
    _ members: [JSONMember], indent: Int, isAfterDash: Bool = false, to text: inout String
  ) {
    for (index, member) in members.enumerated() {
      if index > 0 || !isAfterDash { text += String(repeating: " ", count: indent) }
      text += scalar(.string(member.key)) + ":"
      switch member.value {
      case .object(let inner) where !inner.isEmpty:
        text += "\n"
        append(inner, indent: indent + 2, to: &text)
      case .array(let inner) where !inner.isEmpty:
        text += "\n"
        append(inner, indent: indent, to: &text)
      default: text += " " + scalar(member.value) + "\n"
      }
    }
  }

  private static func scalar(_ value: JSONValue) -> String {
    if case .string(let text) = value, isPlain(text) { return text }
    return value.encoded(pretty: false)
  }

  /// Whether every YAML reader takes the bare text for that text: it begins with a letter and holds nothing special.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic, text.last != " " else {
      return false
    }
    if text.utf8.count <= 5, reserved.contains(text.lowercased()) { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.value < 0x80
        ? scalar == " " || scalar == "-" || scalar == "_" || scalar == "." || scalar == "/" || scalar == "@"
          || scalar == "+" || scalar == "(" || scalar == ")" || scalar.properties.isAlphabetic
          || scalar.properties.numericType != nil
        : scalar.properties.isAlphabetic
    }
  }

  private static let reserved: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
}
