import Diagnostics
import Records
import Testing

@testable import Search

/// Which record a REF means where several may be meant.
@Suite struct NamingTests {
  static let search = Firm.search([
    Firm.contact("jh000001", "John Smith"), Firm.contact("tm000002", "Tom Müller"),
    Firm.contact("kr000003", "Klaus Richter", ["company": Firm.link("ynrd0006")]),
    Firm.contact("tw000004", "Two Deals"),
    Firm.contact("pd000005", "Paula Day", ["emails": Firm.texts("p@day.example")]),
    Firm.company("ynrd0006", "Yoga Nord"), Firm.company("sp000007", "Shopware"),
    Firm.deal(
      "reb00010", "Rebrand", "proposal",
      ["contact": Firm.link("jh000001"), "next_step": Firm.link("tcj00020")]),
    Firm.deal(
      "yga00011", "Yoga site", "proposal",
      ["contact": Firm.link("tm000002"), "next_step": Firm.link("tsf00021")]),
    Firm.deal("yga00012", "Yoga site", "won", ["contact": Firm.link("tm000002")]),
    Firm.deal(
      "shp00013", "Shop", "invoice", ["company": Firm.link("sp000007"), "next_step": Firm.link("tks00022")]),
    Firm.deal(
      "wan00014", "First", "invoice", ["contact": Firm.link("tw000004"), "next_step": Firm.link("tde00027")]),
    Firm.deal(
      "twa00015", "Second", "invoice", ["contact": Firm.link("tw000004"), "next_step": Firm.link("tdt00028")]),
    Firm.deal(
      "rep00016", "Website relaunch", "proposal",
      ["contact": Firm.link("kr000003"), "next_step": Firm.link("tcr00029")]),
    Firm.record(
      .lead, "ead00017",
      [
        "title": .text("Website relaunch"), "name": .text("Klaus Richter"), "status": .text("qualified"),
        "deal": Firm.link("rep00016"), "contact": Firm.link("kr000003"),
      ]),
    Firm.record(
      .lead, "ead00018", ["title": .text("Garden"), "name": .text("Greta"), "status": .text("new")]),
    Firm.record(
      .lead, "ead00019",
      ["title": .text("Garden fence"), "name": .text("Gustav"), "status": .text("rejected")]),
    task("tcj00020", "Call John again", "open", "reb00010", contact: "jh000001"),
    task("tsf00021", "Send offer", "open", "yga00011", contact: "tm000002"),
    task("tdm00023", "Print the menu", "done", "yga00011"),
    task("tdm00024", "Check the menu", "cancelled", "yga00011"),
    task("tpm00025", "Menu for Tom", "open", "yga00011"), task("tdc00026", "Send offer", "done", "yga00011"),
    task("tks00022", "Call Klaus about scope", "open", "shp00013"),
    task("tde00027", "Draft", "open", "wan00014"), task("tdt00028", "Details", "open", "twa00015"),
    task("tcr00029", "Call about the site", "open", "rep00016", contact: "kr000003"),
    Firm.record(
      .task, "tda00030",
      [
        "title": .text("Congratulate"), "status": .text("open"), "contact": Firm.link("pd000005"),
        "due": .instant(Firm.now),
      ]),
  ])

  static func task(_ id: String, _ title: String, _ status: String, _ deal: String, contact: String? = nil)
    -> Record
  {
    var values: [String: Value] = [
      "title": .text(title), "status": .text(status), "deal": Firm.link(deal), "due": .instant(Firm.now),
    ]
    if let contact { values["contact"] = Firm.link(contact) }
    return Firm.record(.task, id, values)
  }

  static func found(
    _ text: String, _ kinds: [Kind], _ use: SmartReference.Use = .writing,
    preferring: ReferenceResolver.Preference = .open
  ) -> String {
    let search = search
    let smart = SmartReference(search.snapshot, stages: search.stages, for: use, search: search)
    do throws(Diagnostic) {
      return try ReferenceResolver(snapshot: search.snapshot, finder: smart).resolve(
        text, kinds: kinds, preferring: preferring
      ).id.description
    } catch {
      return error.code.rawValue
    }
  }

