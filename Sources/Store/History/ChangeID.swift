/// The name of a change as people and commits use it: `c-` and the digits of its transaction.
package enum ChangeID {
  package static func text(_ transaction: String) -> String { "c-" + transaction }

  /// The transaction's digits of `c-…` or of the bare digits; nil for anything else.
  static func transaction(_ text: some StringProtocol) -> String? {
    let digits = text.hasPrefix("c-") ? String(text.dropFirst(2)) : String(text)
    return Journal.isIdentifier(digits.utf8) ? digits : nil
  }
}
