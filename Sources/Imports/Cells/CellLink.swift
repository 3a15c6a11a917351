import Dates
import Records
import Text

/// Where the link of a cell leads.
enum CellLink {
  /// The address of a `mailto:` link; nil for any other.
  static func email(_ target: String) -> String? {
    guard target.prefix(7).lowercased() == "mailto:" else { return nil }
    let address = target.dropFirst(7).prefix { $0 != "?" && $0 != "," && $0 != ";" }
    let text = CellText.trimmed(decoded(address))
    return EmailAddress.isPlausible(text) ? text : nil
  }

  /// True where a field of this type takes the target for its value, so that it is not kept beside.
  static func isUsed(_ target: String, by type: FieldType?) -> Bool {
    switch type?.element {
    case .email?: email(target) != nil
    case .link?: email(target) == nil
    default: false
    }
  }

  /// A cell that shows a text and leads to a target; a text where both say the same.
  static func cell(_ shown: String, target: String) -> SourceCell {
    let address = email(target)
    let plain = CellText.trimmed(shown)
    if plain.isEmpty { return .text(address ?? target) }
    if target.isEmpty || plain == target || address?.lowercased() == plain.lowercased() {
      return .text(shown)
    }
    return bare(plain) == bare(target) ? .text(shown) : .linked(shown, target: target)
  }

  /// An address without what programs add to it: `http://` in front, `/` behind.
  private static func bare(_ text: String) -> String {
    var rest = text.lowercased()[...]
    for scheme in ["http://", "https://", "mailto:"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
      break
    }
    return String(rest.hasSuffix("/") ? rest.dropLast() : rest)
  }

  /// `%40` and the like as what they stand for.
  private static func decoded(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(0x25) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
