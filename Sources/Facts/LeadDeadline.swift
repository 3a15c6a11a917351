package import Dates
package import Records

/// Whether a lead has had its first answer in time.
package struct LeadDeadline: Sendable {
  package let lead: Record

  package init(_ lead: Record) { self.lead = lead }

  /// When the first answer to the lead is due, moved into the working hours of its owner; nil for a lead that is worked on or
  /// decided already, and where no pipeline says how soon.
  package func answerBy(_ stages: StageIndex, in snapshot: Snapshot) -> Instant? {
    guard lead.leadStatus == .new, let created = lead.created, let within = stages.answerWithin else {
      return nil
    }
    let owner = lead.text("owner")
    let due = within.after(created, in: snapshot.config.zone(of: owner))
    return snapshot.config.hours(of: owner).nextOpen(onOrAfter: due) ?? due
  }

  /// True where the lead should have been answered and nobody has written to it, called or met it.
  package func isUnanswered(at moment: Instant, _ stages: StageIndex, in snapshot: Snapshot) -> Bool {
    guard let due = answerBy(stages, in: snapshot), due < moment else { return false }
    return !snapshot.mentions(of: lead, among: .happenings).contains { happened in
      guard let at = ActivityFacts.moment(of: happened), at <= moment else { return false }
      return ActivityFacts.isTalk(happened) && ActivityFacts.direction(of: happened) != .incoming
    }
  }
}
