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
    var isFirst = true
    if !isLines { try output.write("[") }
    for record in data.parts.lazy.flatMap(\.records) {
      let object = json.object(record).encoded(pretty: false)
      try output.write(isLines ? object + "\n" : (isFirst ? "\n" : ",\n") + object)
      isFirst = false
    }
    if !isLines { try output.write(isFirst ? "]\n" : "\n]\n") }
  }
}
