package import Dates
package import Diagnostics

/// Reads the options that say which days a report is about.
package enum Periods {
  /// Either `--period` (`2026-Q4`, `q4`, `november`, `last-month`, `ytd`) or any of `--from` and `--to`, both included;
  /// nil without any. An open side runs to the end of the calendar.
  package static func parse(
    period: String?, from: String?, to: String?, today: CivilDate
  ) throws(Diagnostic) -> CivilInterval? {
    if let period {
      guard from == nil, to == nil else {
        throw Diagnostic(.usage, "--period excludes --from and --to")
      }
      return try interval(period, option: "--period", today: today)
    }
    guard from != nil || to != nil else { return nil }
    let start = try from.map { text throws(Diagnostic) in
      try interval(text, option: "--from", today: today).start
    }
    let end = try to.map { text throws(Diagnostic) in try interval(text, option: "--to", today: today).end }
    if let start, let end, start >= end {
      throw Diagnostic(.invalidValue, "--from \(start) is after --to \(end.adding(days: -1))")
    }
    return CivilInterval(start: start ?? .first, end: end ?? .last)
  }

  /// The day of `--as-of`.
  package static func day(_ text: String, option: String, today: CivilDate) throws(Diagnostic) -> CivilDate {
    let found = try interval(text, option: option, today: today)
    guard found.dayCount == 1 else {
      throw Diagnostic(
        .invalidValue, "\(option) takes one day, not \"\(text)\"", hints: ["such as \(found.lastDay)"])
    }
    return found.start
  }

  private static func interval(
    _ text: String, option: String, today: CivilDate
  ) throws(Diagnostic) -> CivilInterval {
    if let found = DateExpression.parse(text, today: today) ?? PastPeriod.parse(text, today: today) {
      return found
    }
    throw Diagnostic(
      .invalidValue, "\(option): \"\(text)\" names no days",
      hints: ["such as 2026, 2026-Q4, q4, november, 2026-11-24, '1 nov', mon, last-month, ytd or today-7d"])
  }
}
