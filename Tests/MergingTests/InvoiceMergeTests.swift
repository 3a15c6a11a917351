import Merging
import Records
import Testing

/// What was paid of an invoice, and its status, after two edits. Every line is merged both ways.
@Suite struct InvoiceMergeTests {
  private static let header = "id: v7f3q2mz\nnumber: INV-1\namount: 100.00\ncurrency: EUR\n"

  /// A payment: the day of November, the amount and the bank's line.
  private static func paid(_ day: Int, _ amount: String, _ line: String? = nil) -> String {
    "- {at: 2026-11-\(day), amount: \(amount)" + (line.map { ", line: \($0)" } ?? "") + "}\n"
  }

  private static func invoice(_ status: String, _ payments: String..., reason: String? = nil) -> String {
    header + "status: \(status)\n" + (payments.isEmpty ? "" : "payments:\n" + payments.joined())
      + (reason.map { "void_reason: \($0)\n" } ?? "")
  }

  struct Case {
    let name: String
    let base: String
    let one: String
    let other: String
    /// Nil for a status that a person decides.
    let merged: String?
  }

  static let cases = [
    Case(
      name: "two parts make the whole", base: invoice("sent"), one: invoice("sent", paid(10, "40.00")),
      other: invoice("sent", paid(11, "60.00")), merged: invoice("paid", paid(10, "40.00"), paid(11, "60.00"))
    ),
    Case(
      name: "two parts of one day", base: invoice("sent"), one: invoice("sent", paid(10, "40.00")),
      other: invoice("sent", paid(10, "50.00")), merged: invoice("sent", paid(10, "40.00"), paid(10, "50.00"))
    ),
    Case(
      name: "one payment that both booked", base: invoice("sent"),
      one: invoice("paid", paid(10, "100.00", "f1")),
      other: invoice("paid", paid(10, "100.0", "f1")), merged: invoice("paid", paid(10, "100.0", "f1"))),
    Case(
      name: "the rest, and a payment taken back", base: invoice("sent", paid(10, "40.00")),
      one: invoice("paid", paid(10, "40.00"), paid(12, "60.00")), other: invoice("sent"),
      merged: invoice("sent", paid(12, "60.00"))),
    Case(
      name: "money that went back, and an edit elsewhere", base: invoice("paid", paid(10, "100.00")),
      one: invoice("sent", paid(10, "100.00"), paid(12, "-100.00")),
      other: invoice("paid", paid(10, "100.00")) + "notes: x\n",
      merged: invoice("sent", paid(10, "100.00"), paid(12, "-100.00")) + "notes: x\n"),
    Case(
      name: "void here and paid there", base: invoice("sent"), one: invoice("void", reason: "typo"),
      other: invoice("paid", paid(10, "100.00")), merged: nil),
    Case(
      name: "a draft that is void here and edited there", base: invoice("draft"),
      one: invoice("void", reason: "typo"),
      other: invoice("draft") + "notes: x\n", merged: invoice("void", reason: "typo") + "notes: x\n"),
  ]

