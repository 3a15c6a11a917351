import ArgumentParser
import Diagnostics
import Filters
import Operations
import Records
import Search

/// `crm leads reject REF --reason R`.
struct LeadsReject: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Close a lead that leads nowhere.")
  static let examples = ["leads reject 'needs a website' --reason spam"]
  static let target = VerbSearch.Target(.lead, in: .open, rest: [.option("reason", .open)])

  @Argument(
    help: ArgumentHelp("The lead.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.lead], .open) })
  var ref: String

  @Option(name: .long, help: ArgumentHelp("Why.", valueName: "reason"))
  var reason: String?

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> RejectLead { RejectLead(ref, reason: reason) }
}
