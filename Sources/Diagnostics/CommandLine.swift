/// A command of the program as a value: the words of its operation, and what is known of its arguments.
///
/// As text it runs in a shell as printed, once what is blank in it has been filled in.
package struct CommandLine: Sendable, Hashable, CustomStringConvertible {
  package enum Value: Sendable, Hashable, ExpressibleByStringInterpolation {
    case known(String)
    /// What only a person knows, as it is printed: `…`, or a name such as `REF`.
    case blank(String)

    /// `…`
    package static let open = Value.blank("…")
    /// `'…'`, where a reader is to see that the value is one word.
    package static let quotedBlank = Value.blank("'…'")

    package init(stringLiteral text: String) { self = .known(text) }
  }

  package enum Argument: Sendable, Hashable {
    /// A value by its place; a blank one at the end may mean several arguments.
    case value(Value)
    /// `--name value`; a flag has no value.
    case option(String, Value?)
    /// `key=value`
    case field(String, Value)
    /// `key+=value`
    case addition(String, Value)

    package var value: Value? {
      switch self {
      case .value(let value), .field(_, let value), .addition(_, let value): value
      case .option(_, let value): value
      }
    }
  }

  /// The words that name the operation: `deals move`. Empty for the program itself.
  package let operation: String
  package private(set) var arguments: [Argument]
  /// The folder of `-C`; nil where the command is for the repository at hand.
  package private(set) var repository: String?

  package init(_ operation: String, _ values: Value...) {
    self.operation = operation
    arguments = values.map { .value($0) }
  }

  /// True where nothing is left to be filled in.
  package var isWhole: Bool {
    !arguments.contains { if case .blank = $0.value { true } else { false } }
  }

  // MARK: Building

  package func adding(_ more: [Argument]) -> CommandLine {
    var line = self
    line.arguments += more
    return line
  }

  /// With one more value in its place.
  package func value(_ value: Value) -> CommandLine { adding([.value(value)]) }

  /// With `--name value`, or the flag `--name`.
  package func option(_ name: String, _ value: Value? = nil) -> CommandLine {
    adding([.option(name, value)])
  }

  /// With `key=value`.
  package func field(_ key: String, _ value: Value) -> CommandLine { adding([.field(key, value)]) }

  /// With `--set key=value`.
  package func set(_ key: String, _ value: Value) -> CommandLine { adding([.setting(key, value)]) }

  /// The same for the repository in a folder.
  package func inRepository(_ folder: String?) -> CommandLine {
    var line = self
    line.repository = folder
    return line
  }

  // MARK: Printing

  package var description: String {
    var text = "crm"
    if let repository { text += " -C " + CommandLine.quoted(repository) }
    if !operation.isEmpty { text += " " + operation }
    for argument in arguments { text += " " + CommandLine.printed(argument) }
    return text
  }

  private static func printed(_ argument: Argument) -> String {
    switch argument {
    case .value(let value): printed(value)
    case .option(let name, let value): "--" + name + (value.map { " " + printed($0) } ?? "")
    case .field(let key, let value): printed(value, after: key + "=")
    case .addition(let key, let value): printed(value, after: key + "+=")
    }
  }

  private static func printed(_ value: Value, after key: String = "") -> String {
    switch value {
    case .known(let text): quoted(key + text)
    case .blank(let name): key + name
    }
  }

  /// The text as one shell word.
  package static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "/", ":", "@", "+", "=", ",": true
        default: !scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        }
      }
    return isPlain
      ? text
      : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

extension CommandLine.Argument {
  /// `--set key=value`
  package static func setting(_ key: String, _ value: CommandLine.Value) -> Self {
    switch value {
    case .known(let text): .option("set", .known("\(key)=\(text)"))
    case .blank(let name): .option("set", .blank("\(key)=\(name)"))
    }
  }
}
