import JSON
import SeededRandomness
import Testing
import Text

@testable import Output

struct TableTests {
  private static let deals = Table(
    title: "Deals",
    columns: [
      Column("id", kind: .identifier), Column("title", "Title"), Column("amount", "Amount", kind: .money),
      Column("tags", "Tags", kind: .list),
    ],
    rows: [
      [
        .text("d1"), .text("Website for Acme"), .money(amount: "12500", currency: "EUR"),
        .list(["vip", "web"]),
      ],
      [.text("d22"), .text("Сайт 日本"), .money(amount: "-5.50", currency: nil), .empty],
      [.text("d3"), .text("evil\u{1B}[2J\nrow | <b>")],
    ],
    totals: [[.text("sum"), .empty, .money(amount: "1012494.50", currency: "EUR")]],
    notes: ["1 deal left out: no amount"])

  @Test func alignsColumns() {
    #expect(
      TableRenderer.render(Self.deals) == """
        Deals
        id   Title                             Amount  Tags
        d1   Website for Acme              12 500 EUR  vip, web
        d22  Сайт 日本                          -5.50
        d3   evil\\x1b[2J\\nrow | <b>
        ───  ──────────────────────  ────────────────  ────────
        sum                          1 012 494.50 EUR

        1 deal left out: no amount

        """)
  }

  /// Below the width of the widest amount no layout fits.
  @Test(arguments: 16...90)
  func noLineIsWiderThanTheTerminal(width: Int) {
    let text = TableRenderer.render(
      Table(
        title: Self.deals.title, columns: Self.deals.columns, rows: Self.deals.rows, totals: Self.deals.totals
      ),
      Rendering(width: width))
    for line in text.split(separator: "\n") {
      #expect(DisplayWidth.width(String(line)) <= width)
      #expect(line.last != " ")
    }
  }

  /// Whatever the data and the width, every number, date, id and title is there whole.
  @Test func numbersAreNeverCut() {
    let seed: UInt64 = 41
    var random = SeededRandom(seed: seed)
    let kinds: [Column.Kind] = [.text, .identifier, .number, .money, .date, .list]
    for round in 0..<300 {
      let columns = (0..<Int.random(in: 1...12, using: &random)).map { index in
        Column("c\(index)", "Title \(index)", kind: kinds[Int.random(in: 0..<kinds.count, using: &random)])
      }
      func cell(_ column: Column) -> Cell {
        let number = String(Int.random(in: 0...9_999_999_999, using: &random))
        switch column.kind {
        case .number: return .number(number)
        case .money: return .money(amount: number + ".25", currency: "EUR")
        case .date: return .date("2026-11-24 10:00")
        case .identifier: return .text("k7f3q2mz")
        case .list: return .list(["some words", "and others"])
        default: return Bool.random(using: &random) ? .empty : .text(String(repeating: "word ", count: 9))
        }
      }
      let rows = (0..<Int.random(in: 1...6, using: &random)).map { _ in columns.map(cell) }
      let table = Table(
        title: round.isMultiple(of: 2) ? "Report" : nil, columns: columns, rows: rows,
        totals: round.isMultiple(of: 3) ? [columns.map(cell)] : [])
      let width = Int.random(in: 40...200, using: &random)
      let text = TableRenderer.render(table, Rendering(width: width))
      for (column, values) in columns.enumerated().map({ index, column in
        (column, (rows + table.totals).map { $0[index].displayed() })
      }) where !column.mayShrink {
        for value in values { #expect(text.contains(value), "seed \(seed), round \(round), width \(width)") }
      }
      for line in text.split(separator: "\n") {
        #expect(DisplayWidth.width(String(line)) <= width, "seed \(seed), round \(round), width \(width)")
      }
    }
  }

  @Test func textShrinksBeforeNumbers() {
    let text = TableRenderer.render(Self.deals, Rendering(width: 46))
    #expect(text.contains("1 012 494.50 EUR"))
    #expect(text.contains("d22"))
    #expect(text.contains("…"))
  }

  /// What tells the rows apart is there as long as other text can be shorter.
  @Test(arguments: 51...90)
  func whatIsPreferredShrinksLast(width: Int) {
    var name = Column("name")
    (name.minimum, name.preferred) = (16, 32)
    let table = Table(
      columns: [Column("number", kind: .identifier), name, Column("company"), Column("contact")],
      rows: [
        [
          .text("INV-2026-0001"), .text("Website relaunch, second part"),
          .text("Schmidt & Partner Architects"),
          .text("Anna Schmidt-Weber"),
        ]
      ])
    let text = TableRenderer.render(table, Rendering(width: width))
    #expect(text.contains("INV-2026-0001"))
    // The number, two columns of eight and the gaps.
    #expect(text.contains("Website relaunch, second part") == (width >= 13 + 29 + 8 + 8 + 6), "\(text)")
  }

  @Test func colourAddsOnlyAttributes() {
    var table = Self.deals
    table.tints = [0: .red]
    let colored = TableRenderer.render(table, Rendering(style: Style(color: true)))
    #expect(colored.contains("\u{1B}[31md1 "))
    #expect(colored.contains("\u{1B}[1mid "))
    var plain = ""
    var rest = colored[...]
    while let escape = rest.firstIndex(of: "\u{1B}") {
      plain += rest[..<escape]
      rest = rest[escape...].drop { $0 != "m" }.dropFirst()
    }
    #expect(plain + rest == TableRenderer.render(table))
  }

  @Test func nothingIsEmpty() {
    #expect(TableRenderer.render(Table(columns: [Column("id")])) == "")
  }

  @Test func csv() {
    #expect(
      Renderer.render(Self.deals, as: .csv) == """
        id,title,amount,tags
        d1,Website for Acme,12500 EUR,vip; web
        d22,Сайт 日本,-5.50,
        d3,"evil\\x1b[2J
        row | <b>",,

        """)
    #expect(
      Renderer.render(Self.deals, as: .tsv) == """
        id\ttitle\tamount\ttags
        d1\tWebsite for Acme\t12500 EUR\tvip; web
        d22\tСайт 日本\t-5.50\t
        d3\t"evil\\x1b[2J
        row | <b>"\t\t

        """)
  }

  @Test(arguments: [
    ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("=1+1", "'=1+1"), ("@cmd", "'@cmd"),
    ("\tx", "'\tx"),
    ("+79161234567", "+79161234567"), ("+7 916 123-45-67", "+7 916 123-45-67"), ("-5", "-5"),
    ("+1.5e3", "+1.5e3"),
    ("-2+3", "'-2+3"), ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"), ("+", "'+"), ("'=x", "''=x"),
    ("'quoted'", "'quoted'"),
    ("=a,b", "\"'=a,b\""), ("", "\"\""), ("-5 %", "-5 %"), ("-5%", "-5%"), ("\rx", "'\\rx"),
  ])
  func csvFields(text: String, field: String) {
    let table = Table(columns: [Column("a")], rows: [[.text(text)]])
    #expect(Renderer.render(table, as: .csv) == "a\n\(field)\n")
  }

  @Test func restoringUndoesNeutralising() {
    let seed: UInt64 = 12
    var random = SeededRandom(seed: seed)
    let alphabet = Array("'=@+-\t\r1a ")
    for _ in 0..<5_000 {
      let text = String(
        (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
      )
      let neutral = CSVNeutraliser.neutralise(text)
      #expect(CSVNeutraliser.restore(neutral) == text, "seed \(seed): \(text.debugDescription)")
      #expect(neutral.utf8.first.map { [0x3D, 0x40, 0x09, 0x0D].contains($0) } != true)
    }
  }

  @Test func jsonForms() {
    let table = Table(
      columns: [Column("n", kind: .number), Column("m", kind: .money)],
      rows: [[.number("1.50"), .money(amount: "2", currency: "EUR")], [.boolean(true), .number("x")]])
    #expect(
      Renderer.render(table, as: .jsonl)
        == "{\"n\":1.50,\"m\":{\"amount\":\"2\",\"currency\":\"EUR\"}}\n{\"n\":true,\"m\":\"x\"}\n")
    #expect(table.json.array?.count == 2)
    #expect(Renderer.render(Table(columns: table.columns), as: .json) == "[]\n")
    #expect(Renderer.render(Table(columns: table.columns), as: .jsonl) == "")
  }

  @Test func ids() {
    #expect(Renderer.render(Self.deals, as: .ids) == "d1\nd22\nd3\n")
  }

  @Test func yaml() {
    let value: JSONValue = [
      [
        "id": "k1", "name": "Анна", "note": "a: b", "yes": "no", "list": ["x", "1"], "ref": ["id": "c1"],
        "none": nil, "e": [],
      ],
      [], "plain text", [1, 2],
    ]
    #expect(
      YAMLRenderer.render(value) == """
        - id: k1
          name: Анна
          note: "a: b"
          "yes": "no"
          list:
          - x
          - "1"
          ref:
            id: c1
          none: null
          e: []
        - []
        - plain text
        -
          - 1
          - 2

        """)
    #expect(YAMLRenderer.render([]) == "[]\n")
  }

  @Test func markdown() {
    #expect(
      Renderer.render(Self.deals, as: .md) == """
        # Deals

        | id | Title | Amount | Tags |
        | --- | --- | ---: | --- |
        | d1 | Website for Acme | 12 500 EUR | vip, web |
        | d22 | Сайт 日本 | -5.50 |  |
        | d3 | evil\\\\x1b\\[2J<br>row \\| &lt;b&gt; |  |  |
        | **sum** |  | **1 012 494.50 EUR** |  |

        1 deal left out: no amount

        """)
    #expect(MarkdownRenderer.escape("snake_case _x_ *b* `c`") == "snake_case \\_x\\_ \\*b\\* \\`c\\`")
  }

  @Test func html() {
    let page = Renderer.render(Self.deals, as: .html)
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(page.contains("<td class=\"d\">evil\\x1b[2J\nrow | &lt;b&gt;</td>"))
    #expect(!page.contains("<b>"))
    #expect(!page.contains("http:"))
    #expect(page.contains("<td class=\"n\">12 500 EUR</td>"))
  }

  @Test(arguments: OutputFormat.allCases)
  func noFormatPrintsAControlCharacter(format: OutputFormat) {
    let nasty = "\u{1B}]0;x\u{7}\u{9B}2J\u{202E}\u{2069}\u{7F}"
    let table = Table(
      title: nasty, columns: [Column("id", nasty)],
      rows: [
        [.text(nasty)], [.list([nasty])], [.date(nasty)], [.number(nasty)],
        [.money(amount: nasty, currency: nasty)],
      ],
      totals: [[.text(nasty)]], notes: [nasty])
    let text = Renderer.render(table, as: format, Rendering(width: 60))
    #expect(!text.unicodeScalars.contains(where: TerminalEscaping.isControl))
  }

  @Test(arguments: [
    ("1250000.50", "1 250 000.50"), ("999", "999"), ("-1000", "-1 000"), ("", ""), ("12a4", "12a4"),
    ("100000", "100 000"),
  ])
  func groups(amount: String, grouped: String) {
    #expect(DecimalGrouping.grouped(amount) == grouped)
  }

  @Test func charts() {
    #expect(Blocks.bar(0.5, width: 4) == "██")
    #expect(Blocks.bar(1.7, width: 3) == "███")
    #expect(Blocks.bar(0.3, width: 2) == "▋")
    #expect(Blocks.bar(0.0001, width: 2) == "▏")
    #expect(Blocks.bar(0, width: 4) == "")
    #expect(Blocks.bar(.nan, width: 4) == "")
    #expect(Blocks.sparkline([0, 1, 2, 4, 8]) == "▁▂▃▅█")
    #expect(Blocks.sparkline([0, 0]) == "▁▁")
    #expect(Blocks.sparkline([.nan, 1]) == " █")
    #expect(Blocks.sparkline([]) == "")
  }
}
