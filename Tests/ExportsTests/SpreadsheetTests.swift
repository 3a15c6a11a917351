import Archive
import Dates
import Diagnostics
import Records
import Testing

@testable import Exports

/// Workbooks: each part is XML, and what it says is what the records say.
@Suite struct SpreadsheetTests {
  /// The texts of all parts, by their names; each has passed an XML parser.
  private func parts(_ bytes: [UInt8]) throws -> [String: String] {
    let archive = try ZipReader(bytes)
    var texts: [String: String] = [:]
    for entry in archive.entries {
      let contents = try archive.contents(entry)
      texts[entry.name] = String(decoding: contents, as: UTF8.self)
      if entry.name == "mimetype" { continue }
      let reader = try XMLReader(
        BytesInMemory(contents), name: entry.name, XMLVocabulary(namespaces: [], names: []))
      while try reader.next() != nil {}
    }
    return texts
  }

  @Test func everyPartIsXML() throws {
    for seed in UInt64(1)...60 {
      let office = Office(seed: seed)
      for format in [ExportFormat.xlsx, .ods] {
        do {
          let texts = try parts(try office.bytes(format))
          #expect(texts.count >= 5, "seed \(seed)")
        } catch {
          Issue.record("seed \(seed) \(format): \(error)")
        }
      }
    }
  }

  @Test func theTypeOfAnOpenDocumentComesFirst() throws {
    let bytes = try Office(seed: 1).bytes(.ods)
    let archive = try ZipReader(bytes)
    #expect(archive.entries.first?.name == "mimetype")
    #expect(archive.entries.first?.method == 0)
    let type = "application/vnd.oasis.opendocument.spreadsheet"
    #expect(Array(bytes[38..<(38 + type.utf8.count)]) == Array(type.utf8))
  }

  @Test func theSameRecordsMakeTheSameBytes() throws {
    for format in [ExportFormat.xlsx, .ods, .zip] {
      #expect(try Office(seed: 7).bytes(format) == Office(seed: 7).bytes(format), "\(format)")
    }
  }

  @Test(arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
  func columnsHaveLetters(_ place: Int, _ name: String) { #expect(WorkbookCell.column(place) == name) }

  @Test(arguments: [
    ("a_x000D_b", "a_x005F_x000D_b"), ("_x41_", "_x41_"), ("a\rb", "a_x000D_b"), ("\u{1}", "_x0001_"),
    ("_x00e9_x00E9_", "_x005F_x00e9_x005F_x00E9_"), ("<&>", "&lt;&amp;&gt;"), ("a\n\tb", "a\n\tb"),
    ("_", "_"),
  ])
  func textIsEscapedOnce(_ text: String, _ written: String) { #expect(WorkbookCell.encoded(text) == written) }

  @Test func daysAreSerials() throws {
    let day = try #require(CivilDate(year: 2026, month: 11, day: 24))
    #expect(WorkbookCell.serial(of: day) == 46350)
    let leap = try #require(CivilDate(year: 1900, month: 3, day: 1))
    #expect(WorkbookCell.serial(of: leap) == 61)
    // Spreadsheets have a 29 February 1900, so that the days before it are told differently.
    #expect(WorkbookCell.serial(of: leap.adding(days: -1)) == nil)
    #expect(SheetNumber.days(46350, seconds: 36_900) == "46350.4270833333")
    #expect(SheetNumber.days(1, seconds: 21_600) == "1.25")
    #expect(SheetNumber.days(0, seconds: 86_399) == "0.9999884259")
  }

  @Test func noDigitIsLost() {
    #expect(SheetNumber.text(Decimal("123456789012345") ?? .zero) == "123456789012345")
    #expect(SheetNumber.text(Decimal("1234567890123456") ?? .zero) == nil)
    #expect(SheetNumber.text(Decimal("12000.50") ?? .zero) == "12000.50")
  }

  @Test func cellsHaveTheirTypes() throws {
    let office = Office([
      Office.record(
        .product, try #require(RecordID("p1234567")),
        [
          "name": .text("  Logo "), "sku": .text("0012"), "price": .number(Decimal("300.10") ?? .zero),
          "active": .boolean(false),
          "created": .instant(Instant(rfc3339: "2026-11-24T10:15:00Z") ?? Office.now),
        ])
    ])
    let sheet = try #require(try parts(office.bytes(.xlsx, [.product]))["xl/worksheets/sheet1.xml"])
    #expect(sheet.contains("<dimension ref=\"A1:O2\"/>"))
    #expect(sheet.contains("<pane ySplit=\"1\""))
    #expect(sheet.contains("<autoFilter ref=\"A1:O2\"/>"))
    #expect(sheet.contains("t=\"inlineStr\"><is><t xml:space=\"preserve\">  Logo </t>"))
    #expect(sheet.contains("<t xml:space=\"preserve\">0012</t>"))
    #expect(sheet.contains("s=\"6\"><v>300.10</v>"))
    #expect(sheet.contains("t=\"b\"><v>0</v>"))
    #expect(sheet.contains("s=\"4\"><v>46350.4270833333</v>"))
    let content = try #require(try parts(office.bytes(.ods, [.product]))["content.xml"])
    #expect(
      content.contains("office:string-value=\"  Logo \"><text:p><text:s text:c=\"2\"/>Logo<text:s/></text:p>")
    )
    #expect(content.contains("office:value-type=\"float\" office:value=\"300.10\"><text:p>300.10</text:p>"))
    #expect(content.contains("office:boolean-value=\"false\""))
    #expect(content.contains("office:date-value=\"2026-11-24T10:15:00\""))
  }

  @Test func whatACellCannotHoldIsRefused() throws {
    let long = String(repeating: "ж", count: WorkbookExport.textLimit + 1)
    let office = Office([
      Office.record(.contact, try #require(RecordID("a1234567")), ["name": .text("A"), "notes": .text(long)])
    ])
    #expect(throws: Diagnostic.self) { try office.bytes(.xlsx, [.contact]) }
    #expect(try office.bytes(.ods, [.contact]).isEmpty == false)
  }
}
