/// What `LC_ALL` or `LANG` says of language and country.
package struct Locale: Sendable {
  let language: String?
  let country: String?

  /// The first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set: `ru_RU.UTF-8`.
  package init(environment: [String: String]) {
    let text =
      ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let name = text.prefix { $0 != "." && $0 != "@" }
    let parts = name.split(separator: "_")
    guard let first = parts.first, first.utf8.count >= 2, first != "POSIX" else {
      (language, country) = (nil, nil)
      return
    }
    language = first.lowercased()
    country =
      parts.count > 1 && parts[1].utf8.count == 2 && parts[1].utf8.allSatisfy(Locale.isLetter)
      ? parts[1].uppercased() : nil
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) }
}
