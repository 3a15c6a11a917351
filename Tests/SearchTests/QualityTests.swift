import Foundation
import Records
import Testing

@testable import Search

/// What was meant comes first. `SEARCH_RECORDS=10000` measures on more records and prints the figures.
@Suite struct QualityTests {
  @Test func findsWhatWasMeant() {
    let wanted = ProcessInfo.processInfo.environment["SEARCH_RECORDS"].flatMap { Int($0) }
    let team = Team(count: wanted ?? 2000)
    let table = QueryTable(team, perWay: 14)
    #expect(table.queries.count >= 300)
    let clock = ContinuousClock()
    let start = clock.now
    let search = Firm.search(team.records)
    let built = clock.now
    var first = 0
    var five = 0
    var misses: [String] = []
    for query in table.queries {
      let ids = search.ids(query.text, limit: 20)
      if let best = ids.first, query.meant.contains(best) { first += 1 }
      if ids.prefix(5).contains(where: { query.meant.contains($0) }) { five += 1 }
      if ids.first.map({ !query.meant.contains($0) }) ?? true {
        let place = ids.firstIndex { query.meant.contains($0) }.map { "\($0 + 1)." } ?? "nowhere"
        let names = search.hits(query.text, limit: 2).map { "\($0.record.name) (\($0.reason) \($0.score))" }
        let meant = query.meant.first.flatMap { id in team.people.first { $0.id == id } }
        misses.append(
          "\(query.way): \(query.text) → \(names) meant \(meant.map { "\($0.first) \($0.last)" } ?? "?") \(place)"
        )
      }
    }
    let count = Double(table.queries.count)
    let (hitFirst, hitFive) = (Double(first) / count, Double(five) / count)
    if wanted != nil {
      print(
        "\(team.records.count) records, \(table.queries.count) queries: hit@1 \(hitFirst) hit@5 \(hitFive)")
      print(
        "building \(start.duration(to: built)), a query \(built.duration(to: clock.now) / table.queries.count)"
      )
      for way in Set(table.queries.map(\.way)).sorted() {
        let asked = table.queries.filter { $0.way == way }
        print("\(way) (\(asked.count)): \(asked.first?.text ?? "")")
      }
      for miss in misses { print(miss) }
    }
    #expect(hitFirst >= 0.95, "\(misses)")
    #expect(hitFive >= 0.99, "\(misses)")
  }
}
