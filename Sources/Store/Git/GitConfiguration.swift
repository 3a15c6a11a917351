/// The few settings of git's own configuration file that storage needs, read without starting git.
package struct GitConfiguration: Sendable {
  /// Keys are `section.name` in lower case; a subsection stands between them as it is written. The last value
  /// wins.
  package private(set) var values: [String: String] = [:]

  /// Reads what it can; a line that it does not understand is passed over, since git itself reports those.
  package init(parsing text: String) {
    var section = ""
    for line in text.split(whereSeparator: \.isNewline) {
      var rest = Self.trim(line)
      if rest.first == "[" {
        guard let end = rest.lastIndex(of: "]") else { continue }
        section = Self.section(rest[rest.index(after: rest.startIndex)..<end])
        rest = Self.trim(rest[rest.index(after: end)...])
      }
      guard let first = rest.first, first != "#", first != ";", !section.isEmpty else { continue }
      let name: Substring
      var value = "true"
      if let equals = rest.firstIndex(of: "=") {
        name = Self.trim(rest[..<equals])
        value = Self.value(rest[rest.index(after: equals)...])
      } else {
        name = rest
      }
      values["\(section).\(name.lowercased())"] = value
    }
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }

  private static func section(_ text: Substring) -> String {
    guard let quote = text.firstIndex(of: "\"") else { return trim(text).lowercased() }
    let name = trim(text[..<quote]).lowercased()
    let subsection = text[text.index(after: quote)...].prefix { $0 != "\"" }
    return "\(name).\(subsection)"
  }

  /// Quotes are taken off, backslashes undone, and a comment after the value dropped.
  private static func value(_ text: Substring) -> String {
    var result = ""
    var quoted = false
    var escaped = false
    for character in trim(text) {
      if escaped {
        result.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
        escaped = false
      } else if character == "\\" {
        escaped = true
      } else if character == "\"" {
        quoted.toggle()
      } else if !quoted, character == "#" || character == ";" {
        break
      } else {
        result.append(character)
      }
    }
    return quoted ? result : String(trim(result[...]))
  }
}

/// The modes of new files and folders.
package struct FilePermissions: Sendable, Hashable {
  package var file: UInt16
  package var folder: UInt16

  /// For the owner alone.
  package static let personal = FilePermissions(file: 0o600, folder: 0o700)

  package init(file: UInt16, folder: UInt16) {
    self.file = file
    self.folder = folder
  }

  /// What git's `core.sharedRepository` asks for; nothing, or what is unknown, means the owner alone.
  package init(sharedRepository: String?) {
    let bits: UInt16
    switch sharedRepository?.lowercased() {
    case "group", "true", "yes", "on", "1": bits = 0o660
    case "all", "world", "everybody", "2": bits = 0o664
    case let text? where text.hasPrefix("0"):
      guard let octal = UInt16(text, radix: 8), octal & 0o600 == 0o600 else {
        self = .personal
        return
      }
      bits = octal & 0o666
    default: bits = 0o600
    }
    if bits == 0o600 {
      self = .personal
    } else {
      // Who may read a folder may enter it, and the set-group-ID bit hands the group down to new files.
      self.init(file: bits, folder: bits | (bits & 0o444) >> 2 | 0o2000)
    }
  }
}
