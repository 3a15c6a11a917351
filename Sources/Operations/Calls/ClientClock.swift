import Dates
package import Facts
package import Records

extension Kind {
  /// Whether its records are about somebody who has a clock.
  var hasClient: Bool {
    switch self {
    case .contact, .company, .lead, .deal, .task, .invoice: true
    case .activity, .product: false
    }
  }
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
