package import Records
import Text

/// The formats of files that other programs read.
package enum ExportFormat: String, Sendable, CaseIterable {
  case csv, tsv, json, jsonl, md, sql, vcf, ics, taskwarrior

  /// The format that a file's name asks for by its ending.
  package init?(file name: String) {
    guard let ending = Path.name(of: name).lowercased().split(separator: ".").dropFirst().last else {
      return nil
    }
    switch ending {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonl
    case "md", "markdown": self = .md
    case "sql": self = .sql
    case "vcf", "vcard": self = .vcf
    case "ics", "ical": self = .ics
    default: return nil
    }
  }

  /// Whether it is text, which a terminal can show.
  package var isText: Bool { true }

  /// The kinds that have a place in it.
  package var kinds: [Kind] {
    switch self {
    case .csv, .tsv, .json, .jsonl, .md, .sql: Kind.allCases
    case .vcf: [.contact, .company]
    case .ics: [.task, .activity]
    case .taskwarrior: [.task]
    }
  }

  /// Whether one file holds several kinds.
  package var holdsSeveralKinds: Bool {
    switch self {
    case .csv, .tsv, .taskwarrior: false
    case .json, .jsonl, .md, .sql, .vcf, .ics: true
    }
  }
}
