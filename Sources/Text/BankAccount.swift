/// Numbers of bank accounts that carry check digits.
package enum BankAccount {
  /// Whether a text is an IBAN whose check digits are right (ISO 13616); blanks between groups are left aside.
  package static func isIBAN(_ text: String) -> Bool {
    let symbols = text.utf8.filter { $0 != 0x20 }.map { (0x61...0x7a).contains($0) ? $0 - 0x20 : $0 }
    return (15...34).contains(symbols.count) && symbols[0..<2].allSatisfy { (0x41...0x5a).contains($0) }
      && CheckDigits.fit(symbols)
  }
}
