import Diagnostics
import Records
import SeededRandomness
import Testing

@testable import Imports

@Suite struct OldWorkbookTests {
  typealias B = BIFFBuilder

  private static func read(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) throws -> [Row] {
    Array(try RowReaders.read(bytes, named: "a.xls", options).rows())
  }

  static func contacts(_ name: String = "People", extra: [[UInt8]] = []) -> BIFFBuilder {
    var book = BIFFBuilder()
    book.strings = ["Name", "Email", "Ann Bell", "ann@example.com", "Иван"]
    book.sheets = [
      BIFFBuilder.Sheet(
        name: name,
        records: [
          B.shared(0, 0, 0), B.shared(0, 1, 1), B.shared(1, 0, 2), B.shared(1, 1, 3), B.shared(2, 0, 4),
        ] + extra)
    ]
    return book
  }

  @Test func readsCellsOfEverySort() throws {
    var book = BIFFBuilder()
    book.globals = [
      B.format(164, "dd.mm.yyyy"), B.format(165, "#,##0.00\" USD\""), B.format(166, "[h]:mm"), B.style(0),
      B.style(14), B.style(164), B.style(165), B.style(166), B.style(22),
    ]
    book.strings = ["text", "Zoë", "Пётр 🙂", "a\r\nb"]
    let bool: [UInt8] = [1, 0, 1, 0, 0, 0, 0xff, 0xff]
    let text: [UInt8] = [0, 0, 0, 0, 0, 0, 0xff, 0xff]
    book.sheets = [
      BIFFBuilder.Sheet(
        name: "All",
        records: [
          B.shared(0, 0, 0), B.shared(0, 1, 1), B.shared(0, 2, 2), B.shared(0, 3, 3), B.label(0, 4, "label"),
          B.label(0, 5, "Łódź"), B.number(1, 0, 12.5), B.number(1, 1, 0.1 + 0.2),
          B.number(1, 2, 46357, style: 1),
          B.number(1, 3, 46357, style: 2), B.number(1, 4, 120000.5, style: 3), B.number(1, 5, 1.25, style: 4),
          B.short(2, 0, 7 << 2 | 2), B.short(2, 1, 1999 << 2 | 3), B.short(2, 2, (-5 << 2 | 2) & 0xffff_ffff),
          B.shorts(2, 3, [1 << 2 | 2, 2 << 2 | 2]), B.blanks(2, 5, 3), B.flag(2, 8, 1), B.flag(2, 9, 0),
          B.formula(3, 0, B.double(42)), B.formula(3, 1, text), B.formulaText("said"), B.formula(3, 2, bool),
          B.number(4, 0, 46346.4270833333, style: 5),
        ])
    ]
    let rows = try OldWorkbookTests.read(book.file)
    #expect(rows[0].texts == ["text", "Zoë", "Пётр 🙂", "a\nb", "label", "Łódź"])
    #expect(rows[1].texts[0...3] == ["12.5", "0.3", "2026-12-01", "2026-12-01"])
    #expect(rows[1].texts[5] == "30:00:00")
    #expect(rows[2].texts == ["7", "19.99", "-5", "1", "2", "", "", "", "true", "false"])
    #expect(rows[3].texts == ["42", "said", "true"])
    #expect(rows[4].texts == ["2026-11-20 10:15:00"])
    #expect(rows[1].cells[0] == Decimal("12.5").map { .number($0) })
    #expect(rows.map(\.place.text) == ["All!1", "All!2", "All!3", "All!4", "All!5"])
  }

  @Test func theYear1904() throws {
    var book = BIFFBuilder()
    book.globals = [B.record(0x22, B.word(1)), B.style(0), B.style(14)]
    book.sheets = [BIFFBuilder.Sheet(name: "S", records: [B.number(0, 0, 44895, style: 1)])]
    #expect(try OldWorkbookTests.read(book.file)[0].texts == ["2026-12-01"])
  }

