import Dates
import Diagnostics
import Exports
import Imports
import Records
import Rules
import SeededRandomness
import Testing

/// What goes out comes back equal: into an empty repository, and as nothing new into the one that it came from.
@Suite struct RoundTripTests {
  /// Whatever a kind refers to comes before it.
  private static let order: [Kind] = [.company, .contact, .product, .deal, .lead, .task, .activity]

  private static func snapshot(_ records: [Record]) -> Snapshot {
    Snapshot(
      config: RandomOffice.config, schema: RandomOffice.config.schema, source: LoadedRecords(records),
      pipelineFiles: [SupportFile(path: DefaultPipeline.path, bytes: Array(DefaultPipeline.text.utf8))])
  }

  private static func bytes(_ kind: Kind, _ snapshot: Snapshot, _ format: ExportFormat) throws -> [UInt8] {
    final class Collected { var bytes: [UInt8] = [] }
    let all = Collected()
    let part = ExportPart(kind, snapshot.records(kind), isWhole: true)
    try ExportData(snapshot, [part], now: RandomOffice.now)
      .write(as: format, ExportOptions()) { all.bytes += $0 }
    return all.bytes
  }

  private static func plan(_ bytes: [UInt8], _ kind: Kind, _ format: ExportFormat, into snapshot: Snapshot)
    throws
    -> ImportPlan
  {
    let file = "\(kind.plural).\(format.rawValue)"
    let request = ImportRequest(
      file: file, batch: "b1", now: RandomOffice.now, user: "anna", mint: IDMint(seed: 99))
    return try ImportPlan.plan(
      try RowReaders.read(bytes, named: file, ReadingOptions()), request: request, snapshot: snapshot,
      pipelines: Pipelines.compile(snapshot))
  }

  private static func landed(_ change: Change, on snapshot: Snapshot) -> Snapshot {
    let after = snapshot.applying(change)
    return RoundTripTests.snapshot(Kind.allCases.flatMap { after.records($0) })
  }

  @Test(arguments: [ExportFormat.csv, .tsv, .xlsx, .ods, .json, .jsonl])
  func everythingComesBackEqual(_ format: ExportFormat) throws {
    for seed in UInt64(1)...20 {
      let office = RoundTripTests.snapshot(RandomOffice(seed: seed, allows: format.allows).records)
      var other = RoundTripTests.snapshot([])
      for kind in RoundTripTests.order where !office.records(kind).isEmpty {
        let bytes = try RoundTripTests.bytes(kind, office, format)
        let same = try RoundTripTests.plan(bytes, kind, format, into: office)
        #expect(same.report.count(.unchanged) == office.records(kind).count, "seed \(seed) \(kind)")
        #expect(same.change.isEmpty, "seed \(seed) \(kind): \(same.report.outcomes.compactMap(\.error))")
        let plan = try RoundTripTests.plan(bytes, kind, format, into: other)
        #expect(
          plan.report.count(.rejected) == 0,
          "seed \(seed) \(kind): \(plan.report.outcomes.compactMap(\.error))")
        other = RoundTripTests.landed(plan.change, on: other)
      }
      for kind in Kind.allCases {
        #expect(other.records(kind).map(\.id) == office.records(kind).map(\.id), "seed \(seed) \(kind)")
        for record in office.records(kind) {
          guard let back = other.record(record.id) else { continue }
          for field in record.table.fields where back[field] != record[field] {
            Issue.record(
              "seed \(seed) \(kind) \(record.id) \(field.key): \(String(describing: back[field])), not \(String(describing: record[field]))"
            )
          }
        }
      }
    }
  }

  @Test func whatIsNotThereIsAskedFor() throws {
    let text = "id,name,company\na1234567,Anna,acme-c1234567\n"
    let plan = try RoundTripTests.plan(Array(text.utf8), .contact, .csv, into: RoundTripTests.snapshot([]))
    #expect(plan.report.outcomes.first?.error?.contains("import the companies first") == true)
  }

  @Test func aNameLeadsToItsRecord() throws {
    let company = RandomOffice.record(
      .company, try #require(RecordID("c1234567")),
      ["name": .text("Acme, Partners"), "created": .instant(RandomOffice.now)])
    let text = "id,name,company\na1234567,Anna,\"Acme, Partners\"\n"
    let office = RoundTripTests.snapshot([company])
    let plan = try RoundTripTests.plan(Array(text.utf8), .contact, .csv, into: office)
    let anna = try #require(plan.change.creations.first)
    #expect(anna.id == RecordID("a1234567") && anna.values["company"]?.reference?.id == company.id)
  }

  @Test func anIdentifierOfSomethingElseIsNotTaken() throws {
    let company = RandomOffice.record(
      .company, try #require(RecordID("a1234567")),
      ["name": .text("Acme"), "created": .instant(RandomOffice.now)])
    let text = "id,name\na1234567,Anna\n"
    let plan = try RoundTripTests.plan(
      Array(text.utf8), .contact, .csv, into: RoundTripTests.snapshot([company]))
    let anna = try #require(plan.change.creations.first)
    #expect(anna.id != company.id && anna.values["external"]?["import"]?.text == "a1234567")
  }

  @Test func aForeignTableIsReadAsEver() throws {
    // Another program's identifiers are no identifiers of ours, and its lists are parted by commas.
    let text = "id,name,phones\n17,Anna,\"+491701234567, +491701234568\"\n"
    let plan = try RoundTripTests.plan(Array(text.utf8), .contact, .csv, into: RoundTripTests.snapshot([]))
    let anna = try #require(plan.change.creations.first)
    #expect(anna.values["phones"]?.list?.count == 2 && anna.values["external"]?["import"]?.text == "17")
  }
}

extension ExportFormat {
  /// Spreadsheets end lines in one way, and XML has no control characters.
  fileprivate func allows(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .xlsx: scalar != "\r"
    case .ods: scalar.value >= 0x20 || scalar == "\n" || scalar == "\t"
    default: true
    }
  }
}
