import Diagnostics
import Records
import Store

@testable import RecordIndex

/// Reads all that an index can be asked for, for tests that feed it bytes of any kind.
enum IndexExercise {
  /// Asks everything and throws the answers away.
  static func run(_ reader: IndexReader) {
    let records = IndexRecords(reader: reader)
    for kind in Kind.allCases {
      for record in records.records(kind) {
        _ = record.name
        _ = record.path
        _ = record.undeclared
        for field in record.table.fields { _ = record[field] }
        _ = records.record(record.id)
        _ = records.referrers(of: record.id)
        for id in record.mentionedIDs { _ = records.record(id) }
      }
    }
    _ = records.identifiers(prefix: "", limit: 1000)
    for file in 0..<min(reader.files.count, 1000) {
      let path = reader.text(ofPath: file)
      _ = reader.file(path: path)
    }
    for entry in reader.fileProblems() { _ = DiagnosticCoder.decode(entry.bytes) }
    let lookup = IndexLookup(records: records)
    for word in lookup.words(where: { _ in true }) {
      _ = lookup.records(word: word, isPrefix: true)
      _ = lookup.records(word: word, isPrefix: false)
      _ = lookup.records(keyPrefix: word)
    }
    for digits in ["7", "916", "79161234567"] { _ = lookup.records(phoneDigits: digits) }
    _ = lookup.dangling
    let isKept = (0..<reader.files.count).map { $0 % 3 != 0 }
    _ = IndexBuilder.build(
      IndexBuilder(schema: reader.schema, base: reader, isKept: isKept, segments: []), key: 0, probe: nil)
  }
}
