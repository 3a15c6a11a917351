import Dates
import Diagnostics
import Records
import Rules
import Testing

@testable import Imports

/// Workbooks on their way into records.
@Suite struct SheetImportTests {
  private func text(_ words: String) -> String { "<c t=\"inlineStr\"><is><t>\(words)</t></is></c>" }

  private func plan(_ rows: [String], _ edit: (inout BookFixture) -> Void = { _ in }, country: String = "DE")
    throws
    -> (plan: ImportPlan, bench: Workbench)
  {
    var book = BookFixture(rows.map { "<row>\($0)</row>" }.joined())
    edit(&book)
    var bench = Workbench(country: country)
    var request = bench.request("people.xlsx")
    request.kind = .contact
    let source = try RowReaders.read(try book.bytes(), named: "people.xlsx", ReadingOptions())
    let plan = try ImportPlan.plan(
      source, request: request, snapshot: bench.snapshot, pipelines: Pipelines.compile(bench.snapshot))
    bench.land(plan.change)
    return (plan, bench)
  }

  @Test func typesReachTheirFields() throws {
    let titles = ["Name", "Email", "Phone", "Postal code", "Birthday", "Website"].map { text($0) }.joined()
    let row =
      text("Anna Ivanova") + text("Write")
      + "<c><v>301234567</v></c><c><v>1067</v></c><c s=\"1\"><v>32965</v></c>"
      + text("Site")
    let (plan, bench) = try plan([titles, row]) {
      $0.formats = ["dd.mm.yyyy"]
      $0.tail =
        "<hyperlinks><hyperlink ref=\"A2\" r:id=\"a\"/><hyperlink ref=\"B2\" r:id=\"b\"/><hyperlink ref=\"F2\" r:id=\"c\"/></hyperlinks>"
      $0.targets = [
        ("a", "https://people.example/7"), ("b", "mailto:anna@example.com"), ("c", "https://anna.example"),
      ]
    }
    let anna = try #require(bench.only(.contact))
    #expect(anna.name == "Anna Ivanova")
    #expect(anna["emails"] == .list([.text("anna@example.com")]))
    #expect(anna["links"] == .list([.text("https://anna.example")]))
    #expect(anna["phones"] == .list([.text("+49301234567")]))
    #expect(anna["postal_code"] == .text("01067"))
    #expect(anna["birthday"]?.plainText == "1990-04-02")
    #expect(anna["extra"]?["Name (link)"] == .text("https://people.example/7"))
    let warnings = plan.report.warnings.map(\.text)
    #expect(
      warnings == [
        "Sheet1!C2, column \"Phone\": the file has phones as numbers: zeros in front and the plus may be gone",
        "Sheet1!D2, column \"Postal code\": the file has postal codes as numbers: zeros in front may be gone; codes too short for the country get theirs back",
      ])
    #expect(plan.report.outcomes.map(\.place.text) == ["Sheet1!2"])
  }

  @Test func zerosComeBackByTheCountryOfTheRow() {
    let table: [(String, String?, String, String?)] = [
      ("1067", nil, "DE", "01067"), ("501", "us", "DE", "00501"), ("1010", "AT", "DE", nil),
      ("1010", "Austria", "DE", nil), ("12345", nil, "DE", nil), ("7", nil, "DE", nil),
      ("150", "NO", "DE", "0150"),
      ("1O67", nil, "DE", nil),
    ]
    for (digits, said, own, expected) in table {
      let code = PostalCodes.country(said, orElse: own)
      #expect(code.flatMap { PostalCodes.filled(digits, country: $0) } == expected, "\(digits) \(said ?? "")")
    }
  }

  @Test func amountsTakeTheCurrencyOfTheirFormat() throws {
    var book = BookFixture(
      "<row>" + ["Title", "Stage", "Amount", "Probability"].map { text($0) }.joined() + "</row><row>"
        + text("Roof")
        + text("won") + "<c s=\"1\"><v>1234.5</v></c><c s=\"2\"><v>0.005</v></c></row>")
    book.formats = ["#,##0.00\" USD\"", "0.0%"]
    var bench = Workbench()
    var request = bench.request("deals.xlsx")
    request.kind = .deal
    let source = try RowReaders.read(try book.bytes(), named: "deals.xlsx", ReadingOptions())
    let plan = try ImportPlan.plan(
      source, request: request, snapshot: bench.snapshot, pipelines: Pipelines.compile(bench.snapshot))
    bench.land(plan.change)
    let deal = try #require(bench.only(.deal))
    #expect(deal["amount"]?.number == Decimal("1234.5"))
    #expect(deal["currency"]?.text == "USD")
    #expect(deal["probability"]?.number == Decimal(0) || deal["probability"]?.number == Decimal(1))
  }

  /// What is cut off after the rows that make up the first look is found before anything is planned.
  @Test func nothingIsPlannedFromHalfAFile() throws {
    let rows = (1...5000).map { "<row>" + text("Person \($0)") + text("p\($0)@example.com") + "</row>" }
      .joined()
    var book = BookFixture("")
    book.parts = [
      ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>\(text("Name"))\(text("Email"))</row>\(rows)")
    ]
    let bytes = try book.bytes()
    let bench = Workbench()
    let request = bench.request("people.xlsx")
    let message = SheetFixture.message {
      let source = try RowReaders.read(bytes, named: "people.xlsx", ReadingOptions())
      _ = try ImportPlan.plan(
        source, request: request, snapshot: bench.snapshot, pipelines: Pipelines.compile(bench.snapshot))
    }
    #expect(message.contains("the XML is damaged (no element found)"))
  }
}
