import Diagnostics
import JSON
import Output
import Records
import Search

/// What a search found: a record, or an action or command on offer.
enum Find {
  case record(SearchHit)
  case offer(SearchOffer)

  /// Scripts read the keys.
  static let schema = ObjectSchema<Find>(
    "find", "A record that a search found, or an action or command that it offers.",
    [
      Member(
        "kind", .choice(SearchScope.allCases.map(\.word)), "The kind of record, or action.",
        column: Column("kind")
      ) { .string($0.kind) },
      Member(
        "id", .text, "The record's identifier.", column: Column("id", kind: .identifier)
      ) { .optional($0.hit?.record.id.description) }.leftOutWhenEmpty,
      Member("ref", .text, "The record as commands name it.") { .optional($0.hit?.record.ref) }
        .leftOutWhenEmpty,
      .text("name", "The record's name, or that of the action or command.") { $0.name },
      Member("command", .text, "What does it; … is what only a person knows.") {
        .optional($0.offer?.command.description)
      }
      .leftOutWhenEmpty,
      Member("score", .number, "From 0 to 1: how well it matches.") { .double($0.score) },
      .choice("reason", "How its weakest word was found.") { $0.reason },
      Member(
        "field", .text, "The field of the record that matches.", column: Column("match"),
        cell: { find, _ in .text(find.match) }
      ) { .optional($0.hit?.field) }.leftOutWhenEmpty,
    ], columns: ["id", "kind", "name", "match"])

  private var hit: SearchHit? { if case .record(let hit) = self { hit } else { nil } }
  private var offer: SearchOffer? { if case .offer(let offer) = self { offer } else { nil } }

  private var kind: String { hit?.record.kind.rawValue ?? SearchScope.actions.word }

  private var name: String {
    switch self {
    case .record(let hit): hit.record.name
    case .offer(let offer): offer.name
    }
  }

  var score: Double {
    switch self {
    case .record(let hit): hit.score
    case .offer(let offer): offer.score
    }
  }

  private var reason: MatchReason {
    switch self {
    case .record(let hit): hit.reason
    case .offer(let offer): offer.reason
    }
  }

  /// What people see of the match: the field and how it was found, or what to type.
  private var match: String {
    switch self {
    case .record(let hit): "\(hit.field) (\(hit.reason.rawValue))"
    case .offer(let offer): offer.command.description
    }
  }
}
