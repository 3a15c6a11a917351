// swift-format-ignore-file: NeverForceUnwrap
// A test that cannot make its own data has failed anyway.

import Dates
import Records

@testable import Facts

/// A moment, and records with little more than an address or a phone.
enum Client {
  static let winter = Instant(rfc3339: "2026-12-01T12:00:00Z")!
  static let summer = Instant(rfc3339: "2026-07-01T12:00:00Z")!

  static func make(_ kind: Kind = .contact, _ id: String = "ca000001", _ fields: [String: String]) -> Record {
    let table = Schema(customFields: [])[kind]
    var values: [Value?] = Array(repeating: nil, count: table.fields.count)
    for (key, text) in fields {
      let field = table[key]!
      switch field.type {
      case .list: values[field.slot] = .list(text.split(separator: ",").map { .text(String($0)) })
      case .reference: values[field.slot] = .reference(Reference(text)!)
      default: values[field.slot] = .text(text)
      }
    }
    return Record(
      id: RecordID(id)!, table: table, path: "\(kind.folder)/\(id).yaml",
      storage: LoadedFields(values: values))
  }

  static func snapshot(_ records: [Record], country: String = "DE") -> Snapshot {
    let config = Config(country: country)
    return Snapshot(config: config, schema: config.schema, source: LoadedRecords(records))
  }

  /// The clock of a contact with these fields.
  static func clock(
    _ fields: [String: String], country: String = "DE", at moment: Instant = winter
  ) -> ClientClock? {
    let record = make(.contact, "ca000001", fields)
    return ClientClock(of: record, in: snapshot([record], country: country), at: moment)
  }
}
