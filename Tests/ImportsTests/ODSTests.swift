import Archive
import Dates
import Diagnostics
import Records
import Testing

@testable import Imports

/// OpenDocument spreadsheets: the stored value first, the text second.
@Suite struct ODSTests {
  private func cells(_ row: String) throws -> [SourceCell] {
    try SheetFixture.cells(
      try SheetFixture.ods(
        "<table:table table:name=\"T\"><table:table-row>\(row)</table:table-row></table:table>"))
  }

  private func cell(_ attributes: String, _ content: String = "") -> String {
    "<table:table-cell \(attributes)>\(content)</table:table-cell>"
  }

  private func text(_ content: String) -> String { cell("office:value-type=\"string\"", content) }

  @Test func storedValuesCount() throws {
    let row = [
      cell("office:value-type=\"float\" office:value=\"1234.5\"", "<text:p>1.234,50</text:p>"),
      cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "<text:p>ДА</text:p>"),
      cell("office:value-type=\"date\" office:date-value=\"2026-04-02\"", "<text:p>02.04.26</text:p>"),
      cell(
        "office:value-type=\"date\" office:date-value=\"2026-04-02T10:15:00\"", "<text:p>2. April</text:p>"),
      cell("office:value-type=\"time\" office:time-value=\"PT30H00M00S\"", "<text:p>06:00</text:p>"),
      cell(
        "office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"12.50\"",
        "<text:p>12,50 €</text:p>"),
      cell("office:value-type=\"percentage\" office:value=\"0.25\"", "<text:p>25 %</text:p>"),
      cell("office:value-type=\"string\" office:string-value=\"stored\"", "<text:p>shown</text:p>"),
      cell("office:value-type=\"float\" office:value=\"1067\"", "<text:p>01067</text:p>"),
      cell("office:value-type=\"float\" office:value=\"5\"", "<text:p>5 days</text:p>"),
      cell("office:value-type=\"float\" office:value=\"1500\"", "<text:p>1.5E+03</text:p>"),
    ]
    let day = try #require(CivilDate("2026-04-02"))
    #expect(
      try cells(row.joined()) == [
        .number(try #require(Decimal("1234.5"))), .flag(true), .date(day), .text("2026-04-02T10:15:00"),
        .text("30:00:00"), .labelled(try #require(Decimal("12.5")), "12.5 EUR"),
        .labelled(Decimal(25), "25%"),
        .text("stored"), .labelled(Decimal(1067), "01067"), .labelled(Decimal(5), "5 days"),
        .number(Decimal(1500)),
      ])
  }

  @Test func durations() {
    let table: [(String, String?)] = [
      ("PT05H15M07S", "05:15:07"), ("P1DT2H", "26:00:00"), ("-PT1H", "-01:00:00"), ("PT0H0M1.6S", "00:00:02"),
      ("PT1,5S", "00:00:02"), ("P", nil), ("PT", nil), ("1H", nil), ("P1Y", nil), ("PTH", nil), ("", nil),
      ("P1M", nil), ("PT1e99S", nil),
    ]
    for (text, expected) in table { #expect(ODSCell.duration(text) == expected, "\(text)") }
  }

  @Test func textHasParagraphsTabsAndBlanks() throws {
    #expect(try cells(text("<text:p>one</text:p><text:p>two</text:p>")) == [.text("one\ntwo")])
    #expect(
      try cells(text("<text:p>  a \n b<text:s text:c=\"3\"/>c<text:tab/>d<text:line-break/>e </text:p>"))
        == [.text("a b   c\td\ne")])
    #expect(
      try cells(text("<text:p>a<text:span>b <text:span>c</text:span></text:span></text:p>")) == [
        .text("ab c")
      ])
    #expect(
      try cells(
        text(
          "<office:annotation><text:p>a remark</text:p></office:annotation><text:p>value</text:p>"
            + "<draw:frame><draw:image><text:p>x</text:p></draw:image></draw:frame>")) == [.text("value")])
    #expect(
      try cells(
        text(
          "<text:p><text:ruby><text:ruby-base>安</text:ruby-base><text:ruby-text>an</text:ruby-text></text:ruby></text:p>"
        ))
        == [.text("安")])
  }

  @Test func linksAndErrors() throws {
    let link = "<text:p><text:a xlink:href=\"https://acme.example/x\">Acme</text:a></text:p>"
    #expect(try cells(text(link)) == [.linked("Acme", target: "https://acme.example/x")])
    let row = cell(
      "table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\"",
      "<text:p>#DIV/0!</text:p>")
    let bytes = try SheetFixture.ods(
      "<table:table table:name=\"T\"><table:table-row>\(row)\(text("<text:p>x</text:p>"))</table:table-row></table:table>"
    )
    #expect(try SheetFixture.cells(bytes) == [.empty, .text("x")])
    #expect(
      try SheetFixture.oddities(bytes) == ["T!A1: #DIV/0! is an error, not a value; it counts as empty"])
  }

  @Test func whatIsRepeatedIsCounted() throws {
    let a = text("<text:p>a</text:p>")
    let tables =
      "<table:table table:name=\"T\"><table:table-row table:number-rows-repeated=\"3\"><table:table-cell "
      + "table:number-columns-repeated=\"16384\"/></table:table-row><table:table-header-rows><table:table-row>"
      + cell("table:number-columns-repeated=\"2\" office:value-type=\"string\"", "<text:p>h</text:p>")
      + "<table:covered-table-cell table:number-columns-repeated=\"2\"><text:p>covered</text:p></table:covered-table-cell>\(a)"
      + "<table:table-cell table:number-columns-repeated=\"16379\"/></table:table-row></table:table-header-rows>"
      + "<table:table-row table:number-rows-repeated=\"2\">\(a)</table:table-row>"
      + "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row></table:table>"
    let rows = try SheetFixture.read(try SheetFixture.ods(tables))
    #expect(rows.map(\.texts) == [["h", "h", "", "", "a"], ["a"], ["a"]])
    #expect(rows.map(\.place.text) == ["T!4", "T!5", "T!6"])
  }

  @Test func tablesAreSheets() throws {
    let row =
      "<table:table-row>" + text("<text:p>Name</text:p>") + text("<text:p>Email</text:p>")
      + "</table:table-row>"
    let bytes = try SheetFixture.ods(
      "<table:table table:name=\"One\"><table:table-row>\(text("<text:p>note<table:table table:name=\"in\"/></text:p>"))</table:table-row></table:table>"
        + "<table:table table:name=\"Two\" table:style-name=\"h\">\(row)</table:table><table:table table:name=\"Three\">\(row)</table:table>",
      styles: "<style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>")
    #expect(try SheetFixture.read(bytes)[0].place.text == "Three!1")
    #expect(
      try SheetFixture.notices(bytes) == [
        "the workbook has 3 sheets with rows; this is \"Three\", the others are \"One\", \"Two\" (hidden): --sheet takes one of them"
      ])
    #expect(try SheetFixture.read(bytes, sheet: "2")[0].place.text == "Two!1")
    #expect(try SheetFixture.read(bytes, sheet: "one")[0].texts == ["note"])
  }

  @Test func encryptedOnesAreNamed() throws {
    let manifest =
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry "
      + "manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    let old = try SheetFixture.ods("", more: [("META-INF/manifest.xml", manifest)])
    let new = try SheetFixture.archive([
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("encrypted-package", "x"),
    ])
    for bytes in [old, new] {
      #expect(SheetFixture.message { _ = try SheetFixture.read(bytes) } == "the spreadsheet is encrypted")
    }
  }
}
