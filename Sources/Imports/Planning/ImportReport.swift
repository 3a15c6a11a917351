package import Output
package import Records

/// How one row ended; the raw values must not change, because the JSON of reports carries them.
package enum RowResult: String, Sendable, CaseIterable {
  case created, updated, unchanged, skipped, duplicate, rejected
}

/// One source row and what became of it.
package struct RowOutcome: Sendable, Hashable {
  package let line: Int
  package var result: RowResult
  /// The record that it is about.
  package var ref: String?
  /// Why it was rejected or skipped, or what of a duplicate was left out.
  package var error: String?

  package init(line: Int, result: RowResult, ref: String? = nil, error: String? = nil) {
    self.line = line
    self.result = result
    self.ref = ref
    self.error = error
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
  package var warnings: [String] = []
  /// Records made beside those of the rows: companies, contacts, next steps.
  package var linked: [Kind: Int] = [:]

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
    members.append(
      JSONMember(
        "outcomes",
        .array(
          outcomes.map { outcome in
            .object([
              JSONMember("line", .integer(outcome.line)),
              JSONMember("outcome", .string(outcome.result.rawValue)),
              JSONMember("ref", .optional(outcome.ref)), JSONMember("error", .optional(outcome.error)),
            ])
          })))
    return .object(members)
  }
}
