/// The names that a template may use, and what stands behind each.
package struct Scope: Sendable {
  package enum Value: Sendable {
    /// Shown as it is; empty text is nothing to a section.
    case text(String)
    /// For conditions.
    case flag(Bool)
    /// A section is filled once for each; all have the names of `like`.
    case list([Scope], like: Scope)
  }

  /// The names that there are, with those inside lists.
  struct Shape: Sendable {
    var members: [String: Shape] = [:]
  }

  /// The names in the order in which they came.
  package private(set) var names: [String] = []
  private var values: [String: Value] = [:]

  package init() {}

  /// The value of a name; one that has been set is replaced.
  package subscript(name: String) -> Value? {
    get { values[name] }
    set {
      if values[name] == nil, newValue != nil { names.append(name) }
      if newValue == nil { names.removeAll { $0 == name } }
      values[name] = newValue
    }
  }

  var shape: Shape {
    var shape = Shape()
    for (name, value) in values {
      if case .list(_, let like) = value {
        shape.members[name] = like.shape
      } else {
        shape.members[name] = Shape()
      }
    }
    return shape
  }
}

/// What is done to text so that it means nothing in the document that it gets into.
package enum TemplateEscaping: Sendable {
  /// `& < > " '` as entities.
  case html
  case none
  /// Every run of line ends and control characters is one blank: for a header of a message.
  case line

  package func escape(_ text: String) -> String {
    switch self {
    case .none: return text
    case .html: return TemplateEscaping.entities(text)
    case .line: return TemplateEscaping.line(text)
    }
  }

  private static func entities(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x26, 0x3c, 0x3e, 0x22, 0x27].contains($0) }) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      switch byte {
      case 0x26: result += Array("&amp;".utf8)
      case 0x3c: result += Array("&lt;".utf8)
      case 0x3e: result += Array("&gt;".utf8)
      case 0x22: result += Array("&quot;".utf8)
      case 0x27: result += Array("&#39;".utf8)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func line(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isBreak = false
    for scalar in text.unicodeScalars {
      // The separators of lines and paragraphs end a line for some readers as well.
      let isControl = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
      if isControl || scalar.value == 0x2028 || scalar.value == 0x2029 {
        isBreak = true
      } else {
        if isBreak, !result.isEmpty { result.append(" ") }
        isBreak = false
        result.append(scalar)
      }
    }
    return String(result)
  }
}
