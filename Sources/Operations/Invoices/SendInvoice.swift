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
    let path = try output.map { output throws(Diagnostic) in
      Path.absolute(try Named.text(output, "--output"), in: context.location.workingDirectory)
    }
    let (workspace, done) = try WholeFile.placing { draft in
      try context.transact(answering: .invoice) { workspace in
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
        // Only of one that can be sent: the hint is a command that has to pass.
        try demandFree(path)
        if let path, let output {
          draft = try text(of: record.id, output, path, workspace, &planner, context)
        }
        return (planner.change, (id: record.id, sent: sent))
      }
    }
    let record = workspace.snapshot.record(done.id)
    if let day = done.sent.movedDue { context.remark("due \(day.weekday) \(day), counted from today") }
    let due = record?["due"]?.date.map { "sent, due \($0.weekday) \($0)" } ?? "sent"
    let words = output.map { due + ", its text → \($0)" } ?? due
    var entries = [ChangeAnswer.Entry(done.id, words, showsNextStep: done.sent.transition == nil)]
    if let move = done.sent.transition { entries.append(.init(move.deal.id, "moved to \(move.to)")) }
    return .changes(ChangeAnswer(.invoice, entries, in: workspace, context))
  }

  private func demandFree(_ path: String?) throws(Diagnostic) {
    guard let path, let output, !overwrites, WholeFile.exists(path) else { return }
    let line = CommandLine("invoices send", .known(invoice)).option("output", .known(output))
    throw Diagnostic(
      .conflict, "\(output) is there already", hints: ["to replace it: \(line.option("overwrite"))"])
  }

  /// The text of the invoice as it is once it is sent, recorded in the same change; nil where nothing is written.
  private func text(
    of id: RecordID, _ output: String, _ path: String, _ workspace: Workspace, _ planner: inout ChangePlanner,
    _ context: Context
  ) throws -> WholeFile.Draft? {
    let after = workspace.landed(
      workspace.snapshot.applying(planner.change), workspace.pipelines, writing: [], isPlanned: true)
    guard let record = after.snapshot.record(id) else { return nil }
    let request = RenderTemplate(
      "invoice", about: .invoice, "\(id)", output: output, isMessage: isMessage, overwrites: overwrites)
    let maker = try DocumentMaker(request, record, after, context)
    var document = try maker.document()
    let logged = try planner.log(document.entry(to: output), on: try maker.addressee().id)
    try document.seal(as: logged.activity.id, at: workspace.moment)
    guard !context.options.isDryRun else { return nil }
    return try WholeFile.Draft(Array(document.text.utf8), for: path, named: output)
  }
}
