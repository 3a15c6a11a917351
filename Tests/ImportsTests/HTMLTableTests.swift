import Diagnostics
import Records
import Testing

@testable import Imports

@Suite struct HTMLTableTests {
  private static func texts(_ page: String, named file: String = "a.xls") throws -> [[String]] {
    Array(try RowReaders.read(Array(page.utf8), named: file, ReadingOptions()).rows()).map {
      $0.cells.map(\.text)
    }
  }

  struct Page: Sendable, CustomTestStringConvertible {
    let name: String
    let html: String
    let rows: [[String]]
    var testDescription: String { name }
  }

  static let pages = [
    Page(
      name: "plain",
      html: "<html><body><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
      rows: [["A", "B"], ["1", "2"]]),
    Page(
      name: "nothing is closed", html: "<TABLE BORDER=1><TR><TD>A<TD>B<TR><TD>1<TD>2",
      rows: [["A", "B"], ["1", "2"]]),
    Page(
      name: "sections",
      html: "<table><thead><tr><th>A</th></thead><tbody><tr><td>1</tbody><tfoot><tr><td>t</table>",
      rows: [["A"], ["1"], ["t"]]),
    Page(name: "no rows open", html: "<table><td>A</td><td>B</td></table>", rows: [["A", "B"]]),
    Page(
      name: "breaks and blocks",
      html: "<table><tr><td> a\n  b<br>c<BR/>d<p>e</p><div>f</div> <b>g</b>h</td></tr></table>",
      rows: [["a b\nc\nd\ne\nf\ngh"]]),
    Page(
      name: "entities",
      html:
        "<table><tr><td>&lt;b&gt; &amp;amp; &quot;&#1055;&#x41F;&euro;&nbsp;x&laquo;&#150;&bogus; AT&T &copy</td></tr></table>",
      rows: [["<b> &amp; \"ПП€\u{a0}x«–&bogus; AT&T &copy"]]),
    Page(
      name: "columns that are spanned",
      html: "<table><tr><td colspan=2>A</td><td>B</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>",
      rows: [["A", "", "B"], ["1", "2", "3"]]),
    Page(
      name: "rows that are spanned",
      html: "<table><tr><td rowspan='3'>A</td><td>1</td><td rowspan=2>X</td></tr><tr><td>2</td></tr>"
        + "<tr><td>3</td><td>Y</td></tr><tr><td>B</td><td>4</td></tr></table>",
      rows: [["A", "1", "X"], ["", "2"], ["", "3", "Y"], ["B", "4"]]),
    Page(
      name: "scripts, styles and comments",
      html: "<html><head><style>td { x: '<table>' }</style><script>if (a<b) document.write('<td>')</script>"
        + "<title><table></title></head><!-- <table><tr><td>no --><!--[if gte mso 9]><xml><x:a>1</x:a></xml><![endif]-->"
        + "<table><tr><td>A<!-- <td>B --></td></tr></table>",
      rows: [["A"]]),
    Page(
      name: "a table within a cell",
      html: "<table><tr><td>A<table><tr><td>in</td></tr></table></td><td>B</td></tr></table>",
      rows: [["A", "B"]]),
    Page(
      name: "the fullest of several",
      html:
        "<table><tr><td>logo</td></tr></table><table><tr><td>A</td><td>B</td></tr><tr><td>1</td></tr></table>",
      rows: [["A", "B"], ["1"]]),
    Page(
      name: "attributes as they come",
      html:
        "<table class=x data-y='a>b' title=\"c>d\"><tr style='display:none'><td x:str colspan = \"1\" >A</td></tr></table>",
      rows: [["A"]]),
    Page(
      name: "a quote that does not close", html: "<table><tr><td title=\"x>A</td></tr></table>", rows: [["A"]]
    ),
    Page(name: "rows without cells", html: "<table><tr></tr><tr><td>A</td></tr><tr></table>", rows: [["A"]]),
    Page(name: "text between cells", html: "<table>x<tr>y<td>A</td>z</tr></table>", rows: [["A"]]),
  ]

  @Test(arguments: pages) func reads(_ page: Page) throws {
    #expect(try HTMLTableTests.texts(page.html) == page.rows)
  }

