/// Check digits of ISO 7064, MOD 97-10, as IBANs (ISO 13616) and references of payees (ISO 11649) have them.
package enum CheckDigits {
  /// Whether the two digits behind the first two letters fit the rest. Of capital ASCII letters and digits; false for
  /// anything else.
  package static func fit(_ symbols: [UInt8]) -> Bool {
    guard symbols.count > 4, symbols[2...3].allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    var rest = 0
    for symbol in symbols[4...] + symbols[..<4] {
      switch symbol {
      case 0x30...0x39: rest = (rest * 10 + Int(symbol - 0x30)) % 97
      case 0x41...0x5a: rest = (rest * 100 + Int(symbol - 0x41) + 10) % 97
      default: return false
      }
    }
    return rest == 1
  }
}
