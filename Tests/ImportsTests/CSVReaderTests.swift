import Diagnostics
import Testing

@testable import Imports

@Suite struct CSVReaderTests {
  struct Abuse: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let rows: [[String]]
    var lines: [Int]?
    var testDescription: String { name }
  }

  static let abuses: [Abuse] = [
    Abuse(name: "plain", text: "a,b\n1,2\n", rows: [["a", "b"], ["1", "2"]], lines: [1, 2]),
    Abuse(name: "no final newline", text: "a,b\n1,2", rows: [["a", "b"], ["1", "2"]]),
    Abuse(name: "CRLF", text: "a,b\r\n1,2\r\n", rows: [["a", "b"], ["1", "2"]], lines: [1, 2]),
    Abuse(
      name: "CR only", text: "a,b\r1,2\r\"x\ry\",3\r", rows: [["a", "b"], ["1", "2"], ["x\ry", "3"]],
      lines: [1, 2, 3]),
    Abuse(
      name: "doubled quotes", text: "a,b\n\"say \"\"hi\"\"\",2\n", rows: [["a", "b"], ["say \"hi\"", "2"]]),
    Abuse(
      name: "newline in cell", text: "a,b\n\"x\ny\",2\n3,4\n",
      rows: [["a", "b"], ["x\ny", "2"], ["3", "4"]], lines: [1, 2, 4]),
    Abuse(
      name: "CRLF in cell counts once", text: "a,b\r\n\"x\r\ny\",2\r\n3,4\r\n",
      rows: [["a", "b"], ["x\r\ny", "2"], ["3", "4"]], lines: [1, 2, 4]),
    Abuse(
      name: "quotes inside without doubling", text: "a,b\n\"OOO \"Rose\" Ltd\",2\n",
      rows: [["a", "b"], ["OOO \"Rose\" Ltd", "2"]]),
    Abuse(name: "quote in the middle", text: "a,b\n5\" pipe,2\n", rows: [["a", "b"], ["5\" pipe", "2"]]),
    Abuse(
      name: "quote that never closes", text: "a,b\n\"Rose,2\n3,4\n",
      rows: [["a", "b"], ["\"Rose", "2"], ["3", "4"]], lines: [1, 2, 3]),
    Abuse(
      name: "backslash before quote", text: "a,b\n\"x \\\" y\",2\n", rows: [["a", "b"], ["x \\\" y", "2"]]),
    Abuse(name: "blank before quote", text: "a, \"b, c\"\n1,2\n", rows: [["a", "b, c"], ["1", "2"]]),
    Abuse(name: "empty quoted", text: "a,b\n\"\",\"\"\n", rows: [["a", "b"], ["", ""]]),
    Abuse(
      name: "ragged", text: "a,b,c\n1\n1,2,3,4\n", rows: [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]),
    Abuse(name: "empty lines", text: "\n\na,b\n\n1,2\n", rows: [["a", "b"], ["1", "2"]], lines: [3, 5]),
    Abuse(name: "NUL", text: "a,b\n\u{0}1\u{0},2\n", rows: [["a", "b"], ["1", "2"]]),
    Abuse(name: "BOM", text: "\u{feff}a,b\n1,2\n", rows: [["a", "b"], ["1", "2"]]),
    Abuse(
      name: "sep line", text: "sep=|\r\na|b\r\n1,5|2\r\n", rows: [["a", "b"], ["1,5", "2"]], lines: [2, 3]),
    Abuse(
      name: "semicolons with decimal commas", text: "a;b\n1,5;2,5\n1,6;2,6\n",
      rows: [["a", "b"], ["1,5", "2,5"], ["1,6", "2,6"]]),
    Abuse(name: "tabs", text: "a\tb\nx, y\t2\n", rows: [["a", "b"], ["x, y", "2"]]),
    Abuse(name: "pipes", text: "a|b\n1|2\n", rows: [["a", "b"], ["1", "2"]]),
    Abuse(name: "one column", text: "email\nx@example.com\n", rows: [["email"], ["x@example.com"]]),
    Abuse(name: "empty", text: "", rows: []),
  ]

  @Test(arguments: abuses) func reads(_ abuse: Abuse) throws {
    let rows = Array(try CSVText(bytes: Array(abuse.text.utf8)).rows)
    #expect(rows.map(\.cells) == abuse.rows)
    if let lines = abuse.lines { #expect(rows.map(\.line) == lines) }
  }

  @Test func separatorAndEncodingCanBeSaid() throws {
    let text = try CSVText(bytes: Array("a;b,c\n1;2,3\n".utf8), separator: 0x3b)
    #expect(Array(text.rows).map(\.cells) == [["a", "b,c"], ["1", "2,3"]])
    #expect(CSVDialect.separator(named: "tab") == 9)
    #expect(TextEncoding(name: "CP1251") == .windows1251)
    let latin = try CSVText(bytes: [0x61, 0x0a, 0xe9, 0x0a], encoding: .windows1251)
    #expect(Array(latin.rows).map(\.cells) == [["a"], ["й"]])
  }

  static let samples = ["Имя;Город\nАнна;Чита\nБорис;Ёлкино\n", "name;city\nJosé;Málaga\nZoë;Köln\n"]

  @Test(arguments: TextEncoding.allCases) func everyEncodingIsDetected(_ encoding: TextEncoding) throws {
    let sample = encoding == .windows1252 ? Self.samples[1] : Self.samples[0]
    let encoded = try #require(encoding.encode(sample))
    #expect(TextEncoding.detect(encoded).encoding == encoding)
    let text = try CSVText(bytes: encoded)
    #expect(Array(text.rows).map { $0.cells.joined(separator: ";") }.joined(separator: "\n") + "\n" == sample)
  }

  @Test func wideTextKeepsPairsAndMarks() throws {
    var bytes: [UInt8] = [0xff, 0xfe]
    bytes += try #require(TextEncoding.utf16LittleEndian.encode("a,😀\n1,2\n"))
    #expect(Array(try CSVText(bytes: bytes).rows).map(\.cells) == [["a", "😀"], ["1", "2"]])
    // A lone surrogate is no reason to stop.
    let broken: [UInt8] = [0xff, 0xfe, 0x00, 0xd8, 0x2c, 0x00, 0x62, 0x00]
    #expect(Array(try CSVText(bytes: broken).rows).map(\.cells) == [["\u{fffd}", "b"]])
  }

  @Test func codePagesAreTheirOwnInverse() {
    for encoding in [TextEncoding.windows1251, .windows1252] {
      let all = (0...255).map { UInt8($0) }
      let text = String(decoding: encoding.utf8(all[...]), as: UTF8.self)
      #expect(encoding.encode(text) == all)
    }
    #expect(TextEncoding.windows1251.encode("é") == nil)
  }

  @Test(
    arguments: [
      ([0x50, 0x4b, 0x03, 0x04], "Excel"), ([0xd0, 0xcf, 0x11, 0xe0, 0xa1], "BIFF"),
      ([0x25, 0x50, 0x44, 0x46], "PDF"),
    ] as [([UInt8], String)])
  func otherFormatsAreNamed(_ bytes: [UInt8], _ word: String) {
    let error = #expect(throws: Diagnostic.self) { _ = try CSVText(bytes: bytes) }
    #expect(error?.message.contains(word) == true)
  }

  @Test func manyOpenQuotesStayLinear() throws {
    let text = "a,b\n" + String(repeating: "\"x,1\n", count: 20_000)
    let clock = ContinuousClock()
    var count = 0
    let time = clock.measure {
      if let text = try? CSVText(bytes: Array(text.utf8)) { for _ in text.rows { count += 1 } }
    }
    #expect(count == 20_001)
    #expect(time < .seconds(20))
  }

  /// What is written comes back, whatever the cells hold.
  @Test(arguments: 1...40) func writtenRowsComeBack(_ seed: Int) throws {
    var random = Stream(seed: UInt64(seed))
    let alphabet: [Character] = ["a", "b", "\"", ",", ";", "\n", "\r", " ", "я", "'", "=", "\t"]
    var dialect = CSVDialect()
    dialect.separator = random.element([0x2c, 0x3b, 0x09, 0x7c])
    dialect.lineEnd = random.element(["\n", "\r\n"])
    var rows: [[String]] = []
    for _ in 0..<(1 + random.below(8)) {
      // The first cell is never empty, so that no row looks like an empty line.
      rows.append(
        ["x"]
          + (0..<3).map { _ in String((0..<random.below(6)).map { _ in random.element(alphabet) }) })
    }
    let header = Header(row: Row(line: 1, cells: ["a", "b", "c", "d"]), rowsBefore: 1)
    let bytes = RejectsFile.bytes(
      header: header, rows: rows.map { (row: Row(line: 0, cells: $0), error: "e") }, dialect: dialect)
    let read = Array(try CSVText(bytes: bytes, encoding: .utf8, separator: dialect.separator).rows).map(
      \.cells)
    #expect(read == [["a", "b", "c", "d", "error"]] + rows.map { $0 + ["e"] }, "seed \(seed)")
  }
}

/// A stream of numbers that a seed gives again.
struct Stream {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func below(_ limit: Int) -> Int { Int(next() >> 11) % limit }
  mutating func element<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
