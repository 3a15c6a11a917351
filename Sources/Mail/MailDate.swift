import Dates

/// The `Date` of a message (RFC 5322, 3.3, with the obsolete forms of 4.3).
enum MailDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  /// Minutes east of UTC of the names that RFC 822 had.
  private static let zones: [String: Int] = [
    "ut": 0, "gmt": 0, "utc": 0, "z": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420,
  ]

  /// `Sun, 29 Nov 2026 10:00:05 +0100 (CET)`; nil for what is no such date.
  static func instant(_ value: ArraySlice<UInt8>) -> Instant? {
    let text = String(decoding: value.prefix(200), as: UTF8.self).lowercased()
    var words = text.split { $0 == " " || $0 == "\t" || $0 == "," }[...]
    if let first = words.first, first.first?.isNumber != true { words.removeFirst() }
    guard words.count >= 4, let day = Int(words[words.startIndex]),
      let month = months.firstIndex(of: String(words[words.startIndex + 1].prefix(3))),
      let year = year(words[words.startIndex + 2]),
      let date = CivilDate(year: year, month: month + 1, day: day),
      let second = second(words[words.startIndex + 3])
    else { return nil }
    let offset = words.count > 4 ? offset(words[words.startIndex + 4]) : 0
    let local = date.dayNumber * 86_400 + second
    return Instant(seconds: Int64(local - offset * 60), offset: Int32(offset * 60))
  }

  private static func year(_ word: Substring) -> Int? {
    guard let year = Int(word), year >= 0 else { return nil }
    switch word.count {
    case 2: return year < 50 ? 2000 + year : 1900 + year
    case 3: return 1900 + year
    default: return year
    }
  }

  private static func second(_ word: Substring) -> Int? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1],
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    guard parts.count == 3 else { return hour * 3600 + minute * 60 }
    guard let second = parts[2], (0...60).contains(second) else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// An unknown name counts as UTC, as the RFC says.
  private static func offset(_ word: Substring) -> Int {
    if let known = zones[String(word)] { return known }
    guard word.count == 5, let sign = word.first, sign == "+" || sign == "-",
      let digits = Int(word.dropFirst()),
      digits >= 0, digits % 100 < 60, digits < 2400
    else { return 0 }
    return (digits / 100 * 60 + digits % 100) * (sign == "-" ? -1 : 1)
  }
}
