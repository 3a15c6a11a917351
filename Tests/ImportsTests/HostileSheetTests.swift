import Archive
import Diagnostics
import SeededRandomness
import Testing

@testable import Imports

/// Workbooks made to harm, or harmed: each ends with an error that names the cause, or with the rows that are there, soon.
@Suite struct HostileSheetTests {
  private static let a1 = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
  private static let sheetPart = "xl/worksheets/sheet1.xml"

  /// What reading ends with: the error, or how many rows there are.
  private func outcome(_ bytes: [UInt8], named name: String = "book.xlsx") -> String {
    var rows = 0
    let message = SheetFixture.message {
      let source = try RowReaders.read(bytes, named: name, ReadingOptions())
      let walk = source.rows()
      for _ in walk { rows += 1 }
      try walk.throwFailure()
    }
    return message.isEmpty ? "\(rows) rows" : message
  }

  private func expect(
    _ cases: [(String, [UInt8], String)], _ location: Testing.SourceLocation = #_sourceLocation
  ) {
    for (name, bytes, expected) in cases {
      let clock = ContinuousClock()
      var result = ""
      let time = clock.measure { result = outcome(bytes) }
      #expect(result.contains(expected), "\(name): \(result)", sourceLocation: location)
      #expect(time < .seconds(120), "\(name) took \(time)", sourceLocation: location)
    }
  }

  private func book(_ rows: String = a1, _ edit: (inout BookFixture) -> Void = { _ in }) throws -> [UInt8] {
    var book = BookFixture(rows)
    edit(&book)
    return try book.bytes()
  }

  private func part(_ name: String, _ text: String) throws -> [UInt8] {
    try book { $0.parts = [(name, text)] }
  }

  @Test func filesThatAreNoWorkbooks() throws {
    func zip(_ names: String...) throws -> [UInt8] { try SheetFixture.archive(names.map { ($0, "x") }) }
    func typed(_ type: String) throws -> [UInt8] {
      try SheetFixture.archive([("mimetype", "application/" + type), ("content.xml", "<a/>")])
    }
    let sheet = "vnd.oasis.opendocument."
    expect([
      ("a plain archive", try zip("a.csv", "b.csv"), "zip archive (a.csv, b.csv), not a workbook"),
      ("an empty one", try SheetFixture.archive([]), "an empty zip archive"),
      ("Word", try zip("word/document.xml", "[Content_Types].xml"), "a Word document"),
      ("PowerPoint", try zip("ppt/presentation.xml"), "a PowerPoint presentation"),
      ("xlsb", try zip("xl/workbook.bin"), "binary Excel workbook (.xlsb)"),
      ("Numbers", try zip("Index/Document.iwa"), "Apple Numbers"),
      ("odt", try typed(sheet + "text"), "an OpenDocument text, not a spreadsheet"),
      ("odp", try typed(sheet + "presentation"), "an OpenDocument presentation"),
      ("odg", try typed(sheet + "graphics"), "an OpenDocument drawing"),
      ("sxc", try typed("vnd.sun.xml.calc"), "OpenOffice 1 spreadsheet"),
      ("epub", try typed("epub+zip"), "zip archive (mimetype, content.xml)"),
      (
        "no content", try SheetFixture.archive([("mimetype", "application/\(sheet)spreadsheet")]),
        "content.xml is not in it"
      ),
      ("a type of any length", try typed(sheet + String(repeating: "x", count: 900)), "not a spreadsheet"),
      ("half a signature", [0x50, 0x4b, 0x03, 0x04], "damaged or cut off"),
      ("zeros", [0x50, 0x4b, 0x03, 0x04] + [UInt8](repeating: 0, count: 5000), "damaged or cut off"),
    ])
  }

