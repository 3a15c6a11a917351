import Archive
import Dates
import Diagnostics
import Records
import Rules
import Testing

@testable import Imports

/// Excel workbooks as programs write them.
@Suite struct XLSXTests {
  private func cells(_ rows: String, _ edit: (inout BookFixture) -> Void = { _ in }) throws -> [SourceCell] {
    var book = BookFixture(rows)
    edit(&book)
    return try SheetFixture.cells(try book.bytes())
  }

  private func number(_ text: String) throws -> SourceCell { .number(try #require(Decimal(text))) }

  @Test func valuesOfEveryType() throws {
    let rows =
      "<row r=\"1\"><c r=\"A1\"><v>12.5</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>in</t></is></c>"
      + "<c r=\"D1\" t=\"b\"><v>1</v></c><c r=\"E1\" t=\"b\"><v>0</v></c><c r=\"F1\" t=\"str\"><f>A1&amp;\"x\"</f><v>fx</v></c>"
      + "<c r=\"G1\" s=\"1\"><v>46114</v></c><c r=\"H1\" t=\"d\"><v>2026-04-02</v></c><c r=\"I1\" t=\"n\"><v>1E3</v></c>"
      + "<c r=\"J1\" t=\"d\"><v>2026-04-02T10:15:00</v></c></row>"
    let read = try cells(rows) {
      $0.strings = "<si><t>zero</t></si><si><t>one</t></si>"
      $0.formats = ["dd.mm.yyyy"]
    }
    let day = SourceCell.date(try #require(CivilDate("2026-04-02")))
    #expect(
      read == [
        try number("12.5"), .text("one"), .text("in"), .flag(true), .flag(false), .text("fx"), day, day,
        try number("1000"), .text("2026-04-02T10:15:00"),
      ])
  }

  @Test func cellsAndRowsMayHaveNoPlace() throws {
    let rows =
      "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c/><c><v>1</v></c></row><row><c><v>2</v></c></row>"
      + "<row r=\"7\"><c r=\"C7\"><v>3</v></c><c><v>4</v></c><c r=\"A7\"><v>5</v></c></row>"
    let read = try SheetFixture.read(try BookFixture(rows).bytes())
    #expect(read.map(\.texts) == [["a", "", "1"], ["2"], ["5", "", "3", "4"]])
    #expect(read.map(\.place.text) == ["Sheet1!1", "Sheet1!2", "Sheet1!7"])
    #expect(read[2].place.text(column: 27) == "Sheet1!AB7")
  }

  @Test func rowsInNoOrderAreSorted() throws {
    let rows =
      "<row r=\"3\"><c r=\"A3\"><v>3</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
    #expect(try SheetFixture.read(try BookFixture(rows).bytes()).map(\.texts) == [["1"], ["2"], ["3"]])
  }

  @Test func textIsDecodedOnce() throws {
    let table: [(String, String)] = [
      ("a_x000D_b", "a\nb"), ("_x005F_x000D_", "_x000D_"), ("_x0041_", "A"), ("_x41_", "_x41_"),
      ("_xZZZZ_", "_xZZZZ_"),
      ("_xD83D__xDE00_", "😀"), ("_xD83D_", "\u{fffd}"), ("_x0000_a", "a"), ("x_x000A_", "x\n"),
      ("_x005f_x0041_", "_x0041_"),
      ("a&#13;&#10;b&#13;c", "a\nb\nc"), ("a&amp;lt;", "a&lt;"), ("_", "_"), ("_x004", "_x004"),
    ]
    for (written, expected) in table {
      let inline = "<row><c t=\"inlineStr\"><is><t xml:space=\"preserve\">\(written)</t></is></c></row>"
      #expect(try cells(inline) == [.text(expected)], "\(written)")
      let shared = try cells("<row><c t=\"s\"><v>0</v></c></row>") {
        $0.strings = "<si><t>\(written)</t></si>"
      }
      #expect(shared == [.text(expected)], "\(written)")
    }
  }

  @Test func runsAreJoinedAndReadingsLeftOut() throws {
    let text =
      "<r><t xml:space=\"preserve\">Anna </t></r><r><rPr><b/></rPr><t>Ivanova</t></r><rPh sb=\"0\" eb=\"1\"><t>アンナ</t></rPh><phoneticPr/>"
    #expect(try cells("<row><c t=\"inlineStr\"><is>\(text)</is></c></row>") == [.text("Anna Ivanova")])
    #expect(
      try cells("<row><c t=\"s\"><v>0</v></c></row>") { $0.strings = "<si>\(text)</si>" } == [
        .text("Anna Ivanova")
      ])
  }

  @Test func emptyIsEmpty() throws {
    let rows =
      "<row r=\"1\" s=\"4\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"/><c r=\"C1\" t=\"n\"><v></v></c>"
      + "<c r=\"D1\" t=\"inlineStr\"><is><t/></is></c><c r=\"E1\" t=\"str\"><f>A1</f><v></v></c><c r=\"F1\"><v>1</v></c></row>"
    #expect(
      try cells(rows) { $0.strings = "<si><t/></si>" } == [
        .empty, .empty, .empty, .empty, .empty, .number(Decimal(1)),
      ])
  }

