package import Diagnostics
import JSON

/// JSON (RFC 8259) as rows: a list of objects, an object that holds one, or an object a line.
package enum JSONRecords: RowReader {
  package static let formats = ["json", "jsonl", "ndjson"]
  package static let demandsItsForm = true

  package static func sniff(_ bytes: [UInt8]) -> Bool {
    let head = plain(Array(bytes.prefix(256))) ?? []
    let first = head.first { $0 != 0x20 && !(0x09...0x0d).contains($0) }
    return first == 0x5b || first == 0x7b
  }

  package static func read(_ bytes: [UInt8], _ options: ReadingOptions) throws(Diagnostic) -> RowSource {
    let text: [UInt8]
    if let encoding = options.encoding {
      text = try encoding.utf8(bytes[encoding.mark(of: bytes)...])
    } else {
      text = plain(bytes) ?? bytes
    }
    let lines = JSONLineTable(text)
    do throws(JSONSlip) {
      let objects =
        JSONObjects.areLines(text)
        ? JSONObjects(lines: text, lines)
        : try JSONObjects(document: text, lines, wanted: options.sheet)
      let survey = try JSONSurvey(objects)
      return RowSource(survey.rows, survey.facts)
    } catch {
      let place = error.position.map { lines.place(of: $0) }
      let prefix = place.map { "line \($0.line), column \($0.column): " } ?? ""
      throw Diagnostic(
        .invalidData, "the JSON of the file is not read: \(prefix)\(error.message)", hints: error.hints)
    }
  }

  /// The bytes as UTF-8 without a mark; nil where that cannot be.
  private static func plain(_ bytes: [UInt8]) -> [UInt8]? {
    for encoding in [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
      let mark = encoding.mark(of: bytes)
      guard mark > 0 else { continue }
      do throws(Diagnostic) { return try encoding.utf8(bytes.dropFirst(mark)) } catch { return nil }
    }
    return bytes
  }
}
