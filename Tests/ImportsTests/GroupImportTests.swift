import Diagnostics
import Records
import Testing

@testable import Imports

/// Deals that come as a row for each product.
@Suite struct GroupImportTests {
  private static let header =
    "ID;Название сделки;Стадия сделки;Сумма;Валюта;Товар;Цена;Количество;Дата создания;Ответственный\n"

  private func plan(_ rows: String, _ bench: Workbench = Workbench()) throws -> ImportPlan {
    try bench.plan(Self.header + rows) {
      $0.next = Workbench.step
      $0.user = "anna"
    }
  }

  private func deals(_ plan: ImportPlan) -> [Change.Creation] {
    plan.change.creations.filter { $0.kind == .deal }
  }

  @Test func rowsOfOneDealAreOneDeal() throws {
    let plan = try plan(
      "7;Кафе;proposal;200.00;RUB;Стул;100;2;01.11.2026;\n7;Кафе;proposal;50.50;RUB;Стол;50.50;1;01.11.2026;\n"
        + "8;Сад;proposal;10;RUB;Горшок;10;1;01.11.2026;\n7;Кафе;proposal;0;RUB;Доставка;0;1;01.11.2026;\n")
    #expect(plan.counts == [2, 0, 0, 0, 2, 0])
    #expect(plan.report.outcomes.map { $0.place.line } == [2, 3, 4, 5])
    #expect(plan.report.outcomes.map(\.result) == [.created, .duplicate, .created, .duplicate])
    #expect(plan.report.outcomes[1].error == "the same deal as line 2")
    let cafe = try #require(deals(plan).first { $0.values["title"]?.text == "Кафе" })
    #expect(cafe.values["amount"]?.plainText == "250.50")
    let extra = cafe.values["extra"]
    #expect(extra?["Товар"]?.plainText == "Стул; Стол; Доставка")
    #expect(extra?["Количество"]?.plainText == "2; 1; 1")
    #expect(extra?["Цена"]?.plainText == "100; 50.50; 0")
  }

  /// Beside products that are in no catalogue Bitrix24 repeats the whole sum.
  @Test(arguments: [
    ("300;RUB;A;100;2|300;RUB;B;100;1", "300"), ("200;RUB;A;100;2|100;RUB;B;100;1", "300"),
    ("100;RUB;;;|200;RUB;;;", "300"), ("100;RUB;A;100;1|100;RUB;B;100;1", "200"),
    ("0.30;RUB;A;0.10;3|0.10;RUB;B;0.10;1", "0.40"), ("33.33;RUB;A;11.11;3|;RUB;B;;", "33.33"),
    ("350;RUB;A;100;2|100;RUB;B;100;1", "350"),
  ])
  func amountsAreAddedUp(_ rows: String, _ amount: String) throws {
    let text = rows.split(separator: "|").map { "7;Кафе;proposal;\($0);01.11.2026;\n" }.joined()
    let deal = try #require(deals(try plan(text)).first)
    #expect(deal.values["amount"]?.plainText == amount)
  }

  @Test func aRejectedGroupRejectsAllItsRows() throws {
    let plan = try plan(
      "7;Кафе;Нигде;200;RUB;Стул;100;2;01.11.2026;\n7;Кафе;Нигде;50;RUB;Стол;50;1;01.11.2026;\n"
        + "8;Сад;proposal;10;RUB;Горшок;10;1;01.11.2026;\n")
    #expect(plan.counts == [1, 0, 0, 0, 0, 2])
    let rejects = String(decoding: try #require(plan.rejects), as: UTF8.self)
    #expect(rejects.split(separator: "\n").count == 3)
    #expect(rejects.contains("Стул") && rejects.contains("Стол") && !rejects.contains("Горшок"))
  }

  @Test func knownProductsBecomeItems() throws {
    var bench = Workbench()
    try bench.run("Name,SKU,Price,Unit\nСтул,A-1,100,шт\nСтол,A-2,50,шт\n") { $0.kind = .product }
    let text =
      "7;Кафе;proposal;200;RUB;Стул;100;2;01.11.2026;\n7;Кафе;proposal;50;RUB;стол;50;1;01.11.2026;\n"
    let first = try plan(text, bench)
    let items = try #require(deals(first).first?.values["items"]?.list)
    #expect(items.map { $0["quantity"]?.plainText } == ["2", "1"])
    #expect(
      items.map { $0["product"]?.reference?.id } == [
        bench.named("Стул", .product)?.id, bench.named("Стол", .product)?.id,
      ])
    #expect(deals(first).first?.values["extra"] == nil)
    bench.land(first.change)
    #expect(try plan(text, bench).change.isEmpty)
    // More of one is a change of that line, no further line.
    let more = text.split(separator: "200;RUB;Стул;100;2").joined(separator: "300;RUB;Стул;100;3")
    let second = try plan(more, bench)
    #expect(second.counts == [0, 1, 0, 0, 1, 0])
    bench.land(second.change)
    #expect(bench.only(.deal)?["items"]?.list?.map { $0["quantity"]?.plainText } == ["3", "1"])
    #expect(bench.only(.deal)?["amount"]?.plainText == "350")
  }

  @Test func whatRowsSayOtherwiseIsKept() throws {
    let plan = try plan(
      "7;Кафе;proposal;200;RUB;Стул;100;2;01.11.2026;\n7;Кафе у моря;proposal;50;RUB;Стол;50;1;01.11.2026;\n")
    let deal = try #require(deals(plan).first)
    #expect(deal.values["title"]?.text == "Кафе")
    #expect(deal.values["extra"]?["Название сделки"]?.plainText == "Кафе у моря")
    #expect(plan.report.kept.contains { $0.reason.contains("an earlier row of the same deal") })
  }
}