  @Test func errorsAndFormulasWithoutAValueAreNamed() throws {
    let zero = [UInt8](repeating: 0, count: 8)
    let book = OldWorkbookTests.contacts(extra: [
      B.flag(3, 0, 0x2a, isError: true), B.formula(3, 1, zero, flags: 3),
      B.formula(3, 2, [0, 0, 0, 0, 0, 0, 0xff, 0xff]), B.shared(3, 3, 99), B.formula(3, 4, zero),
      B.formula(3, 5, [3, 0, 0, 0, 0, 0, 0xff, 0xff], flags: 3),
      B.formula(3, 6, [3, 0, 0, 0, 0, 0, 0xff, 0xff]),
    ])
    let row = try #require(try OldWorkbookTests.read(book.file).last)
    #expect(row.texts == ["", "", "", "", "0"])
    #expect(row.faults.map(\.cell) == [0, 1, 2, 3, 5])
  }

  @Test func cellsInAnyOrderAndTwice() throws {
    var book = BIFFBuilder()
    book.sheets = [
      BIFFBuilder.Sheet(
        name: "S",
        records: [
          B.label(2, 1, "d"), B.label(0, 1, "b"), B.label(0, 0, "old"), B.label(0, 0, "a"),
          B.label(2, 0, "c"),
        ])
    ]
    let rows = try OldWorkbookTests.read(book.file)
    #expect(rows.map(\.texts) == [["a", "b"], ["c", "d"]])
    #expect(rows.map(\.place.text) == ["S!1", "S!3"])
  }

  @Test func severalSheets() throws {
    var book = OldWorkbookTests.contacts("People")
    book.sheets.insert(BIFFBuilder.Sheet(name: "Notes", records: [B.label(0, 0, "about")]), at: 0)
    book.sheets.append(BIFFBuilder.Sheet(name: "Hidden", state: 1, records: [B.label(0, 0, "x")]))
    book.sheets.append(BIFFBuilder.Sheet(name: "Chart", type: 2, records: [B.label(0, 0, "y")]))
    let source = try RowReaders.read(book.file, named: "a.xls", ReadingOptions())
    #expect(Array(source.rows())[0].place.text == "People!1")
    #expect(source.facts.notices.count == 1)
    var options = ReadingOptions()
    options.sheet = "Hidden"
    #expect(try OldWorkbookTests.read(book.file, options)[0].texts == ["x"])
    options.sheet = "Chart"
    #expect(throws: Diagnostic.self) { try OldWorkbookTests.read(book.file, options) }
  }

