package import Diagnostics
import JSON

/// JSON (RFC 8259) as rows: a list of objects, an object that holds one, or an object a line.
package enum JSONRecords: RowReader {
  package static let formats = ["json", "jsonl", "ndjson"]
  package static let demandsItsForm = true

  package static func sniff(_ bytes: [UInt8]) -> Bool {
    let head = TextEncoding.withoutMark(Array(bytes.prefix(256)))
    let first = head.first { $0 != 0x20 && !(0x09...0x0d).contains($0) }
    return first == 0x5b || first == 0x7b
  }

  package static func read(_ bytes: [UInt8], _ options: ReadingOptions) throws(Diagnostic) -> RowSource {
    let text = try options.text(of: bytes)
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
}
