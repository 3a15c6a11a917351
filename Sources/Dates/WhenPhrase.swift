/// What a WHEN expression says, before it meets a clock: a day, a time of day, or a distance from now.
struct WhenPhrase: Sendable, Hashable {
  enum Week: Sendable, Hashable {
    case nearest, next, last
  }

  enum Day: Sendable, Hashable {
    /// A distance from today.
    case away(months: Int, days: Int)
    case weekday(Weekday, Week)
    case date(CivilDate)
    case monthDay(month: Int, day: Int)
    /// The end of this week, month, quarter or year.
    case end(Vocabulary.Unit)
    /// The first day of the next week, month, quarter or year.
    case next(Vocabulary.Unit)
  }

  var day: Day?
  /// Seconds since midnight.
  var clock: Int?
  /// Exact seconds from now, on top of a day given as a distance.
  var elapsed: Int?

  static let today = Day.away(months: 0, days: 0)
}
