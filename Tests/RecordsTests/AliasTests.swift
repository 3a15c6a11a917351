import Dates
import Testing

@testable import Records

/// The identifier of a record that was merged into another leads to the one that stayed, while a change is planned too.
struct AliasTests {
  private static func snapshot(_ records: [(id: String, aliases: [String])]) throws -> Snapshot {
    let day = try #require(CivilDate("2026-11-24"))
    var made: [Record] = []
    for entry in records {
      var change = Change()
      var values: [String: Value] = ["name": .text("Anna")]
      if !entry.aliases.isEmpty { values["aliases"] = .list(entry.aliases.map { .text($0) }) }
      let id = try #require(RecordID(entry.id))
      change.create(.contact, values: values, id: id, on: day)
      made.append(Record(try #require(change.creation(of: id)), schema: .plain))
    }
    let config = Config(country: "DE", currency: "EUR", owners: [], customFields: [])
    return Snapshot(config: config, schema: .plain, source: LoadedRecords(made))
  }

  @Test func aMergeAndItsUndo() throws {
    let kept = try #require(RecordID("kept0001"))
    let other = try #require(RecordID("gther001"))
    let before = try AliasTests.snapshot([("kept0001", []), ("gther001", ["ear7y001"])])
    let early = try #require(RecordID("ear7y001"))
    var merge = Change()
    merge.set(kept, "aliases", .list([.text("gther001"), .text("ear7y001")]))
    merge.delete(other)
    let after = before.applying(merge)
    #expect(after.record(other)?.id == kept)
    #expect(after.record(early)?.id == kept)

    let merged = try AliasTests.snapshot([("kept0001", ["gther001", "ear7y001"])])
    var undo = Change()
    undo.set(kept, "aliases", nil)
    undo.create(
      .contact, values: ["name": .text("Anna"), "aliases": .list([.text("ear7y001")])], id: other,
      on: try #require(CivilDate("2026-11-24")))
    let back = merged.applying(undo)
    #expect(back.record(other)?.id == other)
    #expect(back.record(early)?.id == other)
    #expect(back.record(kept)?.id == kept)
    var lost = Change()
    lost.set(kept, "aliases", nil)
    #expect(merged.applying(lost).record(other) == nil)
  }
}
