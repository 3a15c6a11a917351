import Diagnostics
import Facts
import Records
import Rules
import Store
import Text

/// Finds the templates of a document and fills them in.
struct DocumentMaker {
  private let request: RenderTemplate
  private let record: Record
  private let workspace: Workspace
  private let context: Context
  private let templates: LetterTemplates
  /// What it is about, as far as that is known before an invoice is made.
  private var subject: DocumentSubject
  private var isNewlyNumbered = false

  /// Throws `not_found` for a template that there is not, `invalid_data` for one that cannot be understood,
  /// `requirement_unmet` for a reminder of what is paid.
  init(_ request: RenderTemplate, _ record: Record, _ workspace: Workspace, _ context: Context) throws {
    self.request = request
    self.record = record
    self.workspace = workspace
    self.context = context
    subject = DocumentSubject(record, in: workspace.snapshot)
    let files = TemplateFiles(repository: workspace.repository, language: workspace.config.language)
    var name = TemplateName(request.template)
    if ReminderTone.isReminder(name.base) {
      let claim = ReminderClaim(subject, workspace)
      try claim.check(forcing: ReminderTone(template: name.base), context)
      subject.take(claim.invoice, in: workspace.snapshot)
      // A template of one's own by that name knows itself how to speak.
      if name.base == ReminderTone.base, !files.hasOwn(name) { name.base = claim.tone.template }
    }
    templates = try LetterTemplates(name, isMessage: request.isMessage, files)
    // `number` and `issued` are of an invoice, so whatever names them is one.
    if asksForInvoice, let deal = subject.deal {
      subject.take(workspace.snapshot.standingInvoice(of: deal), in: workspace.snapshot)
    }
  }

  // MARK: The invoice

  private var asksForInvoice: Bool { !subject.isInvoice && templates.mentions("number", "issued") }

  /// The deal that has no invoice, and of which the template is one; nil where none is to be made.
  func dealToCharge() throws(Diagnostic) -> Record? {
    guard asksForInvoice else { return nil }
    if let deal = subject.deal { return deal }
    let line = CommandLine("render", .known(request.template))
    throw Diagnostic(
      .usage, "template \"\(request.template)\" is of an invoice, and an invoice is that of a deal",
      hints: [
        "name the deal: \(line.option("deal", .open))", "or the invoice: \(line.option("invoice", .open))",
      ])
  }

  /// Takes the invoice that was made of the deal.
  mutating func charge(_ invoice: Record?, in snapshot: Snapshot) {
    subject.take(invoice, in: snapshot)
    isNewlyNumbered = invoice != nil
  }

  /// The record whose activity the document is: of an invoice the deal, else whoever gets it.
  func addressee() throws(Diagnostic) -> Record {
    guard record.kind == .invoice else { return record }
    if let found = subject.deal ?? subject.company ?? subject.contact { return found }
    let line = CommandLine("invoices set", "\(record.id)")
    throw Diagnostic(
      .requirementUnmet, "invoice \(record.name) names nobody who gets it",
      hints: ["say who: \(line.field("company", .open))"])
  }

  /// Throws `invalid_data` where the request is strict and a template names what there is not, `requirement_unmet` for a
  /// message without an address.
  func document() throws -> FilledDocument {
    let number = templates.mentions("number", "issued") ? subject.invoice?.name : nil
    let variables = DocumentVariables(subject, templates.language, in: workspace)
    // A letter that shows no figures need not tell what they lack.
    let figures = DocumentVariables.totalNames + ["items"]
    if figures.contains(where: { templates.mentions($0) }) {
      for problem in variables.problems { context.warn(problem) }
    }
    if let unsaid = variables.unsaid, templates.mentions("about") { context.warn(unsaid) }
    let scope = variables.scope
    try report(templates.unknown(in: scope))
    let filled = try templates.filled(from: scope)
    guard request.isMessage else {
      return FilledDocument(
        templates, about: record, number: number, isNewlyNumbered: isNewlyNumbered,
        text: filled.html ?? filled.text ?? filled.subject ?? "", message: nil)
    }
    let line = filled.subject ?? ""
    if let who = workspace.snapshot.refusal(of: .email, about: record) {
      context.warn(who.words(refusing: .email))
    }
    let message = MailMessage(
      from: try sender(), to: try receiver(), subject: line.isEmpty ? record.name : line,
      date: workspace.moment, identifier: "", text: filled.text, html: filled.html)
    return FilledDocument(
      templates, about: record, number: number, isNewlyNumbered: isNewlyNumbered, text: "", message: message)
  }

  // MARK: Names

  /// All names that nothing stands behind, as one error or as warnings.
  private func report(_ unknown: [Diagnostic]) throws(Diagnostic) {
    if request.isStrict {
      if let whole = Diagnostic(all: unknown) { throw whole }
      return
    }
    for finding in unknown {
      var warning = finding
      warning.code = .warning
      warning.message += "; it is left empty"
      context.warn(warning)
    }
  }

  // MARK: Messages

  private func sender() throws(Diagnostic) -> MailMessage.Person {
    let id = subject.owner ?? workspace.user
    let owner = workspace.config.owner(id)
    // Git knows the address of who types this, not that of another owner.
    let isGit = id == workspace.user && workspace.repository.isGitWorkTree
    let git = isGit ? context.git(workspace.repository).authorEmail() : nil
    if let address = [owner?.email, git].lazy.compactMap({ $0 }).first(where: EmailAddress.isPlausible) {
      return MailMessage.Person(name: owner?.name ?? id, address: address)
    }
    throw Diagnostic(
      .requirementUnmet, "\(id) has no email address to write from",
      hints: ["say it in crm.yaml: owners: [{id: \(id), email: \(id)@example.com}]"])
  }

  private func receiver() throws(Diagnostic) -> MailMessage.Person {
    let people = [subject.contact, subject.company, subject.lead].compactMap { $0 }
    for person in people {
      guard let address = person.texts("emails").first else { continue }
      let name = person.kind == .lead ? person.text("name") ?? "" : person.name
      return MailMessage.Person(name: name, address: address)
    }
    guard let person = people.first else {
      throw Diagnostic(
        .requirementUnmet, "\(record.kind.rawValue) \"\(record.name)\" names nobody to write to",
        hints: [
          "say who it is: \(CommandLine("\(record.kind.plural) set", "\(record.id)").field("contact", .open))"
        ])
    }
    let line = CommandLine("\(person.kind.plural) set", "\(person.id)")
      .adding([.addition("emails", .open)])
    throw Diagnostic(
      .requirementUnmet, "\(person.kind.rawValue) \"\(person.name)\" has no email address to write to",
      hints: ["give one: \(line)"])
  }
}