  @Test func linksHaveTwoValues() throws {
    let book = OldWorkbookTests.contacts(extra: [
      B.label(3, 0, "Bob"), B.label(3, 1, "write"), B.link(3, 1, "mailto:bob@example.com"),
    ])
    #expect(
      try OldWorkbookTests.read(book.file).last?.cells[1]
        == .linked("write", target: "mailto:bob@example.com"))
  }

  @Test func sheetsWithChartsInside() throws {
    let chart =
      B.record(0x0809, B.word(0x0600) + B.word(0x20) + B.long(0) + B.long(0)) + B.label(9, 9, "no")
      + B.record(0x0a, [])
    #expect(try OldWorkbookTests.read(OldWorkbookTests.contacts(extra: [chart]).file).count == 3)
  }

  /// The shared texts, cut between records wherever that is allowed.
  @Test func textsAreJoinedOverCuts() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = SeededRandom(seed: seed)
    let alphabet = Array("abcdefgh ÄöüéßПривет🙂")
    for _ in 0..<60 {
      let texts = (0..<Int.random(in: 1...30, using: &random)).map { _ in
        String(
          (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
            alphabet.randomElement(using: &random)
          })
      }
      var pieces: [[UInt8]] = [B.long(texts.count) + B.long(texts.count)]
      func cut() -> Bool { Int.random(in: 0..<12, using: &random) == 0 }
      for text in texts {
        let isRich = Bool.random(using: &random)
        let hasReading = Int.random(in: 0..<4, using: &random) == 0
        if cut() { pieces.append([]) }
        var isWide = !B.isNarrow(text) || Bool.random(using: &random)
        let flags: UInt8 = (isWide ? 1 : 0) | (hasReading ? 4 : 0) | (isRich ? 8 : 0)
        pieces[pieces.count - 1] += B.word(text.utf16.count) + [flags]
        if isRich { pieces[pieces.count - 1] += B.word(2) }
        if hasReading { pieces[pieces.count - 1] += B.long(5) }
        let units = Array(text.utf16)
        for (index, unit) in units.enumerated() {
          if index > 0, cut() {
            isWide = units[index...].contains { $0 > 0xff } || Bool.random(using: &random)
            pieces.append([isWide ? 1 : 0])
          }
          pieces[pieces.count - 1] += isWide ? B.word(Int(unit)) : [UInt8(unit)]
        }
        let tail = [UInt8](repeating: 0x41, count: (isRich ? 8 : 0) + (hasReading ? 5 : 0))
        for byte in tail {
          if cut() { pieces.append([]) }
          pieces[pieces.count - 1].append(byte)
        }
      }
      var book = BIFFBuilder()
      book.globals = pieces.enumerated().map { B.record($0.offset == 0 ? 0xfc : 0x3c, $0.element) }
      book.sheets = [
        BIFFBuilder.Sheet(
          name: "S", records: texts.indices.map { B.shared($0, 0, $0) } + [B.label(999, 0, "end")])
      ]
      let rows = try OldWorkbookTests.read(book.file)
      let read = Dictionary(rows.map { ($0.place.number ?? 0, $0[text: 0]) }, uniquingKeysWith: { $1 })
      #expect(texts.indices.map { read[$0 + 1] ?? "" } == texts, "seed \(seed)")
    }
  }

  static let layouts: [(Int, Bool, Bool)] = [9, 12].flatMap { shift in
    [false, true].flatMap { apart in [false, true].map { (shift, apart, $0) } }
  }

  @Test(arguments: layouts) func filesOfEveryLayout(_ layout: (shift: Int, apart: Bool, isLarge: Bool)) throws
  {
    var book = OldWorkbookTests.contacts()
    if layout.isLarge { book.sheets[0].records += (3..<3000).map { B.label($0, 0, "row \($0)") } }
    var file = CompoundBuilder(streams: [("\u{5}SummaryInformation", [1, 2, 3]), ("Workbook", book.stream)])
    (file.shift, file.listsTablesApart) = (layout.shift, layout.apart)
    let rows = try OldWorkbookTests.read(file.file)
    #expect(rows.count == (layout.isLarge ? 3000 : 3))
    #expect(rows.last?.texts == [layout.isLarge ? "row 2999" : "Иван"])
  }

  @Test func contactsComeIn() throws {
    let plan = try Workbench().plan(reading: OldWorkbookTests.contacts().file, file: "a.xls") {
      $0.kind = .contact
    }
    #expect(plan.counts == [2, 0, 0, 0, 0, 0])
    #expect(plan.report.outcomes[0].place.text == "People!2")
  }

  // MARK: Refusals

  private static func bare(_ type: Int, _ version: Int) -> [UInt8] {
    B.record(type, B.word(version) + B.word(0x10)) + [UInt8](repeating: 0, count: 600)
  }

  private static func compound(_ name: String) -> [UInt8] {
    CompoundBuilder(streams: [(name, [UInt8](repeating: 1, count: 5000))]).file
  }

  private static func book(_ globals: [[UInt8]], version: Int = 0x0600) -> [UInt8] {
    var book = contacts()
    (book.globals, book.version) = (globals, version)
    return book.file
  }

  /// By the words that say what it is.
  static let named: [HostileFile] = [
    HostileFile("BIFF2", bytes: bare(0x0009, 2)), HostileFile("BIFF3", bytes: bare(0x0209, 3)),
    HostileFile("BIFF4", bytes: bare(0x0409, 4)), HostileFile("BIFF5", bytes: book([], version: 0x0500)),
    HostileFile("encrypted with a password", bytes: book([B.record(0x2f, [1, 0, 1, 0, 1, 0])])),
    HostileFile("encrypted with a password", bytes: compound("EncryptedPackage")),
    HostileFile("a Word document", bytes: compound("WordDocument")),
    HostileFile("a PowerPoint presentation", bytes: compound("PowerPoint Document")),
    HostileFile("an Outlook message", bytes: compound("__properties_version1.0")),
    HostileFile("a Visio drawing", bytes: compound("VisioDocument")),
    HostileFile("a Microsoft Works document", bytes: compound("MatOST")),
    HostileFile("not a workbook", bytes: compound("Nothing")),
  ]

  @Test(arguments: named) func namesWhatItIs(_ file: HostileFile) {
    let error = #expect(throws: Diagnostic.self) { try OldWorkbookTests.read(file.bytes) }
    #expect(error?.message.contains(file.name) == true, "\(error?.message ?? "")")
  }

  private static func patched(_ file: [UInt8], _ position: Int, _ bytes: [UInt8]) -> [UInt8] {
    var file = file
    file.replaceSubrange(position..<(position + bytes.count), with: bytes)
    return file
  }

  /// The bytes of a large file, whose streams are in chains of their own.
  private static let large: [UInt8] = {
    var book = contacts()
    book.sheets[0].records += (3..<600).map { B.label($0, 0, "row \($0)") }
    return book.file
  }()

  private static let tableStart = (1 + (large.word(at: 76) ?? 0)) << 9
  private static let directoryStart = (1 + (large.word(at: 48) ?? 0)) << 9

  private static let withoutRows: [UInt8] = {
    var book = BIFFBuilder()
    book.sheets = [BIFFBuilder.Sheet(name: "S")]
    return book.file
  }()

  private static let withSheetElsewhere: [UInt8] = {
    var stream = contacts().stream
    let place = stream.indices.first { stream.word(at: $0) == 0x0085 && stream.word(at: $0 + 2) == 14 }
    if let place { stream.replaceSubrange((place + 4)..<(place + 8), with: [0xff, 0xff, 0xff, 0x7f]) }
    return CompoundBuilder(streams: [("Workbook", stream)]).file
  }()

  private static func strings(_ text: [UInt8]) -> [UInt8] {
    book([B.record(0xfc, B.long(1) + B.long(1) + text)])
  }

  static let damaged: [HostileFile] = [
    HostileFile("sector size", bytes: patched(large, 30, [20, 0])),
    HostileFile("small sector size", bytes: patched(large, 32, [0, 0])),
    HostileFile("table beyond the end", bytes: patched(large, 76, [0xff, 0xff, 0xff, 0])),
    HostileFile("list in circles", bytes: patched(patched(large, 68, [0, 0, 0, 0]), 1020, [0, 0, 0, 0])),
    HostileFile("list beyond the end", bytes: patched(large, 68, [0xff, 0xff, 0xff, 0])),
    HostileFile("directory beyond the end", bytes: patched(large, 48, [0xff, 0xff, 0xff, 0])),
    HostileFile("no directory", bytes: patched(large, 48, [0xfe, 0xff, 0xff, 0xff])),
    HostileFile("a chain in circles", bytes: patched(large, tableStart, [0, 0, 0, 0])),
    HostileFile("a chain beyond the end", bytes: patched(large, tableStart, [0xff, 0xff, 0xff, 0])),
    HostileFile("a chain that ends early", bytes: patched(large, tableStart, [0xfe, 0xff, 0xff, 0xff])),
    HostileFile("an absurd size", bytes: patched(large, directoryStart + 248, [0xff, 0xff, 0xff, 0x7f])),
    HostileFile("an absurd start", bytes: patched(large, directoryStart + 244, [0xff, 0xff, 0xff, 0x7f])),
    HostileFile("a negative start", bytes: patched(large, directoryStart + 244, [0xff, 0xff, 0xff, 0xff])),
    HostileFile("a directory in circles", bytes: patched(large, directoryStart + 128 + 64, [2, 0])),
    HostileFile("no child", bytes: patched(large, directoryStart + 76, [0xff, 0xff, 0xff, 0xff])),
    HostileFile("an empty stream", bytes: CompoundBuilder(streams: [("Workbook", [])]).file),
    HostileFile(
      "a stream of zeros",
      bytes: CompoundBuilder(streams: [("Workbook", [UInt8](repeating: 0, count: 9000))]).file),
    HostileFile(
      "a long record",
      bytes: CompoundBuilder(streams: [
        ("Workbook", B.record(0x0809, B.word(0x600) + B.word(5)) + [0x85, 0, 0xff, 0xff])
      ]).file
    ),
    HostileFile("a text that is cut", bytes: strings(B.word(50) + [0, 0x41])),
    HostileFile("half a character", bytes: strings(B.word(5) + [1, 0x41])),
    HostileFile("many runs", bytes: strings(B.word(1) + [8, 0xff, 0xff, 0x41])),
    HostileFile(
      "long readings", bytes: strings(B.word(1) + [4, 0xff, 0xff, 0xff, 0xff, 0x41])
    ),
    HostileFile("a short record", bytes: contacts(extra: [B.record(0x0203, [1, 0, 1, 0])]).file),
    HostileFile(
      "a link that is cut",
      bytes: contacts(extra: [B.record(0x01b8, [UInt8](repeating: 0x17, count: 30))]).file),
    HostileFile(
      "a long link", bytes: contacts(extra: [B.record(0x01b8, [UInt8](repeating: 0xff, count: 60))]).file),
    HostileFile("no sheets", bytes: BIFFBuilder().file),
    HostileFile("no rows", bytes: withoutRows), HostileFile("a sheet elsewhere", bytes: withSheetElsewhere),
    HostileFile("a header alone", bytes: Array(large[..<512])),
    HostileFile("a signature alone", bytes: Array(large[..<8])),
    HostileFile("NULs", bytes: CompoundFile.signature + [UInt8](repeating: 0, count: 5000)),
    HostileFile("ones", bytes: CompoundFile.signature + [UInt8](repeating: 0xff, count: 5000)),
  ]

  @Test(arguments: damaged) func damageIsNamed(_ file: HostileFile) {
    let error = #expect(throws: Diagnostic.self) { try OldWorkbookTests.read(file.bytes) }
    #expect(error?.code == .invalidData)
  }

  @Test func aTableThatClaimsMoreThanItHasIsRead() throws {
    var book = OldWorkbookTests.contacts()
    book.strings = []
    let texts = ["Name", "Email", "Ann Bell", "ann@example.com", "Иван"].flatMap { B.text($0) }
    book.globals = [B.record(0xfc, B.long(99) + B.long(0x7fff_ffff) + texts)]
    #expect(try OldWorkbookTests.read(book.file).count == 3)
  }

  @Test func everyCutIsRefused() throws {
    for end in stride(from: 9, to: OldWorkbookTests.large.count - 512, by: 97) {
      #expect(throws: Diagnostic.self) { try OldWorkbookTests.read(Array(OldWorkbookTests.large[..<end])) }
    }
  }

  /// Whatever bytes are changed, the file is read or refused.
  @Test func changedBytesDoNoHarm() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = SeededRandom(seed: seed)
    let whole = OldWorkbookTests.contacts(extra: [
      B.number(4, 0, 1.5), B.link(4, 0, "https://example.com"),
      B.formula(5, 0, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
      B.formulaText("x"), B.shorts(6, 0, [6, 10]),
    ]).file
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let rows = (try? OldWorkbookTests.read(bytes)) ?? []
      #expect(rows.count <= 70_000, "seed \(seed)")
    }
  }
}
