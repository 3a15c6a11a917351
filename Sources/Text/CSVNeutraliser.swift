/// Keeps a spreadsheet from running text as a formula, and takes the protection off again.
///
/// `restore(neutralise(x))` is `x` for every text.
package enum CSVNeutraliser {
  /// `s` with `'` before it when it begins with `=`, `@`, tab or CR, or with `+` or `-` without being a number or a phone.
  package static func neutralise(_ s: String) -> String {
    guard let first = s.utf8.first else { return s }
    switch first {
    case 0x3D, 0x40, 0x09, 0x0D: return "'" + s
    case 0x2B, 0x2D: return isNumber(s) || (first == 0x2B && isPhone(s)) ? s : "'" + s
    // An apostrophe that is part of the text gets one more, which restoring takes off.
    case 0x27: return isProtected(s) ? "'" + s : s
    default: return s
    }
  }

  /// `s` without the `'` that protects a beginning `=`, `@`, tab, CR, `+` or `-`.
  package static func restore(_ s: String) -> String {
    isProtected(s) ? String(s.unicodeScalars.dropFirst()) : s
  }

  private static func isProtected(_ s: String) -> Bool {
    guard s.utf8.first == 0x27, let next = s.utf8.first(where: { $0 != 0x27 }) else { return false }
    return [0x3D, 0x40, 0x09, 0x0D, 0x2B, 0x2D].contains(next)
  }

  private static func isPhone(_ s: String) -> Bool {
    // Only digits and grouping: a phone with an arithmetic look is no more than arithmetic.
    PhoneNumber(s, defaultRegion: "") != nil
  }

  /// A signed decimal, perhaps grouped, with an exponent, a percent sign or a currency code.
  private static func isNumber(_ s: String) -> Bool {
    var rest = Array(s.utf8)[1...]
    if rest.last == 0x25 { rest.removeLast() }
    if rest.count > 4, rest.suffix(3).allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }),
      rest[rest.endIndex - 4] == 0x20
    {
      rest.removeLast(4)
    }
    if let exponent = rest.firstIndex(where: { $0 == 0x65 || $0 == 0x45 }) {
      var power = rest[(exponent + 1)...]
      if power.first == 0x2B || power.first == 0x2D { power.removeFirst() }
      if power.isEmpty || !power.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return false }
      rest = rest[..<exponent]
    }
    var hasDigit = false
    for byte in rest {
      switch byte {
      case 0x30...0x39: hasDigit = true
      case 0x2E, 0x2C, 0x20: break
      default: return false
      }
    }
    return hasDigit && rest.first != 0x20
  }
}
