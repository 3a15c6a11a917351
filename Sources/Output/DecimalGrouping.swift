import JSON

/// Decimals as people read them.
package enum DecimalGrouping {
  /// `amount` with its whole part in groups of three, parted by spaces: "1250000.50" is "1 250 000.50".
  ///
  /// Text that is not a plain decimal stays as it is.
  package static func grouped(_ amount: String) -> String {
    var digits = amount[...]
    let sign = digits.first == "-" || digits.first == "+" ? String(digits.removeFirst()) : ""
    let whole = digits.prefix { $0 != "." }
    guard whole.utf8.count > 3, whole.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return amount }
    var result = sign
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.utf8.count - index) % 3 == 0 { result.append(" ") }
      result.append(digit)
    }
    return result + digits[whole.endIndex...]
  }

  /// Whether `text` may stand in JSON as a number.
  static func isJSONNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, first == 0x2D || (first >= 0x30 && first <= 0x39) else { return false }
    switch try? JSONValue(parsing: Array(text.utf8)) {
    case .integer, .number: return text.utf8.last.map { $0 > 0x20 } ?? false
    default: return false
    }
  }
}
