import Diagnostics
package import JSON
import Records
import Text

/// The arguments of one call, read by what the tool declares.
///
/// Hosts and models are lenient about types, so a number is taken as text and `"true"` as a flag; `null` and an empty
/// text are no value. Everything that is wrong is said at once.
struct ToolArguments: Sendable {
  /// As they came, for an answer that repeats them.
  let given: JSONValue
  private let values: [String: JSONValue]

  /// The longest text that an argument may be, in bytes.
  static let textLimit = 10_000

  /// Throws `usage` for arguments that the tool does not have or that are missing, `invalid_value` for those of
  /// another type and for placeholders that nobody filled in, `too_large` for texts over the limit.
  init(_ arguments: JSONValue, of tool: Tool, names: ToolNames) throws(Diagnostic) {
    given = arguments
    var values: [String: JSONValue] = [:]
    var problems: [Diagnostic] = []
    guard let members = arguments.isNull ? [] : arguments.members else {
      throw Diagnostic(.usage, "the arguments of \(names[tool]) are an object")
    }
    for member in members {
      guard let argument = tool.arguments.first(where: { $0.name == member.key }) else {
        problems.append(
          Diagnostic(
            .usage, "\(names[tool]) has no argument \"\(ToolArguments.shown(member.key))\"",
            hints: .unknown(member.key, among: tool.arguments.map(\.name), listing: "its arguments are ")))
        continue
      }
      do throws(Diagnostic) {
        values[argument.name] = try ToolArguments.read(member.value, as: argument)
      } catch {
        problems.append(error)
      }
    }
    // What has a wrong value is told of that alone.
    let faulty = problems.compactMap(\.cause)
    for argument in tool.arguments
    where argument.isRequired && values[argument.name] == nil && !faulty.contains(.field(argument.name)) {
      problems.append(
        Diagnostic(.usage, "\(argument.name) is missing", cause: .field(argument.name)))
    }
    if let whole = Diagnostic(all: problems) { throw whole }
    self.values = values
  }

  /// Nil for no value.
  private static func read(_ value: JSONValue, as argument: ToolArgument) throws(Diagnostic) -> JSONValue? {
    if value.isNull { return nil }
    switch argument.shape {
    case .text:
      guard let text = scalar(value) else { throw wrong(argument, "a text") }
      return try checked(text, argument).map { .string($0) }
    case .choice(let words):
      guard let text = scalar(value) else { throw wrong(argument, "one of \(words.joined(separator: ", "))") }
      guard let word = try checked(text, argument) else { return nil }
      guard let choice = words.first(where: { $0 == word.lowercased() }) else {
        throw Diagnostic(
          .invalidValue, "\(argument.name) cannot be \"\(shown(word))\"",
          hints: .unknown(word, among: words, listing: "it is one of "), cause: .field(argument.name))
      }
      return .string(choice)
    case .count:
      guard let number = value.integer ?? value.string.flatMap({ Int($0) }), number > 0 else {
        throw wrong(argument, "a whole number from 1")
      }
      return .integer(number)
    case .flag:
      switch value {
      case .bool: return value
      case .string(let text) where ["true", "false"].contains(text.lowercased()):
        return .bool(text.lowercased() == "true")
      default: throw wrong(argument, "true or false")
      }
    case .texts: return try list(value, argument, "a list of texts")
    case .assignments:
      guard let members = value.members else {
        return try list(value, argument, "a list of field=value texts")
      }
      var texts: [JSONValue] = []
      for member in members {
        guard let text = member.value.isNull ? "" : scalar(member.value) else {
          throw wrong(argument, "an object of fields and texts")
        }
        _ = try checked(text, argument)
        texts.append(.string("\(member.key)=\(text)"))
      }
      return texts.isEmpty ? nil : .array(texts)
    }
  }

  private static func list(
    _ value: JSONValue, _ argument: ToolArgument, _ wanted: String
  ) throws(Diagnostic) -> JSONValue? {
    var texts: [JSONValue] = []
    for element in value.array ?? [value] {
      guard let text = scalar(element) else { throw wrong(argument, wanted) }
      if let text = try checked(text, argument) { texts.append(.string(text)) }
    }
    return texts.isEmpty ? nil : .array(texts)
  }

  /// A text, number or flag as text; nil for anything else.
  private static func scalar(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// The text; nil where it is blank.
  private static func checked(_ text: String, _ argument: ToolArgument) throws(Diagnostic) -> String? {
    guard text.utf8.count <= textLimit else {
      throw Diagnostic(
        .tooLarge, "\(argument.name) has \(text.utf8.count) bytes, and at most \(textLimit) are taken",
        hints: ["shorten it, or write it in several calls"], cause: .field(argument.name))
    }
    if text.allSatisfy(\.isWhitespace) { return nil }
    if isPlaceholder(text.utf8) {
      throw Diagnostic(
        .invalidValue,
        "\(argument.name) is the placeholder \"\(shown(text))\", no value",
        hints: ["ask the user for it"], cause: .field(argument.name))
    }
    return text
  }

  /// `<ask>`, or one such word behind `field=`.
  private static func isPlaceholder(_ text: String.UTF8View) -> Bool {
    let value = text.firstIndex(of: UInt8(ascii: "=")).map { text[text.index(after: $0)...] } ?? text[...]
    return [value, text[...]].contains { part in
      part.count > 2 && part.first == UInt8(ascii: "<") && part.last == UInt8(ascii: ">")
        && !part.dropFirst().dropLast().contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
    }
  }

  /// The beginning of a text, as an error may quote it.
  private static func shown(_ text: String) -> String {
    TerminalEscaping.escape(String(text.prefix(60)), keepingNewlines: false)
  }

  private static func wrong(_ argument: ToolArgument, _ wanted: String) -> Diagnostic {
    Diagnostic(.invalidValue, "\(argument.name) is \(wanted)", cause: .field(argument.name))
  }

  // MARK: Reading

  func text(_ name: String) -> String? { values[name]?.string }

  /// Throws `usage` where it is missing, which it cannot be where the tool requires it.
  func required(_ name: String) throws(Diagnostic) -> String {
    guard let text = text(name) else {
      throw Diagnostic(.usage, "\(name) is missing", cause: .field(name))
    }
    return text
  }

  func count(_ name: String) -> Int? { values[name]?.integer }
  func flag(_ name: String) -> Bool { values[name]?.bool ?? false }
  func texts(_ name: String) -> [String] { values[name]?.array?.compactMap(\.string) ?? [] }

  /// `key=value` words of the arguments that have a value.
  func words(_ keys: (argument: String, field: String)...) -> [String] {
    keys.compactMap { key in text(key.argument).map { "\(key.field)=\($0)" } }
  }
}

/// What tools are called where they are used: `crm_move_deal` over MCP, `move_deal` in a file of operations.
package enum ToolNames: Sendable {
  case prefixed, plain

  subscript(_ tool: Tool) -> String { self[tool.operation] }

  subscript(_ operation: String) -> String { self == .prefixed ? "crm_" + operation : operation }
}
