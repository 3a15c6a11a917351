/// Days and longer times as people name them looking back: `q4`, `november`, `nov 2025`, `1 nov`, `mon`.
package enum PastPeriod {
  /// The latest one that has begun by `today`, or that of the year where one is given; nil where the text names none.
  package static func parse(_ text: String, today: CivilDate) -> CivilInterval? {
    guard text.utf8.count <= 64 else { return nil }
    return period(text, today: today) ?? day(text, today: today)
  }

  private static func period(_ text: String, today: CivilDate) -> CivilInterval? {
    let words = Vocabulary.fold(text).split { $0.isWhitespace || $0 == "-" || $0 == "_" }.map(String.init)
    guard (1...2).contains(words.count), let name = words.first else { return nil }
    let year = words.count == 2 ? Int(words[1]).flatMap { (1000...9999).contains($0) ? $0 : nil } : today.year
    let month: Int
    let isQuarter: Bool
    if name.utf8.count == 2, name.hasPrefix("q"), let number = Int(name.dropFirst()), (1...4).contains(number)
    {
      (month, isQuarter) = (number * 3 - 2, true)
    } else if let number = Vocabulary.month(name) {
      (month, isQuarter) = (number, false)
    } else {
      return nil
    }
    guard let year, var first = CivilDate(year: year, month: month, day: 1) else { return nil }
    if words.count == 1, first > today { first = first.adding(months: -12) }
    return CivilInterval(from: first, through: isQuarter ? first.endOfQuarter : first.endOfMonth)
  }

  private static func day(_ text: String, today: CivilDate) -> CivilInterval? {
    // Late in the evening, so that no time of this day is still to come.
    let now = Zone.utc.instant(today.adding(days: 1)).adding(seconds: -1)
    let parser = WhenParser(now: now, zone: .utc, hours: .standard, allowPast: true)
    guard let found = try? parser.parse(text) else { return nil }
    return CivilInterval(day: Zone.utc.date(found.instant))
  }
}
