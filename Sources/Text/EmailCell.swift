/// What people write where email addresses go: one address or several, with names or words beside them.
package struct EmailCell: Sendable, Hashable {
  /// The addresses in the order of the text, in lower case, none twice.
  package private(set) var addresses: [String] = []
  /// What was written beside the addresses; nil where there was nothing.
  package private(set) var remark: String?

  /// Reads `Ann Bell <ann@example.com>`, `ann@example.com (work)`, `a@example.com / b@example.com`; nil where there is no
  /// address at all.
  package init?(_ text: String) {
    let plain = EmailAddress.normalized(text)
    if Self.isPlain(plain), EmailAddress.isPlausible(plain) {
      addresses = [plain]
      return
    }
    var remarks: [Substring] = []
    for word in text.unicodeScalars.split(whereSeparator: Self.isBorder).map({ Substring($0) }) {
      guard word.utf8.contains(0x40) else {
        remarks.append(word)
        continue
      }
      // "a@example.com/b@example.com", but not the slash of a mailbox.
      let parts = word.split(separator: "/")
      for part in parts.count > 1 && parts.allSatisfy({ $0.utf8.contains(0x40) }) ? parts : [word] {
        // What is no address spoils the whole text: a part of it would be a wrong one.
        guard let address = Self.address(part) else { return nil }
        if !addresses.contains(address) { addresses.append(address) }
      }
    }
    guard !addresses.isEmpty else { return nil }
    let words = remarks.filter { word in
      let letters = word.lowercased().filter { $0.isLetter || $0.isNumber }
      return !letters.isEmpty && !Self.labels.contains(letters)
    }
    remark = words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// Words that say no more than that an address follows.
  private static let labels: Set<String> = [
    "email", "mail", "mailto", "почта", "эпочта", "адрес", "and", "or", "и", "или", "und", "oder",
  ]

  /// False where signs stand in the address that a mailbox may have but a list of two is more likely to mean.
  private static func isPlain(_ text: String) -> Bool {
    !text.utf8.contains { $0 == 0x2f || $0 == 0x7c || $0 == 0x27 }
  }

  private static func isBorder(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || "<>()[]{},;|\"«»“”„".unicodeScalars.contains(scalar)
  }

  private static func address(_ word: Substring) -> String? {
    var text = word
    while let last = text.last, ".:/'".contains(last) { text.removeLast() }
    while let first = text.first, ":/'".contains(first) { text.removeFirst() }
    if let colon = text.lastIndex(of: ":") { text = text[text.index(after: colon)...] }
    if let query = text.firstIndex(of: "?"), let at = text.firstIndex(of: "@"), at < query {
      text = text[..<query]
    }
    let address = EmailAddress.normalized(String(text))
    return EmailAddress.isPlausible(address) ? address : nil
  }
}
