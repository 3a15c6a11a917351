import Dates
import Diagnostics
import Facts
import Output
import Records
import Reports
import Testing
import YAML

/// A repository in memory: one pipeline, clocks three hours east of UTC, noon of Tuesday, 24 November 2026.
struct Fixture {
  static let zone = Zone(fixedOffset: 10_800)
  static let now = Fixture.instant("2026-11-24T12:00:00+03:00")

  static let stages = StageIndex([
    StageFacts(pipeline: "sales", id: "first-contact", name: "First contact", position: 0, probability: 10),
    StageFacts(pipeline: "sales", id: "meeting", position: 1, probability: 30, rotsAfter: 7 * 86_400),
    StageFacts(pipeline: "sales", id: "proposal", position: 2, probability: 50),
    StageFacts(pipeline: "sales", id: "invoice", position: 3, probability: 80, within: 2 * 86_400),
    StageFacts(pipeline: "sales", id: "won", position: 4, outcome: .won),
    StageFacts(pipeline: "sales", id: "lost", position: 5, outcome: .lost),
    StageFacts(pipeline: "sales", id: "archive", position: 6, outcome: .archived),
  ])

  var config = Config(timezone: "Etc/GMT-3", zone: Fixture.zone, currency: "RUB")
  var records: [Record] = []

  static func instant(_ text: String) -> Instant {
    guard let instant = Instant(rfc3339: text) else { preconditionFailure(text) }
    return instant
  }

  static func day(_ text: String) -> CivilDate {
    guard let day = CivilDate(text) else { preconditionFailure(text) }
    return day
  }

  mutating func add(_ kind: Kind, _ yaml: String) throws {
    let path = "\(kind.folder)/file.yaml"
    let document = try YAML.Document(parsing: Array(yaml.utf8), file: path)
    let (record, problems) = RecordReader(config: config, schema: config.schema).read(
      document, kind: kind, path: path)
    #expect(problems.isEmpty, "\(problems)")
    if let record { records.append(record) }
  }

  /// A deal of `sales` whose history is `stage day` pairs of November, each at 10:00; the last one is its stage.
  mutating func deal(_ id: String, _ history: [(String, String)], _ rest: String = "", stage: String? = nil)
    throws
  {
    var yaml = "id: \(id)\ntitle: Deal \(id)\npipeline: sales\nstage: \(stage ?? history.last?.0 ?? "")\n"
    if let first = history.first { yaml += "created: \(Fixture.date(first.1))\n" }
    if !history.isEmpty { yaml += "history:\n" }
    for (stage, day) in history { yaml += "- {at: \(Fixture.date(day)), stage: \(stage), by: gleb}\n" }
    try add(.deal, yaml + rest)
  }

  private static func date(_ day: String) -> String { "2026-\(day)T10:00:00+03:00" }

  var snapshot: Snapshot { Snapshot(config: config, schema: config.schema, source: LoadedRecords(records)) }

  func input(
    period: String? = nil, pipeline: String? = nil, by: String? = nil,
    filter: (@Sendable (Record) -> Bool)? = nil,
    asOf: String? = nil, mode: String? = nil, currency: String? = nil, rates: CurrencyRates = CurrencyRates(),
    costs: CampaignCosts = CampaignCosts(), plans: Plans = Plans()
  ) throws -> ReportInput {
    ReportInput(
      snapshot: snapshot, stages: Fixture.stages, now: Fixture.now,
      period: try Periods.parse(period: period, from: nil, to: nil, today: Fixture.day("2026-11-24")),
      pipeline: pipeline, by: by, filter: filter, asOf: asOf.map(Fixture.day), mode: mode, currency: currency,
      rates: rates, costs: costs, plans: plans)
  }
}

extension ReportResult {
  /// The rows as short text, columns by key, so that a table of expectations reads like the report.
  func lines(_ keys: String...) -> [String] { rows.map { shown($0, keys) } }
  func totalLines(_ keys: String...) -> [String] { totals.map { shown($0, keys) } }

  private func shown(_ row: [ReportValue], _ keys: [String]) -> String {
    keys.map { key in
      guard let place = columns.firstIndex(where: { $0.key == key }) else { return "NO COLUMN \(key)" }
      switch row[place] {
      case .missing: return "-"
      case .text(let text): return text
      case .count(let count): return String(count)
      case .number(let number): return number.description
      case .time(let instant): return instant.description
      case .day(let day, _): return day.description
      case .money(let sum): return sum.entries.map { "\($0.amount) \($0.currency)" }.joined(separator: "+")
      }
    }.joined(separator: " | ")
  }
}

/// What a call throws, as a diagnostic.
func failure(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch {
    return error as? Diagnostic
  }
}
