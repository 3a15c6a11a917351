import Diagnostics
import Facts
package import Records

/// What taking back the payments of a run does.
package struct PaymentUndo: Sendable {
  package let undo: Batch.Undo
  /// Invoices that others had paid up since, and that are open again, as they are afterwards.
  package let reopened: [Record]
}

extension Batch {
  /// Takes the payments of this batch back. An invoice on which something was booked since loses just the entries of the
  /// batch's lines, and its status follows; the rest is as of any batch. Of what stays each has a command that shows what
  /// came in between.
  package func undoPayments(in snapshot: Snapshot) -> PaymentUndo {
    var settled: [RecordID: [String: Value?]] = [:]
    var staying: [RecordID: String] = [:]
    var reopened: [Record] = []
    for (id, fields) in Dictionary(grouping: changed, by: \.id) {
      guard let record = snapshot.record(id), record.id == id, record.kind == .invoice,
        fields.contains(where: { record[$0.key] != $0.after }),
        let payments = fields.first(where: { $0.key == "payments" })
      else { continue }
      switch Batch.without(payments, record) {
      case .untouched: settled[id] = [:]
      case .unknown: staying[id] = "a field that the import changed was edited since"
      case .overdrawn:
        staying[id] = "money went back since, so that less would stand on it than nothing"
      case .taken(let values):
        settled[id] = values
        let after = record.replacing(values)
        if record.invoiceStatus == .paid, after.invoiceStatus == .sent { reopened.append(after) }
      }
    }
    keepWhatGoes(with: &staying, in: snapshot)
    let undo = undo(in: snapshot, settled: settled, staying: staying)
    let touched = Set(changed.map(\.id) + created.map(\.id)).compactMap { snapshot.record($0) }
    let records = Dictionary(touched.map { ($0.path, $0) }) { first, _ in first }
    let kept = undo.kept.map { diagnostic in
      guard let file = diagnostic.location?.file, let record = records[file] else { return diagnostic }
      return Diagnostic(
        diagnostic.code, diagnostic.message, at: diagnostic.location,
        hints: ["what happened since: \(CommandLine("history", .known("\(record.id)")))"])
    }
    return PaymentUndo(
      undo: Undo(batch: undo.batch, change: undo.change, kept: kept),
      reopened: reopened.sorted { ($0.name, $0.id) < ($1.name, $1.id) })
  }

  /// The deals and tasks of invoices that stay do so, too.
  private func keepWhatGoes(with staying: inout [RecordID: String], in snapshot: Snapshot) {
    var reasons: [RecordID: String] = [:]
    for id in staying.keys.sorted() {
      guard let invoice = snapshot.record(id) else { continue }
      let reason = "it goes with invoice \(invoice.name), which stays"
      reasons[id] = reason
      if let deal = invoice.referenced("deal") { reasons[deal] = reason }
    }
    for id in Set(changed.map(\.id) + created.map(\.id)) where staying[id] == nil {
      guard let record = snapshot.record(id) else { continue }
      let owners = [record.kind == .deal ? id : nil, record.referenced("invoice"), record.referenced("deal")]
      if record.kind == .deal || record.kind == .task,
        let reason = owners.lazy.compactMap({ $0.flatMap { reasons[$0] } }).first
      {
        staying[id] = reason
      }
    }
  }

  /// What is left of an invoice without the entries that this batch wrote.
  private enum Rest {
    /// None of them stands on it any more.
    case untouched
    /// One of them was altered, or the invoice is no longer one that takes payments.
    case unknown
    case overdrawn
    case taken([String: Value?])
  }

  private static func without(_ payments: Changed, _ record: Record) -> Rest {
    func line(_ entry: Value) -> String? { entry["line"]?.text }
    let before = Set((payments.before?.list ?? []).compactMap(line))
    var own: [String: Value] = [:]
    for entry in payments.after?.list ?? [] {
      if let line = line(entry), !before.contains(line) { own[line] = entry }
    }
    let entries = record["payments"]?.list ?? []
    let mine = entries.filter { line($0).map { own[$0] != nil } ?? false }
    if mine.isEmpty { return .untouched }
    guard !own.isEmpty, record.invoiceStatus == .sent || record.invoiceStatus == .paid,
      let amount = record["amount"]?.number,
      mine.allSatisfy({ entry in
        line(entry).flatMap { own[$0] }.map { $0["amount"] == entry["amount"] && $0["at"] == entry["at"] }
          ?? false
      })
    else { return .unknown }
    let rest = entries.filter { line($0).map { own[$0] == nil } ?? true }
    let values: [String: Value?] = ["payments": rest.isEmpty ? nil : .list(rest)]
    let paid = InvoiceFacts(record.replacing(values)).paid
    if paid < .zero { return .overdrawn }
    let status = paid < amount ? InvoiceStatus.sent : .paid
    return .taken(values.merging(["status": .text(status.rawValue)]) { $1 })
  }
}
