/// A reference of ISO 11649: `RF`, two check digits, and up to 21 letters and digits that the payee chose.
///
/// Two of them are the same where what the payee chose is: check digits of 02 and 99 may stand for each other.
package struct CreditorReference: Sendable, Hashable {
  /// What the payee chose, in capitals, without zeros at its start.
  package let body: String

  /// Nil for a text that is none, or whose check digits are wrong (ISO 7064, MOD 97-10).
  package init?(_ text: String) {
    let compact = Array(AccountNumber.compact(text).utf8)
    guard (5...25).contains(compact.count), compact[0] == 0x52, compact[1] == 0x46 else { return nil }
    var rest = 0
    for byte in compact[4...] + compact[..<4] {
      switch byte {
      case 0x30...0x39: rest = (rest * 10 + Int(byte - 0x30)) % 97
      case 0x41...0x5a: rest = (rest * 100 + Int(byte - 0x41) + 10) % 97
      default: return nil
      }
    }
    guard rest == 1, compact[2...3].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let body = compact[4...].drop { $0 == 0x30 }
    guard !body.isEmpty else { return nil }
    self.body = String(decoding: body, as: UTF8.self)
  }
}
