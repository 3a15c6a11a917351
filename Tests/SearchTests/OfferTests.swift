import Diagnostics
import Facts
import Filters
import Records
import Rules
import Testing

@testable import Search

@Suite struct OfferTests {
  static let records = [
    Firm.company("acme0001", "Acme"), Firm.company("bete0002", "Betelgeuse"),
    Firm.contact("an000003", "Анна Иванова", ["company": Firm.link("acme0001")]),
    Firm.deal(
      "dd000004", "Website", "proposal", ["company": Firm.link("acme0001"), "contact": Firm.link("an000003")]),
    Firm.deal("dd000005", "Old site", "won", ["company": Firm.link("acme0001")]),
    Firm.deal("dd000006", "Shop", "invoice", ["company": Firm.link("bete0002")]),
  ]

  static func offers(_ text: String, synonyms: Synonyms = .none) -> [SearchOffer] {
    let search = Firm.search(records, synonyms: synonyms)
    return ActionSearch(search, pipelines: Pipelines.compile(search.snapshot)).offers(text)
  }

  @Test(arguments: [
    "счёт acme", "acme счет", "cxtn acme", "выставлен acme", "schet ivanova", "счот acme",
    "invoice-sent acme",
  ])
  func offersTheActionOnTheOpenDealThatTheOtherWordsName(_ text: String) {
    let offers = Self.offers(text)
    #expect(offers.map(\.name) == ["Счёт выставлен: Website"], "\(text)")
    #expect(
      offers.first?.command.description
        == "crm deals act dd000004 invoice-sent --due 'tomorrow 10:00'")
  }

  @Test func synonymsOfTheActionAndOfTheFileCount() {
    #expect(
      Self.offers("missed acme").first?.command.description
        == "crm deals act dd000004 no-answer")
    let synonyms = Synonyms(groups: [["bill", "invoice", "счёт"]])
    #expect(Self.offers("bill acme", synonyms: synonyms).first?.name == "Счёт выставлен: Website")
  }

  @Test func offersOnlyWhatTheDealCanDo() {
    // The shop is in the stage that the action leads to, and the other deal is closed.
    #expect(Self.offers("счёт betelgeuse").isEmpty)
    #expect(Self.offers("paid betelgeuse").first?.command.description == "crm deals act dd000006 paid")
    #expect(
      Self.offers("refused betelgeuse").first?.command.description
        == "crm deals act dd000006 refused --reason …")
    #expect(Self.offers("счёт old").isEmpty)
    #expect(Self.offers("счёт nobody").isEmpty)
    #expect(Self.offers("acme").isEmpty)
    #expect(Self.offers("").isEmpty)
  }

  @Test func anActionAloneIsOfferedWithoutADeal() {
    #expect(
      Self.offers("недозвон").map(\.command.description) == ["crm deals act … no-answer"])
  }

  @Test(arguments: [
    ("deals move", ["deals move"]), ("move deal", ["deals move"]), ("digest", ["digest"]),
    ("digets", ["digest"]),
    ("вшпуые", ["digest"]), ("deals", ["deals list"]), ("сводка", ["digest"]), ("deal lsit", ["deals list"]),
    ("mo", []),
    ("move acme", []),
  ]) func findsCommands(_ text: String, _ names: [String]) {
    let search = CommandSearch(
      [
        .init(words: ["deals"], aliases: ["deal"], rest: "list"),
        .init(words: ["deals", "list"], aliases: ["deal"]),
        .init(words: ["deals", "move"], aliases: ["deal"]),
        .init(words: ["stages", "move"], aliases: ["stage"]),
        .init(words: ["digest"]),
      ], synonyms: Synonyms(groups: [["digest", "сводка"]]))
    let offers = search.offers(text)
    #expect(offers.map(\.name) == names, "\(text)")
    #expect(offers.allSatisfy { $0.command.description == "crm " + $0.name })
  }

  @Test(arguments: [
    ("win acme", ["deals win: Website"]), ("acme win", ["deals win: Website"]),
    ("deal win acme", ["deals win: Website"]),
    ("reopen acme", ["deals reopen: Old site"]), ("gewinnen acme", ["deals win: Website"]),
    ("show acme", ["companies show: Acme", "deals show: Old site", "deals show: Website"]),
    ("deals show acme", ["deals show: Website", "deals show: Old site"]),
    // Beginnings of verbs are those of names, and a verb alone acts on nothing.
    ("wi acme", []), ("win", []), ("deals win", []), ("win nobody", []), ("acme ltd", []), ("", []),
  ]) func findsVerbsOnRecords(_ text: String, _ names: [String]) {
    let search = Firm.search(Self.records, synonyms: Synonyms(groups: [["win", "gewinnen"]]))
    let verbs = VerbSearch(
      search,
      entries: [
        .init(words: ["companies", "show"], aliases: ["company"], target: .init(.company)),
        .init(words: ["deals", "show"], aliases: ["deal"], target: .init(.deal)),
        .init(words: ["deals", "win"], aliases: ["deal"], target: .init(.deal, in: .open)),
        .init(words: ["deals", "reopen"], target: .init(.deal, in: .closed, rest: [.option("next", .open)])),
      ],
      context: EvaluationContext(snapshot: search.snapshot, now: search.now, user: "", stages: search.stages))
    let offers = verbs.offers(text)
    #expect(Set(offers.map(\.name)) == Set(names), "\(text)")
    #expect(offers.map(\.score) == offers.map(\.score).sorted(by: >))
    for offer in offers where offer.name == "deals reopen: Old site" {
      #expect(offer.command.description == "crm deals reopen dd000005 --next …")
    }
    for offer in offers where offer.name == "deals win: Website" {
      #expect(offer.command.description == "crm deals win dd000004")
    }
  }
}
