import Dates
import Diagnostics
import Records
import Rules
import Store
import Text

/// Marks a draft as sent, moves its deal as the pipeline says, and writes its text to a file where one is named.
package struct SendInvoice: Operation {
  package static let answer = AnswerForm.changes(of: .invoice)
  package let invoice: String
  /// The day on it; today where nil.
  package let issued: String?
  /// Whether the deal stays in its stage.
  package let keepsStage: Bool
  /// The file that template `invoice` is filled in to.
  package let output: String?
  package let isMessage: Bool
  package let overwrites: Bool

  package init(
    _ invoice: String, issued: String? = nil, keepsStage: Bool = false, output: String? = nil,
    isMessage: Bool = false, overwrites: Bool = false
  ) {
    self.invoice = invoice
    self.issued = issued
    self.keepsStage = keepsStage
    self.output = output
    self.isMessage = isMessage
    self.overwrites = overwrites
  }

  package func run(in context: Context) throws -> Answer {
    if let output, !overwrites {
      let path = Path.absolute(try Named.text(output, "--output"), in: context.location.workingDirectory)
      guard !WholeFile.exists(path) else {
        throw Diagnostic(
          .conflict, "\(output) is there already",
          hints: [
            "to replace it: \(CommandLine("invoices send", .known(invoice)).option("output", .known(output)).option("overwrite"))"
          ])
      }
    }
    let (workspace, done) = try context.transact(answering: .invoice) { workspace in
      let record = try workspace.resolve(invoice, .invoice)
      try context.demandRevision(of: record, in: workspace)
      let given =
        try issued.map { text in
          try Assignments(
            ["issued=" + (try Named.text(text, "--issued"))], kind: .invoice, workspace: workspace
          )
          .initialValues()["issued"]?.date
        } ?? nil
      var planner = workspace.planner(context)
      let sent = try planner.sendInvoice(record.id, issued: given, keepsStage: keepsStage)
      return (planner.change, (id: record.id, sent: sent))
    }
    let record = workspace.snapshot.record(done.id)
    if let day = done.sent.movedDue { context.remark("due \(day.weekday) \(day), counted from today") }
    var entries: [ChangeAnswer.Entry] = []
    let due = record?["due"]?.date.map { "sent, due \($0.weekday) \($0)" } ?? "sent"
    entries.append(ChangeAnswer.Entry(done.id, due, showsNextStep: done.sent.transition == nil))
    if let move = done.sent.transition { entries.append(.init(move.deal.id, "moved to \(move.to)")) }
    if let output { try render(output, done.id, context) }
    return .changes(ChangeAnswer(.invoice, entries, in: workspace, context))
  }

  /// The text is written once the invoice says that it is sent; what keeps it from the file takes nothing of that back.
  private func render(_ output: String, _ id: RecordID, _ context: Context) throws {
    guard !context.options.isDryRun else { return }
    do {
      _ = try RenderTemplate(
        "invoice", about: .invoice, "\(id)", output: output, isMessage: isMessage, overwrites: overwrites
      ).run(in: context)
      context.remark("rendered → \(output)")
    } catch var error as Diagnostic {
      error.hints.append(
        "the invoice is sent; its text: \(CommandLine("render", "invoice").option("invoice", "\(id)").option("output", .known(output)))"
      )
      throw error
    }
  }
}
