import ArgumentParser
import Diagnostics
import Filters
import Operations
import Records
import Search

/// `crm invoices void REF --reason R`.
struct InvoicesVoid: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "void", abstract: "Make an invoice void; it stays, and its number is used for no other.",
    discussion: "An invoice is never deleted, so that its number is never given again.")
  static let examples = ["invoices void INV-2026-0001 --reason 'wrong address'"]
  static let target = VerbSearch.Target(.invoice, in: .open, rest: [.option("reason", .open)])

  @Argument(
    help: ArgumentHelp("The invoice.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.invoices(prefix, [.draft, .sent]) })
  var ref: String

  @Option(name: .long, help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> VoidInvoice { VoidInvoice(ref, reason: reason) }
}
