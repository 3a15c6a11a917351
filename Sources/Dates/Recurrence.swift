/// How something repeats: so many days, weeks, months or years after the last time, or on the first or last such weekday
/// of each month.
package enum Recurrence: Sendable, Hashable {
  package enum Period: String, Sendable, CaseIterable {
    case day, week, month, year

    /// How many of it make a hundred years, the longest that something can take to repeat.
    fileprivate var limit: Int {
      switch self {
      case .day: 36_500
      case .week: 5200
      case .month: 1200
      case .year: 100
      }
    }
  }

  package enum Place: String, Sendable, CaseIterable {
    case first, last
  }

  case every(Int, Period)
  case weekday(Place, Weekday)

  /// What a repetition can be, for people.
  package static let forms = "write it as 2 weeks, 1 month, first mon or last fri"

  /// `2 weeks`, `first mon`: the words in which a record holds it, which `init` reads.
  package var description: String {
    switch self {
    case .every(let count, let period): "\(count) \(period)\(count == 1 ? "" : "s")"
    case .weekday(let place, let weekday): "\(place) \(weekday)"
    }
  }
}

// MARK: - Repetitions

extension Recurrence {
  /// The first repetition of what fell on `day` that is after it and not before `floor`; nil where the calendar ends first.
  ///
  /// Months and years go by a day of the month, `anchor`, which falls on the last day of a shorter month and comes back in
  /// a longer one; without one it is that of `day`.
  package func next(after day: CivilDate, notBefore floor: CivilDate, anchor: Int? = nil) -> CivilDate? {
    switch self {
    case .every(let count, .day): Recurrence.next(after: day, notBefore: floor, days: count)
    case .every(let count, .week): Recurrence.next(after: day, notBefore: floor, days: count * 7)
    case .every(let count, .month):
      Recurrence.next(after: day, notBefore: floor, months: count, anchor: anchor ?? day.day)
    case .every(let count, .year):
      Recurrence.next(after: day, notBefore: floor, months: count * 12, anchor: anchor ?? day.day)
    case .weekday(let place, let weekday):
      Recurrence.next(after: day, notBefore: floor) { Recurrence.date(place, weekday, in: $0) }
    }
  }

  /// Whether it goes by the day of the month.
  package var hasAnchor: Bool {
    switch self {
    case .every(_, .month), .every(_, .year): true
    case .every, .weekday: false
    }
  }

  private static func next(after day: CivilDate, notBefore floor: CivilDate, days: Int) -> CivilDate? {
    let missed = max(floor.days(since: day) - 1, 0) / days
    let (distance, isTooLong) = (missed + 1).multipliedReportingOverflow(by: days)
    guard !isTooLong else { return nil }
    let found = day.adding(days: distance)
    return found.days(since: day) == distance ? found : nil
  }

  private static func next(
    after day: CivilDate, notBefore floor: CivilDate, months: Int, anchor: Int
  ) -> CivilDate? {
    // One step less than the months between them can need, so that the loop ends after three.
    var steps = max((floor.monthNumber - day.monthNumber) / months, 1)
    while let first = CivilDate(monthNumber: day.monthNumber + steps * months) {
      let found = first.adding(days: min(anchor, CivilDate.days(inMonth: first.month, of: first.year)) - 1)
      if found >= floor { return found }
      steps += 1
    }
    return nil
  }

  private static func next(
    after day: CivilDate, notBefore floor: CivilDate, in month: (CivilDate) -> CivilDate
  ) -> CivilDate? {
    var number = max(day.monthNumber, floor.monthNumber)
    while let first = CivilDate(monthNumber: number) {
      let found = month(first)
      if found > day, found >= floor { return found }
      number += 1
    }
    return nil
  }

  private static func date(_ place: Place, _ weekday: Weekday, in month: CivilDate) -> CivilDate {
    switch place {
    case .first:
      let first = month.startOfMonth
      return first.adding(days: (weekday.rawValue - first.weekday.rawValue + 7) % 7)
    case .last:
      let last = month.endOfMonth
      return last.adding(days: -((last.weekday.rawValue - weekday.rawValue + 7) % 7))
    }
  }
}

extension CivilDate {
  /// Months since the year 0.
  fileprivate var monthNumber: Int { year * 12 + month - 1 }

