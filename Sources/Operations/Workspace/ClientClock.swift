import Dates
package import Records

extension Workspace {
  /// The time at a client's, and how far it is ahead of the repository's: `15:40 in Chita (+6h)`; nil where the record
  /// names no zone that there is.
  package func clock(of client: Record) -> String? {
    guard let name = client.text("timezone"), let there = Zone(named: name) else { return nil }
    let ahead = Int(there.offset(at: now.seconds)) - Int(zone.offset(at: now.seconds))
    let difference = ahead == 0 ? "" : " (\(ahead < 0 ? "−" : "+")\(Span.format(seconds: abs(ahead))))"
    return "\(there.civil(now).time) in \(name.split(separator: "/").last ?? "")" + difference
  }
}
