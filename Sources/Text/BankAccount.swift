/// Numbers of bank accounts that carry check digits.
package enum BankAccount {
  /// Whether a text is an IBAN whose check digits are right (ISO 13616; the remainder of division by 97 is 1); blanks
  /// between groups are left aside.
  package static func isIBAN(_ text: String) -> Bool {
    let symbols = text.utf8.filter { $0 != 0x20 }.map { (0x61...0x7a).contains($0) ? $0 - 0x20 : $0 }
    let isLetter = { (byte: UInt8) in (0x41...0x5a).contains(byte) }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard (15...34).contains(symbols.count), symbols[0..<2].allSatisfy(isLetter),
      symbols[2..<4].allSatisfy(isDigit), symbols.allSatisfy({ isLetter($0) || isDigit($0) })
    else { return false }
    var rest = 0
    for symbol in symbols[4...] + symbols[..<4] {
      rest = isDigit(symbol) ? rest * 10 + Int(symbol - 0x30) : rest * 100 + Int(symbol - 0x41) + 10
      rest %= 97
    }
    return rest == 1
  }
}
