import Diagnostics

/// What all sheets of an Excel workbook of 97 to 2003 share ([MS-XLS] 8.0).
struct BIFFBook {
  struct Sheet {
    let name: String
    let isHidden: Bool
    /// Where its records begin.
    let position: Int
  }

  let stream: [UInt8]
  private(set) var sheets: [Sheet] = []
  private(set) var is1904 = false
  private(set) var strings: [String] = []
  private var codes: [Int: String] = [:]
  private var styles: [Int] = []
  private var formats: [NumberFormat?] = []

  static let version = 0x0600
  private static let stringLimit = 3_000_000
  private static let styleLimit = 70_000
  private static let sheetLimit = 10_000

  init(_ stream: [UInt8]) throws(Diagnostic) {
    self.stream = stream
    var records = BIFFRecords(stream)
    guard let first = try records.next(), let version = stream.word(at: first.data.lowerBound) else {
      throw CompoundFile.damaged("its stream is empty")
    }
    guard first.type == BIFFType.begin, version == BIFFBook.version else {
      throw ForeignBook.refusal(type: first.type, version: version)
    }
    while let record = try records.next(), record.type != BIFFType.end { try take(record, &records) }
    var known: [Int: NumberFormat] = [:]
    for id in Set(styles) { known[id] = (codes[id] ?? NumberFormat.builtIn(id)).map { NumberFormat($0) } }
    formats = styles.map { known[$0] }
  }

  private mutating func take(_ record: BIFFRecords.Record, _ records: inout BIFFRecords) throws(Diagnostic) {
    var data = records.data(record)
    switch record.type {
    case BIFFType.password:
      throw Diagnostic(
        .invalidData, "the workbook is encrypted with a password",
        hints: ["open it in a spreadsheet and save it without one"])
    case BIFFType.date1904: is1904 = try data.word() == 1
    case BIFFType.format:
      let id = try data.word()
      codes[id] = try data.text()
    case BIFFType.style:
      _ = try data.word()
      guard styles.count < BIFFBook.styleLimit else { throw CompoundFile.damaged("it has too many styles") }
      styles.append(try data.word())
    case BIFFType.sheet:
      let position = try data.doubleWord()
      let state = try data.byte()
      let type = try data.byte()
      let name = try data.text(isShort: true)
      guard sheets.count < BIFFBook.sheetLimit else { throw CompoundFile.damaged("it has too many sheets") }
      // Charts, macros and modules are sheets too.
      if type == 0 { sheets.append(Sheet(name: name, isHidden: state & 3 != 0, position: position)) }
    case BIFFType.sharedStrings: try readStrings(try records.joined(record))
    default: break
    }
  }

  private mutating func readStrings(_ data: BIFFData) throws(Diagnostic) {
    var data = data
    _ = try data.doubleWord()
    let count = try data.doubleWord()
    while strings.count < count {
      // Some programs give a wrong count.
      if data.isAtEnd { return }
      guard strings.count < BIFFBook.stringLimit else {
        throw Diagnostic(.invalidData, "the workbook has more than \(BIFFBook.stringLimit) texts")
      }
      strings.append(try data.text())
    }
  }

  /// What a number means in this style, and what is odd about it.
  func cell(_ number: Double, style: Int) -> (cell: SourceCell, oddity: String?) {
    guard let decimal = SheetNumber.decimal(number) else {
      return (.text("\(number)"), "\(number) is too large for a number here; it is kept as text")
    }
    guard formats.indices.contains(style), let format = formats[style] else { return (.number(decimal), nil) }
    return format.value(decimal, is1904: is1904)
  }
}

/// Workbooks that are older than Excel 97, and other documents in the same kind of file.
enum ForeignBook {
  static func refusal(type: Int, version: Int) -> Diagnostic {
    let name: String
    switch (type, version) {
    case (0x0009, _): name = "of Excel 2 (BIFF2)"
    case (0x0209, _): name = "of Excel 3 (BIFF3)"
    case (0x0409, _): name = "of Excel 4 (BIFF4)"
    case (BIFFType.begin, 0x0500): name = "of Excel 5 or 95 (BIFF5)"
    default: return CompoundFile.damaged("it does not begin as a workbook does")
    }
    return Diagnostic(
      .invalidData, "the workbook is \(name), which is not read",
      hints: ["open it in a spreadsheet and save it as .xlsx or .csv"])
  }

  /// By what the file holds in place of a workbook.
  static func refusal(of file: CompoundFile) -> Diagnostic {
    let names = Set(file.entries.map { $0.name.lowercased() })
    if names.contains("encryptedpackage") {
      return Diagnostic(
        .invalidData, "the workbook is encrypted with a password",
        hints: ["open it in a spreadsheet and save it without one"])
    }
    let known: [(entry: String, name: String)] = [
      ("worddocument", "a Word document"), ("powerpoint document", "a PowerPoint presentation"),
      ("visiodocument", "a Visio drawing"), ("__properties_version1.0", "an Outlook message"),
      ("matost", "a Microsoft Works document"), ("quill", "a Publisher document"),
      ("!property", "an installer package"), ("\u{5}summaryinformation", "a document of another program"),
    ]
    let name = known.first { names.contains($0.entry) }?.name ?? "a compound file"
    return Diagnostic(.invalidData, "the file is \(name), not a workbook")
  }
}
