package import Dates
package import Facts
package import Records

/// All that a digest is made from.
package struct DigestInput: Sendable {
  package let snapshot: Snapshot
  package let stages: StageIndex
  package let now: Instant
  /// Nil means everybody.
  package let owner: String?
  /// Whether what has no owner belongs to `owner`: where nobody is listed, it is the asker's.
  package let ownsTheRest: Bool
  /// The day that the digest is for.
  package let date: CivilDate
  package let language: String

  /// The day is today and the language that of `crm.yaml` unless they are given.
  package init(
    snapshot: Snapshot, stages: StageIndex, now: Instant, owner: String? = nil, ownsTheRest: Bool = false,
    date: CivilDate? = nil, language: String? = nil
  ) {
    self.snapshot = snapshot
    self.stages = stages
    self.now = now
    self.owner = owner
    self.ownsTheRest = ownsTheRest
    self.date = date ?? snapshot.config.zone.date(now)
    self.language = language ?? snapshot.config.language
  }

  var zone: Zone { snapshot.config.zone }

  /// What is due before this moment is overdue: now, or the start of another day.
  var moment: Instant { date == zone.date(now) ? now : zone.instant(date) }

  /// The seven days after the digest's.
  var coming: CivilInterval { CivilInterval(from: date.adding(days: 1), through: date.adding(days: 7)) }
}
