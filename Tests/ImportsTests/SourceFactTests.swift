import Diagnostics
import Records
import Testing

@testable import Imports

/// What is peculiar to a source and does not show in one file alone.
@Suite struct SourceFactTests {
  @Test func presetsHaveTheirNames() {
    #expect(
      Presets.all.map(\.name).sorted() == [
        "amocrm", "asterisk", "bitrix24", "dynamics", "generic", "google", "hermitcrm", "hubspot", "linkedin",
        "mango", "outlook", "pipedrive", "retailcrm", "salesforce", "zoho",
      ])
    for preset in Presets.all where preset.name != "generic" && preset.name != "hermitcrm" {
      #expect(preset.source == preset.name)
    }
  }

  /// Deals find the people that a file before them brought, by the identifiers of the source.
  @Test func dealsFindContactsOfAnEarlierFileById() throws {
    var bench = Workbench()
    try bench.run("Record ID,First Name,Last Name,Email\n51,Anna,Kim,anna@x.example\n52,Bob,Stone,\n")
    let plan = try bench.run(
      "Record ID,Deal Name,Deal Stage,Associated Contact IDs,Associated Contact\n1,Desks,proposal,52,B. Stone\n"
        + "2,Chairs,proposal,51;52,Anna Kim (anna@x.example);B. Stone\n"
    ) { $0.next = Workbench.step }
    #expect(plan.counts == [2, 0, 0, 0, 0, 0], "\(plan.errors)")
    #expect(bench.snapshot.records(.contact).count == 2)
    #expect(bench.named("Desks", .deal)?.reference("contact")?.id == bench.named("Bob Stone")?.id)
    #expect(bench.named("Chairs", .deal)?.reference("contact")?.id == bench.named("Anna Kim")?.id)
  }

  /// Who was two in the source, and was merged here, is found by either identifier.
  @Test func aRecordWithSeveralIdentifiersIsFoundByEach() throws {
    var bench = Workbench()
    let text = "Record ID,First Name,Last Name,Email\n51,Anna,Kim,anna@x.example\n"
    try bench.run(text)
    let anna = try #require(bench.only(.contact))
    var merged = Change()
    let ids = Value.list([.text("51"), .text("52")])
    merged.set(anna.id, "external", .map([MapEntry("hubspot", ids)]))
    bench.land(merged)
    #expect(try bench.plan(text).change.isEmpty)
    #expect(bench.only(.contact)?["external"]?["hubspot"] == ids)
    try bench.run("Record ID,First Name,Last Name,Job Title\n52,Anna,Kim,Buyer\n")
    #expect(bench.only(.contact)?.text("position") == "Buyer")
    try bench.run("Record ID,First Name,Last Name,Phone Number\n51,Anna,Kim,+49 170 1234567\n")
    #expect(bench.only(.contact)?["phones"]?.plainText == "+491701234567")
    let deals = "Record ID,Deal Name,Deal Stage,Associated Contact IDs\n1,Desks,proposal,52\n"
    try bench.run(deals) { $0.next = Workbench.step }
    #expect(bench.only(.deal)?.reference("contact")?.id == anna.id)
    #expect(bench.only(.contact)?["external"]?["hubspot"] == ids)
  }

  @Test func companiesInAListOfContactsAreAnotherImport() throws {
    var bench = Workbench()
    let text =
      "ID,Тип,Наименование,Название компании,Рабочий телефон\n1,Контакт,Ирина Кравцова,Весна,+7 916 123-45-67\n"
      + "2,компания,Весна,,+7 495 123-45-67\n3,,Пётр Иванов,,\n"
    let people = try bench.run(text)
    #expect(people.counts == [2, 0, 0, 1, 0, 0])
    #expect(people.errors == ["Тип is \"компания\"; --kind companies imports these"])
    let companies = try bench.run(text) { $0.kind = .company }
    #expect(
      companies.counts == [0, 1, 0, 2, 0, 0],
      "\(companies.report.outcomes)")
    #expect(bench.named("Весна", .company)?["external"]?["amocrm"]?.plainText == "2")
    #expect(bench.named("Весна", .company)?["phones"]?.plainText == "+74951234567")
  }

  /// A stage that is not known comes with the nearest names and with the option that gives it a meaning.
  @Test func anUnknownStageSaysHowItIsMapped() throws {
    let text =
      "ID,Название сделки,Этап сделки,Воронка\n1,Кафе,Первичный контакт,Sales\n2,Сад,Proposal,Nowhere\n"
    let plan = try Workbench().plan(text) { $0.next = Workbench.step }
    #expect(plan.errors[0].contains("--map-value 'Этап сделки:Первичный контакт=…'"))
    #expect(plan.errors[1].contains("--map-value 'Воронка:Nowhere=…'"))
    let mapped = try Workbench().plan(text) {
      $0.next = Workbench.step
      $0.valueMaps = [
        .init(column: "Этап сделки", entries: [.init("Первичный контакт", "first-contact")]),
        .init(column: "Воронка", entries: [.init("Nowhere", "sales")]),
      ]
    }
    #expect(mapped.counts == [2, 0, 0, 0, 0, 0])
  }

  /// Currencies that are gone: an amount of that time keeps them, a new one cannot have them.
  @Test(arguments: [
    ("BGN", "2025-06-01", true), ("BGN", "2026-02-01", false), ("HRK", "2022-12-31", true),
    ("HRK", "2023-01-01", false),
    ("ANG", "2025-02-28", true), ("ANG", "2025-03-01", false), ("EUR", "2026-02-01", true),
    ("XCG", "2026-02-01", true),
  ])
  func goneCurrencies(_ code: String, _ created: String, _ isTaken: Bool) throws {
    let plan = try Workbench().plan("Title,Stage,Amount,Currency,Created\nA,proposal,5,\(code),\(created)\n")
    {
      $0.next = Workbench.step
    }
    #expect(plan.counts[0] == (isTaken ? 1 : 0), "\(plan.errors)")
    if !isTaken { #expect(plan.errors[0].contains("took its place")) }
  }

  /// Amounts as programs of all countries write them.
  @Test(arguments: [
    ("1'234.56", "1234.56"), ("1’234.56", "1234.56"), ("1 234,56", "1234.56"), ("1\u{a0}234,56", "1234.56"),
    ("1\u{202f}234,56", "1234.56"), ("1\u{2009}234,56", "1234.56"), ("1\u{2009}234\u{2009}567", "1234567"),
    ("1.234,56 €", "1234.56"), ("$1,234.56", "1234.56"), ("12 500,00 EUR", "12500.00"),
  ])
  func amountsAreRead(_ cell: String, _ amount: String) throws {
    let plan = try Workbench().plan("Title;Stage;Amount;Created\nA;won;\(cell);2026-01-02\n")
    let deal = try #require(plan.change.creations.first { $0.kind == .deal })
    #expect(deal.values["amount"]?.plainText == amount)
  }

  /// A minus in any spelling is no amount of a deal, and never lost in silence.
  @Test(arguments: ["-5,00", "\u{2212}5,00", "\u{2013}5,00", "5,00-", "5,00\u{2212}", "(5,00)"])
  func negativeAmountsAreKeptAside(_ cell: String) throws {
    let plan = try Workbench().plan("Title;Stage;Amount;Created\nA;won;\(cell);2026-01-02\n")
    let deal = try #require(plan.change.creations.first { $0.kind == .deal })
    #expect(deal.values["amount"] == nil)
    #expect(deal.values["extra"]?["Amount"]?.plainText == cell)
    #expect(plan.report.kept.contains { $0.reason.contains("negative") }, "\(plan.report.kept)")
  }

  /// hermitcrm's files: of several addresses it kept the first, numbers may come without a plus, formulas are guarded.
  @Test func hermitFilesBuildOnEachOther() throws {
    var bench = Workbench(country: "DE")
    try bench.run("slug,name,website,product_oneliner\nacme,Acme Ltd,https://acme.example,Chairs\n")
    try bench.run(
      "company_slug,company,slug,first_name,last_name,email,phone\nacme,Acme Ltd,anna-kim,Anna,Kim,anna@x.example,0301234568\n"
        + "acme,Acme Ltd,bob-stone,Bob,Stone,,'+49301234569\n")
    try bench.run(
      "company_slug,company,id,date,channel,direction,contact,subject,body\n"
        + "acme,Acme Ltd,x1,2026-11-02T10:00:00Z,call,out,anna-kim,Prices,'=3 offers\n")
    #expect(bench.snapshot.records(.company).count == 1)
    #expect(bench.snapshot.records(.contact).count == 2)
    #expect(bench.named("Anna Kim")?["phones"]?.plainText == "+49301234568")
    let call = try #require(bench.only(.activity))
    #expect(call.reference("contact")?.id == bench.named("Anna Kim")?.id)
    #expect(call.text("text") == "Prices\n=3 offers")
  }
}
