import Dates
import Diagnostics
import Mustache
package import Records
import Rules
import Store
import Text

/// Fills a template in from a record, and records that as an activity.
package struct RenderTemplate: Operation {
  /// What stands for the document where it goes to no file.
  package static let answer = AnswerForm.text
  /// The activity, where the document goes to a file.
  package static let fileAnswer = AnswerForm.changes(of: .activity)
  package static let effect = Effect.writes

  package let template: String
  /// The record that it is about, and its kind; nil for any kind that documents are about.
  package let subject: String
  package let kind: Kind?
  /// The file to be made.
  package let output: String?
  /// Whether a message is made, a file `.eml`.
  package let isMessage: Bool
  /// Whether names that nothing stands behind are errors.
  package let isStrict: Bool
  /// Whether a file that is there is replaced.
  package let overwrites: Bool

  package init(
    _ template: String, about kind: Kind?, _ subject: String, output: String? = nil, isMessage: Bool = false,
    isStrict: Bool = false, overwrites: Bool = false
  ) {
    self.template = template
    self.kind = kind
    self.subject = subject
    self.output = output
    self.isMessage = isMessage
    self.isStrict = isStrict
    self.overwrites = overwrites
  }

  package func run(in context: Context) throws -> Answer {
    let path = try output.map { output throws(Diagnostic) in
      Path.absolute(try Named.text(output, "--output"), in: context.location.workingDirectory)
    }
    let (workspace, (document, activity)) = try WholeFile.placing { draft in
      try context.transact(answering: output == nil ? nil : .activity) { workspace in
        let record = try workspace.document(subject, kind)
        try demandFree(path, record)
        var planner = workspace.planner(context)
        var maker = try DocumentMaker(self, record, workspace, context)
        if let deal = try maker.dealToCharge() {
          let made = try planner.addInvoice(InvoiceRequest(deal: deal.id))
          maker.charge(planner.record(made.id), in: planner.snapshot)
        }
        var document = try maker.document()
        let logged = try planner.log(document.entry(to: output), on: try maker.addressee().id)
        try document.seal(as: logged.activity.id, at: workspace.moment)
        if let path, !context.options.isDryRun {
          draft = try WholeFile.Draft(Array(document.text.utf8), for: path, named: output ?? path)
        }
        return (planner.change, (document, logged.activity.id))
      }
    }
    if let number = document.number, document.isNewlyNumbered { say(number, context) }
    return answer(document, activity, workspace, context)
  }

  /// Tells of the invoice that was made on the way, or would be.
  private func say(_ number: String, _ context: Context) {
    if context.options.isDryRun {
      context.warn("there is no invoice yet: \(number) would be made as a draft")
    } else {
      context.warn(
        "there was no invoice: \(number) is made, as a draft",
        hint: "once it is out: \(CommandLine("invoices send", "\(number)"))")
    }
  }

  private func answer(
    _ document: FilledDocument, _ activity: RecordID, _ workspace: Workspace, _ context: Context
  ) -> Answer {
    guard let output else {
      // What a dry run would write is no part of the document.
      _ = context.takePlan()
      return .text(document.text)
    }
    let verb = context.options.isDryRun ? "would render" : "rendered"
    var said = ["\(verb) \(document.templates) for \(document.about) → \(output)"]
    if let number = document.number {
      said.append("  number \(number)\(document.isNewlyNumbered ? "" : ", as before")")
    }
    return .changes(ChangeAnswer(.activity, said: said, of: [activity], in: workspace, context))
  }

  private func demandFree(_ path: String?, _ record: Record) throws(Diagnostic) {
    guard let path, let output, !overwrites, WholeFile.exists(path) else { return }
    var line = CommandLine("render", .known(template)).option(record.kind.rawValue, "\(record.id)")
    if isMessage { line = line.option("eml") }
    throw Diagnostic(
      .conflict, "\(output) is there already",
      hints: ["to replace it: \(line.option("output", .known(output)).option("overwrite"))"])
  }
}

/// A document that is filled in.
struct FilledDocument {
  /// The files that it was made of, as people know them.
  let templates: String
  /// `deal d5m8t2qa Website`
  let about: String
  /// That of the invoice that it is of.
  let number: String?
  let isNewlyNumbered: Bool
  private let main: TemplateName
  private(set) var text: String
  private var message: MailMessage?

  init(
    _ templates: LetterTemplates, about record: Record, number: String?, isNewlyNumbered: Bool,
    text: String, message: MailMessage?
  ) {
    self.templates = templates.files
    about = "\(record.kind.rawValue) \(record.id) \(record.name)"
    self.number = number
    self.isNewlyNumbered = isNewlyNumbered
    self.text = text
    self.message = message
    main = templates.main
  }

  /// The activity that records it.
  func entry(to output: String?) -> LogEntry {
    let target = output.map { " → " + Path.split($0).name } ?? ""
    var entry = LogEntry(
      type: message == nil ? LoggedActivity.note.rawValue : LoggedActivity.email.rawValue,
      text: "rendered " + templates + target,
      direction: message == nil ? nil : Direction.outgoing.rawValue)
    entry.document = number
    entry.template = main.file
    return entry
  }

  /// Gives a message what makes it one of its kind.
  mutating func seal(as activity: RecordID, at now: Instant) throws(Diagnostic) {
    guard var message else { return }
    message.identifier = "\(activity).\(now.seconds)"
    message.date = now
    text = try message.rendered()
    self.message = message
  }
}
