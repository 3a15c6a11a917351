import Records

/// Postal codes of digits alone, which a spreadsheet robs of the zeros in front.
enum PostalCodes {
  /// The code with its zeros, where the country's codes have one length and this one lacks no more than two digits; nil where
  /// there is nothing to add, or nothing known.
  ///
  /// Lengths by the Universal Postal Union's addressing guides (2026), of countries whose codes may begin with a zero.
  static func filled(_ digits: String, country: String) -> String? {
    guard let length = lengths[country], digits.utf8.count < length, digits.utf8.count >= length - 2,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return String(repeating: "0", count: length - digits.utf8.count) + digits
  }

  private static let lengths: [String: Int] = [
    "AM": 4, "AU": 4, "DK": 4, "GE": 4, "NO": 4, "NZ": 4, "ZA": 4, "CZ": 5, "DE": 5, "ES": 5, "FI": 5,
    "FR": 5,
    "IT": 5, "KR": 5, "LT": 5, "MX": 5, "MY": 5, "SK": 5, "TR": 5, "UA": 5, "US": 5, "CN": 6, "KZ": 6,
    "RO": 6,
    "SG": 6, "IL": 7, "JP": 7,
  ]

  /// The ISO code of the country that a row gives; the repository's where it gives none, nil for a name.
  static func country(_ said: String?, orElse own: String) -> String? {
    guard let said else { return own }
    return said.utf8.count == 2 ? said.uppercased() : nil
  }
}
