import Dates
import Records

extension ReportInput {
  /// What a report of this input is about, in a few words each: its days, the moment that it speaks of, what it is
  /// narrowed to and counted by. `takesPeriod` says whether no period means all time.
  func facts(takesPeriod: Bool) -> [String] {
    var facts: [String] = []
    if let period {
      facts.append(ReportInput.words(period))
    } else if takesPeriod {
      facts.append("all time")
    }
    if let asOf, asOf < zone.date(now) {
      facts.append("as of the end of \(asOf)")
    } else {
      facts.append("as of \(zone.describe(now)), \(snapshot.config.timezone)")
    }
    if let pipeline { facts.append("pipeline \(pipeline)") }
    if let filterText { facts.append("where \(filterText)") }
    if let by { facts.append("by \(by)") }
    if let currency { facts.append("in \(currency)") }
    if let mode { facts.append("stages \(mode)") }
    if let limits { facts.append("limits \(limits.map(\.description).joined(separator: ", "))") }
    if let days { facts.append(days == 1 ? "1 day" : "\(days) days") }
    return facts
  }

  /// `2026-11-01 to 2026-11-30`; an open side is left out.
  static func words(_ period: CivilInterval) -> String {
    if period.start == .first { return "to \(period.lastDay)" }
    if period.end == .last { return "from \(period.start)" }
    return period.dayCount == 1 ? period.start.description : "\(period.start) to \(period.lastDay)"
  }
}
