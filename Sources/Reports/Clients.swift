import Dates
import Facts
import Records

/// A client or a product that rows of a report are about.
struct Subject: Sendable {
  /// That of the record which a merged one lives on in.
  let id: RecordID
  /// Nil where a deal names what is not there.
  let record: Record?
  private let stem: String

  fileprivate init(id: RecordID, record: Record?, stem: String) {
    self.id = id
    self.record = record
    self.stem = stem
  }

  var ref: String { record?.ref ?? stem }
  var name: String { record?.name ?? stem }
}

/// Whom and what deals name, each looked up once.
struct Subjects {
  private let snapshot: Snapshot
  private var known: [RecordID: Subject] = [:]

  init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// Who buys: the company of the deal, else its contact.
  mutating func client(of deal: Record) -> Subject? {
    subject("company", of: deal) ?? subject("contact", of: deal)
  }

  mutating func subject(_ key: String, of record: Record) -> Subject? {
    guard let id = record.referenced(key) else { return nil }
    return known[id] ?? look(up: Reference(id: id, stem: record.reference(key)?.stem ?? id.description))
  }

  mutating func subject(_ reference: Reference) -> Subject { known[reference.id] ?? look(up: reference) }

  private mutating func look(up reference: Reference) -> Subject {
    let record = snapshot.record(reference)
    let subject = Subject(id: record?.id ?? reference.id, record: record, stem: reference.stem)
    known[reference.id] = subject
    return subject
  }
}

/// A won deal; a deal that was reopened, or lost since, is none.
struct Purchase: Sendable {
  let deal: Record
  /// When it was won; nil where nobody knows.
  let closed: Instant?
  /// The day of that by the clocks of the repository.
  let day: CivilDate?
}

extension ReportInput {
  /// The selected deals that are won at the report's moment, ordered by identifier, closed in the period where there is
  /// one; those without a closing time are left out and counted where a period, or `isDated`, asks for it.
  func purchases(
    in period: CivilInterval? = nil, isDated: Bool = false, _ omissions: inout Omissions
  ) -> [Purchase] {
    var found: [Purchase] = []
    for state in wonStates(&omissions) {
      let closed = state.closed
      // What has no history says by its closing time alone that it was won later.
      if isPast, (state.deal["history"]?.list ?? []).isEmpty, let later = state.deal["closed"]?.instant,
        later > moment
      {
        omissions.add("left out: won after that day")
        continue
      }
      let day = closed.map { zone.date($0) }
      if day == nil, isDated || period != nil {
        omissions.add("left out: won, but nobody knows when")
      } else if let period, let day, !period.contains(day) {
        continue
      } else {
        found.append(Purchase(deal: state.deal, closed: closed, day: day))
      }
    }
    return found
  }

  private func wonStates(_ omissions: inout Omissions) -> [DealFacts] {
    if isPast { return states(&omissions).filter { $0.outcome == .won } }
    // The history of a deal that is not won is none of our business, and takes time.
    return deals.lazy.map { DealFacts($0, stages: stages, at: moment) }.filter { $0.outcome == .won }
  }

  /// The part of `--period` that has months: from its first day, or that of the first purchase, to its last day, or the
  /// present one, or the last purchase where that is later; nil where there is none.
  func months(of days: some Collection<CivilDate>) -> ClosedRange<Int>? {
    guard let first = days.min(), let last = days.max() else { return nil }
    var start = first
    var end = max(today, last)
    if let period {
      if period.start != .first { start = period.start }
      if period.end != .last { end = period.lastDay }
    }
    return start.monthNumber...max(start.monthNumber, end.monthNumber)
  }
}

extension CivilDate {
  /// Months since January of the year 0.
  var monthNumber: Int { year * 12 + month - 1 }

  /// `2026-11`
  static func monthName(_ number: Int) -> String {
    CivilDate(year: number / 12, month: number % 12 + 1, day: 1).map { String($0.description.prefix(7)) }
      ?? ""
  }
}
