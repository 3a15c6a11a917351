import Diagnostics
import Matching
import Records
import Rules

/// Records that a row may be about although matching is not sure: they are told, and nothing is merged by guess.
extension RowPlanner {
  /// A crowd that has one number, or one address, is an office.
  private static let office = 3
  /// What is likelier than this is told.
  private static let minimum = 50

  /// The records that have something in common with a row that is to be a new one.
  func similar(to row: DecodedRow, known: MatchTexts) -> [RecordID] {
    guard kind == .contact || kind == .company else { return [] }
    var found: [RecordID] = []
    for key in matcher.allKeys where key != .external && key != .name && key.parts.count == 1 {
      let records = index.records(kind, key, known: known, of: { row.values[$0] })
      if records.count < RowPlanner.office {
        for id in records where !found.contains(id) { found.append(id) }
      }
    }
    return found
  }

  /// Tells of the likeliest of the records that a new one was made beside.
  mutating func tellUnsure(
    of made: Record, at place: Place, namesakes: [RecordID], similar: [RecordID]
  ) {
    let planner = planner
    let judge = LikenessJudge(region: snapshot.config.country) { planner.record($0)?.name }
    let likely = similar.compactMap { id in planner.record(id).map { (id: id, judge.likeness(made, $0)) } }
      .filter { $0.1.score >= RowPlanner.minimum }
    if let best = likely.max(by: { $0.1.score < $1.1.score }), let other = target(best.id) {
      warn("\(place.text): made \(made.ref) beside \(other.ref): \(best.1.reasons.joined(separator: ", "))")
    } else if let namesake = namesakes.compactMap({ target($0) }).first {
      warn("\(place.text): made \(made.ref) beside \(namesake.ref), which has the same name")
    }
  }
}
