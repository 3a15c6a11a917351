/// Text from records made safe to print: what steers a terminal or reorders a line is shown, not obeyed.
package enum TerminalEscaping {
  /// `s` with C0, DEL, C1 and the bidi controls U+202A–202E, U+2066–2069 written out, such as `\x1b` or `\u{202e}`.
  ///
  /// Newline and tab stay when `keepingNewlines`, and are written `\n` and `\t` otherwise.
  package static func escape(_ s: String, keepingNewlines: Bool) -> String {
    if !needsEscaping(s, keepingNewlines: keepingNewlines) { return s }
    var result = ""
    result.reserveCapacity(s.utf8.count + 16)
    for scalar in s.unicodeScalars {
      if isDangerous(scalar.value, keepingNewlines: keepingNewlines) {
        result += escaped(scalar.value)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a scalar steers a terminal or changes the direction of a line; newline and tab do not.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    isDangerous(scalar.value, keepingNewlines: true)
  }

  private static func needsEscaping(_ s: String, keepingNewlines: Bool) -> Bool {
    for byte in s.utf8 {
      if byte < 0x20 {
        if keepingNewlines && (byte == 0x0A || byte == 0x09) { continue }
        return true
      }
      // C1 begins with C2 and the bidi controls with E2; the scalars decide.
      if byte == 0x7F || byte == 0xC2 || byte == 0xE2 {
        return s.unicodeScalars.contains { isDangerous($0.value, keepingNewlines: keepingNewlines) }
      }
    }
    return false
  }

  private static func isDangerous(_ value: UInt32, keepingNewlines: Bool) -> Bool {
    switch value {
    case 0x0A, 0x09: !keepingNewlines
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func escaped(_ value: UInt32) -> String {
    switch value {
    case 0x0A: return "\\n"
    case 0x09: return "\\t"
    case 0x0D: return "\\r"
    case ..<0x100:
      let digits = String(value, radix: 16)
      return digits.utf8.count < 2 ? "\\x0" + digits : "\\x" + digits
    default: return "\\u{" + String(value, radix: 16) + "}"
    }
  }
}
