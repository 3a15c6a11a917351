import Text

/// A reference of ISO 11649: `RF`, two check digits, and up to 21 letters and digits that the payee chose.
///
/// Two of them are the same where what the payee chose is: check digits of 02 and 99 may stand for each other.
package struct CreditorReference: Sendable, Hashable {
  /// What the payee chose, in capitals, without zeros at its start.
  package let body: String

  /// Nil for a text that is none, or whose check digits are wrong (ISO 7064, MOD 97-10).
  package init?(_ text: String) {
    let compact = Array(AccountNumber.compact(text).utf8)
    guard (5...25).contains(compact.count), compact[0] == 0x52, compact[1] == 0x46, CheckDigits.fit(compact)
    else { return nil }
    let body = compact[4...].drop { $0 == 0x30 }
    guard !body.isEmpty else { return nil }
    self.body = String(decoding: body, as: UTF8.self)
  }
}