  @Test(arguments: [
    // A deal's words beat a typing error in a task's own title, a person's and a company's do too.
    ("yoga", "tsf00021"), ("rebrand", "tcj00020"), ("shop", "tks00022"), ("müller", "tsf00021"),
    ("shopware", "tks00022"), ("smith", "tcj00020"), ("yga00011", "tsf00021"), ("tm000002", "tsf00021"),
    // Own titles come before the words of relations.
    ("klaus", "tks00022"), ("offer", "tsf00021"), ("john", "tcj00020"), ("about the site", "tcr00029"),
    // What is done is no candidate beside what is open, and still has its name.
    ("menu", "tpm00025"), ("print menu", "tdm00023"), ("tdc00026", "tdc00026"),
    // A person without a deal has tasks all the same; one with two deals has two next steps.
    ("paula", "tda00030"), ("p@day.example", "tda00030"), ("two deals", "ambiguous"), ("nobody", "not_found"),
    // Nothing but a typing error: a change asks back.
    ("ofefr", "not_found"),
  ]) func aTaskIsNamed(_ text: String, _ id: String) {
    #expect(Self.found(text, [.task]) == id)
  }

  @Test func readersTakeATypingErrorLast() {
    #expect(Self.found("ofefr", [.task], .reading) == "tsf00021")
    #expect(Self.found("yoga", [.task], .reading) == "tsf00021")
  }

  @Test(arguments: [
    ("yoga", "yga00011"), ("yoga site", "yga00011"), ("müller", "yga00011"), ("klaus", "rep00016"),
    ("p@day.example", "not_found"), ("two deals", "ambiguous"), ("ynrd0006", "not_found"),
  ]) func aDealIsNamed(_ text: String, _ id: String) {
    #expect(Self.found(text, [.deal]) == id)
  }

  @Test func whatIsReopenedIsClosed() {
    #expect(Self.found("yoga", [.deal], preferring: .closed) == "yga00012")
    #expect(Self.found("müller", [.deal], preferring: .closed) == "yga00012")
    #expect(Self.found("rebrand", [.deal], preferring: .closed) == "reb00010")
  }

  @Test(arguments: [
    ("yoga", "yga00011"), ("klaus", "kr000003"), ("website", "rep00016"), ("garden", "ead00018"),
    ("gustav", "ead00019"), ("shop", "shp00013"), ("shopware", "sp000007"), ("day", "pd000005"),
  ]) func whatIsLoggedOn(_ text: String, _ id: String) {
    #expect(Self.found(text, [.deal, .contact, .company, .lead]) == id)
  }

  @Test func candidatesTellThemselvesApart() {
    let search = Self.search
    let smart = SmartReference(search.snapshot, stages: search.stages, for: .writing, search: search)
    let error = #expect(throws: Diagnostic.self) {
      try ReferenceResolver(snapshot: search.snapshot, finder: smart).resolve("two deals", kinds: [.task])
    }
    #expect(
      error?.hints.map(\.description) == [
        "tdt00028  Details  (open, due 2026-12-01 09:00, Second)",
        "tde00027  Draft  (open, due 2026-12-01 09:00, First)",
      ])
  }
}

@Suite struct CompoundTests {
  static let search = Firm.search([
    Firm.contact("nn000001", "Ian McDonald"), Firm.contact("nn000002", "Anna-Maria Vogel"),
    Firm.contact("nn000003", "Eve Mac Leod"), Firm.contact("nn000004", "Ivo de Boer"),
    Firm.contact("nn000005", "Mia van der Berg"), Firm.contact("nn000006", "Jan Vanderberg"),
    Firm.contact("nn000007", "Leod Mac"), Firm.company("nn000008", "Südbau"),
    Firm.contact("nn000009", "Bo Site", ["notes": .text("web")]),
  ])

  @Test(arguments: [
    ("mc donald", ["nn000001"]), ("ian mc donald", ["nn000001"]), ("annamaria", ["nn000002"]),
    ("anna maria", ["nn000002"]), ("annamaria vogel", ["nn000002"]), ("macleod", ["nn000003"]),
    ("deboer", ["nn000004"]), ("deboe", ["nn000004"]), ("vanderberg", ["nn000006", "nn000005"]),
    ("van der berg", ["nn000005", "nn000006"]), ("vander berg", ["nn000005", "nn000006"]),
    ("süd bau", ["nn000008"]), ("website", []),
  ]) func namesAreFoundTogetherAndApart(_ text: String, _ ids: [String]) {
    let hits = Self.search.hits(text).filter { $0.reason != .typo }
    #expect(hits.map(\.record.id.description) == ids)
  }
}