  @Test func partsThatAreMissingOrNoXML() throws {
    expect([
      ("no sheets", try part("xl/workbook.xml", "<workbook/>"), "the workbook has no sheet of cells"),
      ("no rows", try book(""), "the workbook has no rows"),
      ("the sheet is gone", try book { $0.dropped = [Self.sheetPart] }, "the workbook has no rows"),
      (
        "the workbook is empty", try part("xl/workbook.xml", ""),
        "xl/workbook.xml, line 1: the XML is damaged"
      ),
      ("the sheet is empty", try part(Self.sheetPart, ""), "sheet1.xml, line 1: the XML is damaged"),
      ("it ends early", try part(Self.sheetPart, "<worksheet><sheetData>" + Self.a1), "the XML is damaged"),
      ("NULs", try part(Self.sheetPart, "<worksheet>\u{0}\u{0}</worksheet>"), "the XML is damaged"),
      ("no XML", try part(Self.sheetPart, "%PDF-1.7"), "the XML is damaged"),
      ("damaged strings", try part("xl/sharedStrings.xml", "<sst><si>"), "sharedStrings.xml, line 1"),
      ("damaged styles", try part("xl/styles.xml", "<styleSheet>&"), "styles.xml, line 1"),
      ("damaged relationships", try part("xl/_rels/workbook.xml.rels", "<"), "workbook.xml.rels, line 1"),
      ("relationships to themselves", try part("_rels/.rels", "<Relationships/>"), "1 rows"),
      (
        "another encoding", try part(Self.sheetPart, "<?xml version='1.0' encoding='x-none'?><a/>"),
        "unknown encoding"
      ),
      ("bytes that are no UTF-8", try latin(), "the XML is damaged"),
    ])
  }

  private func latin() throws -> [UInt8] {
    let writer = try ZipWriter()
    for (name, text) in BookFixture(Self.a1).all where name != Self.sheetPart {
      try writer.add(name, Array(text.utf8))
    }
    try writer.add(
      Self.sheetPart, Array("<worksheet><sheetData><row><c t='str'><v>".utf8) + [0xe9, 0xff, 0x3c])
    return try writer.finish()
  }

  @Test func entitiesAndDepth() throws {
    let laughs =
      "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
      + (1...9).map { "<!ENTITY a\($0) '&a\($0 == 1 ? "" : "\($0 - 1)");&a\($0 == 1 ? "" : "\($0 - 1)");'>" }
      .joined() + "]>"
    let outer = "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    let deep = String(repeating: "<x>", count: 5000) + String(repeating: "</x>", count: 5000)
    let wide = "<c " + (0..<5000).map { "a\($0)='1'" }.joined(separator: " ") + "/>"
    let long = "<c r=\"" + noise(9 << 20) + "\"/>"
    let values = "<worksheet><sheetData><row><c><v>&a9;</v></c></row></sheetData></worksheet>"
    for name in [Self.sheetPart, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"] {
      expect([
        ("laughs in \(name)", try part(name, laughs + values), "declares entities"),
        ("a file in \(name)", try part(name, outer + "<r>&a;</r>"), "declares entities"),
        ("depth in \(name)", try part(name, deep), "nested too deeply"),
      ])
    }
    expect([
      ("attributes", try book("<row>" + wide + "</row>"), "too many attributes"),
      ("a tag", try book("<row>" + long + "</row>"), "a tag is too long"),
      ("a comment", try book("<!--" + noise(9 << 20) + "-->"), "too long"),
      (
        "laughs in an ods",
        try SheetFixture.archive([
          ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
          ("content.xml", laughs + "<r>&a9;</r>"),
        ]), "declares entities"
      ),
    ])
  }

  @Test func bombs() throws {
    let zeros = String(repeating: "0", count: 24 << 20)
    let cells = String(repeating: "<c><v>1</v></c>", count: 3 << 20)
    let items = String(repeating: "<si/>", count: 9_000_000)
    expect([
      ("a sheet of zeros", try part(Self.sheetPart, zeros), "250 times its size"),
      (
        "strings of zeros", try part("xl/sharedStrings.xml", "<sst><si><t>\(zeros)</t></si></sst>"),
        "longer than a cell"
      ),
      ("strings of nothing", try part("xl/sharedStrings.xml", "<sst>\(items)</sst>"), "times its size"),
      ("a row of cells", try book("<row>\(cells)</row>"), "more columns than a sheet can have"),
      ("a relationship of zeros", try part("_rels/.rels", zeros), "times its size"),
    ])
  }

