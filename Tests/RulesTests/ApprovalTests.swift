// swift-format-ignore-file: NeverForceUnwrap

import Dates
import Diagnostics
import Facts
import Filters
import Records
import Testing
import YAML

@testable import Rules

/// Stages that ask for an approval, and amounts that follow items.
@Suite struct ApprovalTests {
  private static let pipeline = """
    name: Sales
    currency: EUR
    stages:
    - id: first-contact
    - id: offer
      approve: {when: "discount > 10 or amount > 10000EUR", by: manager}
    - id: contract
      approve: {by: [manager, boss]}
    - id: won
      outcome: won
    - id: lost
      outcome: lost
    """

  private static let settings = """
    format: 1
    currency: EUR
    roles:
      seller: {may: [read, add, set, move, win, log]}
      manager: {may: all}
      boss: {may: [read, approve]}
    owners:
    - {id: bob, role: seller}
    - {id: mara, role: manager}
    - {id: berta, role: boss}
    - {id: nora}
    """

  private static func config(_ text: String = settings) throws -> Config {
    let (config, problems) = ConfigReader.read(try Document(parsing: Array(text.utf8), file: "crm.yaml"))
    #expect(problems.isEmpty, "\(problems)")
    return config
  }

  private static let paint = World.record(
    .product, "pant0011",
    [
      "name": .text("Paint"), "price": .number(Decimal("12.50")!), "currency": .text("EUR"),
      "pack": .number(Decimal(10)),
      "prices": .map([MapEntry("trade", .text("9.80")), MapEntry("retail", .text("12.50"))]),
    ])

  private static func item(_ fields: (String, String)...) -> Value {
    .map(
      [MapEntry("product", .reference(Reference(paint)))]
        + fields.map { MapEntry($0, Decimal($1).map { .number($0) } ?? .text($1)) })
  }

  private static func desk(
    _ values: [String: Value] = [:], user: String = "bob", settings: String = Self.settings
  )
    throws
    -> ChangePlanner
  {
    let deal = World.dealRecord.replacing(values.mapValues { .some($0) })
    let records = World.records.filter { $0.id != deal.id } + [deal, paint]
    return World.desk(records, pipeline: pipeline, config: try config(settings), user: user)
  }

  private static let keep = TransitionRequest(keepNext: true)

  // MARK: Approvals

  @Test func aLargeDiscountWaitsForTheManager() throws {
    var desk = try Self.desk(["discount": .number(Decimal(15))])
    let refused = try #require(refusal { try desk.move(World.deal, to: "offer", Self.keep) })
    #expect(refused.code == .requirementUnmet && refused.code.exitStatus == 3)
    #expect(refused.message.contains("approval by manager") && refused.message.contains("discount > 10"))
    #expect(refused.location?.file == "pipelines/sales.yaml" && refused.location?.line == 6)
    #expect(refused.hints.map(\.description).contains("these may approve it: mara (manager), nora"))
    #expect(refused.hints.map(\.description).contains("crm deals approve dea00004"))
    #expect(desk.change.isEmpty)
    let own = try #require(refusal { _ = try desk.approve(World.deal) })
    #expect(own.code == .notAllowed && desk.change.isEmpty)

    var manager = try Self.desk(["discount": .number(Decimal(15))], user: "mara")
    #expect(try manager.approve(World.deal, note: "fine") == ["offer", "contract"])
    #expect(try manager.approve(World.deal) == [], "what is approved is not approved twice")
    let entry = try #require(manager.record(World.deal)?.approvals.first)
    #expect(entry.by == "mara" && entry.note == "fine" && entry.at?.seconds == World.now.seconds)
    try manager.move(World.deal, to: "offer", Self.keep)
    #expect(manager.record(World.deal)?.text("stage") == "offer")
  }

  @Test func aSmallDiscountNeedsNobody() throws {
    for discount in ["10", "0"] {
      var desk = try Self.desk(["discount": .number(Decimal(discount)!)])
      try desk.move(World.deal, to: "offer", Self.keep)
    }
    // Item and whole together: 6 and 6 are 11.64.
    var both = try Self.desk([
      "discount": .number(Decimal(6)), "items": .list([Self.item(("price", "10"), ("discount", "6"))]),
    ])
    #expect(refusal { try both.move(World.deal, to: "offer", Self.keep) }?.code == .requirementUnmet)
  }

