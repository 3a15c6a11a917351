/// A JSON document that keeps the order of its members and the digits of its numbers.
package indirect enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number by its JSON text, such as `1500.00`; the text must be a valid JSON number.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// `text` as a string, or null when there is none.
  package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// `value` as a number; null when it is not finite, because JSON has no other way to say so.
  package static func double(_ value: Double) -> JSONValue {
    guard value.isFinite else { return .null }
    if value == value.rounded(), let whole = Int(exactly: value) { return .integer(whole) }
    return .number("\(value)")
  }

  /// The value of the first member named `key`; nil when this is no object or has no such member.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  package var array: [JSONValue]? {
    guard case .array(let values) = self else { return nil }
    return values
  }

  package var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  package var isNull: Bool { self == .null }

  /// The object with one more member at its end; the same where there is no value, or where this is no object.
  package func adding(_ key: String, _ value: JSONValue?) -> JSONValue {
    guard let value, case .object(let members) = self else { return self }
    return .object(members + [JSONMember(key, value)])
  }

  /// The object with one more member at its end, where that is said.
  package func adding(_ key: String, _ value: JSONValue, when condition: Bool) -> JSONValue {
    condition ? adding(key, value) : self
  }
}

extension JSONValue {
  /// An object whose keys are known only when it is made.
  package init(pairs: [(key: String, value: JSONValue)]) {
    self = .object(pairs.map { JSONMember($0.key, $0.value) })
  }
}

/// One key of a JSON object with its value.
package struct JSONMember: Sendable, Hashable {
  package var key: String
  package var value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }
}
