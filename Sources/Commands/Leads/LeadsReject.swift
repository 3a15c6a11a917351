import ArgumentParser
import Diagnostics
import Filters
import Operations
import Records
import Rules
import Search

/// `crm leads reject REF --reason R`.
struct LeadsReject: ActsOnRecords {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Close a lead that leads nowhere.")
  static let target = VerbSearch.Target(.lead, in: .open, rest: [.option("reason", .open)])

  @Argument(
    help: ArgumentHelp("The lead.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.lead], .open) })
  var ref: String

  @Option(name: .long, help: ArgumentHelp("Why.", valueName: "reason"))
  var reason: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let (workspace, id) = try session.transact { workspace in
      let lead = try workspace.resolve(ref, .lead)
      var desk = workspace.desk(session)
      try desk.rejectLead(lead.id, reason: reason)
      return (desk.change, lead.id)
    }
    try RecordPrinter(session: session, workspace: workspace).changed(id, what: "rejected")
  }
}
