import Archive
import Diagnostics
import Imports

/// One run of the fuzzer: any bytes as a workbook, or as one part of an otherwise whole one. What comes out are rows or an
/// error, and rows have their places.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSheet(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let first = bytes.first else { return 0 }
  if first == 0x50 {
    walk(bytes)
  } else if let book = try? book(Array(bytes.dropFirst()), as: Int(first) % parts.count) {
    walk(book)
  }
  return 0
}

private func walk(_ bytes: [UInt8]) {
  guard let source = try? RowReaders.read(bytes, named: "book.xlsx", ReadingOptions()) else { return }
  var rows = 0
  for row in source.rows() {
    precondition(!row.place.text.isEmpty, "a row has a place")
    rows += 1
    if rows > 2000 { return }
  }
}

private let parts = [
  "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "content.xml",
]

private func book(_ part: [UInt8], as number: Int) throws(Diagnostic) -> [UInt8] {
  let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  let usual = [
    "<worksheet xmlns=\"\(main)\"><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>1.5</v></c><c r=\"B1\" t=\"s\"><v>0</v></c>"
      + "</row></sheetData></worksheet>",
    "<sst xmlns=\"\(main)\"><si><t>x</t></si></sst>",
    "<styleSheet xmlns=\"\(main)\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
    "<workbook xmlns=\"\(main)\"><sheets><sheet name=\"S\" sheetId=\"1\"/></sheets></workbook>",
  ]
  let writer = try ZipWriter()
  if number == 4 {
    try writer.add("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8), isStored: true)
    try writer.add("content.xml", part)
    return try writer.finish()
  }
  for (index, text) in usual.enumerated() {
    try writer.add(parts[index], index == number ? part : Array(text.utf8), isStored: true)
  }
  return try writer.finish()
}
