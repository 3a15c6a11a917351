import Archive

/// The names in the parts of a workbook that are looked at (ECMA-376 part 1, transitional and strict).
enum XLSXName {
  // Elements
  static let sheet: Int32 = 1
  static let workbookPr: Int32 = 2
  static let si: Int32 = 3
  static let t: Int32 = 4
  static let rPh: Int32 = 5
  static let numFmts: Int32 = 6
  static let numFmt: Int32 = 7
  static let cellXfs: Int32 = 8
  static let xf: Int32 = 9
  static let row: Int32 = 10
  static let c: Int32 = 11
  static let v: Int32 = 12
  static let f: Int32 = 13
  static let inline: Int32 = 14
  static let mergeCell: Int32 = 15
  static let hyperlink: Int32 = 16
  static let sheetData: Int32 = 17
  static let relationship: Int32 = 18
  // Attributes
  static let nameAttribute: Int32 = 40
  static let state: Int32 = 41
  static let relation: Int32 = 42
  static let date1904: Int32 = 43
  static let numFmtId: Int32 = 44
  static let formatCode: Int32 = 45
  static let place: Int32 = 46
  static let style: Int32 = 47
  static let type: Int32 = 48
  static let ref: Int32 = 49
  static let id: Int32 = 50
  static let relationType: Int32 = 51
  static let target: Int32 = 52
  static let targetMode: Int32 = 53

  static let vocabulary = XMLVocabulary(
    namespaces: [
      [
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
      ],
      [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
      ],
      ["http://schemas.openxmlformats.org/package/2006/relationships"],
    ],
    names: [
      .init(0, "sheet", sheet), .init(0, "workbookPr", workbookPr), .init(0, "si", si), .init(0, "t", t),
      .init(0, "rPh", rPh), .init(0, "numFmts", numFmts), .init(0, "numFmt", numFmt),
      .init(0, "cellXfs", cellXfs), .init(0, "xf", xf), .init(0, "row", row), .init(0, "c", c),
      .init(0, "v", v),
      .init(0, "f", f), .init(0, "is", inline), .init(0, "mergeCell", mergeCell),
      .init(0, "hyperlink", hyperlink), .init(0, "sheetData", sheetData),
      .init(2, "Relationship", relationship), .init(nil, "name", nameAttribute), .init(nil, "state", state),
      .init(1, "id", relation), .init(nil, "date1904", date1904), .init(nil, "numFmtId", numFmtId),
      .init(nil, "formatCode", formatCode), .init(nil, "r", place), .init(nil, "s", style),
      .init(nil, "t", type), .init(nil, "ref", ref), .init(nil, "Id", id), .init(nil, "Type", relationType),
      .init(nil, "Target", target), .init(nil, "TargetMode", targetMode),
    ])
}
