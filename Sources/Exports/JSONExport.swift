import Facts
import JSON
import Output

/// The objects that lists print: one array, or an object a line. Those of several kinds follow each other.
struct JSONExport {
  private let data: ExportData
  private let isLines: Bool

  init(_ data: ExportData, isLines: Bool) {
    self.data = data
    self.isLines = isLines
  }

  func write(to output: inout ExportOutput) throws {
    let json = RecordJSON(snapshot: data.snapshot, showsOutside: true)
    let records = data.parts.lazy.flatMap(\.records)
    try Renderer.write(records, inArray: !isLines, to: { try output.write($0) }) { record, text in
      json.write(record, into: &text)
    }
  }
}
