import Dates
import Diagnostics
import Output
import Records
import Rules
import Testing

@testable import Imports

/// Where a cell goes that no field of the row's record takes.
@Suite struct KeptCellTests {
  @Test func rowsWithoutANameAreKept() throws {
    var bench = Workbench()
    try bench.run("Name,Email,Phone\n,anna.k@x.example,\n,,+7 916 123-45-67\n", file: "contacts.csv")
    #expect(Set(bench.snapshot.records(.contact).map(\.name)) == ["anna.k", "+79161234567"])
    // A name found later is taken; a made-up one never replaces it.
    try bench.run("Name,Email\nAnna Kim,anna.k@x.example\n", file: "contacts.csv")
    let again = try bench.run("Name,Email,Phone\n,anna.k@x.example,\n", file: "contacts.csv")
    #expect(again.change.isEmpty)
    #expect(bench.named("Anna Kim") != nil)
  }

  @Test func whatNoReaderTakesIsKeptAndTold() throws {
    let plan = try Workbench().plan(
      "Name,Email,Phone,Birthday\nAnna,nobody,ask Mary,some day\nBob,b@x.example; or else,,\n",
      file: "contacts.csv")
    #expect(plan.counts == [2, 0, 0, 0, 0, 0])
    let extra = plan.change.creations.map { $0.values["extra"] }
    #expect(extra[0]?["Email"] == .text("nobody"))
    #expect(extra[0]?["Phone"] == .text("ask Mary"))
    #expect(extra[0]?["Birthday"] == .text("some day"))
    #expect(plan.change.creations[1].values["emails"] == .list([.text("b@x.example")]))
    #expect(extra[1]?["Email"] == .text("b@x.example; or else"))
    #expect(
      plan.report.kept.map(\.message) == [
        "line 2: Email: \"nobody\" is not an email address; kept under extra",
        "line 2: Phone: \"ask Mary\" is not a phone number; kept under extra",
        "line 2: Birthday: \"some day\" is not a day; kept under extra",
        "line 3: Email: \"else\" is written beside the value; kept under extra",
      ])
  }

  @Test func onlyWhatARecordCannotBeWithoutRejectsItsRow() throws {
    let plan = try Workbench().plan(
      "Name,Email,Phone\n,nobody,x\nBob,b@x.example,\n\"\",,\nEve,e@x.example,,surplus\n",
      file: "contacts.csv")
    #expect(plan.counts == [1, 0, 0, 0, 0, 2])
    #expect(
      plan.report.outcomes[0].error
        == "the row has no name, no email and no phone; Email: \"nobody\" is not an email address; "
        + "Phone: \"x\" is not a phone number")
    #expect(plan.errors[1].contains("4 cells"))
  }

  @Test func anAmountInAnUnknownCurrencyIsNoAmount() throws {
    let plan = try Workbench().plan("Название,Артикул,Цена,Валюта\nСтол,T-1,100.50,galleons\n") {
      $0.kind = .product
    }
    let product = try #require(plan.change.creations.first)
    #expect(product.values["price"] == nil)
    #expect(product.values["extra"]?["Цена"] == .text("100.50"))
    #expect(product.values["extra"]?["Валюта"] == .text("galleons"))
  }

  @Test func whatLinkedRecordsLackIsFilledAndWhatTheyHaveOtherwiseIsKept() throws {
    var bench = Workbench(country: "DE")
    try bench.run("Company\nAcme\n", file: "companies.csv")
    let text =
      "Name,Email,Company,ИНН,Company Phone\nAnn Bell,ann@x.example,Acme,7701,+4930222222\n"
      + "Bob Hill,bob@x.example,ACME Ltd,7702,+4930333333\nCid Moss,cid@x.example,,7703,\n"
    #expect(try bench.run(text, file: "contacts.csv").counts == [3, 0, 0, 0, 0, 0])
    let acme = try #require(bench.only(.company))
    #expect(acme.text("tax_id") == "7701")
    #expect(acme.texts("phones") == ["+4930222222"])
    let bob = bench.named("Bob Hill")?["extra"]
    #expect(bob?["Company"] == .text("ACME Ltd"))
    #expect(bob?["ИНН"] == .text("7702"))
    #expect(bob?["Company Phone"] == .text("+4930333333"))
    #expect(bench.named("Ann Bell")?["extra"] == nil)
    #expect(bench.named("Cid Moss")?["extra"]?["ИНН"] == .text("7703"))
    #expect(try bench.plan(text, file: "contacts.csv").change.isEmpty)
  }

  @Test func rowsThatContradictAnEarlierOneKeepWhatTheySay() throws {
    var bench = Workbench()
    let text = "Name,Email,City\nAnna,a@x.example,Omsk\nAnna,a@x.example,Chita\nAnna,a@x.example,Bonn\n"
    let plan = try bench.run(text, file: "contacts.csv")
    #expect(plan.counts == [1, 0, 0, 0, 2, 0])
    #expect(bench.only(.contact)?.text("city") == "Omsk")
    #expect(bench.only(.contact)?["extra"]?.plainText == "City: Chita, City (2): Bonn")
    #expect(try bench.plan(text, file: "contacts.csv").change.isEmpty)
  }

  @Test func columnsAndConstantsThatFindTheirPlaceTaken() throws {
    let plan = try Workbench().plan(
      "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Owner\n"
        + "1,A,Proposal,Won,2026-09-01 10:00,2026-09-02 11:00,Ann\n"
    ) { $0.constants = [.init("owner", "gleb")] }
    let deal = try #require(plan.change.creations.first { $0.kind == .deal })
    #expect(deal.values["owner"] == .text("gleb"))
    #expect(deal.values["extra"]?["Deal - Lost time"] == .text("2026-09-02 11:00"))
    #expect(deal.values["extra"]?["Deal - Owner"] == .text("Ann"))
  }
}