  @Test func claims() throws {
    func row(_ place: String, _ cell: String = "") -> String {
      "<row r=\"\(place)\"><c r=\"\(cell)\"><v>1</v></c></row>"
    }
    let columns = (0..<20_000).map { "<c r=\"\(Place.letters($0))1\"><v>1</v></c>" }.joined()
    let merges = (1...300_000).map { "<mergeCell ref=\"A\($0):XFD1048576\"/>" }.joined()
    let links = (1...1000).map { "<hyperlink ref=\"A1:XFD1048576\" r:id=\"h\($0)\"/>" }.joined()
    expect([
      ("20,000 columns", try book("<row>\(columns)</row>"), "more columns than a sheet can have (16384)"),
      ("the last cell", try book(row("1048576", "XFD1048576")), "1 rows"),
      ("a column too far", try book(row("1", "XFE1")), "more columns"),
      ("a row too far", try book(row("1048577", "A1048577")), "a row that no sheet can have"),
      ("row 0", try book(row("0", "A0")), "a row that no sheet can have"),
      ("a negative row", try book(row("-1", "A1")), "a row that no sheet can have"),
      ("a row of many digits", try book(row("99999999999999999999", "A1")), "a row that no sheet can have"),
      ("a row of words", try book(row("one", "A1")), "a row that no sheet can have"),
      ("a column of many letters", try book(row("1", "AAAAAAAAAAAAAAAAAAAA1")), "1 rows"),
      ("a place of words", try book(row("1", "nowhere")), "1 rows"),
      ("a dimension", try book { $0.workbook = "<x/>" }, "1 rows"),
      (
        "a style that is not there",
        try book("<row><c s=\"999999999\"><v>1</v></c><c s=\"-3\"><v>2</v></c></row>"), "1 rows"
      ),
      (
        "a string that is not there",
        try book("<row><c t=\"s\"><v>-1</v></c><c t=\"s\"><v>99999999999999999999</v></c></row>"),
        "the workbook has no rows"
      ),
      ("merges of everything", try book { $0.tail = "<mergeCells>\(merges)</mergeCells>" }, "1 rows"),
      ("links of everything", try book { $0.tail = "<hyperlinks>\(links)</hyperlinks>" }, "1 rows"),
      (
        "a merge of nothing",
        try book { $0.tail = "<mergeCells><mergeCell ref=\":\"/><mergeCell/></mergeCells>" }, "1 rows"
      ),
      ("a format of any length", try book { $0.formats = [String(repeating: "[", count: 50_000)] }, "1 rows"),
      (
        "a number of many digits",
        try book("<row><c><v>\(String(repeating: "9", count: 100_000))</v></c></row>"), "1 rows"
      ),
      (
        "a value of 2 MiB", try book("<row><c t=\"str\"><v>\(noise(2 << 20))</v></c></row>"),
        "Sheet1!A1 has more than 1 MiB of text"
      ),
      ("a formula of 4 MiB", try book("<row><c><f>\(noise(4 << 20))</f><v>1</v></c></row>"), "1 rows"),
      ("rows within rows", try book("<row r=\"1\"><row r=\"2\"><c><v>1</v></c></row></row>"), "1 rows"),
      ("cells within cells", try book("<row r=\"1\"><c><c><v>1</v></c></c></row>"), "1 rows"),
      ("a value outside cells", try book("<row r=\"1\"><v>1</v></row><v>2</v>\(Self.a1)"), "1 rows"),
    ])
  }

