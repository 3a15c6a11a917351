import ArgumentParser
import Diagnostics
import Filters
import Matching
import Operations
import Output
import Records
import Rules
import Search

/// `crm leads qualify REF --next TEXT --due WHEN`.
struct LeadsQualify: ActsOnRecords {
  static let configuration = CommandConfiguration(
    commandName: "qualify",
    abstract: "Turn a lead into a contact, a company and a deal with its next step, in one go.")
  static let target = VerbSearch.Target(
    .lead, in: .open, rest: [.option("next", .open), .option("due", .open)])

  @Argument(
    help: ArgumentHelp("The lead.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.lead], .open) })
  var ref: String

  @Argument(
    help: ArgumentHelp("Other fields of the deal, such as amount=1200.", valueName: "field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.assignments(prefix, kind: .deal) })
  var assignments: [String] = []

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("The same; may be repeated.", valueName: "field=value"))
  var sets: [String] = []

  @Option(name: .long, help: ArgumentHelp("The deal's title; else the lead's.", valueName: "text"))
  var title: String?

  @Option(
    name: .long, help: ArgumentHelp("The pipeline.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.pipelines() })
  var pipeline: String?

  @Option(
    name: .long, help: ArgumentHelp("The stage; else the first one.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var stage: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let (workspace, done) = try session.transact { workspace in
      let lead = try workspace.resolve(ref, .lead)
      var desk = workspace.desk(session)
      var values = try Assignments(assignments + sets, kind: .deal, workspace: workspace).initialValues()
      if let title { values["title"] = .text(try Assignments.name(title, kind: .deal)) }
      let owner = values["owner"]?.text ?? lead.text("owner")
      let made = try desk.qualifyLead(
        lead.id, next: try nextStep.step(workspace, session, owner: owner), values: values,
        pipeline: pipeline, stage: stage)
      warnOfDuplicates(made.contact.flatMap { desk.snapshot.record($0) }, workspace, session)
      return (desk.change, (lead: lead.id, made: made))
    }
    let printer = RecordPrinter(session: session, workspace: workspace)
    try printer.changed(done.lead, what: "qualified")
    guard session.format == .table else { return }
    let made = done.made
    if let contact = made.contact {
      try printer.changed(contact.id, what: made.knewContact ? "linked" : "added")
    }
    if let company = made.company {
      try printer.changed(company.id, what: made.knewCompany ? "linked" : "added")
    }
    try printer.changed(made.deal.deal.id, what: "added")
  }

  private func warnOfDuplicates(_ contact: Record?, _ workspace: Workspace, _ session: Session) {
    guard let contact, workspace.snapshot.record(contact.id) == nil else { return }
    RecordMatches(workspace.snapshot).warn(of: contact, session.context)
  }
}
