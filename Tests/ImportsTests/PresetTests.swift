import Dates
import Diagnostics
import Records
import Testing
import YAML

@testable import Imports

@Suite struct PresetTests {
  @Test(arguments: Presets.all) func everyTargetExists(_ preset: Preset) throws {
    for layout in preset.layouts {
      for column in layout.columns {
        _ = try ColumnTarget.parse(column.value, kind: layout.kind, schema: .plain)
      }
    }
    #expect(Presets.all.filter { $0.name == preset.name }.count == 1)
    #expect(!preset.doc.isEmpty)
  }

  /// A built-in preset is what its file says, and every key of the file is read again.
  @Test(arguments: Presets.all) func builtInPresetsAreFiles(_ preset: Preset) throws {
    let bytes = PresetFile.write(preset)
    let read = PresetFile.read(
      try Document(parsing: bytes, file: "imports/x.yaml"), name: preset.name, schema: .plain)
    #expect(read.problems.isEmpty)
    #expect(read.preset == preset)
  }

  @Test(arguments: [
    ("Бюджет ₸", "KZT", "Бюджет"), ("Amount (USD)", "USD", "Amount"), ("Сумма, руб.", "RUB", "Сумма"),
    ("Deal Sum", nil, nil), ("Value in EUR", "EUR", "Value"), ("€ Amount", "EUR", "Amount"),
    ("Sale, $", "USD", "Sale"),
    ("Бюджет", nil, nil), ("Бюджет сделки", nil, nil), ("Total all", nil, nil), ("USD", nil, nil),
  ])
  func aTitleMayNameTheCurrency(_ title: String, _ code: String?, _ rest: String?) {
    #expect(AmountTitle(title)?.code == code)
    #expect(AmountTitle(title)?.rest == rest)
  }

  /// The cell and a column of currencies say more than the title.
  @Test func theCurrencyOfATitleIsTheLastWord() throws {
    let text = "Title,Stage,Бюджет ₸,Currency\nA,won,1 250 000,\nB,won,100,USD\nC,won,5 €,\n"
    let plan = try Workbench().plan(text) { $0.kind = .deal }
    let deals = plan.change.creations.filter { $0.kind == .deal }
    #expect(deals.map { $0.values["currency"]?.text } == ["KZT", "USD", "EUR"])
    #expect(deals[0].values["amount"]?.plainText == "1250000")
  }

  @Test func aNumberedTitleMatchesEveryNumber() {
    let pattern = TitlePattern("E-mail N - Value|Phone N - Value")
    #expect(pattern.matches(TitleForms("E-mail 12 - Value")))
    #expect(pattern.matches(TitleForms("Phone 1 - Value")))
    #expect(!pattern.matches(TitleForms("E-mail 1 - Label")))
    #expect(!pattern.matches(TitleForms("E-mail - Value")))
  }

  static let exports: [(String, String, Kind, [String: String])] = [
    (
      "linkedin",
      "Notes:\n\"When exporting your data, you may see gaps.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        + "José,García,https://www.linkedin.com/in/jg,,\"Acme, Inc.\",Engineer,15 Jan 2024\n", .contact,
      ["name": "José García", "position": "Engineer", "links": "https://www.linkedin.com/in/jg"]
    ),
    (
      "hubspot",
      "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Company Name,Create Date\n"
        + "51,Anna,Kim,anna@x.example,+4930123456,gleb,Acme,2026-01-02 10:15\n", .contact,
      ["name": "Anna Kim", "external": "hubspot: 51", "owner": "gleb", "created": "2026-01-02T10:15:00Z"]
    ),
    (
      "hubspot", "Record ID,Company name,Company Domain Name\n5,Acme,acme.example\n", .company,
      ["name": "Acme", "links": "acme.example"]
    ),
    (
      "hubspot",
      "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date\n9,Site,closedwon,,12.50,2026-02-03 10:00\n",
      .deal, ["title": "Site", "stage": "won", "amount": "12.50", "closed": "2026-02-03T09:00:00Z"]
    ),
    (
      "pipedrive",
      "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Won time\n"
        + "3,Site,proposal,Won,10.00,EUR,Acme,2026-02-03 10:00:00\n", .deal,
      ["title": "Site", "stage": "won", "currency": "EUR", "closed": "2026-02-03T10:00:00Z"]
    ),
    (
      "pipedrive",
      "Person - Name,Person - Email - Work,Person - Phone - Mobile\nAnna Kim,anna@x.example,+4930123456\n",
      .contact, ["name": "Anna Kim", "emails": "anna@x.example", "phones": "+4930123456"]
    ),
    (
      "salesforce",
      "Opportunity Name,Account Name,Amount,Close Date,Stage\nSite,Acme,\"1,200.50\",2/3/2026,Won\n", .deal,
      ["title": "Site", "amount": "1200.50", "expected_close": "2026-02-03"]
    ),
  ]

