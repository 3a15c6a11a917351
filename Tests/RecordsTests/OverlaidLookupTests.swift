import Dates
import SeededRandomness
import Testing
import Text

@testable import Records

/// Names of records that changes lay over others are found by their words, as if every record were looked at.
@Suite struct OverlaidLookupTests {
  /// A source whose own lookup knows of nothing, so that only changed records can be found.
  private struct Empty: RecordSource {
    struct Nothing: RecordLookup {
      func records(word: String, isPrefix: Bool) -> [RecordID] { [] }
      func records(keyPrefix: String) -> [RecordID] { [] }
      func records(phoneDigits: String) -> [RecordID] { [] }
      func words(where isWanted: (UnsafeRawBufferPointer) -> Bool) -> [String] { [] }
      var dangling: [RecordID] { [] }
    }

    func record(_ id: RecordID) -> Record? { nil }
    func records(_ kind: Kind) -> [Record] { [] }
    func referrers(of id: RecordID) -> [Record] { [] }
    func identifiers(prefix: String, limit: Int) -> [RecordID] { [] }
    var lookup: (any RecordLookup)? { Nothing() }
    var terms: IndexedTerms? { nil }
  }

  private static let names = [
    "Anna Ivanova", "Ann Lee", "Øyvind Å", "Мария Петрова", "d'Arc", "O’Neil", "Wu", "Straße", "A. B.",
  ]

  @Test(arguments: [UInt64](1...20))
  func everyRecordIsFoundByItsWords(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var mint = IDMint(seed: seed)
    var records = OverlaidRecords(Empty(), schema: .plain, region: "DE")
    let day = try #require(CivilDate("2026-11-24"))
    var ids: [RecordID] = []
    for _ in 0..<30 {
      var change = Change()
      if ids.count > 5, random.next() % 3 == 0 {
        change.set(ids[Int(random.next() % UInt64(ids.count))], "name", .text(name(&random)))
      } else {
        let id = mint.mint()
        let values: [String: Value] = [
          "name": .text(name(&random)),
          "phones": .list([.text("+49 30 \(1_000_000 + random.next() % 9_000_000)")]),
        ]
        change.create(.contact, values: values, id: id, on: day)
        ids.append(id)
      }
      records.apply(change)
    }
    let lookup = try #require(records.lookup)
    for record in records.records(.contact) {
      let words = Folding.words(record.name)
      for word in words {
        for length in 1...word.count {
          let found = lookup.records(word: String(word.prefix(length)), isPrefix: true)
          #expect(found.contains(record.id), "seed \(seed): \(word.prefix(length)) of \(record.name)")
          #expect(found == found.sorted())
        }
      }
      #expect(lookup.records(wordPrefixes: words).contains(record.id), "seed \(seed): \(record.name)")
      let digits = PhoneNumber.digits(try #require(record.texts("phones").first))
      for start in 0..<digits.count {
        let run = String(digits.dropFirst(start))
        #expect(lookup.records(phoneDigits: run).contains(record.id), "seed \(seed): \(run)")
      }
    }
  }

  @Test func nothingIsKeptWhereNobodyAsks() {
    #expect(OverlaidRecords(Empty(), schema: .plain).lookup == nil)
  }

  private func name(_ random: inout SeededRandom) -> String {
    let names = OverlaidLookupTests.names
    return names[Int(random.next() % UInt64(names.count))] + " \(random.next() % 10)"
  }
}
