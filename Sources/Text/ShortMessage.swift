/// How a text goes through as text messages of a mobile phone (3GPP TS 23.038 and 23.040).
package struct ShortMessage: Sendable, Hashable {
  package enum Encoding: String, Sendable, CaseIterable {
    /// Seven bits a character.
    case gsm7 = "GSM-7"
    /// Two bytes a character, as soon as one is not in the other alphabet.
    case ucs2 = "UCS-2"
  }

  package let encoding: Encoding
  /// In units of the encoding: a character of the extension table, such as `€`, and one outside of the basic plane,
  /// such as an emoji, count twice.
  package let length: Int
  /// How many messages it is sent as, and paid for.
  package let parts: Int

  package init(_ text: String) {
    var widths: [Int]? = []
    for scalar in text.unicodeScalars {
      guard let width = ShortMessage.width(scalar) else {
        widths = nil
        break
      }
      widths?.append(width)
    }
    encoding = widths == nil ? .ucs2 : .gsm7
    let units = widths ?? text.unicodeScalars.map { UTF16.width($0) }
    length = units.reduce(0, +)
    let (one, several) = encoding == .gsm7 ? (160, 153) : (70, 67)
    parts = length <= one ? 1 : ShortMessage.parts(units, of: several)
  }

  /// No part ends inside of a character.
  private static func parts(_ units: [Int], of room: Int) -> Int {
    var (count, used) = (1, 0)
    for unit in units {
      if used + unit > room { (count, used) = (count + 1, 0) }
      used += unit
    }
    return count
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int? {
    if basic.contains(scalar) { return 1 }
    return extended.contains(scalar) ? 2 : nil
  }

  private static let basic = Set(
    ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
      + "abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
  private static let extended = Set("\u{0c}^{}\\[~]|€".unicodeScalars)
}
