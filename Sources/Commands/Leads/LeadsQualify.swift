import ArgumentParser
import Filters
import Output
import Records
import Rules
import Search

/// `crm leads qualify REF --next TEXT --due WHEN`.
struct LeadsQualify: ActsOnRecords {
  static let configuration = CommandConfiguration(
    commandName: "qualify",
    abstract: "Turn a lead into a contact, a company and a deal with its next step, in one go.")
  static let target = VerbSearch.Target(.lead, in: .open, rest: "--next … --due …")

  @Argument(
    help: ArgumentHelp("The lead.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.lead]) })
  var ref: String

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
    let (workspace, id) = try session.transact { workspace in
      let lead = try workspace.resolve(ref, .lead, preferring: .open)
      var desk = workspace.desk(session)
      var values: [String: Value] = [:]
      if let title { values["title"] = .text(try Assignments.name(title, kind: .deal)) }
      try desk.qualifyLead(
        lead.id, next: try nextStep.step(workspace, session), values: values, pipeline: pipeline, stage: stage
      )
      return (desk.change, lead.id)
    }
    let printer = RecordPrinter(session: session, workspace: workspace)
    try printer.changed(id, what: "qualified")
    guard session.format == .table, let lead = workspace.snapshot.record(id) else { return }
    for key in ["contact", "company", "deal"] {
      if let record = workspace.snapshot.record(lead.reference(key)) {
        try printer.changed(record.id, what: "linked")
      }
    }
  }
}
