import Diagnostics
import Foundation
import JSON
import Testing
import Text

@testable import Output

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct DocumentTests {
  private static let morning = Document(
    title: "Digest", language: "ru",
    blocks: [
      .heading(Document.Heading(2, "gleb")),
      .heading(Document.Heading(3, "Overdue (1)", tint: .red, note: "crm tasks done REF")),
      .list([
        Document.Item(
          id: "t1", lead: "10:00", title: "Call *Anna*", about: "Website & more", remark: ": 2 d late",
          command: CommandLine("tasks done", "t1")), Document.Item(id: "t2", title: "Pay"),
      ]),
      .heading(Document.Heading(2, "Numbers")),
      .paragraph([
        .text("See "), .strong("all"), .text(" of "), .code("crm list"), .text(" at "),
        .link("the site", to: "https://example.com/?a=1&b=2"), .link(" or not", to: "javascript:alert(1)"),
      ]),
      .table(Table(columns: [Column("n", "N", kind: .number)], rows: [[.integer(7)]])),
      .chart(
        Chart(
          form: .bars, categories: ["a", "b"], categoryAxis: Chart.Axis("Stage"),
          valueAxis: Chart.Axis("Deals"),
          series: [Chart.Series("Deals", [2, 1])])), .code("crm list\ncrm show"),
    ])

  @Test func text() {
    #expect(
      Renderer.render(Answer(), as: .table) == """
        Digest

        gleb
          Overdue (1)  crm tasks done REF
            t1  10:00  Call *Anna* (Website & more): 2 d late
            t2  Pay

        Numbers
          See all of crm list at the site <https://example.com/?a=1&b=2> or not <javascript:alert(1)>

        N
        7

        Stage  Deals
        a          2  ██████████
        b          1  █████

          crm list
          crm show

        """)
  }

  @Test func markdown() {
    #expect(
      Renderer.render(Answer(), as: .md) == """
        # Digest

        ## gleb

        ### Overdue (1)

        - 10:00 **Call \\*Anna\\*** (Website &amp; more): 2 d late `crm tasks done t1`
        - **Pay**

        ## Numbers

        See **all** of `crm list` at [the site](<https://example.com/?a=1&amp;b=2>) or not

        | N |
        | ---: |
        | 7 |

        | Stage | Deals |  |
        | --- | ---: | --- |
        | a | 2 | ██████████ |
        | b | 1 | █████ |

        ```
        crm list
        crm show
        ```

        """)
  }

  @Test func html() throws {
    let page = Renderer.render(Answer(), as: .html)
    for part in [
      "<html lang=\"ru\">", "<h1>Digest</h1>", "<h2>gleb</h2>",
      "<h3 class=\"urgent\">Overdue (1)</h3>\n<ul>\n",
      "<li>10:00 <b>Call *Anna*</b> (Website &amp; more): 2 d late<br><code>crm tasks done t1</code></li>",
      "<a href=\"https://example.com/?a=1&amp;b=2\">the site</a>", "<svg class=\"chart\"", "<main>\n<h1>",
      "<pre><code>crm list\ncrm show</code></pre>", "<th scope=\"row\" class=\"n\">7</th>",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("javascript"))
    // What is in the body is well formed.
    let start = try #require(page.range(of: "<body>")).lowerBound
    let body = page[start...].replacingOccurrences(of: "</html>", with: "")
      .replacingOccurrences(of: "<br>", with: "<br/>")
    #expect(XMLParser(data: Data(body.utf8)).parse())
  }

  /// What has no rows of its own is one object in the formats for programs.
  @Test func programs() {
    #expect(Renderer.render(Answer(), as: .json) == "{\"title\":\"Digest\"}\n")
    #expect(Renderer.render(Answer(), as: .jsonl) == "{\"title\":\"Digest\"}\n")
    #expect(Renderer.render(Answer(), as: .yaml) == "title: Digest\n")
    #expect(Renderer.render(Answer(), as: .csv) == "n\n7\n")
  }

  /// Titles give way, what must not be cut is whole.
  @Test(arguments: 24...80) func itemsAreCutToTheTerminal(width: Int) {
    let text = DocumentText.render(Self.morning, Rendering(width: width))
    let line = text.split(separator: "\n").first { $0.contains("t1") } ?? ""
    #expect(DisplayWidth.width(String(line)) <= max(width, 33))
    #expect(line.contains("t1  10:00  ") && line.hasSuffix(": 2 d late"))
  }

  @Test(arguments: [OutputFormat.table, .md, .html])
  func nothingIsObeyed(format: OutputFormat) {
    let nasty = "\u{1B}]0;x\u{7}\n<script>`\u{202E}"
    let document = Document(
      title: nasty, language: nasty,
      blocks: [
        .heading(Document.Heading(2, nasty, note: nasty)),
        .paragraph([.text(nasty), .strong(nasty), .code(nasty), .link(nasty, to: "https://x/" + nasty)]),
        .list([
          Document.Item(
            id: nasty, lead: nasty, title: nasty, about: nasty, remark: nasty,
            command: CommandLine("tasks done", .known(nasty)))
        ]), .code(nasty),
        .chart(
          Chart(
            form: .line, categories: [nasty, nasty], categoryAxis: Chart.Axis(nasty, unit: nasty),
            valueAxis: Chart.Axis(nasty), series: [Chart.Series(nasty, [1, 2]), Chart.Series(nasty, [1])])),
      ])
    let text = Renderer.render(Answer(document: document), as: format)
    #expect(!text.unicodeScalars.contains(where: TerminalEscaping.isControl))
    #expect(format != .html || !text.contains("<script>"))
  }

  private struct Answer: Renderable {
    var document = DocumentTests.morning
    func document(width: Int?) -> Document { document }
    var json: JSONValue { ["title": .string(document.title)] }
  }
}
