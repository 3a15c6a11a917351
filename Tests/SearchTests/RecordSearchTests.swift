import Dates
import Records
import Testing

@testable import Search

@Suite struct RecordSearchTests {
  static let people = Firm.search([
    Firm.contact(
      "an000001", "Иванова Анна",
      ["phones": Firm.texts("8 (916) 123-45-67"), "emails": Firm.texts("anna@acme.example")]),
    Firm.contact("av000002", "Пётр Хрущёв", ["phones": Firm.texts("+4930 1234567")]),
    Firm.contact("rb000003", "Robert O'Neill", ["notes": .text("likes invoices")]),
    Firm.contact("aj000004", "Jürgen Müller", ["company": Firm.link("acme0010")]),
    Firm.contact("sa000005", "Александр Щукин"),
    Firm.contact("mk000006", "Mikhail Tarkhanov"),
    Firm.company("acme0010", "Acme GmbH", ["links": Firm.texts("https://acme.example")]),
    Firm.record(.product, "pr000007", ["name": .text("Hosting"), "sku": .text("AB-1200")]),
  ])

  @Test(arguments: [
    ("анн ива", "an000001", "prefix"), ("ива анна", "an000001", "prefix"), ("иванова", "an000001", "word"),
    ("анна иванова", "an000001", "exact"), ("ИВАНОВА АННА", "an000001", "exact"),
    ("хрущев", "av000002", "word"), ("petr", "av000002", "transliteration"),
    ("khrushchev", "av000002", "transliteration"), ("hruschev", "av000002", "transliteration"),
    ("xruschev", "av000002", "transliteration"), ("ivanova", "an000001", "transliteration"),
    ("ivan", "an000001", "transliteration"), ("тарханов", "mk000006", "transliteration"),
    ("mik", "mk000006", "prefix"), ("щук", "sa000005", "prefix"), ("schuk", "sa000005", "transliteration"),
    ("bdfyjdf", "an000001", "layout"), ("ьшлрфшд", "mk000006", "layout"), ("[heotd", "av000002", "layout"),
    ("иваонва", "an000001", "typo"), ("ивановв", "an000001", "transliteration"),
    ("иванва", "an000001", "typo"),
    ("ivnova", "an000001", "typo"), ("tarxanow", "mk000006", "transliteration"),
    ("tarhanof", "mk000006", "typo"),
    ("bdfyhdf", "an000001", "typo"), ("muller", "aj000004", "word"), ("oneill", "rb000003", "word"),
    ("neill", "rb000003", "word"), ("o'neill", "rb000003", "word"), ("bob", "rb000003", "short_name"),
    ("саша", "sa000005", "short_name"), ("sasha", "sa000005", "short_name"),
    ("миша", "mk000006", "short_name"),
    ("cfif", "sa000005", "layout"), ("1234567", "an000001", "phone"), ("123-45-67", "an000001", "phone"),
    ("+79161234567", "an000001", "exact"), ("8 916 123 45 67", "an000001", "exact"),
    ("916 123", "an000001", "phone"),
    ("+49 30 1234567", "av000002", "exact"), ("030 1234567", "av000002", "phone"),
    ("anna@acme.example", "an000001", "exact"),
    ("anna@acme", "an000001", "word"), ("acme", "acme0010", "exact"), ("acme gmbh", "acme0010", "exact"),
    ("jurgen acme", "aj000004", "word"), ("ab-1200", "pr000007", "exact"), ("invoices", "rb000003", "word"),
    ("acme0010", "acme0010", "exact"), ("x-rb000003", "rb000003", "exact"),
  ]) func finds(_ text: String, _ id: String, _ reason: String) {
    let hit = Self.people.hits(text).first
    #expect(hit?.record.id.description == id, "\(text)")
    #expect(hit?.reason.rawValue == reason, "\(text)")
  }

  @Test(arguments: [
    "", "  ", "&", "quux", "анна хрущев", "ива щук", "iv", "ab-1201", "ann miller", "5", "00000",
  ])
  func findsNothing(_ text: String) {
    let ids = Self.people.ids(text)
    #expect(text == "iv" ? !ids.isEmpty : ids.isEmpty, "\(text): \(ids)")
  }

  @Test func domainFindsAllOfIt() {
    #expect(Set(Self.people.ids("acme.example")) == ["an000001", "acme0010"])
  }

  @Test func everyWordMatchesInTheRecordOrInNamesItRefersTo() {
    let search = Firm.search([
      Firm.contact("an000001", "Anna Ivanova", ["company": Firm.link("acme0002")]),
      Firm.company("acme0002", "Acme", ["city": .text("Berlin")]),
      Firm.deal(
        "dd000003", "Website", "proposal",
        ["contact": Firm.link("an000001"), "company": Firm.link("acme0002")]),
    ])
    #expect(search.ids("anna acme") == ["an000001", "dd000003"])
    #expect(search.ids("website anna") == ["dd000003"])
    #expect(search.hits("website anna").first?.field == "contact")
    // A city is no name, and the company's contact is two steps away.
    #expect(search.ids("website berlin").isEmpty)
    #expect(search.ids("berlin") == ["acme0002"])
  }

