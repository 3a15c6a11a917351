import Dates
import Records
import SeededRandomness

@testable import Exports

/// Random records in memory, and what they become in a format.
struct Office {
  static let now = Instant(rfc3339: "2026-11-24T09:00:00Z") ?? Instant(seconds: 0)
  let snapshot: Snapshot

  init(_ records: [Record]) {
    let config = Config(country: "DE", currency: "EUR")
    snapshot = Snapshot(config: config, schema: .plain, source: LoadedRecords(records))
  }

  /// People with every kind of text in their fields.
  init(seed: UInt64, count: Int = 6) {
    var random = SeededRandom(seed: seed)
    var mint = IDMint(seed: seed)
    self.init(
      (0..<count).map { _ in
        var values: [String: Value] = ["name": .text("n" + random.text(maxLength: 12))]
        for key in ["first_name", "position", "address", "city", "notes"] where random.chance(60) {
          values[key] = .text("x" + random.text(maxLength: 30))
        }
        values["tags"] = .list((0..<random.number(1...3)).map { .text("t\($0)" + random.text(maxLength: 8)) })
        values["keep_in_touch"] = .number(Decimal(random.number(1...400)))
        values["birthday"] = .date(CivilDate(dayNumber: random.number(-30_000...20_000)))
        values["created"] = .instant(Instant(seconds: Int64(random.number(0...2_000_000_000))))
        return Office.record(.contact, mint.mint(), values)
      })
  }

  static func record(_ kind: Kind, _ id: RecordID, _ values: [String: Value]) -> Record {
    let table = Schema.plain[kind]
    let stored = table.fields.map { $0.key == "id" ? Value.text(id.description) : values[$0.key] }
    return Record(
      id: id, table: table, path: "\(kind.plural)/x-\(id).yaml", storage: LoadedFields(values: stored))
  }

  func bytes(
    _ format: ExportFormat, _ kinds: [Kind] = Kind.allCases, _ options: ExportOptions = ExportOptions()
  ) throws -> [UInt8] {
    let parts = kinds.map { ExportPart($0, snapshot.records($0), isWhole: true) }
    let all = Collected()
    try ExportData(snapshot, parts, now: Office.now).write(as: format, options) { all.bytes += $0 }
    return all.bytes
  }

  func text(_ format: ExportFormat, _ kinds: [Kind], _ options: ExportOptions = ExportOptions()) throws
    -> String
  {
    String(decoding: try bytes(format, kinds, options), as: UTF8.self)
  }

  private final class Collected { var bytes: [UInt8] = [] }
}
