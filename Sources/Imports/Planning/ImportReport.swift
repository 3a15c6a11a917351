import JSON
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
  /// Its first cell that is not empty, where it has one.
  package let sample: String?
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
    ImportWarning(reason + "; kept under extra", place: place.text(under: column), column: column)
  }
}

/// What an import does, row by row; the counts add up to the rows.
package struct ImportReport: Sendable {
  /// The name that takes the import back; nil where nothing was written.
  package var batch: String?
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

  /// Each row with what it changes.
  package var results: [RowReport] {
    let changes = Dictionary(changes.map { ($0.place, $0.fields) }, uniquingKeysWith: { first, _ in first })
    return outcomes.map { RowReport(outcome: $0, changes: changes[$0.place] ?? []) }
  }

  /// Scripts read the keys.
  package static let schema = ObjectSchema<ImportReport>(
    "import", "What an import does, row by row; the counts add up to the rows.",
    [
      .optionalText("batch", "The name that takes it back; null where nothing was written.") { $0.batch },
      .text("file", "The file as it was named.") { $0.file },
      .choice("kind", "What the rows are.") { $0.kind },
      .text("preset", "How the columns were read.") { $0.preset },
      .count("rows", "How many rows there are.") { $0.rows },
    ]
      + RowResult.allCases.map { result in
        .count(result.rawValue, "How many of them are \(result.rawValue).") { $0.count(result) }
      } + [
        .optionalText("rejects", "Where the rejected rows are written.") { $0.rejectsPath },
        .texts("unmapped", "The columns that no field holds.") { $0.unmapped },
        .optionalText("encoding", "What the text is written in.") { $0.encoding },
        .objects("columns", "How each column was understood.", ColumnUse.schema) { $0.columns },
        .objects("warnings", "What was guessed or mended.", ImportWarning.schema) {
          $0.warnings + $0.kept.map(\.warning)
        },
        .objects("outcomes", "What became of each row.", RowReport.schema) { $0.results },
      ])
}

/// A row's outcome with the fields that it changes of a record that was there.
package struct RowReport: Sendable {
  package let outcome: RowOutcome
  package let changes: [Batch.Changed]

  package static let schema = ObjectSchema<RowReport>(
    "row", "What became of a row.",
    [
      Member(
        "line", .optional(.integer), "The line that it begins in, from 1; null where rows are in no lines.",
        column: Output.Column("line", kind: .number),
        cell: { row, _ in row.outcome.place.line.map { Cell.integer($0) } ?? .text(row.outcome.place.text) }
      ) { $0.outcome.place.line.map { .integer($0) } ?? .null },
      .text("place", "Where the row is, in words.") { $0.outcome.place.text }.inNoTable,
      .choice("outcome", "How it ended.") { $0.outcome.result },
      .optionalText("ref", "The record that it is about.") { $0.outcome.ref },
      .optionalText("error", "Why it was rejected or skipped, or what was left out.") { $0.outcome.error },
      .objects("changes", "What it changes of a record that was there.", Batch.Changed.schema) { $0.changes },
    ])
}

extension ColumnUse {
  fileprivate static let schema = ObjectSchema<ColumnUse>(
    "column", "How a column of the source was understood.",
    [
      .text("column", "Its title.") { $0.column }, .text("place", "Where it is, in words.") { $0.place },
      .text("field", "The field that it fills, as --map takes it.") { $0.field },
      .choice("reason", "Why it fills that field.") { $0.reason },
    ])
}

extension Batch.Changed {
  fileprivate static let schema = ObjectSchema<Batch.Changed>(
    "change", "A field that a row changes.",
    [
      .text("field", "The field's key.") { $0.key },
      .optionalText("old", "The value before, as text.") { $0.before?.plainText },
      .optionalText("new", "The value after, as text.") { $0.after?.plainText },
    ])
}

extension ImportWarning {
  fileprivate static let schema = ObjectSchema<ImportWarning>(
    "warning", "Something that was guessed or mended.",
    [
      .optionalText("place", "Where, in words.") { $0.place },
      .optionalText("column", "The column's title.") { $0.column },
      .text("message", "What it is.") { $0.message },
    ])
}
