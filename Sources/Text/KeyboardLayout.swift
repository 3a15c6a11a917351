/// The Russian ЙЦУКЕН and the US QWERTY layouts, key by key.
package enum KeyboardLayout {
  /// `s` as the same keys give in the other layout, in lower case; nil when no key of it changes.
  ///
  /// Text with a Cyrillic letter is read as typed in ЙЦУКЕН, other text as typed in QWERTY.
  package static func swapped(_ s: String) -> String? {
    let lowered = s.lowercased()
    let isCyrillic = lowered.unicodeScalars.contains { $0.value >= 0x400 && $0.value < 0x530 }
    var changed = false
    var result = String.UnicodeScalarView()
    for scalar in lowered.unicodeScalars {
      if let other = isCyrillic ? toLatin[scalar] : toCyrillic[scalar] {
        result.append(other)
        changed = true
      } else {
        result.append(scalar)
      }
    }
    return changed ? String(result) : nil
  }

  private static let latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
  private static let cyrillicKeys = "йцукенгшщзхъфывапролджэячсмитьбюё"

  private static let toCyrillic = Dictionary(
    uniqueKeysWithValues: zip(latinKeys.unicodeScalars, cyrillicKeys.unicodeScalars))

  private static let toLatin: [Unicode.Scalar: Unicode.Scalar] = {
    var map = Dictionary(uniqueKeysWithValues: zip(cyrillicKeys.unicodeScalars, latinKeys.unicodeScalars))
    // The Ukrainian layout puts these letters on the same keys.
    map["і"] = "s"
    map["ї"] = "]"
    map["є"] = "'"
    return map
  }()
}
