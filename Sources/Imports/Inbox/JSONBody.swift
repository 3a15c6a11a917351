import Diagnostics
import JSON

/// An object of JSON as a list of fields; what is nested is named by the way to it: `contact.email`.
enum JSONBody {
  static let mostFields = 1000

  /// Throws `invalid_value` for what is no JSON, with its place, and for what is no object.
  static func fields(_ bytes: [UInt8]) throws(Diagnostic) -> [(name: String, text: String)] {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: TextEncoding.withoutMark(bytes))
    } catch {
      throw Diagnostic(
        .invalidValue,
        "the JSON cannot be read: line \(error.line), column \(error.column): \(reason(error))",
        hints: ["hand over one object, such as {\"name\": \"Anna\", \"email\": \"anna@example.com\"}"])
    }
    guard let members = value.members else {
      let isList = value.array != nil
      throw Diagnostic(
        .invalidValue, isList ? "a list is no lead: one object is" : "the JSON is no object",
        hints: isList ? ["many at once: \(CommandLine("imports run", .open).option("kind", "lead"))"] : [])
    }
    var fields: [(name: String, text: String)] = []
    for member in members { add(member.key, member.value, depth: 0, to: &fields) }
    return fields
  }

  /// A key that is there twice may say anything, so that it is not repeated.
  private static func reason(_ error: JSONError) -> String {
    error.earlier.map { "a key is there twice, first in line \($0.line)" } ?? error.message
  }

  private static func add(
    _ name: String, _ value: JSONValue, depth: Int, to fields: inout [(name: String, text: String)]
  ) {
    guard fields.count < mostFields, depth < 16 else { return }
    switch value {
    case .null: break
    case .object(let members):
      for member in members { add("\(name).\(member.key)", member.value, depth: depth + 1, to: &fields) }
    case .array(let values):
      let plain = values.compactMap(text)
      if plain.count == values.count {
        fields.append((name, plain.joined(separator: "; ")))
      } else {
        for (place, value) in values.enumerated() {
          add("\(name).\(place + 1)", value, depth: depth + 1, to: &fields)
        }
      }
    case .bool, .integer, .number, .string:
      if let text = text(value) { fields.append((name, text)) }
    }
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let digits): PlainNumber.expanded(digits) ?? digits
    case .bool(let flag): flag ? "yes" : "no"
    case .null, .array, .object: nil
    }
  }
}

/// Numbers as programs write them: `1E+3`.
enum PlainNumber {
  /// The digits without an exponent, exactly; nil for what has none, and where they would be longer than an amount is.
  static func expanded(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let mark = bytes.firstIndex(where: { $0 | 0x20 == 0x65 }), mark > 0,
      let exponent = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)), abs(exponent) <= 20
    else { return nil }
    var digits = bytes[..<mark]
    let isNegative = digits.first == 0x2d
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: 0x2e, omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts[0].isEmpty,
      parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    var whole = Array(parts[0])
    var rest = parts.count > 1 ? Array(parts[1]) : []
    for _ in 0..<max(0, exponent) { whole.append(rest.isEmpty ? 0x30 : rest.removeFirst()) }
    for _ in 0..<max(0, -exponent) { rest.insert(whole.popLast() ?? 0x30, at: 0) }
    while whole.count > 1, whole.first == 0x30 { whole.removeFirst() }
    if whole.isEmpty { whole = [0x30] }
    let text = String(decoding: whole + (rest.isEmpty ? [] : [0x2e] + rest), as: UTF8.self)
    return isNegative ? "-" + text : text
  }
}
