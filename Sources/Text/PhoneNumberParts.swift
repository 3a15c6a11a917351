/// A written phone number taken apart: digits, extension, and whether it names its country.
struct PhoneNumberParts {
  var digits = ""
  var `extension`: String?
  var isInternational = false

  /// Nil when `text` holds anything but one number and its extension, or fewer than five digits.
  init?(_ text: String) {
    if readPlain(text) { return }
    var scalars = Array(text.lowercased().unicodeScalars)
    while let first = scalars.first, Self.isBlank(first) { scalars.removeFirst() }
    for label in ["tel:", "phone:", "тел.:", "тел:", "тел.", "тел", "tel.", "т.", "моб.", "mob."] {
      let prefix = Array(label.unicodeScalars)
      if scalars.starts(with: prefix) {
        scalars.removeFirst(prefix.count)
        break
      }
    }
    if let marker = Self.extensionMarker(in: scalars) {
      guard let digits = Self.extensionDigits(scalars[marker.upperBound...]) else { return nil }
      // Behind a mark alone more than a few digits are a second number: "988-53-88, 988-53-89".
      if marker.count == 1, scalars[marker.lowerBound] != "p",
        ",;".unicodeScalars.contains(scalars[marker.lowerBound]),
        digits.utf8.count > 4
      {
        return nil
      }
      self.extension = digits
      scalars.removeSubrange(marker.lowerBound...)
      // "…, ext. 5", "…; доб. 12", "… (вн. 3)"
      while let last = scalars.last, Self.isBlank(last) || ",;:(".unicodeScalars.contains(last) {
        scalars.removeLast()
      }
    }
    if let zero = Self.optionalTrunk(in: scalars) { scalars.removeSubrange(zero) }
    for scalar in scalars {
      if Self.isDigit(scalar) {
        digits.unicodeScalars.append(scalar)
      } else if scalar == "+" || scalar.value == 0xFF0B {
        if isInternational || !digits.isEmpty { return nil }
        isInternational = true
      } else if !Self.isSeparator(scalar) {
        return nil
      }
    }
    if digits.utf8.count < 5 || digits.utf8.count > 20 { return nil }
  }

  /// Reads `+` and digits, which is how numbers are stored; false for all else, with nothing changed.
  private mutating func readPlain(_ text: String) -> Bool {
    let bytes = text.utf8
    let isInternational = bytes.first == 0x2B
    let count = bytes.count - (isInternational ? 1 : 0)
    guard (5...20).contains(count),
      bytes.dropFirst(isInternational ? 1 : 0).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return false }
    self.isInternational = isInternational
    digits = isInternational ? String(text.dropFirst()) : text
    return true
  }

  /// The digits behind a marker; nil where anything else follows it, or more of them than an extension has.
  private static func extensionDigits(_ tail: ArraySlice<Unicode.Scalar>) -> String? {
    var digits = ""
    for scalar in tail.drop(while: { isBlank($0) || ":.=№#".unicodeScalars.contains($0) }) {
      if isDigit(scalar) {
        digits.unicodeScalars.append(scalar)
      } else if !(isBlank(scalar) || scalar == ")" || scalar == "-") {
        return nil
      }
    }
    // More digits would be a second number.
    return digits.isEmpty || digits.utf8.count > 7 ? nil : digits
  }

  /// Where the marker stands that is behind at least five digits.
  private static func extensionMarker(in scalars: [Unicode.Scalar]) -> Range<Int>? {
    var index = 0
    var seenDigits = 0
    while index < scalars.count {
      if isDigit(scalars[index]) { seenDigits += 1 }
      if seenDigits >= 5, !isDigit(scalars[index]), !isBlank(scalars[index]) {
        if let marker = ExtensionWords.marker(at: scalars[index...]) { return index..<(index + marker) }
        // A word's own letters begin no marker.
        while index + 1 < scalars.count, scalars[index].properties.isAlphabetic,
          scalars[index + 1].properties.isAlphabetic
        {
          index += 1
        }
      }
      index += 1
    }
    // A comma or semicolon alone parts an extension too, as phones dial it.
    guard let comma = scalars.lastIndex(where: { $0 == "," || $0 == ";" || $0 == "p" }),
      scalars[..<comma].count(where: isDigit) >= 5
    else { return nil }
    return comma..<(comma + 1)
  }

  /// The "(0)" of "+49 (0)30 …", which is dialled only inside the country.
  private static func optionalTrunk(in scalars: [Unicode.Scalar]) -> Range<Int>? {
    guard scalars.contains("+") || scalars.starts(with: ["0", "0"]), scalars.count >= 3 else { return nil }
    for index in 0..<(scalars.count - 2)
    where scalars[index] == "(" && scalars[index + 1] == "0" && scalars[index + 2] == ")" {
      return index..<(index + 3)
    }
    return nil
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x30 && scalar.value <= 0x39
  }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x28, 0x29, 0x2D, 0x2E, 0x2F, 0x5B, 0x5D, 0x7E, 0x2010...0x2015, 0x2212, 0x200B...0x200F,
      0x202A...0x202E,
      0x2060, 0xFEFF:
      true
    default: isBlank(scalar)
    }
  }
}