  /// Text that does not pack well.
  private func noise(_ count: Int) -> String {
    var random = SeededRandom(seed: 5)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      var bits = random.next()
      for _ in 0..<10 {
        bytes.append(0x61 + UInt8(bits & 15))
        bits >>= 6
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func claimsOfOpenDocument() throws {
    let a = "<table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell>"
    func ods(_ rows: String) throws -> [UInt8] {
      try SheetFixture.ods("<table:table table:name=\"T\">\(rows)</table:table>")
    }
    func repeated(_ count: String, _ content: String) -> String {
      "<table:table-row table:number-rows-repeated=\"\(count)\">\(content)</table:table-row>"
    }
    func wide(_ count: String) -> String {
      "<table:table-cell table:number-columns-repeated=\"\(count)\" office:value-type=\"float\" office:value=\"1\"/>"
    }
    let row = "<table:table-row>\(a)</table:table-row>"
    let blank = "<table:table-cell table:number-columns-repeated=\"16384\"/>"
    expect([
      ("a sheet of blanks", try ods(row + repeated("1048575", blank)), "1 rows"),
      (
        "more blanks than a sheet has", try ods(row + repeated("99999999999999999999", blank) + row),
        "a row that no sheet can have"
      ),
      ("far too many blanks", try ods(repeated("9999999999", blank) + row), "a row that no sheet can have"),
      ("rows without end", try ods(repeated("2000000", a)), "a row that no sheet can have"),
      (
        "cells without end", try ods("<table:table-row>\(wide("2000000000"))</table:table-row>"),
        "more columns"
      ),
      ("16,384 cells", try ods("<table:table-row>\(wide("16384"))</table:table-row>"), "1 rows"),
      ("less than none", try ods(repeated("-5", a)), "1 rows"),
      (
        "blanks without end",
        try ods(
          "<table:table-row><table:table-cell><text:p>a<text:s text:c=\"999999999999\"/></text:p></table:table-cell></table:table-row>"
        ), "more than 1 MiB of text"
      ),
      (
        "tables without end", try SheetFixture.ods(String(repeating: "<table:table/>", count: 10_001)),
        "too many tables"
      ),
      ("no table", try SheetFixture.ods(""), "no sheet of cells"),
      (
        "a value of words",
        try ods(
          "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"x\"/></table:table-row>"
        ), "1 rows"
      ),
    ])
  }

  /// Every cut and many damages of a whole file: an error or rows, never a crash.
  @Test func cutAndDamagedFiles() throws {
    var fixture = BookFixture(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>46114.5</v></c></row>" + Self.a1)
    fixture.strings = "<si><t>text</t></si>"
    fixture.formats = ["yyyy-mm-dd"]
    let book = try fixture.bytes()
    let sheet = try SheetFixture.ods(
      "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>"
    )
    for whole in [book, sheet] {
      for count in stride(from: 4, to: whole.count - 22, by: 3) {
        #expect(!outcome(Array(whole[..<count])).hasSuffix("rows"), "cut at \(count)")
      }
      for seed in UInt64(1)...300 {
        var random = SeededRandom(seed: seed)
        var bytes = whole
        for _ in 0..<random.number(1...4) {
          bytes[random.number(4...(bytes.count - 1))] = UInt8(truncatingIfNeeded: random.next())
        }
        _ = outcome(bytes)
      }
    }
  }

  /// Damage within the parts, which the sum of an archive would hide.
  @Test func damagedParts() throws {
    var fixture = BookFixture(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>46114.5</v></c></row>")
    fixture.strings = "<si><t>text_x0041_</t></si>"
    fixture.formats = ["\"a\"0;[<5]d"]
    fixture.tail = "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"
    let parts = fixture.all
    for seed in UInt64(1)...400 {
      var random = SeededRandom(seed: seed)
      let writer = try ZipWriter()
      for (name, text) in parts {
        var bytes = Array(text.utf8)
        if random.chance(30) {
          for _ in 0..<random.number(1...3) {
            let alphabet = Array("<>\"=/0123456789AZ;[]_&; -.".utf8)
            bytes[random.number(60...(bytes.count - 1))] = random.pick(alphabet)
          }
        }
        try writer.add(name, bytes)
      }
      _ = outcome(try writer.finish())
    }
  }
}
