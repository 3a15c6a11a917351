import Dates
import Facts
import Filters
import Records
import Search
import Testing

@testable import RecordIndex

/// A search through the index finds what a search through all records finds, in the same order.
@Suite struct IndexedSearchTests {
  static let queries = [
    "anna", "an", "a", "анна", "fyyf", "ana", "иван", "ivanov", "acme", "acme anna", "site", "zoe", "obrien",
    "o'brien",
    "ёлка", "elka", "zoö", "брайен", "call", "note", "916", "+7 916", "8 916", "example", "anna@acme.example",
    "k7f",
    "x", "vip", "berlin", "москва", "quux", "anan", "acne",
  ]

  static func lines(_ snapshot: Snapshot) -> [String] {
    let search = RecordSearch(
      corpus: SearchCorpus(snapshot), snapshot: snapshot, stages: StageIndex([]), synonyms: .none,
      now: Instant(seconds: 1_795_000_000))
    return queries.flatMap { query in
      search.hits(query, limit: 50).map {
        "\(query): \($0.record.id) \($0.record.name) \($0.score) \($0.reason) \($0.field)"
      }
    }
  }

  private func expectEqual(_ found: [String], _ wanted: [String]) {
    let difference = zip(found, wanted).first { $0 != $1 }
    #expect(
      difference == nil && found.count == wanted.count,
      "found \(difference?.0 ?? ""), wanted \(difference?.1 ?? "")")
  }

  @Test func answersEqualThoseOfAllRecords() throws {
    let fixture = try Fixture()
    let zoe = "id: z1z1z1z1\nname: Zoë O'Brien\ntags: [Ёлка]\nphones: [8 916 123-45-67]\n"
    try fixture.fill()
    try fixture.write("contacts/zoe-z1z1z1z1.yaml", zoe)
    settle()
    _ = try fixture.open()
    let expected = Self.lines(try fixture.oracle())
    #expect(expected.count > 20)
    let fresh = try fixture.open().snapshot
    #expect(fresh.source.terms?.changed.isEmpty == true)
    expectEqual(Self.lines(fresh), expected)

    // What has changed, what is new and what is gone is laid over the index.
    let stone = "id: z1z1z1z1\nname: Anna Stone\n"
    try fixture.overwrite("contacts/zoe-z1z1z1z1.yaml", stone)
    try fixture.write("companies/acme-two-y1y1y1y1.yaml", "id: y1y1y1y1\nname: Acme Two\n")
    fixture.remove(sample[0].path)
    let mixed = try fixture.open().snapshot
    #expect(mixed.source.terms?.changed.isEmpty == false)
    let after = Self.lines(try fixture.oracle())
    #expect(after != expected)
    expectEqual(Self.lines(mixed), after)
  }
}
