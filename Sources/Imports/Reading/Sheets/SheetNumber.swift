package import Records

/// Numbers as spreadsheets store them.
package enum SheetNumber {
  /// How many digits a spreadsheet keeps; what a binary number has beyond them is noise: `19.989999999999998`.
  private static let digits = 15

  /// Reads what a sheet has for a number: digits with a point and an exponent. Whole numbers are exact up to 18 digits, all
  /// others are rounded to 15. Nil for all else, and for numbers of more digits.
  package static func decimal(_ text: some Collection<UInt8>) -> Decimal? {
    if let plain = plain(text) { return plain }
    guard text.count <= 400, var parts = Parts(Array(text)[...]) else { return nil }
    if parts.exponent != 0 || parts.digits.count > 18 { parts.round(to: digits) }
    while parts.exponent < 0, parts.digits.last == 0 {
      parts.digits.removeLast()
      parts.exponent += 1
    }
    if parts.exponent > 0 {
      guard parts.digits.count + parts.exponent <= 18 else { return nil }
      parts.digits += [UInt8](repeating: 0, count: parts.exponent)
      parts.exponent = 0
    }
    let scale = -parts.exponent
    guard parts.digits.count - scale <= 18 else { return nil }
    var coefficient: Int128 = 0
    for digit in parts.digits.prefix(max(0, parts.digits.count - max(0, scale - Decimal.maximumScale))) {
      coefficient = coefficient * 10 + Int128(digit)
    }
    let number = Decimal(
      coefficient: parts.isNegative ? -coefficient : coefficient, scale: min(scale, Decimal.maximumScale))
    return scale > Decimal.maximumScale ? number.trimmed : number
  }

  /// Most numbers are a few digits.
  private static func plain(_ text: some Collection<UInt8>) -> Decimal? {
    var coefficient = 0
    var scale = 0
    var count = 0
    var isNegative = false
    var isFraction = false
    for (position, byte) in text.enumerated() {
      switch byte {
      case 0x30...0x39:
        coefficient = coefficient * 10 + Int(byte - 0x30)
        count += 1
        if isFraction { scale += 1 }
        guard count <= digits else { return nil }
      case 0x2e where !isFraction: isFraction = true
      case 0x2d where position == 0: isNegative = true
      default: return nil
      }
    }
    guard count > 0 else { return nil }
    let number = Decimal(coefficient: Int128(isNegative ? -coefficient : coefficient), scale: scale)
    return scale > 0 ? number.trimmed : number
  }

  /// The same for a binary number.
  package static func decimal(_ number: Double) -> Decimal? {
    number.isFinite ? decimal(number.description.utf8) : nil
  }

  /// Significant digits and a power of ten.
  private struct Parts {
    var isNegative = false
    var digits: [UInt8] = []
    var exponent = 0

    init?(_ text: ArraySlice<UInt8>) {
      var rest = text
      while let first = rest.first, first == 0x20 || (0x09...0x0d).contains(first) { rest = rest.dropFirst() }
      if let sign = rest.first, sign == 0x2d || sign == 0x2b {
        isNegative = sign == 0x2d
        rest = rest.dropFirst()
      }
      var hasDigits = false
      var isFraction = false
      while let byte = rest.first {
        if (0x30...0x39).contains(byte) {
          hasDigits = true
          if isFraction { exponent -= 1 }
          if byte != 0x30 || !digits.isEmpty { digits.append(byte - 0x30) }
        } else if byte == 0x2e, !isFraction {
          isFraction = true
        } else {
          break
        }
        rest = rest.dropFirst()
      }
      guard hasDigits, addExponent(&rest) else { return nil }
      guard rest.allSatisfy({ $0 == 0x20 || (0x09...0x0d).contains($0) }) else { return nil }
      if digits.isEmpty { exponent = 0 }
    }

    /// False where an exponent begins and is none.
    private mutating func addExponent(_ rest: inout ArraySlice<UInt8>) -> Bool {
      guard rest.first == 0x65 || rest.first == 0x45 else { return true }
      rest = rest.dropFirst()
      var isDown = false
      if let sign = rest.first, sign == 0x2d || sign == 0x2b {
        isDown = sign == 0x2d
        rest = rest.dropFirst()
      }
      let power = rest.prefix { (0x30...0x39).contains($0) }
      guard !power.isEmpty, power.count <= 4 else { return false }
      rest = rest.dropFirst(power.count)
      let value = power.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      exponent += isDown ? -value : value
      return true
    }

    /// Rounds half up to so many digits.
    mutating func round(to count: Int) {
      guard digits.count > count else { return }
      exponent += digits.count - count
      let isUp = digits[count] >= 5
      digits.removeLast(digits.count - count)
      guard isUp else { return }
      var index = count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
      }
    }
  }
}
