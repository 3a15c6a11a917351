/// Durations as people write them: `10m`, `1h30m`, `3d`, `5 min`, `10 мин`.
package enum Span {
  /// Seconds of a duration made of seconds, minutes, hours, days and weeks; nil for anything else, a bare number
  /// and months (whose length varies) included.
  package static func parse(_ text: String) -> Int? { plain(text) ?? folded(text) }

  /// The seconds of digits and the letters d, h, m and s, as `format` writes them; nil for every other form.
  private static func plain(_ text: String) -> Int? {
    guard text.utf8.count <= 64 else { return nil }
    var (total, count, digits, parts) = (0, 0, 0, 0)
    for byte in text.utf8 {
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        count = count * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
        guard digits <= 6 else { return nil }
        continue
      }
      if byte == UInt8(ascii: " "), digits == 0 { continue }
      guard digits > 0 else { return nil }
      switch byte {
      case UInt8(ascii: "d"): total += count * 86_400
      case UInt8(ascii: "h"): total += count * 3600
      case UInt8(ascii: "m"): total += count * 60
      case UInt8(ascii: "s"): total += count
      default: return nil
      }
      (count, digits) = (0, 0)
      parts += 1
    }
    return digits == 0 && parts > 0 ? total : nil
  }

  private static func folded(_ text: String) -> Int? {
    guard let amounts = amounts(text) else { return nil }
    var total = 0
    for (count, unit) in amounts {
      guard let length = seconds(in: unit) else { return nil }
      total += count * length
    }
    return total
  }

  /// The numbers of a duration with their units; nil where the text is anything else.
  static func amounts(_ text: String) -> [(count: Int, unit: Vocabulary.Unit)]? {
    guard text.utf8.count <= 64 else { return nil }
    var compact = Vocabulary.fold(text).filter { !$0.isWhitespace }
    if compact.last == "." { compact.removeLast() }
    guard let written = Vocabulary.amounts(compact) else { return nil }
    var amounts: [(count: Int, unit: Vocabulary.Unit)] = []
    for (count, word) in written {
      guard let unit = Vocabulary.unit(word) else { return nil }
      amounts.append((count, unit))
    }
    return amounts
  }

  static func seconds(in unit: Vocabulary.Unit) -> Int? {
    switch unit {
    case .second: 1
    case .minute: 60
    case .hour: 3600
    case .day: 86_400
    case .week: 604_800
    case .workday, .month, .quarter, .year: nil
    }
  }

  /// `1h 30m`, in days, hours, minutes and seconds; `0m` for none. `parse` reads it back unless it is negative.
  package static func format(seconds: Int) -> String {
    if seconds == 0 { return "0m" }
    var rest = seconds.magnitude
    var parts: [String] = []
    for (length, letter) in [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")] as [(UInt, String)] {
      if rest >= length { parts.append("\(rest / length)\(letter)") }
      rest %= length
    }
    return (seconds < 0 ? "-" : "") + parts.joined(separator: " ")
  }
}