  /// The first day of a month; nil outside the calendar.
  fileprivate init?(monthNumber number: Int) {
    self.init(year: number / 12, month: number % 12 + 1, day: 1)
  }
}

// MARK: - Reading

extension Recurrence {
  /// What people write, in English or Russian: `2 weeks`, `monthly`, `every other week`, `каждые две недели`, `1mo`,
  /// `first monday of the month`, `последняя пятница`; nil for anything else, and for what takes longer than a hundred
  /// years.
  package init?(_ text: String) {
    guard text.utf8.count <= 100 else { return nil }
    var words = Vocabulary.fold(text).split { $0.isWhitespace || $0 == "," }[...]
    let opening: Set<Substring> = [
      "every", "each", "the", "on", "каждый", "каждая", "каждую", "каждое", "каждые", "в", "во",
    ]
    if words.starts(with: ["раз", "в"]) || words.starts(with: ["once", "a"]) { words = words.dropFirst(2) }
    while let first = words.first, opening.contains(first) { words.removeFirst() }
    guard let found = Recurrence.inPlace(words) ?? Recurrence.inTime(words) else { return nil }
    self = found
  }

  /// `first mon`, `last friday of the month`.
  private static func inPlace(_ words: ArraySlice<Substring>) -> Recurrence? {
    guard words.count >= 2, let word = words.first, let place = place(word),
      let weekday = Vocabulary.weekday(String(words[words.startIndex + 1]))
    else { return nil }
    let closing = [
      "of", "in", "the", "each", "every", "a", "month", "в", "каждого", "месяца", "месяце", "месяц",
    ]
    guard words.dropFirst(2).allSatisfy({ closing.contains(String($0)) }) else { return nil }
    return .weekday(place, weekday)
  }

  private static func place(_ word: Substring) -> Place? {
    switch word {
    case "first", "1st", "первый", "первая", "первую", "первое", "1-й", "1-я", "1-ю", "1-е": .first
    case "last", "последний", "последняя", "последнюю", "последнее": .last
    default: nil
    }
  }

  /// `2 weeks`, `month`, `2w`, `weekly`.
  private static func inTime(_ words: ArraySlice<Substring>) -> Recurrence? {
    guard let first = words.first else { return nil }
    if words.count == 1, let adverb = adverbs[first] { return adverb }
    if let (count, word) = amount(first, words.dropFirst()), let unit = Vocabulary.unit(word) {
      return of(count, unit)
    }
    return nil
  }

  /// A number with the word for what is counted; nil unless that is all.
  private static func amount(
    _ first: Substring, _ rest: ArraySlice<Substring>
  ) -> (count: Int, unit: String)? {
    guard let second = rest.first else {
      if let amounts = Vocabulary.amounts(first) { return amounts.count == 1 ? amounts[0] : nil }
      return first.count > 1 ? (1, String(first)) : nil
    }
    guard rest.count == 1 else { return nil }
    if first == "a" || first == "an" { return (1, String(second)) }
    if first == "other" || first == "second" { return (2, String(second)) }
    if first.utf8.count <= 6, let count = Int(first), count > 0 { return (count, String(second)) }
    return Vocabulary.count(String(first)).map { ($0, String(second)) }
  }

  private static func of(_ count: Int, _ unit: Vocabulary.Unit) -> Recurrence? {
    let found: (count: Int, period: Period)
    switch unit {
    case .day: found = (count, .day)
    case .week: found = (count, .week)
    case .month: found = (count, .month)
    case .quarter: found = (count * 3, .month)
    case .year: found = (count, .year)
    case .second, .minute, .hour, .workday: return nil
    }
    guard (1...found.period.limit).contains(found.count) else { return nil }
    return .every(found.count, found.period)
  }

  private static let adverbs: [Substring: Recurrence] = [
    "daily": .every(1, .day), "ежедневно": .every(1, .day), "weekly": .every(1, .week),
    "еженедельно": .every(1, .week), "monthly": .every(1, .month), "ежемесячно": .every(1, .month),
    "quarterly": .every(3, .month), "ежеквартально": .every(3, .month), "полгода": .every(6, .month),
    "yearly": .every(1, .year), "annually": .every(1, .year), "ежегодно": .every(1, .year),
  ]
}
