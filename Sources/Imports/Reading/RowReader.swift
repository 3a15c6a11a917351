import Archive
package import Diagnostics

/// How a person says that a file is to be read; each format takes what concerns it.
package struct ReadingOptions: Sendable {
  package var encoding: TextEncoding?
  package var separator: UInt8?
  /// The name of a sheet, or its number from 1.
  package var sheet: String?

  package init(encoding: TextEncoding? = nil, separator: UInt8? = nil, sheet: String? = nil) {
    self.encoding = encoding
    self.separator = separator
    self.sheet = sheet
  }

  /// The text as UTF-8: in the encoding that was said, else in that of its mark.
  func text(of bytes: [UInt8]) throws(Diagnostic) -> [UInt8] {
    guard let encoding else { return TextEncoding.withoutMark(bytes) }
    return try encoding.utf8(bytes[encoding.mark(of: bytes)...])
  }
}

/// Reads files of some formats as rows.
package protocol RowReader {
  /// How the names of such files end, in lower case.
  static var formats: [String] { get }
  /// Whether a file that is named so must be one of its own: else others may read it.
  static var demandsItsForm: Bool { get }
  /// Whether the bytes may be in one of its formats.
  static func sniff(_ bytes: [UInt8]) -> Bool
  /// The rows of a whole file; throws `invalid_data` where it cannot be understood.
  static func read(_ bytes: [UInt8], _ options: ReadingOptions) throws(Diagnostic) -> RowSource
}

extension RowReader {
  package static var demandsItsForm: Bool { false }
}

/// Decides in which format a file is.
package enum RowReaders {
  /// Any text may be delimited text, so that it comes last.
  static let all: [any RowReader.Type] = [
    Workbooks.self, OldWorkbooks.self, VCards.self, JSONRecords.self, HTMLTables.self, CSVText.self,
  ]

  /// The rows of a file, by the reader of its name or else of its bytes.
  ///
  /// Throws `invalid_data` with the file's name for a format that is not read.
  package static func read(
    _ bytes: [UInt8], named file: String, _ options: ReadingOptions
  ) throws(Diagnostic) -> RowSource {
    let fitting = all.filter { $0.sniff(bytes) }
    let ending = file.split(separator: ".").last?.lowercased() ?? ""
    do throws(Diagnostic) {
      let named = all.first { $0.formats.contains(ending) }
      if let named, named.demandsItsForm, !fitting.contains(where: { $0 == named }) {
        throw ForeignFormat.refusal(of: bytes)
          ?? Diagnostic(.invalidData, "the file is named .\(ending) and does not begin as such a file does")
      }
      guard let reader = fitting.first(where: { $0.formats.contains(ending) }) ?? fitting.first else {
        throw ForeignFormat.refusal(of: bytes)
          ?? Diagnostic(.invalidData, "the file is in no format that is read")
      }
      return try reader.read(bytes, options)
    } catch {
      var located = error
      located.location = error.location ?? SourceLocation(file: file)
      throw located
    }
  }
}

/// Formats that no reader takes, known by their first bytes.
enum ForeignFormat {
  /// What to say of a file in such a format; nil for any other.
  static func refusal(of bytes: [UInt8]) -> Diagnostic? {
    if ZipReader.sniff(bytes) { return Diagnostic(.invalidData, "the file is a zip archive, not a table") }
    if bytes.starts(with: CompoundFile.signature) {
      return Diagnostic(.invalidData, "the file is an old Office document, not a table")
    }
    if bytes.starts(with: [0x25, 0x50, 0x44, 0x46]) { return Diagnostic(.invalidData, "the file is a PDF") }
    let head = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
    if head.hasPrefix("begin:vcalendar") {
      return Diagnostic(.invalidData, "the file is a calendar (iCalendar), not a table")
    }
    if head.contains("<workbook"), head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
      return Diagnostic(
        .invalidData, "the file is a workbook in the XML of Excel 2003, which is not read",
        hints: ["open it in a spreadsheet and save it as .xlsx"])
    }
    if head.hasPrefix("mime-version:"), head.contains("multipart/related") {
      return Diagnostic(
        .invalidData, "the file is a web archive of Excel (MHTML), which is not read",
        hints: ["open it in a spreadsheet and save it as .xlsx"])
    }
    return nil
  }
}
