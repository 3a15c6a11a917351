package import Dates
package import JSON
package import Output

/// A finished digest.
package struct DigestResult: Sendable {
  package struct OwnerPart: Sendable {
    /// Nil for records that have none.
    package let owner: String?
    /// The day on the owner's clocks.
    package let date: CivilDate
    let zone: Zone
    package let sections: [DigestSection: [DigestItem]]

    package func items(_ section: DigestSection) -> [DigestItem] { sections[section] ?? [] }
  }

  package let date: CivilDate
  /// Owners who have something to see, most urgent first.
  package let owners: [OwnerPart]
  /// What was done since `since`, the latest first; none where nobody asked.
  package private(set) var deeds: [TeamDeed] = []
  /// The day from which on deeds are told.
  private(set) var since: CivilDate?
  let phrases: Phrases
  /// The clocks of the digest's day.
  let zone: Zone

  init(date: CivilDate, phrases: Phrases, zone: Zone, owners: [OwnerPart]) {
    self.zone = zone
    self.date = date
    self.phrases = phrases
    self.owners = owners
  }

  package var isEmpty: Bool { owners.isEmpty && deeds.isEmpty }

  /// The same with what was done from a day on.
  package func telling(_ deeds: [TeamDeed], since day: CivilDate) -> DigestResult {
    var result = self
    (result.deeds, result.since) = (deeds, day)
    return result
  }

  /// The deeds by who did them, those with the most first.
  var deedsByPerson: [(who: String, deeds: [TeamDeed])] {
    Dictionary(grouping: deeds) { $0.who }.map { (who: $0.key, deeds: $0.value) }
      .sorted { a, b in a.deeds.count == b.deeds.count ? a.who < b.who : a.deeds.count > b.deeds.count }
  }

  /// The heading, also the subject of a message.
  package var title: String { phrases.heading(date) }

  package var json: JSONValue { DigestResult.schema.json(self) }

  /// The keys must not change, because scripts read them.
  package static let schema = ObjectSchema<DigestResult>(
    "digest", "What asks for attention, by owner.",
    [
      Member("date", .date, "The day that it is for.") { .string($0.date.description) },
      .objects("owners", "Owners who have something to see, most urgent first.", part) { $0.owners },
      Member(
        "done", .list(.object(TeamDeed.schema.schema)), "What was done since the day of --since, from git."
      ) { digest in
        digest.since == nil ? .null : .array(digest.deeds.map(TeamDeed.schema.json))
      }.leftOutWhenEmpty,
    ])

  private static let part = ObjectSchema<OwnerPart>(
    "owner", "What one owner should know.",
    [
      .optionalText("owner", "Whose it is; null for what nobody owns.") { $0.owner },
      Member("date", .date, "The day that it is for, on the owner's clocks.") {
        .string($0.date.description)
      },
    ]
      + DigestSection.allCases.map { section in
        .objects(section.rawValue, Phrases.english.title(section) + ".", DigestItem.schema) {
          $0.items(section)
        }
      })
}
