import JSON

/// What a request is known by; it goes back as it came.
struct RequestID: Sendable, Hashable {
  let json: JSONValue
  /// Its JSON text. Texts are compared by bytes: Swift takes two spellings of one letter for the same.
  private let text: [UInt8]

  /// Nil for what can be no id: a request has a string or a number.
  init?(_ json: JSONValue?) {
    switch json {
    case .string, .integer, .number: break
    default: return nil
    }
    guard let json else { return nil }
    self.json = json
    text = Array(json.encoded(pretty: false).utf8)
  }

  /// Whether it is a string or a whole number, as the protocol has it.
  var isProper: Bool {
    guard case .number(let text) = json else { return true }
    return RequestID.isWhole(text)
  }

  /// Whether a JSON number is a whole one, however it is written: `7`, `1.0`, `1e2`.
  private static func isWhole(_ text: String) -> Bool {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let digits = mantissa.joined()
    let zeros = digits.reversed().prefix { $0 == "0" }.count
    guard zeros < digits.count else { return true }
    guard let exponent = parts.count > 1 ? Int(parts[1]) : 0 else { return false }
    // How many of the digits that are no zeros at the end come after the point.
    return mantissa.dropFirst().joined().count - zeros <= exponent
  }

  static func == (one: RequestID, other: RequestID) -> Bool { one.text == other.text }
  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
