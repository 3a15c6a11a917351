/// What a WHEN expression says, before it meets a clock: a day, a time of day, or a distance from now.
struct WhenPhrase: Sendable, Hashable {
  enum Week: Sendable, Hashable {
    case nearest, next, last
  }

  enum Day: Sendable, Hashable {
    /// A day by its word, such as `tomorrow`, as its distance from today.
    case away(months: Int, days: Int)
    /// A distance that was counted out, such as `+2d`.
    case distance(months: Int, days: Int)
    /// So many working days from today.
    case workingDays(Int)
    case weekday(Weekday, Week)
    case date(CivilDate)
    case monthDay(month: Int, day: Int)
    /// The end of this week, month, quarter or year.
    case end(Vocabulary.Unit)
    /// The first day of the next week, month, quarter or year.
    case next(Vocabulary.Unit)
  }

  var day: Day?
  /// The weekday that was named beside a date, so that one is held against the other.
  var weekday: Weekday?
  /// Seconds since midnight.
  var clock: Int?
  /// Exact seconds from now, on top of a day given as a distance.
  var elapsed: Int?

  /// True where the day depends on which days are worked.
  var countsWorkingDays: Bool {
    switch day {
    case .workingDays, .end(.week): true
    case .distance(let months, _): months == 0 && elapsed == nil
    default: false
    }
  }

  static let today = Day.away(months: 0, days: 0)
}
