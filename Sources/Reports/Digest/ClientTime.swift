import Dates
package import Facts
import JSON
package import Output

extension ClientClock {
  package static let schema = ObjectSchema<ClientClock>(
    "client_time", "What the clocks at the client's show.",
    [
      .moment("at", "The moment that they show, with their offset.") {
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
