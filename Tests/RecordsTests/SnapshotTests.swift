import Dates
import Diagnostics
import Testing

@testable import Records

@Suite struct SnapshotTests {
  private static let day = CivilDate(dayNumber: 20_781)

  /// Acme, Anna who works there, a deal of hers, and Anna Smith.
  private struct Office {
    var snapshot: Snapshot
    let acme: Reference
    let anna: Reference
    let smith: Reference
    let deal: Reference

    init() {
      var change = Change()
      var mint = IDMint(seed: 7)
      acme = change.create(.company, values: ["name": .text("ACME GmbH")], id: mint.mint(), on: day)
      anna = change.create(
        .contact,
        values: [
          "name": .text("Анна Иванова"), "company": .reference(acme),
          "emails": .list([.text("anna@acme.example")]),
          "phones": .list([.text("+79161234567")]),
        ], id: mint.mint(), on: day)
      smith = change.create(.contact, values: ["name": .text("Anna Smith")], id: mint.mint(), on: day)
      deal = change.create(
        .deal,
        values: [
          "title": .text("Website"), "contact": .reference(anna),
          "participants": .list([.map([MapEntry("contact", .reference(smith))])]),
        ], id: mint.mint(), on: day)
      let empty = Snapshot(config: Config(country: "RU"), schema: .plain, source: LoadedRecords([]))
      snapshot = empty.applying(change)
    }

    func resolve(_ text: String, _ kinds: Kind...) throws -> String {
      try ReferenceResolver(snapshot: snapshot).resolve(text, kinds: kinds.isEmpty ? Kind.allCases : kinds)
        .name
    }
  }

  @Test(arguments: [
    "anna@acme.example", "ANNA@acme.example", "8 (916) 123-45-67", "+7 916 123 45 67", "иванова",
    "Анна Иванова", "анна ив",
  ])
  func namesAContactInManyWays(_ text: String) throws {
    #expect(try Office().resolve(text, .contact) == "Анна Иванова")
  }

  @Test func namesByIdentifierPrefixAndStem() throws {
    let office = Office()
    let id = office.anna.id.description
    #expect(try office.resolve(id) == "Анна Иванова")
    #expect(try office.resolve(String(id.prefix(4)), .contact) == "Анна Иванова")
    #expect(try office.resolve(office.anna.stem) == "Анна Иванова")
    #expect(try office.resolve("another-slug-" + id) == "Анна Иванова")
  }

  @Test func anAmbiguousNameListsTheCandidates() throws {
    var change = Change()
    change.create(
      .contact, values: ["name": .text("Anna Smithers")], id: try #require(RecordID("q7f3q2mz")), on: Self.day
    )
    var office = Office()
    office.snapshot = office.snapshot.applying(change)
    do {
      _ = try office.resolve("anna", .contact)
      Issue.record("anna names two people")
    } catch let error as Diagnostic {
      #expect(error.code == .ambiguous)
      #expect(
        error.hints.contains {
          $0.description.contains("Anna Smithers") && $0.description.contains("q7f3q2mz")
        })
    }
    #expect(
      try office.resolve("Anna Smith", .contact) == "Anna Smith", "the whole name wins over a beginning")
  }

  @Test func anotherKindIsNamedInTheHint() {
    do {
      _ = try Office().resolve("website", .contact)
      Issue.record("a deal is no contact")
    } catch {
      #expect((error as? Diagnostic)?.code == .notFound)
      #expect((error as? Diagnostic)?.hints.map(\.description).joined().contains("deal") == true)
    }
  }

  @Test func mentionsGoBothWays() {
    let office = Office()
    #expect(office.snapshot.referrers(of: office.acme.id).map(\.name) == ["Анна Иванова"])
    #expect(office.snapshot.referrers(of: office.smith.id).map(\.name) == ["Website"], "participants count")
  }

  @Test func aChangeIsLaidOver() throws {
    let office = Office()
    var change = Change()
    change.set(office.deal.id, "contact", .reference(office.smith))
    change.set(office.deal.id, "participants", nil)
    change.delete(office.anna.id)
    let after = office.snapshot.applying(change)
    #expect(after.record(office.anna.id) == nil)
    #expect(after.records(.contact).map(\.name) == ["Anna Smith"])
    #expect(after.referrers(of: office.smith.id).map(\.name) == ["Website"])
    #expect(after.referrers(of: office.anna.id).isEmpty)
    #expect(after.record(office.deal.id)?["participants"] == nil)
    #expect(office.snapshot.record(office.anna.id) != nil, "the snapshot itself stays as it was")
  }

  @Test func anAliasStillNamesTheRecord() throws {
    let office = Office()
    let old = try #require(RecordID("m0m0m0m0"))
    let anna = try #require(office.snapshot.record(office.anna.id)).replacing([
      "aliases": .list([.text(old.description)])
    ])
    #expect(LoadedRecords([anna]).record(old)?.id == office.anna.id)
  }

  @Test func laterWishesWinInAChange() {
    var change = Change()
    var mint = IDMint(seed: 1)
    let made = change.create(.contact, values: ["name": .text("A")], id: mint.mint(), on: Self.day)
    change.set(made.id, "city", .text("Oslo"))
    change.set(made.id, "city", nil)
    change.set(made.id, "source", .text("expo"))
    #expect(change.creation(of: made.id)?.values == ["name": .text("A"), "source": .text("expo")])
    #expect(change.updates.isEmpty)
  }
}
