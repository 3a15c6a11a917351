import Diagnostics
import JSON
import Testing

@testable import Output

struct DiagnosticTests {
  private static let stage = Diagnostic(
    .invalidValue, "stage \"proposl\" is not in pipeline \"sales\"",
    at: SourceLocation(file: "deals/website-for-acme-d5m8t2qa.yaml", line: 4, column: 8),
    excerpt: Excerpt(line: "stage: proposl", column: 8, length: 7), hints: ["did you mean \"proposal\"?"])

  @Test func readsAsTheStandardSays() {
    #expect(
      DiagnosticRenderer.text(Self.stage) == """
        error: deals/website-for-acme-d5m8t2qa.yaml:4:8: stage "proposl" is not in pipeline "sales"
          4 | stage: proposl
            |        ^^^^^^^
        hint: did you mean "proposal"?

        """)
  }

  @Test func relatedFindingsFollow() {
    let diagnostic = Diagnostic(
      .requirementUnmet, "two are missing", hints: ["a", "b"],
      related: [Diagnostic(.requirementUnmet, "no phone")])
    #expect(
      DiagnosticRenderer.text(diagnostic, severity: .warning) == """
        warning: two are missing
        hint: a
        hint: b
        warning: no phone

        """)
  }

  @Test(arguments: [
    ("имя: 日本 х", 9, 1, "            ^"), ("a\tb", 3, 1, "    ^"), ("ab", 3, 1, "    ^"), ("", 1, 5, "  ^"),
    ("x\u{1B}y", 3, 1, "       ^"),
    ("日本", 1, 2, "  ^^^^"), ("ab", 99, 9, "    ^"), ("ab", -4, 0, "  ^"), ("abc\r\n", 2, 99, "   ^^"),
  ])
  func caretsStandUnderTheText(line: String, column: Int, length: Int, carets: String) {
    let diagnostic = Diagnostic(.usage, "m", excerpt: Excerpt(line: line, column: column, length: length))
    let lines = DiagnosticRenderer.text(diagnostic).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4)
    #expect(lines[2] == "  |" + carets.dropFirst())
  }

  @Test func longLinesAreCutAroundTheCaret() {
    let line = String(repeating: "a", count: 200) + "BAD" + String(repeating: "c", count: 200)
    let diagnostic = Diagnostic(.usage, "m", excerpt: Excerpt(line: line, column: 201, length: 3))
    let lines = DiagnosticRenderer.text(diagnostic, width: 60).split(separator: "\n")
    #expect(lines[1].count <= 60)
    #expect(lines[1].hasSuffix("…"))
    let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) } ?? 0
    #expect(lines[1].dropFirst(caret).hasPrefix("BADc"))
    #expect(lines[2].hasSuffix("^^^"))
  }

  @Test func nothingFromAFileReachesTheTerminalRaw() {
    let diagnostic = Diagnostic(
      .io, "a\u{1B}[2J", at: SourceLocation(file: "x\u{9B}\n", line: 1, column: 1),
      excerpt: Excerpt(line: "\u{202E}", column: 1, length: 1), hints: ["\u{7}"])
    let text = DiagnosticRenderer.text(diagnostic)
    #expect(text == "error: x\\x9b\\n:1:1: a\\x1b[2J\n  1 | \\u{202e}\n    | ^^^^^^^^\nhint: \\x07\n")
  }

  @Test func json() {
    #expect(
      DiagnosticRenderer.json(Self.stage).encoded(pretty: false)
        == #"{"code":"invalid_value","message":"stage \"proposl\" is not in pipeline \"sales\"","hint":"did you mean \"proposal\"?","location":{"file":"deals/website-for-acme-d5m8t2qa.yaml","line":4,"column":8}}"#
    )
    #expect(
      DiagnosticRenderer.json(Diagnostic(.notFound, "m", hints: ["a", "b"], related: [Diagnostic(.io, "r")]))
        == [
          "code": "not_found", "message": "m", "hint": "a\nb", "location": nil,
          "related": [["code": "io", "message": "r", "hint": nil, "location": nil]],
        ])
  }

  @Test func cards() {
    let card = Card(
      title: "Анна\u{7}", subtitle: "anna-k1",
      fields: [
        .init("phone", "+7 916 123-45-67"), .init("компания", "Acme\nLtd\n"), .init("none", ""),
        .init("x", "bad", tint: .red),
      ],
      sections: [.init("Tasks", ["call", "mail\nsoon"]), .init("Empty", [])])
    #expect(
      card.rendered() == """
        Анна\\x07  anna-k1
          phone     +7 916 123-45-67
          компания  Acme
                    Ltd
          x         bad

        Tasks
          call
          mail
          soon

        """)
    #expect(card.rendered(style: Style(color: true)).contains("\u{1B}[31mbad\u{1B}[0m"))
  }
}