  @Test func numbersThatExcelWroteBeside() throws {
    let html =
      "<table><tr><td x:num=\"1234.5\">1 234,50</td><td x:num=\"46357\">01.12.2026</td><td x:num>7</td>"
      + "<td style='mso-number-format:\"\\@\"'>007</td></tr></table>"
    let row = try #require(
      Array(try RowReaders.read(Array(html.utf8), named: "a.xls", ReadingOptions()).rows()).first)
    #expect(row.cells[0] == Decimal("1234.5").map { .number($0) })
    #expect(row.cells[1...] == [.text("01.12.2026"), .text("7"), .text("007")])
    #expect(row.place.text == "Table1!1")
  }

  static let charsets: [(String, TextEncoding)] = [
    ("<meta charset=\"windows-1251\">", .windows1251),
    ("<META http-equiv=Content-Type content='text/html; charset=Windows-1251'>", .windows1251),
    ("<meta charset=utf-8>", .utf8), ("", .windows1251), ("", .utf8), ("<meta charset=windows-1251>", .utf8),
  ]

  @Test(arguments: charsets) func readsTheCharset(_ declared: String, _ encoding: TextEncoding) throws {
    let html = "<html>\(declared)<table><tr><td>Имя</td></tr><tr><td>Пётр Иванов</td></tr></table>"
    let source = try RowReaders.read(try #require(encoding.encode(html)), named: "a.xls", ReadingOptions())
    #expect(Array(source.rows()).map { $0[text: 0] } == ["Имя", "Пётр Иванов"])
    #expect(source.facts.encoding == encoding)
    #expect(source.facts.notices.isEmpty == !(declared.isEmpty && encoding == .windows1251))
  }

  @Test func whatBitrixCallsExcel() throws {
    let html = """
      <html><head><meta http-equiv="Content-type" content="text/html;charset=UTF-8" /><style>td {mso-number-format:\\@;}
      .number0 {mso-number-format:0;}</style></head><body><table border="1"><tr><td>ID</td><td>Имя</td><td>Фамилия</td>
      <td>Рабочий телефон</td></tr><tr><td>7</td><td>Анна</td><td>Белова</td><td>8 495 123-45-67, 84951234568</td></tr>
      </table></body></html>
      """
    let plan = try Workbench().plan(reading: html, file: "contact.xls")
    #expect(plan.report.kind == .contact)
    #expect(plan.counts == [1, 0, 0, 0, 0, 0])
    #expect(plan.report.outcomes[0].place.text == "Table1!2")
  }

  static let refused = [
    "<html><body>no table</body></html>", "<table>", "<table></table>", "<table><tr></tr></table>",
    "<!doctype html><html><table><caption>x</caption></table>",
  ]

  @Test(arguments: refused) func refusesAPageWithoutRows(_ html: String) {
    #expect(throws: Diagnostic.self) { try HTMLTableTests.texts(html) }
  }

  static let hostile: [HostileFile] = [
    HostileFile("tables in tables", String(repeating: "<table><tr><td>", count: 20_000) + "x"),
    HostileFile("wide spans", "<table><tr>" + String(repeating: "<td colspan=99999>x", count: 5000)),
    HostileFile(
      "high spans", "<table>" + String(repeating: "<tr><td rowspan=99999999 colspan=1000>x", count: 300)),
    HostileFile("negative spans", "<table><tr><td colspan=-5 rowspan=0>x<td colspan=99999999999999999999>y"),
    HostileFile("open tags", "<table><tr><td>x" + String(repeating: "<", count: 100_000)),
    HostileFile("an open comment", "<table><tr><td>x<!--" + String(repeating: "-", count: 100_000)),
    HostileFile("an open script", "<table><tr><td>x<script>" + String(repeating: "</scrip", count: 20_000)),
    HostileFile("quotes", "<table><tr><td>x" + String(repeating: "<a b=\"", count: 20_000)),
    HostileFile("ampersands", "<table><tr><td>x" + String(repeating: "&#", count: 100_000)),
    HostileFile("a cell of a megabyte", "<table><tr><td>" + String(repeating: "x", count: 1 << 20)),
    HostileFile("a tag of a megabyte", "<table><tr><td " + String(repeating: "x", count: 1 << 20) + ">x"),
    HostileFile("NULs", "<table><tr><td>\u{0}x\u{0}</td></tr>\u{0}"),
    HostileFile("many rows", "<table>" + String(repeating: "<tr><td>x", count: 50_000)),
    HostileFile("ends", "<table><tr><td>x" + String(repeating: "</table>", count: 50_000)),
  ]

  @Test(arguments: hostile) func enduresWhatIsOdd(_ page: HostileFile) throws {
    let rows = Array(try RowReaders.read(page.bytes, named: "a.xls", ReadingOptions()).rows()).map(\.texts)
    #expect(rows.contains { $0.contains { $0.contains("x") } })
    #expect(rows.allSatisfy { $0.count <= 16_384 })
  }

  @Test func everyCutIsReadOrRefused() throws {
    let whole = Array((HTMLTableTests.pages[5].html + HTMLTableTests.pages[8].html).utf8)
    for end in 1..<whole.count {
      if let source = try? RowReaders.read(Array(whole[..<end]), named: "a.xls", ReadingOptions()) {
        #expect(Array(source.rows()).count <= 3)
      }
    }
  }

  @Test func textNamedXLSIsStillText() throws {
    #expect(
      try HTMLTableTests.texts("Name\tEmail\nAnn\ta@example.com\n") == [
        ["Name", "Email"], ["Ann", "a@example.com"],
      ])
  }
}
