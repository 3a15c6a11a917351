package import JSON
package import Output
package import Records

/// How one row ended; the raw values must not change, because the JSON of reports carries them.
package enum RowResult: String, Sendable, CaseIterable {
  case created, updated, unchanged, skipped, duplicate, rejected
}

/// One source row and what became of it.
package struct RowOutcome: Sendable, Hashable {
  package let place: Place
  package var result: RowResult
  /// The record that it is about.
  package var ref: String?
  /// Why it was rejected or skipped, or what of a duplicate was left out.
  package var error: String?

  package init(_ place: Place, _ result: RowResult, ref: String? = nil, error: String? = nil) {
    self.place = place
    self.result = result
    self.ref = ref
    self.error = error
  }
}

/// How one column of the source was understood.
package struct ColumnUse: Sendable, Hashable {
  /// Its title, or `title#2` for the second of one title.
  package let column: String
  /// `column 3`.
  package let place: String
  /// The field, as `--map` takes it.
  package let field: String
  package let reason: ColumnReason
  /// False for a column without a single value.
  package let isFilled: Bool
}

/// Something that was guessed or mended, with its place where it has one.
package struct ImportWarning: Sendable, Hashable {
  /// `line 7`.
  package let place: String?
  package let column: String?
  package let message: String

  package init(_ message: String, place: String? = nil, column: String? = nil) {
    self.message = message
    self.place = place
    self.column = column
  }

  /// The warning as one line.
  package var text: String {
    let places = [place, column.map { "column \"\($0)\"" }].compactMap { $0 }
    return places.isEmpty ? message : places.joined(separator: ", ") + ": " + message
  }
}

/// A cell, or a part of it, that went to no field and was kept as it is.
package struct KeptCell: Sendable, Hashable {
  package let place: Place
  package let column: String
  package let value: String
  /// Why it is in no field.
  package let reason: String

  package init(place: Place, column: String, value: String, reason: String) {
    self.place = place
    self.column = column
    self.value = value
    self.reason = reason
  }

  /// `line 7: Phone: "ask Mary" is not a phone number; kept under extra`.
  package var message: String { "\(place.text): \(column): \(reason); kept under extra" }

  /// The same as a warning of the report.
  package var warning: ImportWarning {
    ImportWarning(reason + "; kept under extra", place: place.text, column: column)
  }
}

/// What an import does, row by row; the counts add up to the rows.
package struct ImportReport: Sendable {
  package var batch: String
  package var file: String
  package var kind: Kind
  package var preset: String
  package var outcomes: [RowOutcome] = []
  /// Where rejected rows are written; nil when there are none.
  package var rejectsPath: String?
  /// The columns that no field holds.
  package var unmapped: [String] = []
  package var warnings: [ImportWarning] = []
  package var columns: [ColumnUse] = []
  /// The name of the encoding; nil for rows that come from no text.
  package var encoding: String?
  /// Nothing but the bytes speaks for that encoding.
  package var isEncodingGuessed = false
  /// The byte between cells; nil for rows that come from no text.
  package var separator: UInt8?
  package var header: Place
  /// Cells that are in no field, or not whole, and were kept as they are.
  package var kept: [KeptCell] = []
  /// Records made beside those of the rows: companies, contacts, next steps.
  package var linked: [Kind: Int] = [:]

  /// The fields that the import changes of records that were there.
  package var changed: [Batch.Changed] = []

  /// What one row changes of a record that was there.
  package struct RowChange: Sendable {
    package let place: Place
    package let ref: String
    package let fields: [Batch.Changed]
  }

  /// The updates in the order of rows; what several rows change of one record is with the first.
  package var changes: [RowChange] {
    var fields = Dictionary(grouping: changed, by: \.id)
    if fields.isEmpty { return [] }
    return outcomes.compactMap { outcome in
      guard outcome.result == .updated, let ref = outcome.ref,
        let id = Reference.identifier(endingStem: ref) ?? RecordID(ref),
        let own = fields.removeValue(forKey: id)
      else { return nil }
      return RowChange(place: outcome.place, ref: ref, fields: own)
    }
  }

  package var rows: Int { outcomes.count }

  package func count(_ result: RowResult) -> Int {
    var count = 0
    for outcome in outcomes where outcome.result == result { count += 1 }
    return count
  }

  /// The keys and their order must not change, because scripts read them.
  package var json: JSONValue {
    var counts: [RowResult: Int] = [:]
    for outcome in outcomes { counts[outcome.result, default: 0] += 1 }
    let changes = Dictionary(changes.map { ($0.place, $0.fields) }, uniquingKeysWith: { first, _ in first })
    var members: [JSONMember] = [
      JSONMember("batch", .string(batch)), JSONMember("file", .string(file)),
      JSONMember("kind", .string(kind.rawValue)), JSONMember("preset", .string(preset)),
      JSONMember("rows", .integer(rows)),
    ]
    for result in RowResult.allCases {
      members.append(JSONMember(result.rawValue, .integer(counts[result] ?? 0)))
    }
    members.append(JSONMember("rejects", .optional(rejectsPath)))
    members.append(JSONMember("unmapped", .array(unmapped.map { .string($0) })))
    members.append(JSONMember("encoding", .optional(encoding)))
    members.append(JSONMember("columns", .array(columns.map(\.json))))
    members.append(JSONMember("warnings", .array((warnings + kept.map(\.warning)).map(\.json))))
    members.append(
      JSONMember(
        "outcomes",
        .array(
          outcomes.map { outcome in
            .object([
              JSONMember("line", outcome.place.line.map { JSONValue.integer($0) } ?? .null),
              JSONMember("place", .string(outcome.place.text)),
              JSONMember("outcome", .string(outcome.result.rawValue)),
              JSONMember("ref", .optional(outcome.ref)), JSONMember("error", .optional(outcome.error)),
              JSONMember("changes", .array((changes[outcome.place] ?? []).map(\.json))),
            ])
          })))
    return .object(members)
  }
}

extension ColumnUse {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("column", .string(column)), JSONMember("place", .string(place)),
      JSONMember("field", .string(field)), JSONMember("reason", .string(reason.rawValue)),
    ])
  }
}

extension Batch.Changed {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("field", .string(key)), JSONMember("old", .optional(before?.plainText)),
      JSONMember("new", .optional(after?.plainText)),
    ])
  }
}

extension ImportWarning {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("place", .optional(place)), JSONMember("column", .optional(column)),
      JSONMember("message", .string(message)),
    ])
  }
}