  @Test func whoMayApproveWhat() throws {
    let large: [String: Value] = ["discount": .number(Decimal(15))]
    var boss = try Self.desk(large, user: "berta")
    #expect(try boss.approve(World.deal) == ["contract"])
    var nora = try Self.desk(large, user: "nora")
    #expect(try nora.approve(World.deal, for: "offer") == ["offer"])
    var stranger = try Self.desk(large, user: "zed")
    #expect(refusal { _ = try stranger.approve(World.deal) }?.code == .notAllowed)
    var free = try Self.desk(large, user: "zed", settings: "format: 1\n")
    #expect(try free.approve(World.deal) == ["offer", "contract"])
    var none = try Self.desk(user: "mara")
    let nothing = try #require(refusal { _ = try none.approve(World.deal, for: "offer") })
    #expect(nothing.code == .invalidValue && nothing.message.contains("only where"))
    #expect(
      refusal { _ = try none.approve(World.deal, for: "won") }?.message
        == "stage \"won\" asks for no approval")
  }

  @Test func anotherCurrencyIsNoWayRound() throws {
    for (currency, passes) in [("EUR", true), ("USD", false)] {
      var desk = try Self.desk(["amount": .number(Decimal(9_000)), "currency": .text(currency)])
      let refused = refusal { try desk.move(World.deal, to: "offer", Self.keep) }
      #expect((refused == nil) == passes, "\(currency)")
      if !passes { #expect(refused?.message.contains("the amount is in USD") == true) }
    }
  }

  @Test func anyChangeOfWhatWasApprovedVoidsIt() throws {
    let changes: [[String: Value?]] = [
      ["discount": .number(Decimal(16))], ["amount": .number(Decimal(1))], ["tax": .number(Decimal(5))],
      ["currency": .text("USD")], ["items": .list([Self.item(("price", "1"))])],
    ]
    for change in changes {
      var desk = try Self.desk(
        ["discount": .number(Decimal(15)), "amount": .number(Decimal(5)), "currency": .text("EUR")],
        user: "mara")
      _ = try desk.approve(World.deal)
      let approved = desk.snapshot
      try desk.setFields(World.deal, change)
      let refused = try #require(refusal { try desk.move(World.deal, to: "offer", Self.keep) }, "\(change)")
      #expect(refused.message.contains("is void"), "\(refused.message)")
      let warnings = VoidedApprovals.warnings(of: desk.change, from: approved, to: desk.snapshot)
      #expect(warnings.count == 2 && warnings[0].message.contains("for stage \"offer\" by mara is void"))
    }
    var desk = try Self.desk(["discount": .number(Decimal(15))], user: "mara")
    _ = try desk.approve(World.deal)
    try desk.setFields(World.deal, ["notes": .text("call again"), "title": .text("Other")])
    try desk.move(World.deal, to: "offer", Self.keep)
  }

  /// Every way into the stage: adding, promoting, winning in such a stage, and a note in the same line.
  @Test func noWayLeadsPast() throws {
    var desk = try Self.desk(["discount": .number(Decimal(15))])
    #expect(refusal { try desk.promote(World.deal, Self.keep) }?.code == .requirementUnmet)
    let added = refusal {
      try desk.addDeal(
        values: ["title": .text("New"), "discount": .number(Decimal(20))], stage: "offer", next: World.next)
    }
    #expect(added?.code == .requirementUnmet)
    #expect(
      added?.hints.map(\.description).contains { $0.contains("add it in stage \"first-contact\"") } == true)
    #expect(desk.change.isEmpty)
    // A discount that comes with the move itself counts.
    var small = try Self.desk()
    let request = TransitionRequest(keepNext: true, sets: ["discount": .some(.number(Decimal(50)))])
    #expect(refusal { try small.move(World.deal, to: "offer", request) }?.code == .requirementUnmet)
  }

  @Test func onlyApproversWriteApprovals() throws {
    let config = try Self.config()
    let rules = try #require(RoleRules(config, schema: .plain))
    let before = World.dealRecord
    let after = before.replacing([
      "approvals": .list([
        .map([
          MapEntry("at", .instant(World.now)), MapEntry("stage", .text("offer")),
          MapEntry("by", .text("bob")),
          MapEntry("of", .text(before.approvalMark)),
        ])
      ])
    ])
    let touched = TouchedRecords([TouchedRecords.Pair(before: before, after: after)!])
    let snapshot = World.snapshot([before], pipeline: Self.pipeline, config: config)
    func refusals(_ user: String) -> [Diagnostic] {
      let context = EvaluationContext(
        snapshot: snapshot, now: World.now, user: user, stages: Pipelines.compile(snapshot).stages)
      return rules.refusals(of: touched, by: user, before: context, after: context)
    }
    #expect(refusals("bob").first?.message.contains("may not approve") == true)
    #expect(refusals("berta").isEmpty && refusals("mara").isEmpty)
  }

  @Test func thePipelineIsReadAndLinted() throws {
    func faults(_ line: String, settings: String = Self.settings) throws -> (
      faults: [String], lints: [String]
    ) {
      let text =
        "stages:\n- id: a\n- id: b\n  \(line)\n- {id: won, outcome: won}\n- {id: lost, outcome: lost}\n"
      let pipeline = Pipelines.compile(World.snapshot(pipeline: text, config: try Self.config(settings)))[
        "sales"]!
      return (pipeline.faults.map(\.message), pipeline.lints.map(\.message))
    }
    #expect(try faults("approve: {when: \"discount > 10\", by: manager}").faults.isEmpty)
    #expect(try faults("approve: yes").faults == ["approve is a map of when and by"])
    #expect(try faults("approve: {whem: x}").faults == ["unknown key \"whem\" of approve"])
    #expect(try faults("approve: {by: manger}").faults == ["approve: role \"manger\" does not exist"])
    #expect(
      try faults("approve: {when: \"discunt > 10\"}").faults.first?.contains("no field \"discunt\"") == true)
    #expect(
      try faults("approve: {by: manager}", settings: "format: 1\n").lints.contains {
        $0.contains("everybody may approve")
      })
  }

  // MARK: Amounts

  private func amount(_ desk: ChangePlanner) -> String? {
    desk.record(World.deal)?["amount"]?.number?.description
  }

  @Test func theAmountFollowsTheItems() throws {
    var desk = try Self.desk()
    try desk.setFields(World.deal, ["items": .list([Self.item(("quantity", "3"), ("price", "12.50"))])])
    #expect(amount(desk) == "37.50" && desk.record(World.deal)?.text("currency") == "EUR")
    try desk.setFields(World.deal, ["discount": .number(Decimal(10))])
    #expect(amount(desk) == "33.75")
    try desk.setFields(World.deal, ["tax": .number(Decimal(20))])
    #expect(amount(desk) == "40.50")
    try desk.setFields(World.deal, ["tax_included": .boolean(true)])
    #expect(amount(desk) == "33.75")
    try desk.setFields(World.deal, ["items": Value?.none])
    #expect(amount(desk) == nil)
  }

  @Test func anAmountByHandStaysUntilItIsCleared() throws {
    var desk = try Self.desk(["amount": .number(Decimal(500)), "currency": .text("EUR")])
    try desk.setFields(World.deal, ["items": .list([Self.item(("price", "10"))])])
    #expect(amount(desk) == "500")
    let remarks = MoneyRemarks(desk.snapshot, pipelines: desk.pipelines, now: World.now).all.map(
      \.diagnostic.message)
    #expect(remarks.contains { $0.contains("the amount is 500 EUR, and its items come to 10 EUR") })
    try desk.setFields(World.deal, ["amount": Value?.none])
    #expect(amount(desk) == "10.00")
    try desk.setFields(World.deal, ["items": .list([Self.item(("price", "11"))])])
    #expect(amount(desk) == "11.00", "what follows the items goes on following them")
    try desk.setFields(World.deal, ["amount": .number(Decimal(9)), "discount": .number(Decimal(50))])
    #expect(amount(desk) == "9")
  }

  @Test func aNewDealHasTheAmountOfItsItems() throws {
    var desk = try Self.desk()
    let items = Value.list([Self.item(("quantity", "2"), ("unit", "pack"))])
    let made = try desk.addDeal(values: ["title": .text("New"), "items": items], next: World.next)
    #expect(desk.record(made.deal.id)?["amount"]?.number?.description == "250.00")
    let given = try desk.addDeal(
      values: ["title": .text("Given"), "items": items, "amount": .number(Decimal(7))], next: World.next)
    #expect(desk.record(given.deal.id)?["amount"]?.number == Decimal(7))
  }

  @Test func anotherPriceListReprices() throws {
    var desk = try Self.desk(["price_list": .text("retail")])
    try desk.setFields(
      World.deal,
      [
        "items": .list([
          Self.item(("quantity", "2"), ("price", "12.50")), Self.item(("quantity", "1"), ("price", "11")),
          Self.item(("quantity", "1"), ("unit", "pack"), ("price", "125")),
        ])
      ])
    #expect(amount(desk) == "161.00")
    try desk.setFields(World.deal, ["price_list": .text("trade")])
    let prices = desk.record(World.deal)?["items"]?.list?.map { $0["price"]?.number }
    #expect(prices == [Decimal("9.80"), Decimal(11), Decimal(98)], "what was agreed otherwise stays")
    #expect(amount(desk) == "128.60")
  }
}
