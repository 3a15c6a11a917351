import Dates
import Diagnostics
import Records
import Rules
import Testing

@testable import Imports

/// Cells whose type the file says itself need no guess, and rows may come from elsewhere than lines.
@Suite struct SourceCellTests {
  private func read(_ cell: SourceCell, _ key: String, _ kind: Kind) throws -> CellReading {
    let config = Config(country: "RU", owners: [])
    return FieldCells(config: config, today: try #require(CivilDate("2026-11-24"))).reading(
      cell, field: try #require(config.schema[kind][key]), format: CellFormat())
  }

  @Test func declaredTypesAreTaken() throws {
    let number = try #require(Decimal("1.234"))
    let date = try #require(CivilDate("2026-03-04"))
    let instant = try #require(Instant(rfc3339: "2026-03-04T05:06:00Z"))
    #expect(try read(.number(number), "amount", .deal).value == .number(number))
    #expect(
      try read(.number(Decimal(79_161_234_567)), "phones", .contact).value == .list([.text("+79161234567")]))
    #expect(try read(.date(date), "expected_close", .deal).value == .date(date))
    #expect(try read(.date(date), "birthday", .contact).value == .date(date))
    #expect(try read(.instant(instant), "created", .contact).value?.instant == instant)
    #expect(try read(.list(["a, b", "c"]), "tags", .contact).value == .list([.text("a, b"), .text("c")]))
    #expect(
      try read(.list(["anna@x.example", "info@x.example"]), "emails", .contact).value
        == .list([.text("anna@x.example"), .text("info@x.example")]))
    #expect(try read(.number(Decimal(-1)), "amount", .deal).left == "\"-1\" is negative")
  }

  /// What would be open in a text, `1.234` and `03/04/2026`, is not where the file knows.
  @Test func rowsOfASheet() throws {
    let number = try #require(Decimal("1.234"))
    let date = try #require(CivilDate("2026-03-04"))
    let source = RowSource([
      Row(
        .cell(sheet: "Deals", row: 1), cells: ["Title", "Stage", "Amount", "Closing date"].map { .text($0) }),
      Row(
        .cell(sheet: "Deals", row: 2), cells: [.text("Roof"), .text("won"), .number(number), .date(date)]),
      Row(
        .cell(sheet: "Deals", row: 3),
        cells: [.text("Door"), .text("won"), .empty, .empty, .text("too many")]),
      Row(.cell(sheet: "Deals", row: 4), cells: [.text("Roof"), .text("won"), .number(number), .date(date)]),
    ])
    var bench = Workbench()
    var request = bench.request("deals.xlsx")
    request.kind = .deal
    let plan = try ImportPlan.plan(
      source, request: request, snapshot: bench.snapshot, pipelines: Pipelines.compile(bench.snapshot))
    #expect(plan.counts == [1, 0, 0, 0, 1, 1])
    #expect(plan.report.outcomes.map(\.place.text) == ["Deals!2", "Deals!3", "Deals!4"])
    #expect(plan.errors == ["the row has 5 cells, the header 4", "the same as Deals!2"])
    #expect(plan.report.encoding == nil && plan.report.separator == nil)
    #expect(
      String(decoding: plan.rejects ?? [], as: UTF8.self)
        == "Title,Stage,Amount,Closing date,error\nDoor,won,,,\"the row has 5 cells, the header 4\",too many\n"
    )
    bench.land(plan.change)
    #expect(bench.only(.deal)?["amount"]?.number == number)
  }

  @Test func placesAreListed() {
    #expect(Place.listed([.line(3)], limit: 5) == "line 3")
    #expect(Place.listed([.line(3), .line(5), .line(9)], limit: 2) == "lines 3, 5 and 1 more")
    #expect(Place.listed([.card(1), .card(4)], limit: 5) == "card 1, card 4")
    #expect(Place.pointer("/contacts/6").text == "/contacts/6")
  }

  /// The bytes decide where the name does not: a reader is asked only for what it knows.
  @Test func readersAreFoundByNameOrBytes() throws {
    for name in ["deals.csv", "deals.TSV", "deals", "-", "deals.xlsx"] {
      let source = try RowReaders.read(Array("a;b\n1;2\n".utf8), named: name, ReadingOptions())
      #expect(source.dialect?.separator == 0x3b)
      #expect(Array(source.rows()).map(\.texts) == [["a", "b"], ["1", "2"]])
    }
    // What is named .xls may be a book, or a page that a browser would show.
    let shared = Dictionary(RowReaders.all.flatMap { $0.formats }.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(shared.filter { $0.value > 1 }.keys.sorted() == ["xls"])
  }
}
