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

  /// The lines, wherever a key stands.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init).sorted()
  }
}
