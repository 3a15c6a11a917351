import Dates
import Diagnostics
import Foundation
import Records
import Rules
import Testing
import YAML

@testable import Imports

/// Whatever a file holds is found again in a record, under `extra`, or in the file of rejects.
@Suite struct NothingIsLostTests {
  /// More by `CRM_FILES=3000 swift test --filter NothingIsLost`.
  static let files = ProcessInfo.processInfo.environment["CRM_FILES"].flatMap { Int($0) } ?? 300

  /// Files with rows that contradict each other, or may mean several companies, which once ended otherwise at the second run.
  static let contradictory = [847, 1194, 1361, 1888, 2012, 2341, 2440, 2455, 2819, 2889, 3558, 4261, 5428]

  private func plan(
    _ source: GeneratedSource, _ bench: Workbench, _ edit: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportPlan {
    var request = bench.request("file.csv")
    request.kind = source.kind
    request.next = Workbench.step
    request.dateOrder = .dayFirst
    request.decimals = .point
    edit(&request)
    return try ImportPlan.plan(
      RowSource(try CSVText(bytes: source.bytes, encoding: source.encoding)), request: request,
      snapshot: bench.snapshot, pipelines: Pipelines.compile(bench.snapshot))
  }

  /// All that the repository and the rejects hold, as text.
  private func found(_ bench: Workbench, _ plan: ImportPlan, _ source: GeneratedSource) throws -> [String] {
    var texts: [String] = []
    func add(_ value: Value) {
      switch value {
      case .list(let values): values.forEach(add)
      case .map(let entries): for entry in entries { add(entry.value) }
      default: texts.append(value.plainText)
      }
    }
    for kind in Kind.allCases {
      for record in bench.snapshot.records(kind) {
        for field in record.table.fields { if let value = record[field] { add(value) } }
      }
    }
    if let rejects = plan.rejects {
      for row in RowSource(try CSVText(bytes: rejects, encoding: source.encoding)).rows() {
        texts += row.cells.map(\.text)
      }
    }
    return texts
  }

  private func lost(_ source: GeneratedSource, in texts: [String]) -> [GeneratedSource.Cell] {
    source.cells.filter { cell in
      if cell.spellings.contains(where: { spelling in texts.contains { $0.contains(spelling) } }) {
        return false
      }
      // What is on several lines may be several values.
      guard cell.text.contains(where: \.isNewline) else { return true }
      return !cell.text.split(whereSeparator: \.isWhitespace).allSatisfy { word in
        texts.contains { $0.contains(word) }
      }
    }
  }

  /// Every record is read back from its file as it was planned.
  private func unreadable(_ plan: ImportPlan, _ bench: Workbench) -> [String] {
    let reader = RecordReader(config: bench.snapshot.config, schema: bench.snapshot.schema)
    return plan.change.creations.compactMap { creation in
      let bytes = RecordWriter.file(of: creation, table: bench.snapshot.schema[creation.kind])
      guard let document = try? Document(parsing: bytes, file: creation.path) else { return creation.path }
      let (record, problems) = reader.read(document, kind: creation.kind, path: creation.path)
      let isWhole = problems.isEmpty && creation.values.allSatisfy { record?[$0.key] == $0.value }
      return isWhole ? nil : creation.path
    }
  }

  @Test func everyValueIsFoundAgain() throws {
    var (cells, refused, rejected) = (0, 0, 0)
    for seed in Array(1...Self.files) + Self.contradictory {
      // A repository that knows the firms already, and one that knows nobody.
      var bench = Workbench(country: "DE")
      if seed % 2 == 0 {
        let firms = "Company,Phone,ИНН\nAcme,+49 30 7777777,7700\nInitech,,\n"
        bench.land(try bench.plan(firms) { $0.kind = .company }.change)
      }
      var maker = SourceMaker(seed: seed)
      let source = maker.source()
      let plan: ImportPlan
      do {
        plan = try self.plan(source, bench)
      } catch is Diagnostic {
        refused += 1
        continue
      }
      #expect(plan.counts.reduce(0, +) == plan.report.rows, "seed \(seed)")
      #expect(unreadable(plan, bench) == [], "seed \(seed)")
      bench.land(plan.change)
      cells += source.cells.count
      rejected += plan.report.count(.rejected)
      let lost = lost(source, in: try found(bench, plan, source))
      let told = lost.map { "\($0.column): \($0.text.prefix(60).debugDescription)" }.joined(separator: "; ")
      #expect(
        lost.isEmpty,
        "seed \(seed), \(source.kind), lost \(told)\n\(String(decoding: source.bytes.prefix(2000), as: UTF8.self))\n\(plan.report.outcomes)"
      )
      // The same file once more changes nothing.
      let again = try self.plan(source, bench)
      #expect(
        again.change.isEmpty, "seed \(seed): \(again.change.updates) \(again.change.creations.map(\.path))")
    }
    // A file that is refused as a whole loses nothing; were it most of them, nothing would be tested.
    #expect(refused * 20 <= Self.files)
    print("\(Self.files) files, \(cells) cells, \(rejected) rows rejected, \(refused) files refused")
  }

  /// The search itself finds what is dropped: a column that a person throws away is missed.
  @Test func whatIsDroppedIsMissed() throws {
    var noticed = 0
    var dropped = 0
    for seed in 1...60 {
      var maker = SourceMaker(seed: seed)
      let source = maker.source()
      var random = Stream(seed: UInt64(seed))
      let column = random.element(source.titles)
      guard source.cells.contains(where: { $0.column == column && !$0.text.isEmpty }) else { continue }
      var bench = Workbench(country: "DE")
      guard let plan = try? self.plan(source, bench, { $0.columns = [.init(column, "-")] }) else { continue }
      bench.land(plan.change)
      dropped += 1
      if lost(source, in: try found(bench, plan, source)).contains(where: { $0.column == column }) {
        noticed += 1
      }
    }
    // Names of firms and stages are told by other rows, and a row that is rejected still has the column.
    #expect(dropped > 40)
    #expect(noticed * 10 >= dropped * 6, "\(noticed) of \(dropped)")
  }
}
