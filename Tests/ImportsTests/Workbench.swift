import Dates
import Diagnostics
import Records
import Rules

@testable import Imports

/// A repository in memory into which files are imported, one after another.
struct Workbench {
  var snapshot: Snapshot
  var seed: UInt64 = 1
  static let now = Instant(rfc3339: "2026-11-23T10:00:00Z") ?? Instant(seconds: 0)

  init(
    owners: [Owner] = [], pipeline: String = DefaultPipeline.text, fields: [CustomField] = [],
    country: String = "RU"
  ) {
    let config = Config(country: country, currency: "RUB", owners: owners, customFields: fields)
    snapshot = Snapshot(
      config: config, schema: config.schema, source: LoadedRecords([]),
      pipelineFiles: [SupportFile(path: DefaultPipeline.path, bytes: Array(pipeline.utf8))])
  }

  static let step = NextStep(title: "Call", due: Instant(rfc3339: "2026-11-24T09:00:00Z") ?? Workbench.now)

  func request(_ file: String) -> ImportRequest {
    ImportRequest(file: file, batch: "b\(seed)", now: Workbench.now, user: "anna", mint: IDMint(seed: seed))
  }

  func plan(
    _ text: String, file: String = "file.csv", presets: [Preset] = Presets.all,
    _ edit: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportPlan {
    try plan(bytes: Array(text.utf8), file: file, presets: presets, edit)
  }

  func plan(
    bytes: [UInt8], file: String = "file.csv", presets: [Preset] = Presets.all,
    _ edit: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportPlan {
    var request = request(file)
    edit(&request)
    return try ImportPlan.plan(
      RowSource(try CSVText(bytes: bytes)), request: request, snapshot: snapshot,
      pipelines: Pipelines.compile(snapshot), presets: presets)
  }

  /// Plans a file of any format, by its name.
  func plan(reading text: String, file: String, _ edit: (inout ImportRequest) -> Void = { _ in }) throws
    -> ImportPlan
  {
    try plan(reading: Array(text.utf8), file: file, edit)
  }

  func plan(reading bytes: [UInt8], file: String, _ edit: (inout ImportRequest) -> Void = { _ in }) throws
    -> ImportPlan
  {
    var request = request(file)
    edit(&request)
    return try ImportPlan.plan(
      try RowReaders.read(bytes, named: file, request.reading), request: request, snapshot: snapshot,
      pipelines: Pipelines.compile(snapshot))
  }

  /// Plans and lands the change.
  @discardableResult
  mutating func run(
    _ text: String, file: String = "file.csv", presets: [Preset] = Presets.all,
    _ edit: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportPlan {
    let plan = try plan(text, file: file, presets: presets, edit)
    land(plan.change)
    return plan
  }

  mutating func land(_ change: Change) {
    seed += 1
    let after = snapshot.applying(change)
    let records = Kind.allCases.flatMap { after.records($0) }
    snapshot = Snapshot(
      config: snapshot.config, schema: snapshot.schema, source: LoadedRecords(records),
      pipelineFiles: snapshot.pipelineFiles)
  }

  func only(_ kind: Kind) -> Record? {
    let records = snapshot.records(kind)
    return records.count == 1 ? records[0] : nil
  }

  func named(_ name: String, _ kind: Kind = .contact) -> Record? {
    snapshot.records(kind).first { $0.name == name }
  }
}

extension ImportPlan {
  /// `created updated unchanged skipped duplicate rejected`.
  var counts: [Int] { RowResult.allCases.map { report.count($0) } }
  var errors: [String] { report.outcomes.compactMap(\.error) }
}

extension Row {
  var texts: [String] { cells.map(\.text) }
}
