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
  let phrases: Phrases

  init(date: CivilDate, phrases: Phrases, owners: [OwnerPart]) {
    self.date = date
    self.phrases = phrases
    self.owners = owners
  }

  package var isEmpty: Bool { owners.isEmpty }

  /// The heading, also the subject of a message.
  package var title: String { phrases.heading(date) }

  package var json: JSONValue { DigestResult.schema.json(self) }

  /// The keys must not change, because scripts read them.
  package static let schema = ObjectSchema<DigestResult>(
    "digest", "What asks for attention, by owner.",
    [
      Member("date", .date, "The day that it is for.") { .string($0.date.description) },
      .objects("owners", "Owners who have something to see, most urgent first.", part) { $0.owners },
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
