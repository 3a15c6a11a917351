import Diagnostics

/// Findings about broken files as bytes in an index, so that an unchanged broken file is reported without reading it. The layout must
/// not change, because it is stored.
enum DiagnosticCoder {
  private static let depthLimit = 8

  static func encode(_ problems: [Diagnostic], into bytes: inout [UInt8]) {
    bytes.append(number: UInt32(clamping: problems.count))
    for problem in problems { encode(problem, into: &bytes) }
  }

  private static func encode(_ problem: Diagnostic, into bytes: inout [UInt8]) {
    append(problem.code.rawValue, to: &bytes)
    append(problem.message, to: &bytes)
    bytes.append(problem.location == nil ? 0 : 1)
    if let location = problem.location {
      append(location.file, to: &bytes)
      bytes.append(number: Int64(location.line))
      bytes.append(number: Int64(location.column))
    }
    bytes.append(problem.excerpt == nil ? 0 : 1)
    if let excerpt = problem.excerpt {
      append(excerpt.line, to: &bytes)
      bytes.append(number: Int64(excerpt.column))
      bytes.append(number: Int64(excerpt.length))
    }
    bytes.append(number: UInt32(clamping: problem.hints.count))
    for hint in problem.hints { encode(hint, into: &bytes) }
    encode(problem.related, into: &bytes)
    switch problem.cause {
    case nil: bytes.append(0)
    case .field(let key)?:
      bytes.append(1)
      append(key, to: &bytes)
    case .sharedIdentifier(let id)?:
      bytes.append(2)
      append(id, to: &bytes)
    }
  }

  private static func encode(_ hint: Hint, into bytes: inout [UInt8]) {
    bytes.append(number: UInt32(clamping: hint.parts.count))
    for part in hint.parts {
      switch part {
      case .text(let text):
        bytes.append(0)
        append(text, to: &bytes)
      case .command(let line):
        bytes.append(1)
        append(line.operation, to: &bytes)
        bytes.append(number: UInt32(clamping: line.arguments.count))
        for argument in line.arguments { encode(argument, into: &bytes) }
      }
    }
  }

  private static func encode(_ argument: CommandLine.Argument, into bytes: inout [UInt8]) {
    let (form, name): (UInt8, String) =
      switch argument {
      case .value: (0, "")
      case .option(let name, _): (1, name)
      case .field(let key, _): (2, key)
      case .addition(let key, _): (3, key)
      }
    bytes.append(form)
    append(name, to: &bytes)
    switch argument.value {
    case nil: bytes.append(0)
    case .known(let text)?:
      bytes.append(1)
      append(text, to: &bytes)
    case .blank(let text)?:
      bytes.append(2)
      append(text, to: &bytes)
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(number: UInt32(clamping: text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// Nil where the bytes are no list of problems.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> [Diagnostic]? {
    var reader = ByteReader(bytes)
    return decodeList(&reader, depth: 0)
  }

  private static func decodeList(_ reader: inout ByteReader, depth: Int) -> [Diagnostic]? {
    guard depth < depthLimit, let count: UInt32 = reader.number() else { return nil }
    var problems: [Diagnostic] = []
    for _ in 0..<count {
      guard let problem = decodeOne(&reader, depth: depth) else { return nil }
      problems.append(problem)
    }
    return problems
  }

  private static func decodeOne(_ reader: inout ByteReader, depth: Int) -> Diagnostic? {
    guard let code = text(&reader).flatMap({ DiagnosticCode(rawValue: $0) }), let message = text(&reader),
      let hasLocation: UInt8 = reader.number()
    else { return nil }
    var problem = Diagnostic(code, message)
    if hasLocation == 1 {
      guard let file = text(&reader), let line: Int64 = reader.number(), let column: Int64 = reader.number()
      else { return nil }
      problem.location = SourceLocation(file: file, line: Int(line), column: Int(column))
    }
    guard let hasExcerpt: UInt8 = reader.number() else { return nil }
    if hasExcerpt == 1 {
      guard let line = text(&reader), let column: Int64 = reader.number(), let length: Int64 = reader.number()
      else { return nil }
      problem.excerpt = Excerpt(line: line, column: Int(column), length: Int(length))
    }
    guard let hints: UInt32 = reader.number() else { return nil }
    for _ in 0..<hints {
      guard let hint = hint(&reader) else { return nil }
      problem.hints.append(hint)
    }
    guard let related = decodeList(&reader, depth: depth + 1) else { return nil }
    problem.related = related
    guard let cause: UInt8 = reader.number() else { return nil }
    if cause != 0 {
      guard let word = text(&reader) else { return nil }
      problem.cause = cause == 1 ? .field(word) : .sharedIdentifier(word)
    }
    return problem
  }

  private static func hint(_ reader: inout ByteReader) -> Hint? {
    guard let count: UInt32 = reader.number() else { return nil }
    var parts: [Hint.Part] = []
    for _ in 0..<count {
      guard let form: UInt8 = reader.number(), let words = text(&reader) else { return nil }
      guard form == 1 else {
        parts.append(.text(words))
        continue
      }
      guard let count: UInt32 = reader.number() else { return nil }
      var arguments: [CommandLine.Argument] = []
      for _ in 0..<count {
        guard let argument = argument(&reader) else { return nil }
        arguments.append(argument)
      }
      parts.append(.command(CommandLine(words).adding(arguments)))
    }
    return Hint(parts: parts)
  }

  private static func argument(_ reader: inout ByteReader) -> CommandLine.Argument? {
    guard let form: UInt8 = reader.number(), let name = text(&reader), let state: UInt8 = reader.number()
    else { return nil }
    var value: CommandLine.Value?
    if state != 0 {
      guard let word = text(&reader) else { return nil }
      value = state == 1 ? .known(word) : .blank(word)
    }
    switch (form, value) {
    case (0, let value?): return .value(value)
    case (1, _): return .option(name, value)
    case (2, let value?): return .field(name, value)
    case (3, let value?): return .addition(name, value)
    default: return nil
    }
  }

  private static func text(_ reader: inout ByteReader) -> String? {
    reader.nested().map { String(decoding: $0, as: UTF8.self) }
  }
}
