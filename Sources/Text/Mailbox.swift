/// An address of electronic mail with the name of whoever has it, as headers of messages have them (RFC 5322, 3.4).
package struct Mailbox: Sendable, Hashable {
  /// Empty where only the address is known.
  package let name: String
  package let address: String

  /// Nil for an address that no header can have: it is one plausible address in ASCII letters.
  package init?(name: String, address: String) {
    let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"<>()[]\\,;:\"".utf8.contains($0) }
    guard isPlain, EmailAddress.isPlausible(address) else { return nil }
    self.name = Mailbox.oneLine(name)
    self.address = address
  }

  /// `gleb@example.com`, `Gleb Petrov <gleb@example.com>` or `"Petrov, Gleb" <gleb@example.com>`; nil for anything else.
  package init?(_ text: String) {
    let text = Mailbox.oneLine(text)
    guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
      self.init(name: "", address: text)
      return
    }
    var name = text[..<open].trimmingBlanks
    if name.count > 1, name.hasPrefix("\""), name.hasSuffix("\"") {
      name = Mailbox.unquoted(name.dropFirst().dropLast())
    }
    self.init(name: name, address: String(text[text.index(after: open)...].dropLast()))
  }

  package var domain: String { address.split(separator: "@").last.map(String.init) ?? "" }

  // MARK: Identifiers of messages

  /// With its brackets. Python's policies turn a longer one into an encoded word when a message is written again.
  package static let longestMessageID = 77
  /// What a digest's identifier has before the domain: the day, a dot, ten characters.
  package static let digestIdentifierLength = 19

  /// The characters that a domain may have, where that of this address has more and a digest from it would get an
  /// identifier that is too long; nil where it fits.
  package var excessOfDomain: Int? {
    let room = Mailbox.longestMessageID - Mailbox.digestIdentifierLength - "<@>".utf8.count
    return domain.utf8.count > room ? room : nil
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }).trimmingBlanks
  }

  private static func unquoted(_ text: some StringProtocol) -> String {
    var result = ""
    var isEscaped = false
    for letter in text {
      if letter == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      result.append(letter)
      isEscaped = false
    }
    return result
  }
}
