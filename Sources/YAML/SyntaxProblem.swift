import Diagnostics

/// A fault that libyaml found, put in words that name what to change.
struct SyntaxProblem {
  let problem: String
  let context: String
  let place: Mark
  let contextPlace: Mark
  let source: [UInt8]

  init(_ problem: String, context: String, place: Mark, contextPlace: Mark, source: [UInt8]) {
    self.problem = problem
    self.context = context
    self.place = place
    self.contextPlace = contextPlace
    self.source = source
  }

  var error: YAMLError {
    let (message, mark, hints) = explanation
    return YAMLError(message, at: mark, in: source, hints: hints)
  }

  private var byte: UInt8? { place.offset < source.count ? source[place.offset] : nil }

  private var opensTwoBraces: Bool {
    let brace = UInt8(ascii: "{")
    return byte == brace && place.offset + 1 < source.count && source[place.offset + 1] == brace
  }

  /// Whether the blanks that begin the line of the fault have a tab.
  private var isIndentedByTab: Bool {
    let text = SourceText(source)
    let lower = text.lineStart(place.offset)
    return text.contains(0x09, from: lower, to: text.skipBlanks(lower))
  }

  private var explanation: (message: String, mark: Mark, hints: [Hint]) {
    let tab = "a tab cannot indent a line"
    let spaces: [Hint] = ["indent with spaces"]
    let quote: [Hint] = ["put the value in double quotes"]
    switch problem {
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return (tab, place, spaces)
    case "found character that cannot start any token":
      if byte == 0x09 || isIndentedByTab { return (tab, place, spaces) }
      let character = byte.map { String(decoding: [$0], as: UTF8.self) } ?? ""
      return ("a value cannot begin with \"\(character)\"", place, quote)
    case "mapping values are not allowed in this context":
      if isIndentedByTab { return (tab, place, spaces) }
      return (
        "a \": \" is not allowed here; the line is indented wrongly or the value needs quotes", place, quote
      )
    case "block sequence entries are not allowed in this context":
      return ("a list item (\"- \") is not allowed here; begin it on a line of its own", place, [])
    case "mapping keys are not allowed in this context":
      return ("explicit keys (\"? key\") are not supported; write \"key: value\"", place, [])
    case "could not find expected ':'":
      return ("a \":\" is missing after this key", contextPlace, [])
    case "found unexpected end of stream":
      return ("the quotes opened here are not closed", contextPlace, [])
    case "found unexpected document indicator":
      return ("the quotes opened here are not closed before the end of the document", contextPlace, [])
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return ("the escape sequence is not valid", place, ["write a backslash as \\\\, or use single quotes"])
    case "did not find expected comment or line break":
      return ("only a comment may follow on this line", place, [])
    case "found an indentation indicator equal to 0":
      return ("the indentation after \"|\" or \">\" must be 1 to 9", place, [])
    case "found unexpected ':'":
      return ("a \":\" is not allowed here; the value needs quotes", place, quote)
    case "did not find expected ',' or ']'" where opensTwoBraces,
      "did not find expected ',' or '}'" where opensTwoBraces:
      return ("a \"{{\" is not allowed here; the value needs quotes", place, quote)
    case "did not find expected ',' or ']'":
      return ("the list opened on line \(contextPlace.line) lacks a \",\" or \"]\" here", place, [])
    case "did not find expected ',' or '}'":
      return ("the mapping opened on line \(contextPlace.line) lacks a \",\" or \"}\" here", place, [])
    case "did not find expected key":
      if byte == UInt8(ascii: ":") { return ("a key is empty", place, []) }
      if isIndentedByTab { return (tab, place, spaces) }
      return ("a key was expected here; the line is indented wrongly or is not \"key: value\"", place, [])
    case "did not find expected '-' indicator":
      return ("a list item (\"- \") was expected here; the line may be indented wrongly", place, [])
    case "did not find expected node content":
      return ("a value was expected here", place, [])
    case "did not find expected <document start>":
      return ("more follows the end of the document here", place, [])
    case "found undefined tag handle":
      return ("tags (!name) are not supported; the field decides the type", place, [])
    case "control characters are not allowed":
      return ("a control character is not allowed in a file", place, [])
    default: break
    }
    if context.contains("tag") {
      return ("tags (!name) are not supported; the field decides the type", contextPlace, quote)
    }
    if context.contains("anchor") || context.contains("alias") {
      return ("anchors (&name) and aliases (*name) are not supported", contextPlace, quote)
    }
    if context.contains("directive") {
      return ("directives (%YAML, %TAG) are not supported", contextPlace, quote)
    }
    return ("the file is not valid YAML here", place, [])
  }
}