  @Test func ranksByTheWayOfMatching() {
    let search = Firm.search([
      Firm.contact("ax000001", "Anna"), Firm.contact("ax000002", "Anna Berg"),
      Firm.contact("ax000003", "Annabel Berg"),
      Firm.contact("ax000004", "Анна Берг"), Firm.contact("ax000005", "Anka Berg"),
    ])
    let hits = search.hits("anna")
    #expect(
      hits.map(\.record.id.description) == ["ax000001", "ax000002", "ax000003", "ax000004", "ax000005"])
    #expect(hits.map(\.reason) == [.exact, .word, .prefix, .transliteration, .typo])
    #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
    #expect(hits.allSatisfy { $0.score > 0 && $0.score <= 1 } && hits[0].score == 1)
  }

  @Test func openDealsAndPeopleWithRecentActivityComeFirst() {
    func activity(_ id: String, _ days: Int, _ links: [String: Value]) -> Record {
      Firm.record(
        .activity, id,
        links.merging(["type": .text("call"), "at": .instant(Firm.now.adding(seconds: -86_400 * days))]) {
          a, _ in a
        })
    }
    let search = Firm.search([
      Firm.deal("dd000001", "Site A", "won"), Firm.deal("dd000002", "Site B", "proposal"),
      Firm.contact("cc000001", "Site Adams"), Firm.contact("cc000002", "Site Brown"),
      Firm.contact("cc000003", "Site Clark"),
      Firm.deal("dd000003", "Else", "won", ["contact": Firm.link("cc000003")]),
      activity("vv000001", 100, ["contact": Firm.link("cc000001")]),
      activity("vv000002", 3, ["contact": Firm.link("cc000002")]),
      activity("vv000003", 1, ["deal": Firm.link("dd000003")]),
    ])
    #expect(
      search.ids("site", kinds: [.deal, .contact]).prefix(5)
        == ["dd000002", "cc000002", "cc000003", "dd000001", "cc000001"])
    #expect(search.ids("site", kinds: [.contact]) == ["cc000002", "cc000003", "cc000001"])
  }

  @Test func tiesGoByNameThenIdentifier() {
    let search = Firm.search([
      Firm.contact("bb000002", "Anna Berg"), Firm.contact("aa000009", "anna berg"),
      Firm.contact("cc000001", "Anna Arp"),
    ])
    #expect(search.ids("anna") == ["cc000001", "aa000009", "bb000002"])
  }

  @Test func limitAndKindsHold() {
    let search = Firm.search(
      (1...50).map { Firm.contact("cc0000\($0 < 10 ? "0" : "")\($0)", "Anna \($0 % 10)") }
        + (1...30).map {
          Firm.deal(
            "dd0000\($0 < 10 ? "0" : "")\($0)", "Site", "won",
            ["contact": Firm.link("cc0000\($0 < 10 ? "0" : "")\($0)")])
        })
    #expect(search.ids("anna").count == 20)
    #expect(search.ids("anna", limit: 3).count == 3)
    #expect(search.ids("anna", limit: 100).count == 80)
    #expect(search.ids("anna", kinds: [.deal], limit: 100).count == 30)
    #expect(search.ids("anna", kinds: [.deal], limit: 5).count == 5)
  }

  @Test func errorsCountByLength() {
    let search = Firm.search([
      Firm.contact("cc000001", "Ivo Константинов"), Firm.contact("cc000002", "Anna Ostrowski"),
    ])
    #expect(search.ids("iva").isEmpty)
    #expect(search.ids("anma") == ["cc000002"])
    #expect(search.ids("anmx").isEmpty)
    #expect(search.ids("ostrwzki") == ["cc000002"])
    #expect(search.ids("конcтонтинов") == ["cc000001"])
    #expect(search.ids("констонтенав").isEmpty)
  }

  @Test func aWordInASecondSourceIsFound() {
    let one = MemoryTerms([Firm.contact("cc000001", "Anna Berg")], country: "RU")
    let two = MemoryTerms(
      [Firm.deal("dd000002", "Site", "proposal", ["contact": Firm.link("cc000001")])], country: "RU")
    let base = Firm.search([
      Firm.contact("cc000001", "Anna Berg"),
      Firm.deal("dd000002", "Site", "proposal", ["contact": Firm.link("cc000001")]),
    ])
    let search = RecordSearch(
      corpus: SearchCorpus([one, two]), snapshot: base.snapshot, stages: base.stages, synonyms: .none,
      now: Firm.now)
    #expect(search.ids("site anna") == ["dd000002"])
    #expect(search.ids("anna") == base.ids("anna"))
  }
}
