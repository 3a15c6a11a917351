import ArgumentParser
import Filters
import Operations
import Records
import Search

/// `crm invoices renumber REF [NUMBER]`.
struct InvoicesRenumber: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "renumber", abstract: "Give a draft another number; without one, the next of its series.",
    discussion: "One that is out keeps its number, unless another invoice has the same.")
  static let examples = ["invoices renumber INV-2026-0001 INV-2026-0100"]
  static let target = VerbSearch.Target(.invoice, in: .draft)

  @Argument(
    help: ArgumentHelp("The invoice.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.invoices(prefix, [.draft, .sent]) })
  var ref: String

  @Argument(help: ArgumentHelp("Its new number.", valueName: "number"))
  var number: String?

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> RenumberInvoice { RenumberInvoice(ref, number: number) }
}
