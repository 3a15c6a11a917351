import Records
import Testing
import Text

@testable import RecordIndex

/// What the tables of words find holds at least all that a look at every record finds.
@Suite struct LookupTests {
  struct Place {
    let fixture: Fixture
    /// The same records from the index alone, from an overlay alone, and from both.
    let snapshots: [Snapshot]
    let oracle: Snapshot
  }

  func place() throws -> Place {
    let whole = try Fixture()
    try whole.fill()
    try whole.write("contacts/zoe-z1z1z1z1.yaml", "id: z1z1z1z1\nname: Zoë O'Brien\ntags: [Ёлка]\n")
    settle()
    let made = try whole.open().snapshot
    _ = try whole.open()
    for path in [sample[0].path, sample[4].path] {
      try whole.overwrite(path, try whole.read(path) + "# a comment\n")
    }
    let mixed = try whole.open().snapshot
    let empty = try Fixture()
    _ = try empty.open()
    try empty.fill()
    try empty.write("contacts/zoe-z1z1z1z1.yaml", "id: z1z1z1z1\nname: Zoë O'Brien\ntags: [Ёлка]\n")
    let overlaid = try empty.open().snapshot
    return Place(fixture: whole, snapshots: [made, mixed, overlaid], oracle: try whole.oracle())
  }

  /// The folded words of a record's searchable fields.
  func words(_ record: Record) -> [String] {
    record.table.fields.filter(\.isSearchable).flatMap { field -> [String] in
      (record[field]?.elements ?? []).flatMap { $0.reference == nil ? Folding.words($0.plainText) : [] }
    }
  }

  @Test func wordsFindEveryRecordThatHasThem() throws {
    let place = try place()
    let all = Kind.allCases.flatMap { place.oracle.records($0) }
    let known = Set(all.flatMap(words))
    #expect(known.count > 30)
    for snapshot in place.snapshots {
      let lookup = try #require(snapshot.source.lookup)
      #expect(known.isSubset(of: Set(lookup.words(where: { _ in true }))))
      for word in known {
        let expected = Set(all.filter { words($0).contains(word) }.map(\.id))
        #expect(expected.isSubset(of: lookup.records(word: word, isPrefix: false)), "\(word)")
        let prefix = String(word.prefix(2))
        let begun = Set(all.filter { words($0).contains { $0.hasPrefix(prefix) } }.map(\.id))
        #expect(begun.isSubset(of: lookup.records(word: prefix, isPrefix: true)), "\(prefix)")
        for key in Transliteration.canonicalKeys(word) {
          #expect(
            expected.isSubset(of: lookup.records(keyPrefix: String(key.prefix(3)))), "\(word) by \(key)")
        }
      }
    }
    // Of the records that come from the index the answers are exact.
    let lookup = try #require(place.snapshots[0].source.lookup)
    #expect(
      lookup.records(word: "acme", isPrefix: false).map(\.description) == [
        "c2v9r4te", "d5m8t2qa", "k7f3q2mz",
      ])
    #expect(lookup.records(keyPrefix: "ivanova").map(\.description) == ["k7f3q2mz"])
    #expect(lookup.records(word: "nobody", isPrefix: true).isEmpty)
    #expect(lookup.dangling.map(\.description) == ["d5m8t2qa"])
  }

  @Test(arguments: [
    ("916", ["e5e5e5e5", "k7f3q2mz"]), ("79161234567", ["e5e5e5e5", "k7f3q2mz"]),
    ("74957654321", ["k7f3q2mz"]),
    ("84957654321", ["k7f3q2mz"]), ("555", []),
  ])
  func phonesAreFoundByAnyRunOfDigits(digits: String, expected: [String]) throws {
    let place = try place()
    let lookup = try #require(place.snapshots[0].source.lookup)
    #expect(lookup.records(phoneDigits: digits).map(\.description) == expected)
    for snapshot in place.snapshots {
      let found = Set(snapshot.source.lookup?.records(phoneDigits: digits).map(\.description) ?? [])
      #expect(found.isSuperset(of: expected))
    }
  }

  @Test(arguments: [
    "anna", "Анна", "анна иванова", "ИВАНОВА", "acme", "Acme GmbH", "anna@acme.example", "ANNA@ACME.EXAMPLE",
    "8 916 123-45-67", "+79161234567", "(495) 765-43-21", "k7f", "k7f3q2mz", "a1111111", "call", "call anna",
    "hour",
    "Zoe", "obrien", "o'brien", "nobody", "+1 555 0100", "contacts/anna-ivanova-k7f3q2mz.yaml", "x@y.z", "",
  ])
  func namesMeanTheSameWithAndWithoutTheIndex(text: String) throws {
    let place = try place()
    for kinds in [Kind.allCases, [.contact], [.deal, .task], [.activity]] {
      let expected = ReferenceResolver(snapshot: place.oracle).candidates(text, kinds: kinds).map(\.id)
      for snapshot in place.snapshots {
        #expect(ReferenceResolver(snapshot: snapshot).candidates(text, kinds: kinds).map(\.id) == expected)
      }
    }
  }
}
