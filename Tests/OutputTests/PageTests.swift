import Diagnostics
import Foundation
import JSON
import SeededRandomness
import Testing
import Text

@testable import Output

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What can be said of a page without a browser.
struct PageTests {
  /// A page as a strict parser reads it.
  final class Page: NSObject, XMLParserDelegate {
    final class Element {
      let name: String
      let attributes: [String: String]
      var children: [Element] = []
      var text = ""

      init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
      }

      /// The element and all in it, in order.
      var all: [Element] { [self] + children.flatMap(\.all) }
      func all(_ name: String) -> [Element] { all.filter { $0.name == name } }
      var whole: String { text + children.map(\.whole).joined() }
    }

    var root = Element("", [:])
    private var open: [Element] = []

    /// Throws where a tag is not closed, an attribute not quoted or a character not allowed in a document.
    init(_ html: String) throws {
      super.init()
      var xml = html.replacingOccurrences(of: "<!doctype html>\n", with: "")
        .replacingOccurrences(of: "<br>", with: "<br/>")
      for match in Set(xml.matches(of: #/<meta [^>]*>/#).map { String($0.output) }) {
        xml = xml.replacingOccurrences(of: match, with: match.dropLast() + "/>")
      }
      open = [root]
      let parser = XMLParser(data: Data(xml.utf8))
      parser.delegate = self
      try #require(parser.parse(), "\(String(describing: parser.parserError)): \(html)")
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      let element = Element(name, attributes)
      open.last?.children.append(element)
      open.append(element)
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters string: String) { open.last?.text += string }
  }

  private struct Answer: Renderable {
    var document: Document
    func document(width: Int?) -> Document { document }
    var json: JSONValue { .null }
  }

  private static func page(_ document: Document) throws -> (html: String, page: Page) {
    let html = Renderer.render(Answer(document: document), as: .html)
    return (html, try Page(html))
  }

  private static func table(_ title: String?, rows: Int = 3) -> Table {
    var table = Table(
      title: title,
      columns: [
        Column("stage", "Stage"), Column("deals", "Deals", kind: .number), Column("at", "At", kind: .date),
      ],
      rows: (0..<rows).map { [.text("Stage \($0)"), .integer($0), .date("2026-11-24")] },
      totals: rows == 0 ? [] : [[.text("total"), .integer(3)]], notes: ["1 deal left out"])
    table.whenEmpty = "no deals are counted here"
    table.charts = [ChartTests.chart(.bars)]
    return table
  }

  private static let board = Document(
    title: "Dashboard", facts: ["2026-11", "pipeline sales"],
    blocks: [
      .figures([
        Document.Figure("Open deals", ["12", "7 000.00 EUR"], remark: "2 more"), .init("Won", ["1"]),
      ]),
      .table(table("Pipeline")), .table(table("Overdue")), .paragraph([.text("That is all.")]),
    ])

