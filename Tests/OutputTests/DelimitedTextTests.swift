import JSON
import SeededRandomness
import Testing
import Text

@testable import Output

/// Cells from bytes are the cells from texts: safe for spreadsheets, for terminals and for readers of CSV.
@Suite struct DelimitedTextTests {
  private static let hostile = [
    "", "=1+1", "@x", "+4930123456", "+49 30 123456", "+", "+1a", "-", "-5", "-5.50", "'=x", "'", "''-1",
    "a,b", "a\tb",
    "a;b", "a; b", "a\\b", "\\", "say \"no\"", "\"", "line\nline", "\r", "\u{1b}[2J", "\u{7f}", "\u{85}",
    "\u{202e}abc",
    "\u{2028}", "é", "1234567é", "1234567,", "12345678,", "123456789\"",
    String(repeating: "long ", count: 90), " ", "+12345678=",
  ]

  private static func text(_ random: inout SeededRandom) -> String {
    if random.chance(40) { return random.pick(hostile) }
    guard random.chance(60) else { return random.text(maxLength: 30) }
    return String((0..<random.number(0...30)).map { _ in random.pick(Array("abcXYZ 019.-_@/~+=';")) })
  }

  /// What a cell is, said with whole texts.
  private static func field(_ cell: Cell) -> String {
    let raw = cell == .empty ? "" : CSVNeutraliser.neutralise(cell.raw)
    return TerminalEscaping.escape(raw, keepingNewlines: true)
  }

  @Test(arguments: 0..<40) func bytesAreTexts(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for dialect in [CSVRenderer.Dialect.csv, .tsv] {
      let keys = (0..<random.number(1...5)).map { "k\($0)" }
      var text = DelimitedText(keys: keys, dialect)
      var expected = CSVRenderer.line(keys, dialect)
      for _ in 0..<30 {
        var fields: [String] = []
        for _ in keys {
          switch random.number(0...3) {
          case 0:
            let cell: Cell = random.chance(50) ? .empty : .text(Self.text(&random))
            text.cell(cell)
            fields.append(Self.field(cell))
          case 1:
            let texts = (0..<random.number(0...3)).map { _ in Self.text(&random) }
            write(texts, to: &text)
            fields.append(Self.field(.list(texts)))
          case 2:
            text.cell(ascii: { $0 += Array("2026-11-24".utf8) })
            fields.append("2026-11-24")
          default:
            let value = Self.text(&random)
            Array(value.utf8).withUnsafeBytes { text.cell(utf8: $0) }
            fields.append(Self.field(.text(value)))
          }
        }
        text.endRow()
        expected += CSVRenderer.line(fields, dialect)
      }
      #expect(String(decoding: text.bytes, as: UTF8.self) == expected)
    }
  }

  private func write(_ texts: [String], to row: inout DelimitedText) {
    let bytes = texts.map { Array($0.utf8) }
    let whole = bytes.flatMap { $0 }
    whole.withUnsafeBytes { whole in
      var start = 0
      row.cell(
        utf8: bytes.map { text in
          defer { start += text.count }
          return UnsafeRawBufferPointer(rebasing: whole[start..<start + text.count])
        })
    }
  }

  @Test(arguments: hostile) func tablesAreRowsOfCells(text: String) {
    let table = Table(
      columns: [Column("a"), Column("b")],
      rows: [
        [.text(text), .list([text, text])], [.number("-5")],
        [.boolean(true), .money(amount: "-1", currency: "EUR")],
      ])
    let lines = [
      ["a", "b"], [Self.field(.text(text)), Self.field(.list([text, text]))], ["-5", ""], ["true", "-1 EUR"],
    ]
    for dialect in [CSVRenderer.Dialect.csv, .tsv] {
      #expect(
        CSVRenderer.render(table, dialect: dialect) == lines.map { CSVRenderer.line($0, dialect) }.joined())
    }
  }

  @Test func aRowOfOneEmptyCellIsNoBlankLine() {
    var text = DelimitedText(keys: ["a"], .csv)
    text.cell(.empty)
    text.endRow()
    #expect(String(decoding: text.bytes, as: UTF8.self) == "a\n\"\"\n")
  }

  /// Pieces leave on the way, and none is lost.
  @Test(arguments: [0, 1, 3, 5000]) func longListsLeaveInPieces(count: Int) {
    let items = Array(0..<count)
    for isArray in [true, false] {
      var text: [UInt8] = []
      var pieces = 0
      Renderer.write(
        items, inArray: isArray,
        to: {
          text += $0
          pieces += 1
        }
      ) { item, text in text.value(["number": .integer(item), "text": "some text that takes room"]) }
      let objects = items.map { "{\"number\":\($0),\"text\":\"some text that takes room\"}" }
      let expected =
        isArray
        ? (items.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n")
        : objects.map { $0 + "\n" }.joined()
      #expect(String(decoding: text, as: UTF8.self) == expected)
      #expect((pieces > 1) == (count > 3))
    }
    var rows: [UInt8] = []
    Renderer.write(items, keys: ["a", "b"], .csv, to: { rows += $0 }) { item, row in
      row.cell(.integer(item))
      row.cell(.text("some text that takes room, and a comma"))
    }
    let lines = items.map { "\($0),\"some text that takes room, and a comma\"\n" }
    #expect(String(decoding: rows, as: UTF8.self) == "a,b\n" + lines.joined())
  }
}
