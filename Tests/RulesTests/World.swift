// swift-format-ignore-file: NeverForceUnwrap

import Dates
import Diagnostics
import Records

@testable import Rules

/// A small repository in memory.
struct World {
  /// A firm that measures and mounts.
  static let rich = """
    name: Sales
    currency: RUB
    stages:
    - id: first-contact
      name: Первичный контакт
      probability: 10
      on_enter:
        next: {title: "Call {{contact.name}}", type: call, within: 10m}
    - id: visit
      probability: 30
      require: [contact.phone, address]
      on_enter:
        tasks:
        - {title: "Measure at {{address}}", owner: fitter, within: 2d}
    - id: proposal
      probability: 50
      require: ["amount > 0", contact.email]
      rots_after: 7d
    - id: invoice
      probability: 80
    - id: won
      outcome: won
    - id: lost
      outcome: lost
      require: [lost_reason]
    - id: archive
      outcome: archived
    transitions:
      first-contact: [visit, proposal, lost, archive]
    lost_reasons: [price, competitor, no-budget, no-answer, other]
    """

  /// A Thursday, ten in the morning.
  static let now = Instant(rfc3339: "2026-11-26T10:00:00Z")!
  static let nextWeek = Instant(rfc3339: "2026-12-03T12:00:00Z")!

  static func id(_ text: String) -> RecordID { RecordID(text)! }

  static func record(_ kind: Kind, _ id: String, _ values: [String: Value], schema: Schema = .plain) -> Record
  {
    let table = schema[kind]
    var slots: [Value?] = Array(repeating: nil, count: table.fields.count)
    slots[0] = .text(id)
    for (key, value) in values { slots[table.slot(of: key)!] = value }
    return Record(
      id: RecordID(id)!, table: table, path: "\(kind.folder)/x-\(id).yaml",
      storage: LoadedFields(values: slots))
  }

  static func reference(_ id: String) -> Value { .reference(Reference("x-\(id)")!) }

  static func history(_ stages: String...) -> Value {
    .list(
      stages.map {
        .map([MapEntry("at", .instant(now.adding(seconds: -86_400))), MapEntry("stage", .text($0))])
      })
  }

  static let annaRecord = record(
    .contact, "anna0001", ["name": .text("Anna Ivanova"), "emails": .list([.text("anna@acme.example")])])
  static let bobRecord = record(.contact, "bbbb0002", ["name": .text("Bob Stone")])
  static let acmeRecord = record(.company, "acme0003", ["name": .text("Acme LLC")])
  static let dealRecord = record(
    .deal, "dea00004",
    [
      "title": .text("Website for Acme"), "pipeline": .text("sales"), "stage": .text("first-contact"),
      "contact": reference("anna0001"), "company": reference("acme0003"), "next_step": reference("tasc0005"),
      "history": history("first-contact"),
    ])
  static let stepRecord = record(
    .task, "tasc0005",
    [
      "title": .text("Call Anna"), "status": .text("open"), "due": .instant(nextWeek),
      "deal": reference("dea00004"),
      "contact": reference("anna0001"),
    ])
  static let otherTask = record(
    .task, "tasc0006",
    ["title": .text("Send brochure"), "due": .instant(nextWeek), "deal": reference("dea00004")])
  static let leadRecord = record(
    .lead, "eead0007",
    [
      "title": .text("Wants a shop"), "name": .text("A. Ivanova"), "company_name": .text("ACME"),
      "emails": .list([.text("Anna@acme.example")]), "phones": .list([.text("+79161234567")]),
      "amount": .number(Decimal(500)), "status": .text("new"),
    ])

  static let records = [annaRecord, bobRecord, acmeRecord, dealRecord, stepRecord, otherTask, leadRecord]

  static func snapshot(
    _ records: [Record] = World.records, pipeline: String = World.rich, config: Config = Config()
  ) -> Snapshot {
    Snapshot(
      config: config, schema: .plain, source: LoadedRecords(records),
      pipelineFiles: [SupportFile(path: "pipelines/sales.yaml", bytes: Array(pipeline.utf8))])
  }

  static func desk(
    _ records: [Record] = World.records, pipeline: String = World.rich, config: Config = Config(),
    user: String = "gleb"
  ) -> ChangePlanner {
    let snapshot = snapshot(records, pipeline: pipeline, config: config)
    return ChangePlanner(
      snapshot: snapshot, pipelines: Pipelines.compile(snapshot), now: now, user: user, mint: IDMint(seed: 1))
  }

  static let deal = id("dea00004")
  static let step = id("tasc0005")
  static let plainTask = id("tasc0006")
  static let contact = id("anna0001")
  static let lead = id("eead0007")
  static let next = NextStep(title: "Send the offer", due: nextWeek)
}

extension ChangePlanner {
  /// Breaches in what the desk leaves behind.
  var breaches: [String] {
    Invariants.check(snapshot, pipelines: pipelines, now: now).map(\.diagnostic.message)
  }
}

/// The diagnostic that a call throws, nil if it passes.
func refusal(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch {
    return error as? Diagnostic
  }
}
