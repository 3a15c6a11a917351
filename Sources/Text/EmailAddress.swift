/// Email addresses as they are compared and as far as they can be judged without sending a message.
package enum EmailAddress {
  /// `s` without surrounding blanks and `mailto:`, in lower case.
  package static func normalized(_ s: String) -> String {
    let isNormal = s.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !(0x41...0x5a).contains($0) && $0 != 0x3a }
    if isNormal { return s }
    var text = s.lowercased()[...]
    while let first = text.unicodeScalars.first, isBlank(first) { text.unicodeScalars.removeFirst() }
    while let last = text.unicodeScalars.last, isBlank(last) { text.unicodeScalars.removeLast() }
    if text.hasPrefix("mailto:") { text = text.dropFirst("mailto:".count) }
    return String(text)
  }

  /// Whether `s` reads as one address: a local part, one `@`, and a domain of two labels or more.
  package static func isPlausible(_ s: String) -> Bool {
    let scalars = Array(s.unicodeScalars)
    if scalars.count > 254 { return false }
    guard let at = scalars.lastIndex(of: "@"), at > 0, at <= 64 else { return false }
    let local = scalars[..<at]
    let domain = scalars[(at + 1)...]
    if local.first == "." || local.last == "." || hasDoubleDot(local) { return false }
    for scalar in local where !isLocalScalar(scalar) { return false }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    if labels.count < 2 { return false }
    for label in labels {
      if label.isEmpty || label.count > 63 || label.first == "-" || label.last == "-" { return false }
      for scalar in label where !(Folding.isWordScalar(scalar) || scalar == "-" || scalar == "_") {
        return false
      }
    }
    guard let top = labels.last else { return false }
    return top.count >= 2 && !top.allSatisfy { $0.value >= 0x30 && $0.value <= 0x39 }
  }

  private static func hasDoubleDot(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    zip(scalars, scalars.dropFirst()).contains { $0 == "." && $1 == "." }
  }

  private static func isLocalScalar(_ scalar: Unicode.Scalar) -> Bool {
    if Folding.isWordScalar(scalar) { return true }
    switch scalar {
    case ".", "-", "_", "+", "!", "#", "$", "%", "&", "'", "*", "/", "=", "?", "^", "`", "{", "|", "}", "~":
      return true
    default: return false
    }
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
}
