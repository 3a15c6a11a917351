// swift-format-ignore-file: NeverForceUnwrap

import Dates
import Diagnostics
import Facts
import Records
import SeededRandomness
import Testing

@testable import Rules

/// Invoices in any order of commands, and in two clones that were apart.
@Suite struct InvoiceSequenceTests {
  // MARK: Any sequence

  private static func act(
    _ wish: Int, _ id: RecordID, _ amount: Decimal, _ desk: inout ChangePlanner, keepsStage: Bool
  ) throws(Diagnostic) {
    switch wish {
    case 1, 2, 3:
      try desk.addInvoice(InvoiceRequest(deal: World.deal, values: ["amount": .number(Decimal(600))]))
    case 4, 5: try desk.sendInvoice(id, keepsStage: keepsStage)
    case 6: try desk.pay(id, at: InvoiceTests.today)
    case 7, 8: try desk.pay(id, amount, at: InvoiceTests.today)
    case 9: try desk.voidInvoice(id, reason: "x")
    case 10: try desk.setFields(id, ["amount": Value?.some(.number(amount))])
    default: try desk.delete(id, cascade: true)
    }
  }

  @Test(arguments: 0..<20)
  func inAnySequenceNumbersAndAmountsHold(_ seed: Int) throws {
    var dice = SeededRandom(seed: UInt64(seed))
    var snapshots = [InvoiceTests.desk().snapshot]
    let pipelines = Pipelines.compile(snapshots[0])
    var given: [String: RecordID] = [:]
    var accepted = 0
    for step in 0..<120 {
      let before = snapshots.last!
      var desk = ChangePlanner(
        snapshot: before, pipelines: pipelines, now: World.now.adding(seconds: step * 600),
        user: "gleb",
        mint: IDMint(seed: UInt64(seed * 1000 + step)))
      let invoices = before.records(.invoice)
      let id = invoices.randomElement(using: &dice)?.id ?? World.deal
      let amount = Decimal(coefficient: Int128(Int.random(in: -40_000...130_000, using: &dice)), scale: 2)
      let wish = Int.random(in: 0..<12, using: &dice)
      if wish == 0, snapshots.count > 1 {
        // The last change taken back, as undo does.
        let gone = Set(before.records(.invoice).map(\.id)).subtracting(
          snapshots[snapshots.count - 2].records(.invoice).map(\.id))
        for lost in gone { given = given.filter { $0.value != lost } }
        snapshots.removeLast()
        continue
      }
      if let refused = refusal({ try Self.act(wish, id, amount, &desk, keepsStage: step % 2 == 0) }) {
        #expect(desk.change.isEmpty, "seed \(seed): \(refused.message)")
        continue
      }
      accepted += 1
      let after = before.applying(desk.change)
      #expect(
        Invariants.check(after, pipelines: pipelines, now: World.now).map(\.diagnostic.message) == [],
        "seed \(seed), step \(step)")
      for invoice in after.records(.invoice) {
        let facts = InvoiceFacts(invoice)
        #expect(given[invoice.name, default: invoice.id] == invoice.id, "seed \(seed): \(invoice.name) twice")
        given[invoice.name] = invoice.id
        if invoice.invoiceStatus != .void {
          #expect(facts.openAmount! + facts.paid == invoice["amount"]?.number!)
        }
        if let past = before.record(invoice.id), past.invoiceStatus != .draft {
          #expect(past["amount"] == invoice["amount"], "seed \(seed): \(invoice.name) has another amount")
        }
      }
      #expect(Set(before.records(.invoice).map(\.id)).isSubset(of: after.records(.invoice).map(\.id)))
      // Without gaps: the numbers are those from 1 on.
      let counts = after.records(.invoice).compactMap { Int($0.name.suffix(4)) }.sorted()
      #expect(counts == Array(counts.indices.map { $0 + 1 }), "seed \(seed)")
      snapshots.append(after)
    }
    #expect(accepted > 10)
  }

  // MARK: Two clones

  @Test func ofADraftAndAnInvoiceThatIsOutTheDraftGetsTheNextNumber() throws {
    let base = InvoiceTests.desk().snapshot
    let scene = try MergeRepairTests.Scene(
      base, one: { try $0.addInvoice(InvoiceRequest(values: ["amount": .number(Decimal(5))])) },
      other: {
        let invoice = try $0.addInvoice(InvoiceRequest(values: ["amount": .number(Decimal(7))]))
        try $0.sendInvoice(invoice.id)
      })
    let (after, notes) = scene.repaired()
    let numbers = after.records(.invoice).map { "\($0.name) \($0.word("status")!)" }.sorted()
    #expect(numbers == ["INV-2026-0001 sent", "INV-2026-0002 draft"])
    #expect(notes.contains { $0.matter == .mended && $0.field == "number" })
  }

  @Test func ofTwoThatAreOutAPersonDecides() throws {
    let base = InvoiceTests.desk().snapshot
    func sent(_ amount: Int) -> (inout ChangePlanner) throws -> Void {
      {
        try $0.sendInvoice(try $0.addInvoice(InvoiceRequest(values: ["amount": .number(Decimal(amount))])).id)
      }
    }
    let scene = try MergeRepairTests.Scene(base, one: sent(5), other: sent(7))
    let (after, notes) = scene.repaired()
    #expect(after.records(.invoice).map(\.name) == ["INV-2026-0001", "INV-2026-0001"])
    let said = try #require(notes.first { $0.matter == .finding && $0.field == "number" })
    #expect(said.hints.contains { "\($0)".contains("crm invoices renumber \(said.record)") })
  }

  @Test func partsThatBothBookedComeToTheWhole() throws {
    var desk = InvoiceTests.desk()
    let invoice = try desk.addInvoice(InvoiceRequest(values: ["amount": .number(Decimal(100))]))
    try desk.sendInvoice(invoice.id)
    let was = desk.snapshot.record(invoice.id)!
    func row(_ amount: Int) -> Value {
      .map([MapEntry("at", .date(InvoiceTests.today)), MapEntry("amount", .number(Decimal(amount)))])
    }
    let whole = desk.snapshot.replacing(
      LoadedRecords(
        desk.snapshot.everything.filter { $0.id != invoice.id } + [
          was.replacing(["payments": .list([row(40), row(60)])])
        ]))
    let plan = MergeRepair(
      merged: whole, base: desk.snapshot, ours: desk.snapshot, theirs: desk.snapshot,
      pipelines: desk.pipelines,
      now: World.now, touching: [invoice.id]
    ).plan()
    #expect(whole.applying(plan.change).record(invoice.id)?.invoiceStatus == .paid)
  }

  // MARK: What stands beside an invoice

  @Test func noNumberIsGivenWhileAnInvoiceCannotBeRead() throws {
    var desk = InvoiceTests.desk()
    let first = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    let problem = Diagnostic(
      .invalidData, "marks of a merge", at: SourceLocation(file: "invoices/2026-11/x-aaaa0077.yaml", line: 2))
    let snapshot = Snapshot(
      config: desk.snapshot.config, schema: desk.snapshot.schema, source: desk.snapshot.source,
      pipelineFiles: desk.snapshot.pipelineFiles, problems: [problem])
    var desks = (0..<3).map { _ in UnreadableTests.desk(snapshot) }
    #expect(refusal { try desks[0].addInvoice(InvoiceRequest(deal: World.deal)) }?.code == .invalidData)
    #expect(refusal { try desks[1].renumber(first.id, to: "B-1") }?.code == .invalidData)
    #expect(refusal { try desks[2].sendInvoice(first.id) } == nil)
  }

  @Test func whoOwesAnInvoiceIsNotDeleted() throws {
    for id in ["dea00004", "acme0003", "anna0001"] {
      var desk = InvoiceTests.desk()
      let invoice = try desk.addInvoice(InvoiceRequest(deal: World.deal))
      var draft = desk
      #expect(refusal { _ = try draft.delete(World.id(id), cascade: true) } == nil, "\(id)")
      try desk.sendInvoice(invoice.id)
      #expect(
        refusal { _ = try desk.delete(World.id(id), cascade: true) }?.code == .stillReferenced, "\(id)")
      try desk.pay(invoice.id, at: InvoiceTests.today)
      #expect(refusal { _ = try desk.delete(World.id(id), cascade: true) } == nil, "\(id)")
    }
  }

  @Test func anInvoiceOfAnotherProgramHasToFitTogether() {
    var desk = InvoiceTests.desk()
    let amount: [String: Value] = ["amount": .number(Decimal(100))]
    let lines: [(values: [String: Value], isTaken: Bool)] = [
      (["status": .text("sent")], false), (["status": .text("paid")], false),
      (amount.merging(["status": .text("sent")]) { $1 }, true),
      (amount.merging(["status": .text("paid")]) { $1 }, true), ([:], true),
    ]
    for (index, line) in lines.enumerated() {
      let refused = refusal {
        _ = try desk.addInvoice(values: line.values.merging(["number": .text("X-\(index)")]) { $1 })
      }
      #expect(refused?.code == (line.isTaken ? nil : .invalidValue), "line \(index)")
    }
  }
}
