import Diagnostics
import Records
import Rules
import Testing
import YAML

@testable import Imports

/// Nothing is planned that could not be read back, and one such row does not stop the others.
@Suite struct LimitTests {
  static let cells: [String] = [
    String(repeating: "x", count: 300_000), String(repeating: "ж", count: 140_000),
    String(repeating: "\u{1}", count: 270_000), String(repeating: "y", count: 1_100_000),
  ]

  @Test(arguments: cells) func aCellThatIsTooLargeForAText(_ cell: String) throws {
    let bench = Workbench()
    let plan = try bench.plan("Name,Notes\nAnna,ok\nBig Bob,\(cell)\nEve,ok\n", file: "contacts.csv")
    #expect(plan.counts == [2, 0, 0, 0, 0, 1])
    #expect(plan.errors[0].contains("contact \"Big Bob\" is too large for a record"))
    #expect(plan.errors[0].utf8.count < 400)
    #expect(plan.rejects?.count ?? 0 > cell.utf8.count)
    try everyRecordIsReadBack(plan, bench)
  }

  @Test func aListThatIsTooLong() throws {
    let tags = (0..<60_000).map { "t\($0)" }.joined(separator: ";")
    let plan = try Workbench().plan("Name,Tags\nAnna,a\nBob,\"\(tags)\"\n", file: "contacts.csv")
    #expect(plan.counts == [1, 0, 0, 0, 0, 1])
    #expect(plan.errors[0].contains("its tags"))
  }

  /// Notes grow row by row until no more fits.
  @Test func rowsThatAddToARecordUntilItIsFull() throws {
    let piece = String(repeating: "z", count: 100_000)
    let rows = (1...4).map { "Anna,a@x.example,\($0)\(piece)\n" }.joined()
    let bench = Workbench()
    let plan = try bench.plan("Name,Email,Notes\n" + rows, file: "contacts.csv")
    #expect(plan.report.count(.rejected) == 2)
    try everyRecordIsReadBack(plan, bench)
  }

  /// A linked record that would be too large takes its row along.
  @Test func aLinkedRecord() throws {
    let plan = try Workbench().plan(
      "Title,Stage,Contact,Position\nA,won,Ann,\(String(repeating: "p", count: 300_000))\nB,won,Bob,x\n")
    #expect(plan.counts == [1, 0, 0, 0, 0, 1])
    #expect(!plan.change.creations.contains { $0.values["name"] == .text("Ann") })
  }

  private func everyRecordIsReadBack(_ plan: ImportPlan, _ bench: Workbench) throws {
    let reader = RecordReader(config: bench.snapshot.config, schema: bench.snapshot.schema)
    for creation in plan.change.creations {
      let bytes = RecordWriter.file(of: creation, table: bench.snapshot.schema[creation.kind])
      let (record, problems) = reader.read(
        try Document(parsing: bytes, file: creation.path), kind: creation.kind, path: creation.path)
      #expect(problems.isEmpty)
      for (key, value) in creation.values { #expect(record?[key] == value) }
    }
  }
}
