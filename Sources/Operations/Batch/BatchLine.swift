import Diagnostics
import JSON
import Records
import Text

/// One line of a file of operations: `{"op": "move_deal", "id": …}`.
struct BatchLine {
  /// An operation of a line, ready to be performed.
  struct Request {
    let tool: Tool
    let arguments: JSONValue
    /// The name by which later lines mean the record that it makes.
    let name: String?
  }

  /// From 1.
  let number: Int
  private let file: String
  private let value: Result<JSONValue, Diagnostic>

  private static let sizeLimit = 1 << 20
  /// What may be written in place of the names of the tools.
  private static let shortNames = [
    "move": "move_deal", "complete": "complete_task", "done": "complete_task", "set": "update",
  ]
  /// The arguments that name a record.
  private static let references = ["id", "contact", "company", "about"]

  /// The lines that are not blank. They end with a line feed, and nothing else ends one.
  static func lines(of bytes: [UInt8], file: String) -> [BatchLine] {
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return bytes[(isMarked ? 3 : 0)...].split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
      .compactMap { index, line in
        line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
          ? nil : BatchLine(line, number: index + 1, file: file)
      }
  }

  private init(_ bytes: ArraySlice<UInt8>, number: Int, file: String) {
    self.number = number
    self.file = file
    guard bytes.count <= BatchLine.sizeLimit else {
      value = .failure(
        Diagnostic(
          .tooLarge, "the line has \(bytes.count) bytes, and at most \(BatchLine.sizeLimit) are read",
          at: SourceLocation(file: file, line: number)))
      return
    }
    do throws(JSONError) {
      let parsed = try JSONValue(parsing: Array(bytes))
      value =
        parsed.members == nil
        ? .failure(
          Diagnostic(
            .invalidValue, "an operation is a JSON object, such as {\"op\": \"move_deal\", …}",
            at: SourceLocation(file: file, line: number)))
        : .success(parsed)
    } catch {
      value = .failure(
        Diagnostic(
          .invalidValue, "no JSON: \(error.message)",
          at: SourceLocation(file: file, line: number, column: error.column)))
    }
  }

  /// What the line says that it is; empty where it says nothing.
  var operation: String {
    guard case .success(let value) = value else { return "" }
    return String((value["op"]?.string ?? "").prefix(40))
  }

  /// Its arguments as they are.
  var arguments: JSONValue {
    guard case .success(let value) = value else { return .null }
    return .object((value.members ?? []).filter { $0.key != "op" && $0.key != "as" })
  }

  /// Throws what is wrong with the line: no JSON, an operation that there is none of, or one that is none for a file; the
  /// name of a record that no line before has made.
  func request(_ tools: ToolSet, _ named: [String: RecordID]) throws(Diagnostic) -> Request {
    let whole = try value.get()
    let writers = tools.tools.filter { $0.writes && $0.operation != Tool.undo.operation }
    let word = try word(whole, writers)
    let plain = BatchLine.shortNames[word] ?? (word.hasPrefix("crm_") ? String(word.dropFirst(4)) : word)
    guard let tool = writers.first(where: { $0.operation == plain }) else {
      throw Diagnostic(
        .invalidValue, "there is no operation \"\(word.prefix(40))\"", at: place,
        hints: .unknown(word, among: writers.map(\.operation), listing: "the operations are "))
    }
    if whole["dry_run"].map({ !$0.isNull && $0 != false }) ?? false {
      throw Diagnostic(
        .usage, "dry_run is for the file as a whole", at: place,
        hints: ["show what all lines would do: \(CommandLine("apply", .blank("FILE")).option("dry-run"))"])
    }
    var members: [JSONMember] = []
    for member in arguments.members ?? [] where member.key != "dry_run" {
      members.append(try meant(member, named))
    }
    return Request(tool: tool, arguments: .object(members), name: try name(whole))
  }

  private var place: SourceLocation { SourceLocation(file: file, line: number) }

  private func word(_ whole: JSONValue, _ writers: [Tool]) throws(Diagnostic) -> String {
    guard let word = whole["op"]?.string else {
      throw Diagnostic(
        .usage, "the line has no op", at: place,
        hints: ["the operations are \(writers.map(\.operation))"])
    }
    return word
  }

  private func name(_ whole: JSONValue) throws(Diagnostic) -> String? {
    guard let value = whole["as"], !value.isNull else { return nil }
    let name = value.string ?? ""
    let isPlain = name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        || Unicode.Scalar(byte).properties.isAlphabetic && byte < 0x80 || (0x30...0x39).contains(byte)
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= 40 else {
      throw Diagnostic(
        .invalidValue, "as is a name of letters, digits, - and _", at: place,
        hints: ["later lines mean the record by \"$NAME\""])
    }
    return name
  }

  /// The argument, with the id of the record in place of a name that a line before gave it.
  private func meant(_ member: JSONMember, _ named: [String: RecordID]) throws(Diagnostic) -> JSONMember {
    guard BatchLine.references.contains(member.key), let text = member.value.string, text.hasPrefix("$")
    else {
      return member
    }
    guard let id = named[String(text.dropFirst())] else {
      throw Diagnostic(
        .notFound, "no line before this one made a record as \"\(text.dropFirst().prefix(40))\"", at: place,
        hints: .unknown(String(text.dropFirst()), among: named.keys.sorted(), listing: "there are "))
    }
    var copy = member
    copy.value = .string(id.description)
    return copy
  }
}
