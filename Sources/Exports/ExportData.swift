package import Dates
import Output
package import Records

/// The records of one kind that go out.
package struct ExportPart: Sendable {
  package let kind: Kind
  package let records: [Record]
  /// Whether these are all that there are of the kind.
  package let isWhole: Bool

  package init(_ kind: Kind, _ records: [Record], isWhole: Bool) {
    self.kind = kind
    self.records = records
    self.isWhole = isWhole
  }
}

/// All that goes out in one file.
package struct ExportData: Sendable {
  package let snapshot: Snapshot
  package let parts: [ExportPart]
  package let now: Instant

  package init(_ snapshot: Snapshot, _ parts: [ExportPart], now: Instant) {
    self.snapshot = snapshot
    self.parts = parts
    self.now = now
  }

  var zone: Zone { snapshot.config.zone }
}

/// What a format leaves to the one who exports.
package struct ExportOptions: Sendable {
  package enum VCardVersion: String, Sendable, CaseIterable {
    case four = "4.0"
    case three = "3.0"
  }

  package var vCard = VCardVersion.four
  /// Whether SQL brings a copy up to date that is there already.
  package var updatesCopy = false

  package init() {}
}

/// Bytes on their way out; they are handed on in large pieces that end with a whole character.
package struct ExportOutput {
  private static let pieceSize = 1 << 16
  private var waiting: [UInt8] = []
  private let send: ([UInt8]) throws -> Void

  package init(_ send: @escaping ([UInt8]) throws -> Void) { self.send = send }

  mutating func write(_ text: String) throws {
    waiting.append(contentsOf: text.utf8)
    if waiting.count >= ExportOutput.pieceSize { try flush() }
  }

  mutating func write(_ bytes: [UInt8]) throws {
    try flush()
    try send(bytes)
  }

  package mutating func flush() throws {
    guard !waiting.isEmpty else { return }
    try send(waiting)
    waiting.removeAll(keepingCapacity: true)
  }
}

extension ExportData {
  /// Writes the whole file; the same data give the same bytes.
  package func write(
    as format: ExportFormat, _ options: ExportOptions, to send: @escaping ([UInt8]) throws -> Void
  ) throws {
    var output = ExportOutput(send)
    switch format {
    case .csv: try DelimitedExport(self, .csv).write(to: &output)
    case .tsv: try DelimitedExport(self, .tsv).write(to: &output)
    case .xlsx: try WorkbookExport(self).write(to: &output)
    case .ods: try OpenDocumentExport(self).write(to: &output)
    case .zip: try ArchiveExport(self).write(to: &output)
    case .json: try JSONExport(self, isLines: false).write(to: &output)
    case .jsonl: try JSONExport(self, isLines: true).write(to: &output)
    case .md: try MarkdownExport(self).write(to: &output)
    case .sql: try SQLExport(self, updatesCopy: options.updatesCopy).write(to: &output)
    case .vcf: try VCardExport(self, options.vCard).write(to: &output)
    case .ics: try CalendarExport(self).write(to: &output)
    case .taskwarrior: try TaskwarriorExport(self).write(to: &output)
    }
    try output.flush()
  }
}
