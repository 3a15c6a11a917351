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
    #expect(rows.map(\.texts) == abuse.rows)
    if let lines = abuse.lines { #expect(rows.map(\.place.line) == lines) }
  }

  @Test func separatorAndEncodingCanBeSaid() throws {
    let text = try CSVText(bytes: Array("a;b,c\n1;2,3\n".utf8), separator: 0x3b)
    #expect(Array(text.rows).map(\.texts) == [["a", "b,c"], ["1", "2,3"]])
    #expect(CSVDialect.Separator(word: "tab") == .tab)
    #expect(TextEncoding(name: "CP1251") == .windows1251)
    let latin = try CSVText(bytes: [0x61, 0x0a, 0xe9, 0x0a], encoding: .windows1251)
    #expect(Array(latin.rows).map(\.texts) == [["a"], ["й"]])
  }

  static let samples: [(TextEncoding, String)] = [
    (.utf8, "Имя;Город\nАнна;Чита\nБорис;Ёлкино\n"),
    (.utf16LittleEndian, "Имя;Город\nАнна;Чита\nБорис;Ёлкино\n"),
    (.utf16BigEndian, "Имя;Город\nАнна;Чита\nБорис;Ёлкино\n"),
    (.page(.windows1251), "Имя;Город\nАнна;Чита\nБорис;Ёлкино\n"),
    (.page(.windows1251), "ФИО;Место\nІванна Бойко;Київ\nЄвген Їжак;Львів\n"),
    (.page(.windows1251), "ФИО;Фирма\nИВАНОВ ПЁТР;ООО «РОМАШКА»\n"),
    (.page(.koi8R), "Name;City\nПётр Иванов;Тверь\nАнна Ёлкина;Орёл\n"),
    (.page(.koi8R), "Name;City\nИВАНОВ ПЕТР;ТВЕРЬ\n"),
    (.page(.cp866), "Name;City\nПётр Иванов;Тверь\nАнна Ёлкина;Орёл\n"),
    (.page(.macCyrillic), "Name;City\nПётр Иванов;Тверь\nАнна Ёлкина;Орёл\n"),
    (.page(.windows1252), "name;city\nJosé;Málaga\nZoë;Köln\nFrançois;Orléans\n"),
    (.page(.windows1252), "name;price\nTea;£5\nRoom;25°C\n"),
    (.page(.windows1250), "Name;City\nŁukasz Żółć;Gdańsk\n"),
    (.page(.windows1250), "Name;City\nŽaneta Dvořáková;Plzeň\n"),
    (.page(.iso88592), "Name;City\nŁukasz Śliwa;Łomża\nMałgorzata Gąska;Święte\n"),
    (.page(.windows1254), "Ad;Şehir\nAyşe Yıldız;Muğla\nÇağlar Gökçe;Iğdır\n"),
    (.page(.macRoman), "Name;City\nJürgen Müller;Köln\nZoë;Liège\n"),
    (.page(.cp850), "Name;City\nJürgen Müller;Köln\nZoë;Liège\n"),
  ]

  @Test(arguments: samples) func everyEncodingIsDetected(_ encoding: TextEncoding, _ sample: String) throws {
    let encoded = try #require(encoding.encode(sample))
    let text = try CSVText(bytes: encoded)
    #expect(text.dialect.encoding == encoding)
    #expect(Array(text.rows).map { $0.texts.joined(separator: ";") }.joined(separator: "\n") + "\n" == sample)
    if case .page = encoding { #expect(text.dialect.isGuessed) } else { #expect(!text.dialect.isGuessed) }
  }

  /// A guess that would be garbage is not made.
  @Test(arguments: [
    ("SHIFT_JIS", "Name,City\n山田太郎,東京\n佐藤花子,大阪\n"), ("GB18030", "姓名,城市\n张伟,北京\n王芳,上海\n"),
    ("EUC-KR", "이름,도시\n김민수,서울\n이영희,부산\n"),
    ("WINDOWS-1253", "Name,City\nΓιώργος Παπάς,Αθήνα\nΜαρία Νικολάου,Πάτρα\n"),
    ("WINDOWS-1255", "Name,City\nדוד כהן,תל אביב\nרחל לוי,חיפה\n"),
  ])
  func otherEncodingsAreAskedFor(_ name: String, _ sample: String) throws {
    let encoding = try #require(TextEncoding(name: name))
    let encoded = try #require(encoding.encode(sample))
    let error = #expect(throws: Diagnostic.self) { _ = try CSVText(bytes: encoded) }
    #expect(error?.hints.first?.description.contains("--encoding") == true)
    let text = try CSVText(bytes: encoded, encoding: encoding)
    #expect(Array(text.rows).map { $0.texts.joined(separator: ",") }.joined(separator: "\n") + "\n" == sample)
  }

  @Test func aWrongEncodingIsRefusedWithItsLine() throws {
    let encoding = try #require(TextEncoding(name: "shift_jis"))
    let error = #expect(throws: Diagnostic.self) {
      _ = try CSVText(bytes: [0x61, 0x0a, 0x62, 0x0a, 0xff, 0xff, 0x0a], encoding: encoding)
    }
    #expect(error?.message.contains("line 3") == true)
    #expect(TextEncoding(name: "no-such-thing") == nil)
  }

  @Test func strayBytesSpoilTheirCellOnly() throws {
    let bytes: [UInt8] =
      Array("Имя;Город\nПётр;".utf8) + [0xce, 0xf0, 0xb8, 0xeb] + Array("\nАнна;Чита\n".utf8)
    let text = try CSVText(bytes: bytes)
    #expect(text.dialect.encoding == .utf8)
    let rows = Array(text.rows)
    #expect(rows.map(\.texts) == [["Имя", "Город"], ["Пётр", "Орёл"], ["Анна", "Чита"]])
    #expect(rows.map(\.faults) == [[], [RowFault(reason: .strayBytes(.windows1251), cell: 1)], []])
  }

  struct Unclosed: Sendable, CustomTestStringConvertible {
    let name: String
    let lines: [String]
    let rows: [[String]]
    /// Lines whose row has a quote that never closes.
    var unclosed: [Int] = []
    var runaway: [Int] = []
    var testDescription: String { name }
  }

  static let unclosed: [Unclosed] = [
    Unclosed(
      name: "closed by a quoted cell further down",
      lines: ["a,b,c", "1,\"x,y", "2,z,w", "3,\"p, q\",r", "4,s,t"],
      rows: [["a", "b", "c"], ["1", "\"x", "y"], ["2", "z", "w"], ["3", "p, q", "r"], ["4", "s", "t"]],
      unclosed: [2]),
    Unclosed(
      name: "closed by the next line", lines: ["a,b,c", "1,\"x,y", "2,\"p, q\",r"],
      rows: [["a", "b", "c"], ["1", "\"x", "y"], ["2", "p, q", "r"]], unclosed: [2]),
    Unclosed(
      name: "closed by an inch sign", lines: ["a,b,c", "1,\"x,y", "2,z,12\"", "3,s,t"],
      rows: [["a", "b", "c"], ["1", "\"x", "y"], ["2", "z", "12\""], ["3", "s", "t"]], unclosed: [2]),
    Unclosed(
      name: "past an empty quoted cell", lines: ["a,b,c", "1,\"x,y", "2,\"\",w", "3,\"p, q\",r"],
      rows: [["a", "b", "c"], ["1", "\"x", "y"], ["2", "", "w"], ["3", "p, q", "r"]], unclosed: [2]),
    Unclosed(
      name: "stray quote after many rows",
      lines: ["a,b,c", "1,\"x,y", "2,z,w", "3,z,w", "4,z,w", "5,z,w", "6,z\",w", "7,s,t"],
      rows: [
        ["a", "b", "c"], ["1", "\"x", "y"], ["2", "z", "w"], ["3", "z", "w"], ["4", "z", "w"],
        ["5", "z", "w"],
        ["6", "z\"", "w"], ["7", "s", "t"],
      ], unclosed: [2]),
    Unclosed(
      name: "on one line, all cells quoted", lines: ["a,b,c", "\"1\",\"x,\"y\"", "\"2\",\"z\",\"w\""],
      rows: [["a", "b", "c"], ["1", "\"x", "y"], ["2", "z", "w"]], unclosed: [2]),
    Unclosed(
      name: "two of them", lines: ["a,b,c", "1,\"x,y", "2,\"z,w", "3,\"p, q\",r", "4,s,t"],
      rows: [
        ["a", "b", "c"], ["1", "\"x", "y"], ["2", "\"z", "w"], ["3", "p, q", "r"], ["4", "s", "t"],
      ],
      unclosed: [2, 3]),
    Unclosed(
      name: "in a row of another width", lines: ["a,b,c", "1,\"x", "2,z,w", "3,\"p, q\",r", "4,s,t"],
      rows: [["a", "b", "c"], ["1", "x\n2,z,w\n3,\"p, q", "r"], ["4", "s", "t"]], runaway: [2]),
    Unclosed(
      name: "a note of several lines with commas",
      lines: ["a,b,c", "1,\"one, two", "three, four\",x", "2,\"one, two", "three, four\",y"],
      rows: [["a", "b", "c"], ["1", "one, two\nthree, four", "x"], ["2", "one, two\nthree, four", "y"]]),
    Unclosed(
      name: "a note that quotes",
      lines: ["a,b,c", "1,\"he said", "\"\"yes, now\"\", so", "be it\",x", "2,y,z"],
      rows: [["a", "b", "c"], ["1", "he said\n\"yes, now\", so\nbe it", "x"], ["2", "y", "z"]]),
  ]

  @Test(arguments: unclosed, ["\n", "\r\n", "\r"]) func aLostQuoteSwallowsNoRows(
    _ example: Unclosed, _ end: String
  )
    throws
  {
    let text = example.lines.map { $0 + end }.joined()
    let rows = Array(try CSVText(bytes: Array(text.utf8)).rows)
    let expected = example.rows.map {
      $0.map { $0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end) }
    }
    #expect(rows.map(\.texts) == expected)
    let odd = rows.flatMap { row in row.faults.map { (row.place.line, $0.reason) } }
    #expect(odd.filter { $0.1 == .unclosedQuote }.map(\.0) == example.unclosed)
    #expect(odd.filter { $0.1 != .unclosedQuote }.map(\.0) == example.runaway)
  }

  @Test func wideTextKeepsPairsAndMarks() throws {
    var bytes: [UInt8] = [0xff, 0xfe]
    bytes += try #require(TextEncoding.utf16LittleEndian.encode("a,😀\n1,2\n"))
    #expect(Array(try CSVText(bytes: bytes).rows).map(\.texts) == [["a", "😀"], ["1", "2"]])
    // A lone surrogate is no reason to stop.
    let broken: [UInt8] = [0xff, 0xfe, 0x00, 0xd8, 0x2c, 0x00, 0x62, 0x00]
    #expect(Array(try CSVText(bytes: broken).rows).map(\.texts) == [["\u{fffd}", "b"]])
  }

  @Test func codePagesAreTheirOwnInverse() throws {
    for encoding in CodePage.allCases.map({ TextEncoding.page($0) }) {
      let all = (0...255).map { UInt8($0) }
      let text = String(decoding: try encoding.utf8(all[...]), as: UTF8.self)
      #expect(TextEncoding(name: encoding.name) == encoding)
      #expect(encoding.encode(text) == all)
    }
    #expect(TextEncoding.windows1251.encode("é") == nil)
  }

  @Test(
    arguments: [
      ([0x50, 0x4b, 0x03, 0x04], "archive"),
      ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "damaged"),
      ([0x25, 0x50, 0x44, 0x46], "PDF"),
    ] as [([UInt8], String)])
  func otherFormatsAreNamed(_ bytes: [UInt8], _ word: String) {
    let error = #expect(throws: Diagnostic.self) {
      _ = try RowReaders.read(bytes, named: "file", ReadingOptions())
    }
    #expect(error?.location?.file == "file")
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
    let header = Header(row: Row(.line(1), cells: ["a", "b", "c", "d"].map { .text($0) }), rowsBefore: 1)
    let bytes = RejectsFile.bytes(
      header: header, rows: rows.map { (row: Row(.line(0), cells: $0.map { .text($0) }), error: "e") },
      dialect: dialect)
    let read = Array(try CSVText(bytes: bytes, encoding: .utf8, separator: dialect.separator).rows).map(
      \.texts)
    #expect(read == [["a", "b", "c", "d", "error"]] + rows.map { $0 + ["e"] }, "seed \(seed)")
  }

  /// Programs of DOS write it behind the last line.
  @Test func theEndMarkOfDOSIsNoRow() throws {
    let bytes = Array("title,stage\r\nA,proposal\r\n\u{1A}".utf8)
    #expect(Array(try CSVText(bytes: bytes).rows).map(\.texts) == [["title", "stage"], ["A", "proposal"]])
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
