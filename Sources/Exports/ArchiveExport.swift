import Archive
import Output
import Records

/// A zip archive with a CSV file for each kind, such as `contacts.csv`.
struct ArchiveExport {
  private let data: ExportData

  init(_ data: ExportData) { self.data = data }

  func write(to output: inout ExportOutput) throws {
    let archive = try ZipWriter()
    for part in data.parts {
      try archive.begin(part.kind.plural + ".csv")
      var file = ExportOutput { try archive.write($0) }
      try DelimitedExport(data, .csv).write(part, to: &file)
      try file.flush()
      try archive.end()
    }
    try output.write(try archive.finish())
  }
}