  @Test(arguments: cases.indices)
  func stateAndPaymentsAreMergedAsOne(_ index: Int) {
    let line = Self.cases[index]
    for (ours, theirs) in [(line.one, line.other), (line.other, line.one)] {
      let outcome = RecordMerge().merge(
        MergedVersions(
          path: "invoices/2026-11/inv-1-v7f3q2mz.yaml", base: Array(line.base.utf8), ours: Array(ours.utf8),
          theirs: Array(theirs.utf8)))
      guard let merged = line.merged else {
        #expect(outcome.conflicts.contains { $0.field == "status" }, "\(line.name)")
        continue
      }
      #expect(outcome.conflicts.isEmpty, "\(line.name)")
      #expect(
        Self.lines(String(decoding: outcome.bytes, as: UTF8.self)) == Self.lines(merged), "\(line.name)")
    }
  }

  // MARK: What the client has

  /// An invoice of these keys, beside those that all sides have.
  private static func paper(_ keys: String...) -> String {
    "id: v7f3q2mz\ncurrency: EUR\n" + keys.map { $0 + "\n" }.joined()
  }

  struct Paper {
    let name: String
    let base: String
    let out: String
    let other: String
    let merged: String
    /// The keys that gave way, and those that a person decides.
    var superseded: [String] = []
    var conflicts: [String] = []
  }

  private static let draft = paper("number: INV-1", "amount: 100.00")
  private static let sent = paper("number: INV-1", "amount: 100.00", "status: sent", "issued: 2026-11-20")

  static let papers = [
    Paper(
      name: "another amount", base: draft, out: sent, other: paper("number: INV-1", "amount: 200.00"),
      merged: sent, superseded: ["amount"]),
    Paper(
      name: "another number", base: draft, out: sent, other: paper("number: R-1", "amount: 100.00"),
      merged: sent, superseded: ["number"]),
    Paper(
      name: "items, discount and taxes that were not there", base: draft, out: sent,
      other: paper(
        "number: INV-1", "amount: 50.00", "items:", "- {product: x-c1234567, price: 60}", "discount: 10",
        "tax: 19", "tax_included: true"), merged: sent,
      superseded: ["items", "discount", "tax", "tax_included", "amount"]),
    Paper(
      name: "a discount that one side took away", base: draft + "discount: 5\n", out: sent + "discount: 5\n",
      other: draft, merged: sent + "discount: 5\n", superseded: ["discount"]),
    Paper(
      name: "the same amount, written otherwise", base: draft, out: sent,
      other: paper("number: INV-1", "amount: 100.000"), merged: sent),
    Paper(
      name: "what the client does not see", base: draft, out: sent, other: draft + "notes: x\n",
      merged: sent + "notes: x\n"),
    Paper(
      name: "sent with an amount of its own", base: draft,
      out: paper("number: INV-1", "amount: 150.00", "status: sent"),
      other: paper("number: INV-1", "amount: 200.00", "notes: x"),
      merged: paper("number: INV-1", "amount: 150.00", "status: sent", "notes: x"), superseded: ["amount"]),
    Paper(
      name: "sent and paid meanwhile", base: draft,
      out: paper("number: INV-1", "amount: 100.00", "status: paid", "payments:") + paid(10, "100.00"),
      other: paper("number: INV-1", "amount: 900.00"),
      merged: paper("number: INV-1", "amount: 100.00", "status: paid", "payments:") + paid(10, "100.00"),
      superseded: ["amount"]),
    Paper(
      name: "a sending that was taken back, and a payment", base: sent,
      out: sent.replacing("sent", with: "paid") + "payments:\n" + paid(10, "100.00"),
      other: paper("number: INV-1", "amount: 90.00", "issued: 2026-11-20"),
      merged: sent.replacing("sent", with: "paid") + "payments:\n" + paid(10, "100.00"),
      superseded: ["amount", "status"]),
    Paper(
      name: "both sent it, each with another amount", base: draft, out: sent,
      other: sent.replacing("100.00", with: "200.00"), merged: "", conflicts: ["amount"]),
    Paper(
      name: "both sent it, one with a discount", base: draft, out: sent, other: sent + "discount: 5\n",
      merged: "", conflicts: ["discount"]),
    Paper(
      name: "both sent it, under two numbers", base: draft, out: sent,
      other: sent.replacing("INV-1", with: "R-1"), merged: "", conflicts: ["number"]),
  ]

  @Test(arguments: papers.indices) func whatTheClientHasStands(_ index: Int) {
    let line = Self.papers[index]
    for (ours, theirs) in [(line.out, line.other), (line.other, line.out)] {
      let outcome = RecordMerge().merge(
        MergedVersions(
          path: "invoices/2026-11/inv-1-v7f3q2mz.yaml", base: Array(line.base.utf8), ours: Array(ours.utf8),
          theirs: Array(theirs.utf8)))
      #expect(Set(outcome.conflicts.map(\.field)) == Set(line.conflicts), "\(line.name)")
      guard line.conflicts.isEmpty else { continue }
      #expect(Set(outcome.superseded.map(\.field)) == Set(line.superseded), "\(line.name)")
      #expect(
        Self.lines(String(decoding: outcome.bytes, as: UTF8.self)).map(Self.plain)
          == Self.lines(line.merged).map(Self.plain), "\(line.name)")
    }
  }

  /// A line whose number has no zeros at its end.
  private static func plain(_ line: String) -> String { line.replacing("100.000", with: "100.00") }

  /// The lines, wherever a key stands.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init).sorted()
  }
}
