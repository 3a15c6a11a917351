import Facts
import Filters
import Records
import Testing

struct SortTests {
  @Test(arguments: [
    Case(.contact, "", "c1", "c3", "c2"), Case(.company, "", "k1", "k3", "k2"),
    Case(.deal, "", "d3", "d4", "d2", "d1", "d5"), Case(.task, "", "t4", "t2", "t3", "t1"),
    Case(.activity, "", "v3", "v1", "v2"), Case(.lead, "", "e2", "e1"), Case(.product, "", "p1", "p2"),
    Case(.deal, "sort:amount", "d4", "d5", "d2", "d3", "d1"),
    Case(.deal, "sort:-amount", "d1", "d3", "d2", "d5", "d4"),
    Case(.deal, "sort:stage,-amount", "d1", "d2", "d3", "d4", "d5"),
    Case(.deal, "sort:-stage", "d5", "d4", "d3", "d2", "d1"),
    Case(.deal, "sort:expected_close", "d2", "d1", "d3", "d4", "d5"),
    Case(.deal, "sort:-expected_close", "d1", "d2", "d3", "d4", "d5"),
    Case(.deal, "sort:company", "d1", "d3", "d2", "d4", "d5"),
    Case(.deal, "sort:company.country,-created", "d1", "d3", "d2", "d5", "d4"),
    Case(.deal, "sort:owner sort:-amount", "d2", "d1", "d3", "d5", "d4"),
    Case(.deal, "sort:next_step.due", "d2", "d1", "d3", "d4", "d5"),
    Case(.deal, "sort:-weighted limit:2", "d3", "d1"), Case(.deal, "sort:idle", "d5", "d1", "d2", "d4", "d3"),
    Case(.deal, "stage:won or sort:id stage:lost", "d3", "d4"), Case(.deal, "sort:-id limit:1", "d5"),
    Case(.product, "sort:active", "p2", "p1"), Case(.contact, "sort:email", "c1", "c3", "c2"),
    Case(.deal, "sort:external.amocrm,-id", "d1", "d5", "d4", "d3", "d2"), Case(.deal, "limit:2", "d3", "d4"),
    Case(.deal, "sort:\"owner, -amount\"", "d2", "d1", "d3", "d5", "d4"),
  ])
  func order(_ row: Case) throws { #expect(try Office.select(row.filter, row.kind) == row.found) }

  @Test func tellsTheUsualOrder() throws {
    let usual = try Filter.parse(["stage:won"], kind: .deal, context: Office.context())
    #expect(usual.usesDefaultSort)
    #expect(usual.sort.map(\.path.text) == ["created"])
    let chosen = try Filter.parse(["sort:-amount"], kind: .deal, context: Office.context())
    #expect(!chosen.usesDefaultSort)
    #expect(chosen.sort.map(\.isDescending) == [true])
  }
}

struct ViewTests {
  static let views = [
    "hot": "stage:proposal or stage:invoice sort:-amount limit:5", "mine": "owner:me", "both": "@hot @mine",
    "a": "@b", "b": "stage:won or @a", "self": "not @self", "bad": "stage:won\nand stagee:lost", "empty": "",
    "two": "@one or @one", "one": "@zero or @zero", "zero": "is:open",
  ]

  @Test(arguments: [
    Case(.deal, "@hot", "d1", "d2"), Case(.deal, "@hot owner:anna", "d2"), Case(.deal, "@both", "d1"),
    Case(.deal, "not @hot", "d3", "d4", "d5"), Case(.deal, "@hot sort:amount", "d2", "d1"),
    Case(.deal, "@hot limit:1", "d1"), Case(.deal, "@empty stage:won", "d3"),
    Case(.deal, "@two", "d2", "d1", "d5"),
    Case(.deal, "(@mine) or stage:lost", "d3", "d4", "d1"),
  ])
  func views(_ row: Case) throws {
    #expect(
      try Office.select(row.filter, row.kind, context: Office.context(views: ViewTests.views)) == row.found)
  }

  @Test func aNestedViewBringsNoOrder() throws {
    let filter = try Filter.parse(
      ["@hot or stage:won"], kind: .deal, context: Office.context(views: ViewTests.views))
    #expect(filter.usesDefaultSort)
    #expect(filter.limit == nil)
  }

  @Test func manyViewsOfViewsAreRefused() throws {
    var views = ["v0": "is:open"]
    for index in 1...15 { views["v\(index)"] = "@v\(index - 1) or @v\(index - 1)" }
    #expect(throws: (any Error).self) {
      try Filter.parse(["@v15"], kind: .deal, context: Office.context(views: views))
    }
  }
}

struct ConditionTests {
  static func holds(_ text: String, _ id: String) throws -> Bool {
    let record = Office.record(id)
    let condition = try Condition.parse(text, kind: record.kind, schema: Office.config().schema)
    return condition.evaluate(record, Office.context().evaluation)
  }

  @Test(arguments: [
    ("contact.phone", "da000001", true), ("contact.phone", "da000005", false), ("address", "da000001", false),
    ("amount > 0", "da000001", true), ("contact.email", "da000002", false),
    (" lost_reason ", "da000004", true),
    ("company.country:DE and amount>=100kRUB", "da000001", true), ("owner:me", "da000001", true),
    ("owner:me", "da000002", false), ("stage:prop", "da000001", true), ("weighted", "da000005", false),
  ])
  func conditions(_ text: String, _ id: String, _ expected: Bool) throws {
    #expect(try ConditionTests.holds(text, id) == expected)
  }

  @Test func namesItsFields() throws {
    let schema = Office.config().schema
    let condition = try Condition.parse(
      "amount>0 and (contact.phone:* or not address:)", kind: .deal, schema: schema)
    #expect(condition.paths.map(\.text) == ["amount", "contact.phone", "address"])
    #expect(condition.paths.map { $0.field?.key } == ["amount", "contact", "address"])
    #expect(!condition.isPresence)
    #expect(try Condition.parse("contact.phone", kind: .deal, schema: schema).isPresence)
    #expect(!condition.evaluate(Office.record("ta000001"), Office.context().evaluation))
  }

  @Test func isCompiledOnceForAnySnapshot() throws {
    let condition = try Condition.parse("contact.city:berlin", kind: .deal, schema: Office.config().schema)
    let deal = Office.record("da000001")
    #expect(!condition.evaluate(deal, Office.context().evaluation))
    var change = Change()
    change.set(RecordID("ca000001")!, "city", .text("Berlin"))
    let after = EvaluationContext(
      snapshot: Office.snapshot().applying(change), now: Office.now, user: nil, stages: Office.stages)
    #expect(condition.evaluate(deal, after))
  }
}
