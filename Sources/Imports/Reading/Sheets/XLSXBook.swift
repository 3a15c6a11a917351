import Archive
import Diagnostics

/// What all sheets of an Excel workbook share.
struct XLSXBook: Sendable {
  struct Sheet: Sendable {
    let name: String
    let isHidden: Bool
    /// Its part; nil where the workbook points to one that is not there.
    let part: String?
  }

  let package: OfficePackage
  private(set) var sheets: [Sheet] = []
  private(set) var is1904 = false
  /// By the number that cells give as their style; nil for a plain number.
  private(set) var formats: [NumberFormat?] = []
  private(set) var strings = SharedStrings()

  init(_ package: OfficePackage) throws(Diagnostic) {
    self.package = package
    let relationships = try package.relationships(of: package.main)
    try readWorkbook(relationships)
    if let stream = try part(of: "styles", "xl/styles.xml", relationships) { try readStyles(stream) }
    if let stream = try part(of: "sharedStrings", "xl/sharedStrings.xml", relationships) {
      strings = try SharedStrings(stream, name: stream.entry.name)
    }
  }

  private func part(
    of type: String, _ usual: String, _ relationships: [OfficePackage.Relationship]
  ) throws(Diagnostic) -> ZipStream? {
    let said = relationships.first { $0.type == type && !$0.isExternal }?.target
    if let said, let stream = try package.stream(said) { return stream }
    return try package.stream(usual)
  }

  private mutating func readWorkbook(_ relationships: [OfficePackage.Relationship]) throws(Diagnostic) {
    guard let stream = try package.stream(package.main) else { return }
    let reader = try XMLReader(stream, name: package.main, XLSXName.vocabulary)
    let targets = Dictionary(relationships.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var number = 0
    while let event = try reader.next() {
      switch event {
      case .start(XLSXName.workbookPr):
        is1904 = ["1", "true", "on"].contains(reader.attribute(XLSXName.date1904) ?? "")
      case .start(XLSXName.sheet):
        guard let name = reader.attribute(XLSXName.nameAttribute) else { continue }
        number += 1
        let said = reader.attribute(XLSXName.relation).flatMap { targets[$0] }
        // Charts and dialogs are sheets too, with parts of another type.
        if let said, said.type != "worksheet", said.type != "sheet" { continue }
        let part = said?.target ?? "xl/worksheets/sheet\(number).xml"
        let state = reader.attribute(XLSXName.state) ?? "visible"
        guard sheets.count < 10_000 else {
          throw Diagnostic(.invalidData, "the workbook has too many sheets")
        }
        sheets.append(
          Sheet(name: name, isHidden: state != "visible", part: package.entry(part) == nil ? nil : part))
      default: break
      }
    }
  }

  private mutating func readStyles(_ stream: ZipStream) throws(Diagnostic) {
    let reader = try XMLReader(stream, name: stream.entry.name, XLSXName.vocabulary)
    var codes: [Int: String] = [:]
    var styles: [Int] = []
    var isInCodes = false
    var isInCells = false
    while let event = try reader.next() {
      switch event {
      case .start(XLSXName.numFmts): isInCodes = true
      case .end(XLSXName.numFmts): isInCodes = false
      case .start(XLSXName.cellXfs): isInCells = true
      case .end(XLSXName.cellXfs): isInCells = false
      case .start(XLSXName.numFmt) where isInCodes:
        if let id = number(reader, XLSXName.numFmtId), let code = reader.attribute(XLSXName.formatCode) {
          codes[id] = code
        }
      case .start(XLSXName.xf) where isInCells:
        guard styles.count < 70_000 else {
          throw Diagnostic(.invalidData, "the workbook has too many styles")
        }
        styles.append(number(reader, XLSXName.numFmtId) ?? 0)
      default: break
      }
    }
    var known: [Int: NumberFormat] = [:]
    for id in Set(styles) { known[id] = (codes[id] ?? NumberFormat.builtIn(id)).map { NumberFormat($0) } }
    formats = styles.map { known[$0] }
  }

  private func number(_ reader: XMLReader, _ attribute: Int32) -> Int? {
    reader.attribute(attribute).flatMap { Int($0) }
  }
}
