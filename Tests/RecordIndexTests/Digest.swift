import Diagnostics
import Records

/// Everything that a snapshot answers, as text; equal texts are equal answers.
func digest(_ snapshot: Snapshot, asking more: [RecordID] = []) -> [String] {
  var lines: [String] = []
  var ids: Set<RecordID> = Set(more)
  for kind in Kind.allCases {
    for record in snapshot.records(kind) {
      lines.append(describe(record))
      ids.insert(record.id)
      ids.formUnion(record.mentionedIDs)
      ids.formUnion(record.texts("aliases").compactMap { Reference.identifier(endingStem: $0) })
    }
  }
  for id in ids.sorted() {
    lines.append("\(id): " + (snapshot.record(id).map { "\($0.id) \($0.path)" } ?? "none"))
    lines.append(
      "→ \(id): " + snapshot.referrers(of: id).map { "\($0.id) \($0.path)" }.joined(separator: ", "))
  }
  var prefixes = ["", "a", "k7", "zzz", "i", "é", "123456789", "0"]
  prefixes += ids.sorted().prefix(5).map { String($0.description.prefix(3)) }
  prefixes += ids.sorted().suffix(2).map(\.description)
  for prefix in prefixes {
    for limit in [1, 3, 1000] {
      lines.append(
        "\(prefix)*\(limit): "
          + snapshot.source.identifiers(prefix: prefix, limit: limit).map(\.description).joined(
            separator: " "))
    }
  }
  lines += snapshot.problems.map { "\($0)" }
  lines += snapshot.pipelineFiles.map(\.path)
  return lines.map(spelledOut)
}

/// The text with every letter beyond ASCII by number: as texts é and é are equal, and as bytes they are not.
private func spelledOut(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
  return text.unicodeScalars.map { $0.isASCII ? String($0) : "\\u{\(String($0.value, radix: 16))}" }.joined()
}

func describe(_ record: Record) -> String {
  var text = "\(record.kind) \(record.id) \(record.path) \(record.name) \(record.ref)"
  for field in record.table.fields {
    if let value = record[field] { text += "\n  \(field.key): \(value)" }
  }
  for entry in record.undeclared { text += "\n  ? \(entry.key): \(entry.value)" }
  return text
}
