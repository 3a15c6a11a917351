package import Dates
package import JSON

/// A finished digest.
package struct DigestResult: Sendable {
  package struct OwnerPart: Sendable {
    /// Nil for records that have none.
    package let owner: String?
    package let sections: [DigestSection: [DigestItem]]

    package func items(_ section: DigestSection) -> [DigestItem] { sections[section] ?? [] }
  }

  package let date: CivilDate
  /// Owners who have something to see, most urgent first.
  package let owners: [OwnerPart]
  let zone: Zone
  let phrases: Phrases

  init(date: CivilDate, zone: Zone, phrases: Phrases, owners: [OwnerPart]) {
    self.date = date
    self.zone = zone
    self.phrases = phrases
    self.owners = owners
  }

  package var isEmpty: Bool { owners.isEmpty }

  /// The heading, also the subject of a message.
  package var title: String { phrases.heading(date) }

  /// `{date, owners: [{owner, overdue, sla, today, leads, close_passed, rotting, coming, birthdays, keep_in_touch}]}`,
  /// each of them an array of items, which must not change, because scripts read it; `owner` is null for records that
  /// have none.
  package var json: JSONValue {
    [
      "date": .string(date.description),
      "owners": .array(
        owners.map { part in
          .object(
            [JSONMember("owner", .optional(part.owner))]
              + DigestSection.allCases.map { JSONMember($0.rawValue, .array(part.items($0).map(\.json))) })
        }),
    ]
  }
}
