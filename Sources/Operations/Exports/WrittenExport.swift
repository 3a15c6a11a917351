import Exports
package import Output
package import Records

/// What an export wrote.
package struct WrittenExport: Sendable {
  package let file: String
  package let format: String
  package let kinds: [Kind]
  package let records: Int
  /// The files of a folder: those written, those that were right already, those taken away.
  var files: (written: Int, unchanged: Int, removed: Int)?

  init(_ file: String, _ format: ExportFormat, _ data: ExportData) {
    self.file = file
    self.format = format.rawValue
    kinds = data.parts.map(\.kind)
    records = data.parts.reduce(0) { $0 + $1.records.count }
  }

  package static let schema = ObjectSchema<WrittenExport>(
    "export", "What an export wrote.",
    [
      .text("file", "The file or folder, as it was named.") { $0.file },
      .text("format", "Its format.") { $0.format },
      .texts("kinds", "The kinds in it.") { $0.kinds.map(\.rawValue) },
      .count("records", "How many records were exported.") { $0.records },
      .optionalCount("written", "Of a folder: the files that were written.") { $0.files?.written },
      .optionalCount("unchanged", "Of a folder: the files that were right already.") { $0.files?.unchanged },
      .optionalCount("removed", "Of a folder: the files of earlier exports that were removed.") {
        $0.files?.removed
      },
    ])

  func said(isDryRun: Bool) -> [String] {
    let what =
      kinds.count == 1
      ? kinds.map { $0.counted(records) }.joined() : "\(records) \(records == 1 ? "record" : "records")"
    guard let files else { return ["\(what) \(isDryRun ? "would go" : "went") to \(file)"] }
    let parts = [
      (files.written, isDryRun ? "would be written" : "written"), (files.unchanged, "unchanged"),
      (files.removed, isDryRun ? "would be removed" : "removed"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return ["\(what) in \(file): \(parts.isEmpty ? "nothing to do" : parts.joined(separator: ", "))"]
  }
}
