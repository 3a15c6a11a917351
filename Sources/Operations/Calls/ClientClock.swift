import Dates
package import Facts
import JSON
package import Output
package import Records

extension Kind {
  /// Whether its records are about somebody who has a clock.
  var hasClient: Bool {
    switch self {
    case .contact, .company, .lead, .deal, .task: true
    case .activity, .product: false
    }
  }
}

extension ClientClock {
  package static let schema = ObjectSchema<ClientClock>(
    "client_time", "What the clocks at the client's show.",
    [
      .moment("at", "The present moment, with the offset of the client's clocks.") {
        $0.zone.localized($0.moment)
      },
      .text("zone", "The name of the time zone.") { $0.zone.name },
      .text("place", "What people call it: the city.") { $0.place },
      Member("source", .choice(Source.allCases.map(\.rawValue)), "What it is known by.") {
        .string($0.source.rawValue)
      },
      .text("evidence", "The words of the record that decided, or the prefix of the phone number.") {
        $0.evidence
      },
    ])
}

extension Workspace {
  /// The clock of whom a record is about; nil where it is not known.
  package func clientClock(of record: Record) -> ClientClock? {
    ClientClock(of: record, in: snapshot, at: now)
  }

  /// The time at a client's, how far it is ahead of the repository's, and how it is known: `15:40 in Chita (+6 h), by phone +7 302`.
  ///
  /// Nil where it is not known, and where it is no other than here, unless the record itself names the zone.
  package func clock(of client: Record) -> String? {
    guard let clock = clientClock(of: client) else { return nil }
    guard clock.source == .timezone || clock.distance(from: zone) != 0 else { return nil }
    return clock.explained(from: zone)
  }
}
