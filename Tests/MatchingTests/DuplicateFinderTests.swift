import Dates
import Foundation
import Records
import SeededRandomness
import Testing

@testable import Matching

/// The likely pairs among records of which it is known who is who.
@Suite struct DuplicateFinderTests {
  /// Labelled pairs as records of one repository.
  struct Bench {
    let snapshot: Snapshot
    let pairs: [(pair: LabelledPair, ids: [RecordID])]

    init(seed: UInt64, each: Int) throws {
      let day = try #require(CivilDate("2026-11-24"))
      var change = Change()
      var count = 0
      func id() throws -> RecordID {
        count += 1
        let digits = String(count)
        return try #require(RecordID("k" + String(repeating: "0", count: 7 - digits.count) + digits))
      }
      var companies: [String: RecordID] = [:]
      func make(_ kind: Kind, _ fields: [String: String]) throws -> RecordID {
        var values: [String: Value] = [:]
        for (key, text) in fields {
          switch key {
          case "emails", "phones", "links": values[key] = .list([.text(text)])
          case "birthday": values[key] = CivilDate(text).map { .date($0) }
          case "company":
            let known = try companies[text] ?? make(.company, ["name": text])
            companies[text] = known
            values[key] = .reference(Reference(id: known, stem: known.description))
          default: values[key] = .text(text)
          }
        }
        let made = try id()
        change.create(kind, values: values, id: made, on: day)
        return made
      }
      pairs = try LabelledPairs.make(seed: seed, each: each).map { pair in
        let kind = try #require(Kind(rawValue: pair.kind))
        return (pair, [try make(kind, pair.a), try make(kind, pair.b)])
      }
      let config = Config(country: "RU", currency: "EUR", owners: [], customFields: [])
      snapshot = Snapshot(
        config: config, schema: config.schema,
        source: LoadedRecords(change.creations.map { Record($0, schema: config.schema) }))
    }

    /// The pairs that are found, by kind.
    func found(atLeast minimum: Int) -> [Set<RecordID>: Likeness] {
      var found: [Set<RecordID>: Likeness] = [:]
      for kind in [Kind.contact, .company] {
        for pair in DuplicateFinder(snapshot, kind).pairs(atLeast: minimum) {
          found[[pair.one.id, pair.other.id]] = pair.likeness
        }
      }
      return found
    }
  }

  /// Pairs of two that nobody labelled count as wrong.
  @Test(arguments: [UInt64(1), 2, 3]) func precisionAndRecall(seed: UInt64) throws {
    let bench = try Bench(seed: seed, each: 12)
    let found = bench.found(atLeast: 50)
    var (right, missed) = (0, 0)
    var faults: [String: Int] = [:]
    for (pair, ids) in bench.pairs where pair.isSame {
      if found[Set(ids)] != nil {
        right += 1
      } else {
        missed += 1
        faults["missed: " + pair.form, default: 0] += 1
      }
    }
    for (pair, ids) in bench.pairs where !pair.isSame && found[Set(ids)] != nil {
      faults["wrong: " + pair.form, default: 0] += 1
    }
    let precision = Double(right) / Double(max(1, found.count))
    let recall = Double(right) / Double(right + missed)
    print(
      "seed \(seed): \(bench.pairs.count) pairs, precision \(precision), recall \(recall), \(faults.sorted { $0.key < $1.key })"
    )
    #expect(bench.pairs.count >= 390)
    #expect(precision >= 0.97, "seed \(seed): \(faults)")
    #expect(recall >= 0.98, "seed \(seed): \(faults)")
  }

  /// For Scripts/check-dupes.py: a line of JSON for each pair.
  @Test func writesItsPairs() throws {
    guard let path = ProcessInfo.processInfo.environment["CRM_LABELLED_PAIRS"] else { return }
    let bench = try Bench(seed: 1, each: 36)
    let lines = try bench.pairs.map { entry in
      let object: [String: Any] = [
        "kind": entry.pair.kind, "form": entry.pair.form, "same": entry.pair.isSame, "a": entry.pair.a,
        "b": entry.pair.b,
      ]
      return String(
        decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
    }
    let url = URL(fileURLWithPath: path)
    try (lines.joined(separator: "\n") + "\n").write(to: url, atomically: true, encoding: .utf8)
  }

  /// Blocks only save time: whoever compares each with each finds the same.
  @Test func blocksLoseNothing() throws {
    let bench = try Bench(seed: 11, each: 3)
    let found = bench.found(atLeast: 50)
    for kind in [Kind.contact, .company] {
      let finder = DuplicateFinder(bench.snapshot, kind)
      let records = bench.snapshot.records(kind)
      for (place, one) in records.enumerated() {
        for other in records[(place + 1)...] {
          let likeness = try #require(finder.likeness(one.id, other.id))
          #expect(
            (found[[one.id, other.id]] != nil) == (likeness.score >= 50),
            "\(one.name) and \(other.name): \(likeness)")
        }
      }
    }
  }

  /// What an import takes for one by an email or a number, a person is shown too.
  @Test func theJudgeAgreesWithItself() throws {
    let bench = try Bench(seed: 21, each: 6)
    let judge = SamenessJudge(region: "RU", isSaid: false)
    let found = bench.found(atLeast: 50)
    for (pair, ids) in bench.pairs where pair.kind == "contact" {
      let sides = ids.compactMap { bench.snapshot.record($0) }.map { record in
        Identity(.contact, name: record.name, company: EmployerMention(record.reference("company")?.id)) {
          record[$0]
        }
      }
      for key in [MatchKey.email, .phone] {
        let texts = sides.map { MatchKey.texts(key.parts[0], kind: .contact, region: "RU", $0.value) }
        guard texts[0].contains(where: texts[1].contains) else { continue }
        if judge.verdict(sides[0], sides[1], by: key) != .different {
          #expect(found[Set(ids)] != nil, "\(pair) by \(key)")
        }
      }
    }
  }

  @Test func anEmptyKeyMatchesNothing() throws {
    let day = try #require(CivilDate("2026-11-24"))
    var change = Change()
    for (place, name) in ["!!!", "???", "ООО", "GmbH", "…"].enumerated() {
      change.create(
        .company, values: ["name": .text(name)], id: try #require(RecordID("k000000\(place)")), on: day)
      change.create(
        .contact, values: ["name": .text(name)], id: try #require(RecordID("p000000\(place)")), on: day)
    }
    let config = Config(country: "RU", currency: "EUR", owners: [], customFields: [])
    let snapshot = Snapshot(
      config: config, schema: config.schema,
      source: LoadedRecords(change.creations.map { Record($0, schema: config.schema) }))
    #expect(DuplicateFinder(snapshot, .company).pairs(atLeast: 1).isEmpty)
    #expect(DuplicateFinder(snapshot, .contact).pairs(atLeast: 1).isEmpty)
  }
}