  @Test(arguments: exports) func exportIsRecognised(
    _ preset: String, _ text: String, _ kind: Kind, _ values: [String: String]
  ) throws {
    let plan = try Workbench().plan(text, file: "export.csv")
    #expect(plan.report.preset == preset)
    #expect(plan.report.kind == kind)
    #expect(plan.counts == [1, 0, 0, 0, 0, 0], "\(plan.errors)")
    let creation = try #require(plan.change.creations.first { $0.kind == kind })
    for (key, text) in values { #expect(creation.values[key]?.plainText == text, "\(key)") }
  }

  @Test func aMappingIsSavedAndUsed() throws {
    var bench = Workbench()
    let text = "Wer,Wo,Wann\nAnna,Bonn,04/02/1990\n"
    let plan = try bench.plan(text, file: "liste.csv") {
      $0.kind = .contact
      $0.columns = [.init("Wer", "name"), .init("Wo", "city"), .init("Wann", "birthday")]
      $0.valueMaps = [.init(column: "Wo", entries: [.init("Bonn", "Bonn am Rhein")])]
      $0.constants = [.init("source", "fair")]
      $0.dateOrder = .dayFirst
      $0.mode = .fill
      $0.updateBy = ["name+city"]
    }
    var mapping = plan.mapping
    mapping.name = "fair"
    mapping.source = "fair"
    let bytes = PresetFile.write(mapping, kind: .contact)
    let read = PresetFile.read(
      try Document(parsing: bytes, file: "imports/fair.yaml"), name: "fair", schema: bench.snapshot.schema)
    #expect(read.problems.isEmpty)
    #expect(read.preset == mapping)
    try bench.run(text, file: "liste.csv", presets: Presets.all + [read.preset]) { $0.preset = "fair" }
    let anna = try #require(bench.named("Anna"))
    #expect(anna.text("city") == "Bonn am Rhein")
    #expect(anna.text("source") == "fair")
    #expect(anna["birthday"]?.plainText == "1990-02-04")
  }

  @Test func faultsOfAMappingFileHaveTheirPlace() throws {
    let text = "kind: contact\ncolumns: {Wer: nmae}\ndates: xyz\nmoed: fill\n"
    let read = PresetFile.read(
      try Document(parsing: Array(text.utf8), file: "imports/a.yaml"), name: "a", schema: .plain)
    #expect(read.problems.map { $0.location?.line } == [2, 3, 4])
    #expect(read.problems[0].hints.first == "did you mean \"name\"?")
    #expect(read.problems[2].hints == ["did you mean \"mode\"?"])
    let error = #expect(throws: Diagnostic.self) {
      try Workbench().plan("Name,Email\na,a@x.example\n") { $0.preset = "hubspt" }
    }
    #expect(error?.hints.first == "did you mean \"hubspot\"?")
  }

  @Test func optionsAreReadAsTheCommandLineGivesThem() throws {
    #expect(try ImportRequest.entry("Mail = email", option: "--map") == .init("Mail", "email"))
    let map = try ImportRequest.valueMap("Стадия: сделки:Новая=first-contact")
    #expect(map == .init(column: "Стадия: сделки", entries: [.init("Новая", "first-contact")]))
    #expect(throws: Diagnostic.self) { try ImportRequest.entry("x", option: "--map") }
    #expect(throws: Diagnostic.self) { try ImportRequest.valueMap("x=y") }
  }

  @Test(arguments: [
    ("a/deals.csv", "a/deals.rejects.csv"), ("-", "import.rejects.csv"), ("deals", "deals.rejects.csv"),
    ("./a.b/c.tsv", "./a.b/c.rejects.csv"), ("x.rejects.csv", "x.rejects.csv"), (".csv", ".csv.rejects.csv"),
  ])
  func rejectsGoBesideTheSource(_ file: String, _ path: String) {
    #expect(RejectsFile.path(for: file) == path)
  }
}