  @Test func aPageIsReadByEars() throws {
    for document in [Self.board, Document(Self.table("Pipeline"))] {
      let page = try Self.page(document).page.root
      #expect(page.all("html").first?.attributes["lang"] == "en")
      #expect(page.all("head").first?.all("title").map(\.whole) == [document.title])
      #expect(page.all("h1").map(\.whole) == [document.title])
      #expect(page.all("main").count == 1)
      let tables = page.all("table")
      #expect(tables.count == (document == Self.board ? 2 : 1))
      for table in tables {
        #expect(table.children.map(\.name) == ["caption", "thead", "tbody"])
        #expect(["Pipeline", "Overdue"].contains(table.children[0].whole))
        let heads = table.children[1].all("th")
        #expect(heads.map(\.whole) == ["Stage", "Deals", "At"])
        #expect(heads.allSatisfy { $0.attributes["scope"] == "col" })
        let rows = table.children[2].children
        #expect(rows.count == 4 && rows.allSatisfy { $0.children.count == 3 })
        for row in rows {
          #expect(row.children[0].name == "th" && row.children[0].attributes["scope"] == "row")
        }
        // The total is the last row and no foot, which each printed page would repeat.
        #expect(rows.map { $0.attributes["class"] } == [nil, nil, nil, "total"])
      }
      // What scrolls by itself is reached by keyboard and has a name of its own.
      let regions = page.all.filter { $0.attributes["role"] == "region" }
      #expect(regions.count == tables.count * 2)
      #expect(regions.allSatisfy { $0.attributes["tabindex"] == "0" })
      #expect(Set(regions.compactMap { $0.attributes["aria-label"] }).count == regions.count)
      for picture in page.all("svg") {
        #expect(picture.attributes["role"] == "img" && picture.attributes["aria-label"]?.isEmpty == false)
        #expect(picture.all("title").first?.whole.isEmpty == false)
      }
    }
    let board = try Self.page(Self.board).page.root
    #expect(board.all("h2").map(\.whole) == ["Pipeline", "Overdue"])
    #expect(board.all("dt").map(\.whole) == ["Open deals", "Won"])
    #expect(board.all("dd").map(\.whole) == ["12", "7 000.00 EUR", "2 more", "1"])
    #expect(
      board.all.first { $0.attributes["class"] == "facts" }?.all("span").map(\.whole) == Self.board.facts)
    #expect(board.all.count { $0.attributes["class"] == "board" } == 1)
  }

  @Test func anEmptyTableSaysWhatThatMeans() throws {
    var table = Self.table("Pipeline", rows: 0)
    table.charts = []
    let page = try Self.page(Document(table)).page.root
    #expect(page.all("table").isEmpty)
    #expect(page.all("p").map(\.whole) == ["no deals are counted here", "1 deal left out"])
    #expect(Renderer.render(table, as: .md) == "# Pipeline\n\nno deals are counted here\n\n1 deal left out\n")
    #expect(try Self.page(Document(Table(columns: []))).page.root.all("title").map(\.whole) == ["crm"])
  }

  private static let nasty = [
    "<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "]]>", "<!--", "&amp;",
    "a\r\nb\u{0}c",
    "\u{202E}txt.exe\u{2066}", "\u{1B}[2J\u{1B}]0;x\u{7}", "'\"><svg onload=alert(1)>", "javascript:alert(1)",
    "\u{FFFE}\u{FFFF}", "{{7*7}}", "http://evil.example/\"", "\u{85}\u{2028}",
    String(repeating: "я", count: 300),
  ]

  /// Whatever records hold, the page consists of the elements and attributes that it always consists of.
  @Test func nothingInRecordsBecomesMarkup() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let elements: Set = [
      "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "span", "small", "b",
      "code",
      "a", "pre", "ul", "li", "br", "dl", "div", "dt", "dd", "section", "table", "caption", "thead", "tbody",
      "tr",
      "th", "td", "svg", "desc", "g", "rect", "line", "text", "tspan", "polygon", "polyline", "circle",
      "path",
    ]
    for _ in 0..<60 {
      func text() -> String {
        (0...2).map { _ in Self.nasty[Int.random(in: 0..<Self.nasty.count, using: &random)] }.joined()
      }
      var table = Table(
        title: text(), columns: [Column(text(), text()), Column(text(), text(), kind: .number)],
        rows: [
          [.text(text()), .number(text())], [.list([text()]), .money(amount: text(), currency: text())],
        ],
        totals: [[.date(text())]], notes: [text()])
      table.charts = [
        Chart(
          form: .bars, categories: [text(), text()], categoryAxis: Chart.Axis(text()),
          valueAxis: Chart.Axis(text()),
          series: [Chart.Series(text(), [1, 2]), Chart.Series(text(), [1])])
      ]
      let document = Document(
        title: text(), language: text(), facts: [text()],
        blocks: [
          .heading(Document.Heading(2, text())),
          .figures([Document.Figure(text(), [text()], remark: text())]),
          .paragraph([
            .text(text()), .quiet(text()), .link(text(), to: text()), .link("x", to: "https://x/" + text()),
          ]),
          .list([
            Document.Item(
              id: text(), title: text(), about: text(), command: CommandLine("log", .known(text())))
          ]),
          .code(text()), .table(table),
        ])
      let html = HTMLRenderer.render(document)
      let root = try Page(html).root
      #expect(!html.unicodeScalars.contains(where: TerminalEscaping.isControl), "seed \(seed)")
      for element in root.all.dropFirst() {
        #expect(elements.contains(element.name), "seed \(seed): \(element.name)")
        for (name, value) in element.attributes {
          #expect(!name.hasPrefix("on") && name != "style" && name != "src", "seed \(seed): \(name)")
          if name == "href" { #expect(Document.Span.isSafe(value) && element.name == "a", "seed \(seed)") }
        }
      }
      #expect(root.all("style").count == 1 && root.all("script").isEmpty, "seed \(seed)")
    }
  }

  /// The sheet loads nothing, and its page may load nothing.
  @Test func nothingIsLoaded() throws {
    for word in ["http", "url(", "@import", "var(", "expression", "<", "hsl(", "rgb("] {
      #expect(!HTMLSheet.page.contains(word), "\(word)")
    }
    let policy = try Self.page(Self.board).page.root.all("meta").first {
      $0.attributes["http-equiv"] == "Content-Security-Policy"
    }
    let content = try #require(policy?.attributes["content"])
    #expect(content.hasPrefix("default-src 'none'; style-src 'sha256-") && !content.contains("unsafe"))
    let html = try Self.page(Self.board).html
    #expect(!html.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "").contains("http:"))
  }

  // MARK: Colours

  /// The luminance of `#rrggbb` by WCAG 2.1.
  private static func luminance(_ color: String) throws -> Double {
    let number = try #require(color.count == 7 ? UInt32(color.dropFirst(), radix: 16) : nil, "\(color)")
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double((number >> UInt32(shift)) & 0xFF) / 255
      return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func contrast(_ a: String, _ b: String) throws -> Double {
    let (x, y) = (try luminance(a), try luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  @Test func allTextHasContrast() throws {
    #expect(abs(try Self.contrast("#000000", "#ffffff") - 21) < 0.001)
    for palette in [HTMLSheet.light, HTMLSheet.dark] {
      for text in [palette.ink, palette.quiet, palette.link, palette.urgent] {
        for behind in [palette.ground, palette.soft] {
          #expect(try Self.contrast(text, behind) >= 4.5, "\(text) on \(behind)")
        }
      }
      for drawn in [palette.edge] {
        #expect(try Self.contrast(drawn, palette.ground) >= 3, "\(drawn) on \(palette.ground)")
      }
    }
    // No colour but those of the palettes is used.
    let scheme = ChartPalette.dark
    let chartColors =
      [scheme.grid, scheme.quiet] + (scheme.series + scheme.heat).flatMap { [$0.fill, $0.text] }
    let known =
      [HTMLSheet.light, HTMLSheet.dark].flatMap {
        [$0.ground, $0.soft, $0.ink, $0.quiet, $0.link, $0.urgent, $0.rule, $0.edge]
      } + chartColors
    for match in HTMLSheet.page.matches(of: #/#[0-9a-fA-F]{3,8}\b/#) {
      #expect(known.contains(String(match.output)), "\(match.output)")
    }
    // Colours of paper come first, so that they hold wherever nothing else is asked for.
    let sheet = HTMLSheet.page
    let dark = try #require(sheet.range(of: "@media screen and (prefers-color-scheme:dark)"))
    let ink = try #require(sheet.range(of: HTMLSheet.light.ink))
    #expect(ink.lowerBound < dark.lowerBound)
  }
}
