package import Records
import Text

/// The formats of files that other programs read.
package enum ExportFormat: String, Sendable, CaseIterable {
  case csv, tsv, xlsx, ods, json, jsonl, md, sql, vcf, ics, taskwarrior, zip

  /// The format that a file's name asks for by its ending.
  package init?(file name: String) {
    guard let ending = Path.name(of: name).lowercased().split(separator: ".").dropFirst().last else {
      return nil
    }
    switch ending {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "xlsx": self = .xlsx
    case "ods": self = .ods
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonl
    case "md", "markdown": self = .md
    case "sql": self = .sql
    case "vcf", "vcard": self = .vcf
    case "ics", "ical": self = .ics
    case "zip": self = .zip
    default: return nil
    }
  }

  /// Whether it is text, which a terminal can show.
  package var isText: Bool {
    switch self {
    case .xlsx, .ods, .zip: false
    case .csv, .tsv, .json, .jsonl, .md, .sql, .vcf, .ics, .taskwarrior: true
    }
  }

  /// The kinds that have a place in it.
  package var kinds: [Kind] {
    switch self {
    case .csv, .tsv, .xlsx, .ods, .json, .jsonl, .md, .sql, .zip: Kind.allCases
    case .vcf: [.contact, .company]
    case .ics: [.task, .activity]
    case .taskwarrior: [.task]
    }
  }

  /// Whether a record has a place in it: cancelled tasks come alive again in calendars.
  package func takes(_ record: Record) -> Bool { self != .ics || record.taskStatus != .cancelled }

  /// Whether one file holds several kinds.
  package var holdsSeveralKinds: Bool {
    switch self {
    case .csv, .tsv, .taskwarrior: false
    case .xlsx, .ods, .json, .jsonl, .md, .sql, .vcf, .ics, .zip: true
    }
  }
}
