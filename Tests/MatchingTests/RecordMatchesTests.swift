import Dates
import Records
import SeededRandomness
import Testing
import Text

@testable import Matching

/// Who somebody is does not depend on who is asked first.
@Suite struct RecordMatchesTests {
  struct Person: Hashable {
    var name: String
    var emails: [String]
    var phones: [String]

    func values() -> [String: Value] {
      var values: [String: Value] = ["name": .text(name)]
      if !emails.isEmpty { values["emails"] = .list(emails.map { .text($0) }) }
      if !phones.isEmpty { values["phones"] = .list(phones.map { .text($0) }) }
      return values
    }
  }

  private static let names = [
    "Anna Ivanova", "A. Ivanova", "Ivanova Anna", "Anna", "Anna Petrova", "Анна Иванова", "Boris Ivanov",
    "Ann Bell",
    "anna", "Anton Anna", "Anna A.", "Bell Ann B",
  ]
  private static let emails = ["anna@acme.example", "info@acme.example", "bell@x.example"]
  private static let phones = ["+4930111111", "+4930222222"]

  private static func person(_ random: inout SeededRandom) -> Person {
    Person(
      name: random.pick(names), emails: emails.filter { _ in random.chance(40) },
      phones: phones.filter { _ in random.chance(40) })
  }

  private static func record(_ kind: Kind, _ id: String, _ values: [String: Value]) throws -> Record {
    let id = try #require(RecordID(id))
    var creation = Change()
    _ = creation.create(kind, values: values, id: id, on: try #require(CivilDate("2026-11-24")))
    return Record(try #require(creation.creation(of: id)), schema: .plain)
  }

  private static func repository(_ people: [Person], ids: [Int]) throws -> Snapshot {
    let config = Config(country: "DE", currency: "EUR", owners: [], customFields: [])
    let records = try zip(people, ids).map { try record(.contact, "pers000\($1)", $0.values()) }
    return Snapshot(
      config: config, schema: config.schema, source: LoadedRecords(records), pipelineFiles: [])
  }

  @Test func twoPeopleAreOneEitherWayRound() throws {
    var random = SeededRandom(seed: 9_001)
    let judge = SamenessJudge(region: "DE", isSaid: false)
    for _ in 0..<2_000 {
      let (first, second) = (RecordMatchesTests.person(&random), RecordMatchesTests.person(&random))
      let sides = [first, second].map { person in
        let values = person.values()
        let isMadeUp = Identity.isMadeUp(person.name) { values[$0] }
        return Identity(.contact, name: person.name, isMadeUp: isMadeUp) { values[$0] }
      }
      for key in [MatchKey.email, .phone, .name] {
        #expect(
          judge.verdict(sides[0], sides[1], by: key) == judge.verdict(sides[1], sides[0], by: key),
          "seed \(random.seed): \(first) and \(second) by \(key)")
      }
    }
  }

  @Test func theOrderOfRecordsSaysNothing() throws {
    var random = SeededRandom(seed: 9_002)
    for _ in 0..<300 {
      let people = (0..<5).map { _ in RecordMatchesTests.person(&random) }
      var lead = RecordMatchesTests.person(&random).values()
      lead["title"] = .text("Request")
      let asked = try RecordMatchesTests.record(.lead, "eead0001", lead)
      var added = lead
      added["title"] = nil
      let made = try RecordMatchesTests.record(.contact, "made0001", added)
      var answers: Set<Set<Int>> = []
      var likely: Set<[Int]> = []
      for _ in 0..<3 {
        let ids = Array(0..<5).shuffled(using: &random)
        func person(_ id: RecordID) -> Int { ids.firstIndex { "pers000\($0)" == id.description } ?? -1 }
        let matches = RecordMatches(try RecordMatchesTests.repository(people, ids: ids))
        switch matches.contact(of: asked) {
        case .none: answers.insert([])
        case .record(let id, _): answers.insert([person(id)])
        case .ambiguous(let ids, _): answers.insert(Set(ids.map(person)))
        }
        likely.insert(matches.likely(made).map { person($0.record.id) }.sorted())
      }
      #expect(answers.count == 1 && likely.count == 1, "seed \(random.seed): \(people), \(lead)")
    }
  }

  /// Whoever it is, it may be: the one that a lead comes from is among those that a person would be warned of.
  @Test func theOneIsAmongTheLikely() throws {
    var random = SeededRandom(seed: 9_003)
    var count = 0
    for _ in 0..<500 {
      let people = (0..<4).map { _ in RecordMatchesTests.person(&random) }
      let values = RecordMatchesTests.person(&random).values()
      let matches = RecordMatches(try RecordMatchesTests.repository(people, ids: [1, 2, 3, 4]))
      var lead = values
      lead["title"] = .text("Request")
      guard
        case .record(let id, _) = matches.contact(of: try RecordMatchesTests.record(.lead, "eead0001", lead))
      else { continue }
      count += 1
      let likely = matches.likely(try RecordMatchesTests.record(.contact, "made0001", values))
      #expect(likely.contains { $0.record.id == id }, "seed \(random.seed): \(people), \(values)")
    }
    #expect(count > 50)
  }

  @Test func whatBothHaveIsSaid() throws {
    let anna = Person(name: "Anna Ivanova", emails: ["anna@acme.example"], phones: ["+4930111111"])
    let matches = RecordMatches(try RecordMatchesTests.repository([anna], ids: [1]))
    let id = try #require(RecordID("pers0001"))
    func answer(_ name: String?, _ emails: [String], _ phones: [String]) throws -> Match {
      var values = Person(name: name ?? "", emails: emails, phones: phones).values()
      values["name"] = name.map { .text($0) }
      values["title"] = .text("Request")
      return matches.contact(of: try RecordMatchesTests.record(.lead, "eead0001", values))
    }
    #expect(try answer("Anna I.", ["ANNA@acme.example"], ["+4930111111"]) == .record(id, by: .email))
    #expect(try answer("Anna", [], ["030 111111"]) == .record(id, by: .phone))
    #expect(try answer("Boris", ["anna@acme.example"], ["+4930111111"]) == .none)
    #expect(try answer("Anna Ivanova", [], []) == .none)
    #expect(try answer(nil, ["bob@acme.example"], ["+4930111111"]) == .none)
    #expect(try answer(nil, [], ["+4930111111"]) == .record(id, by: .phone))
  }
}
