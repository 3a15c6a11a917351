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
  /// The day that the digest is for, on the clocks of `zone`.
  package let date: CivilDate
  private let givenDate: CivilDate?
  /// The clocks of the owner, the repository's where it is for everybody.
  let zone: Zone
  package let language: String
  /// How many days after the digest's are the coming ones.
  package let days: Int

  /// The day is today, and the language the owner's, which is that of `crm.yaml` where they have none, unless they are
  /// given.
  package init(
    snapshot: Snapshot, stages: StageIndex, now: Instant, owner: String? = nil, ownsTheRest: Bool = false,
    date: CivilDate? = nil, days: Int = 7, language: String? = nil
  ) {
    self.days = days
    self.snapshot = snapshot
    self.stages = stages
    self.now = now
    self.owner = owner
    self.ownsTheRest = ownsTheRest
    zone = snapshot.config.zone(of: owner)
    givenDate = date
    self.date = date ?? zone.date(now)
    self.language = language ?? snapshot.config.language(of: owner)
  }

  /// The same for one owner alone.
  func narrowed(to owner: String) -> DigestInput {
    DigestInput(
      snapshot: snapshot, stages: stages, now: now, owner: owner, date: givenDate, days: days,
      language: language)
  }

  /// The owners whose clocks are not those of a digest for everybody.
  var ownersElsewhere: [String] {
    guard owner == nil else { return [] }
    let config = snapshot.config
    return config.owners.map(\.id).filter { config.zone(of: $0) != zone }
  }

  /// The clocks and the day of an owner's part.
  func day(of owner: String?) -> (zone: Zone, date: CivilDate) {
    let own = self.owner == nil ? snapshot.config.zone(of: owner) : zone
    return (own, givenDate ?? own.date(now))
  }

  /// What is due before this moment is overdue: now, or the start of another day.
  var moment: Instant { date == zone.date(now) ? now : zone.instant(date) }

  /// The last day that the digest looks ahead to.
  var lastDay: CivilDate { date.adding(days: days) }
}
