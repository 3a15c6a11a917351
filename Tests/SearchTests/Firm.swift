// swift-format-ignore-file: NeverForceUnwrap
// A test that cannot make its own data has failed anyway.

import Dates
import Filters
import Records
import Rules

@testable import Search

/// Records and snapshots made in memory.
enum Firm {
  static let now = Instant(rfc3339: "2026-12-01T12:00:00+03:00")!

  static let pipeline = """
    name: Sales
    stages:
    - {id: first-contact, name: First contact}
    - {id: proposal, name: Proposal}
    - {id: invoice, name: Invoice}
    - {id: won, name: Won, outcome: won}
    - {id: lost, name: Lost, outcome: lost, require: [lost_reason]}
    - {id: archive, name: Archive, outcome: archived}
    actions:
    - id: no-answer
      name: Недозвон
      synonyms: [missed]
      log: {type: call, result: no-answer}
      retry: [5m, 1d]
      then: archive
    - id: invoice-sent
      name: Счёт выставлен
      stage: invoice
      ask: [due]
      next: {title: "Check payment", type: call}
    - id: paid
      name: Paid
      stage: won
    - id: refused
      name: Refused
      stage: lost
    """

  static func record(_ kind: Kind, _ id: String, _ values: [String: Value]) -> Record {
    let table = Schema.plain[kind]
    var slots: [Value?] = Array(repeating: nil, count: table.fields.count)
    slots[0] = .text(id)
    for (key, value) in values { slots[table.slot(of: key)!] = value }
    return Record(
      id: RecordID(id)!, table: table, path: "\(kind.folder)/x-\(id).yaml",
      storage: LoadedFields(values: slots))
  }

  static func texts(_ list: String...) -> Value { .list(list.map { .text($0) }) }
  static func link(_ id: String) -> Value { .reference(Reference("x-" + id)!) }

  static func snapshot(_ records: [Record], country: String = "RU") -> Snapshot {
    let config = Config(country: country)
    return Snapshot(
      config: config, schema: config.schema, source: LoadedRecords(records),
      pipelineFiles: [SupportFile(path: "pipelines/sales.yaml", bytes: Array(pipeline.utf8))])
  }

  static func search(
    _ records: [Record], synonyms: Synonyms = .none, country: String = "RU"
  ) -> RecordSearch {
    let snapshot = snapshot(records, country: country)
    return RecordSearch(
      corpus: SearchCorpus(snapshot), snapshot: snapshot, stages: Pipelines.compile(snapshot).stages,
      synonyms: synonyms, now: now)
  }

  static func contact(_ id: String, _ name: String, _ more: [String: Value] = [:]) -> Record {
    record(.contact, id, more.merging(["name": .text(name)]) { first, _ in first })
  }

  static func company(_ id: String, _ name: String, _ more: [String: Value] = [:]) -> Record {
    record(.company, id, more.merging(["name": .text(name)]) { first, _ in first })
  }

  static func deal(_ id: String, _ title: String, _ stage: String, _ more: [String: Value] = [:]) -> Record {
    record(
      .deal, id,
      more.merging(["title": .text(title), "pipeline": .text("sales"), "stage": .text(stage)]) { first, _ in
        first
      })
  }
}

extension RecordSearch {
  /// The identifiers found, best first.
  func ids(_ text: String, kinds: [Kind] = Kind.allCases, limit: Int = 20) -> [String] {
    hits(text, kinds: kinds, limit: limit).map(\.record.id.description)
  }
}