  @Test func whatIsOddIsSaid() throws {
    var book = BookFixture(
      "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#REF!</v></c><c r=\"B2\"><v>Inf</v></c><c r=\"C2\"><f>SUM(A1:A9)</f><v></v></c>"
        + "<c r=\"D2\" s=\"1\"><v>60</v></c><c r=\"E2\" t=\"s\"><v>99</v></c><c r=\"F2\"><v>7</v></c></row>")
    book.formats = ["yyyy-mm-dd"]
    let bytes = try book.bytes()
    #expect(
      try SheetFixture.cells(bytes) == [
        .empty, .text("Inf"), .empty, .text("1900-02-29"), .empty, .number(Decimal(7)),
      ])
    #expect(
      try SheetFixture.oddities(bytes) == [
        "Sheet1!A2: #REF! is an error, not a value; it counts as empty",
        "Sheet1!B2: \"Inf\" is no number, though the file says so; it is kept as text",
        "Sheet1!C2: the formula =SUM(A1:A9) has no stored value: open the file in a spreadsheet and save it",
        "Sheet1!D2: day 60 is 29 February 1900, a day that never was",
        "Sheet1!E2: the cell points to text 99, which the workbook does not have",
      ])
  }

  @Test func bothSystemsOfDates() throws {
    for flag in ["1", "true"] {
      let read = try cells("<row><c s=\"1\"><v>44652.4270833333</v></c></row>") {
        $0.formats = ["yyyy-mm-dd hh:mm"]
        $0.workbook = "<workbookPr date1904=\"\(flag)\"/>"
      }
      #expect(read == [.text("2026-04-02 10:15:00")])
    }
  }

  @Test func mergedCellsHaveTheValueOnce() throws {
    var book = BookFixture(
      "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"
        + "<row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><v>4</v></c><c r=\"C2\"><v>5</v></c></row><row r=\"3\"><c r=\"A3\"><v>6</v></c></row>"
    )
    book.tail = "<mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells>"
    #expect(try SheetFixture.read(try book.bytes()).map(\.texts) == [["1"], ["", "", "5"], ["6"]])
  }

  @Test func linksHaveTwoValues() throws {
    let texts = ["Anna", "anna@example.com", "acme.example", "Site", "Inside", "Row"]
    let rows =
      "<row r=\"1\">"
      + texts.enumerated().map { index, text in
        "<c r=\"\(Place.letters(index))1\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
      }.joined() + "<c r=\"G1\" t=\"str\"><f>HYPERLINK(\"https://f.example\",\"F\")</f><v>F</v></c></row>"
    let read = try cells(rows) {
      $0.tail =
        "<hyperlinks><hyperlink ref=\"A1\" r:id=\"h1\"/><hyperlink ref=\"B1\" r:id=\"h2\"/><hyperlink ref=\"C1\" r:id=\"h3\"/>"
        + "<hyperlink ref=\"D1\" r:id=\"h4\"/><hyperlink ref=\"E1\" location=\"Sheet1!A1\"/><hyperlink ref=\"F1\" r:id=\"h9\"/></hyperlinks>"
      $0.targets = [
        ("h1", "mailto:anna%40example.com?subject=Hi"), ("h2", "mailto:Anna@example.com"),
        ("h3", "http://acme.example/"), ("h4", "https://s.example/a"),
      ]
    }
    #expect(
      read == [
        .linked("Anna", target: "mailto:anna%40example.com?subject=Hi"), .text("anna@example.com"),
        .text("acme.example"), .linked("Site", target: "https://s.example/a"), .text("Inside"), .text("Row"),
        .linked("F", target: "https://f.example"),
      ])
  }

  @Test func otherFormsOfTheSamePackage() throws {
    let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row>"
    // Absolute names of parts, names in another case, and parts nobody points to.
    var absolute = BookFixture(row)
    absolute.parts = [
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"s1\" "
          + "Type=\"\(BookFixture.links)/worksheet\" Target=\"/xl/Worksheets/sheet1.xml\"/><Relationship Id=\"x\" "
          + "Type=\"\(BookFixture.links)/styles\" Target=\"gone.xml\"/></Relationships>"
      )
    ]
    #expect(try SheetFixture.cells(try absolute.bytes()) == [.text("x")])
    // No relationships at all.
    var bare = BookFixture(row)
    bare.dropped = ["_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml"]
    #expect(try SheetFixture.cells(try bare.bytes()) == [.text("x")])
    // The strict standard, and prefixes that nobody expects.
    var strict = BookFixture("")
    strict.parts = [
      (
        "xl/worksheets/sheet1.xml",
        "<q:worksheet xmlns:q=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><q:sheetData><q:row r=\"1\"><q:c r=\"A1\" "
          + "t=\"inlineStr\"><q:is><q:t>x</q:t></q:is></q:c></q:row></q:sheetData></q:worksheet>"
      )
    ]
    #expect(try SheetFixture.cells(try strict.bytes()) == [.text("x")])
  }

  @Test func sheetsAreChosenByNameNumberOrTitles() throws {
    func row(_ texts: String...) -> String {
      "<row>" + texts.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
    }
    var book = BookFixture(row("Read me first"))
    book.sheets += [
      ("Old", "hidden", row("Name", "Email")), ("People", "", row("Name", "Email")), ("2", "", ""),
      ("Lost", "", row("x")),
    ]
    book.dropped = ["xl/worksheets/sheet5.xml"]
    let bytes = try book.bytes()
    #expect(try SheetFixture.read(bytes)[0].place.text == "People!1")
    #expect(
      try SheetFixture.notices(bytes) == [
        "the workbook has 3 sheets with rows; this is \"People\", the others are \"Sheet1\", \"Old\" (hidden): --sheet takes one of them",
        "the workbook names sheets that are not in it: \"Lost\"",
      ])
    #expect(try SheetFixture.read(bytes, sheet: "1")[0].place.text == "Sheet1!1")
    #expect(try SheetFixture.read(bytes, sheet: "old")[0].place.text == "Old!1")
    #expect(try SheetFixture.read(bytes, sheet: "2").isEmpty, "a name goes before a number")
    #expect(
      SheetFixture.message { _ = try SheetFixture.read(bytes, sheet: "Lost") }.contains("only names it"))
    do {
      _ = try SheetFixture.read(bytes, sheet: "Peple")
      Issue.record("no such sheet")
    } catch let error as Diagnostic {
      #expect(error.message == "the workbook has no sheet \"Peple\"")
      #expect("\(error.hints)".contains("People"))
    }
    var hidden = BookFixture("")
    hidden.sheets.append(("Data", "veryHidden", row("Name")))
    #expect(try SheetFixture.notices(try hidden.bytes()) == ["the only sheet with rows, \"Data\", is hidden"])
  }

  @Test func aWalkCanBeRepeated() throws {
    let rows = (1...3000).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>\($0)</v></c></row>" }.joined()
    let source = try RowReaders.read(try BookFixture(rows).bytes(), named: "b.xlsx", ReadingOptions())
    let first = Array(source.rows())
    #expect(first.count == 3000)
    #expect(Array(source.rows()) == first)
    #expect(Array(source.rows().prefix(2)).map(\.texts) == [["1"], ["2"]])
  }

  @Test func damageAtTheEndStopsTheImport() throws {
    let rows = (1...50).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>\($0)</v></c></row>" }.joined()
    var book = BookFixture(rows)
    book.parts = [("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(rows)</sheetData></workshop>")]
    let bytes = try book.bytes()
    #expect(SheetFixture.message { _ = try SheetFixture.read(bytes) }.contains("mismatched tag"))
    var bench = Workbench()
    let source = RowSource(
      XLSXSheet(
        book: try XLSXBook(try #require(try OfficePackage(try ZipReader(bytes)))), name: "Sheet1",
        part: "xl/worksheets/sheet1.xml", extras: XLSXExtras()))
    let request = bench.request("b.xlsx")
    #expect(throws: Diagnostic.self) {
      try ImportPlan.plan(
        source, request: request, snapshot: bench.snapshot, pipelines: Pipelines.compile(bench.snapshot))
    }
    bench.seed += 1
  }
}
