import ArgumentParser
import Filters
import Operations
import Records
import Search

/// `crm invoices pay REF [AMOUNT]`.
struct InvoicesPay: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "pay", abstract: "Book a payment; without an amount, all that is open.",
    discussion: """
      The last payment makes the invoice paid and presses the action of the deal's pipeline that has invoice: paid. More \
      than is open is refused. --back books what went back to the payer; a payment booked by mistake is for crm undo.
      """)
  static let examples = [
    "invoices pay INV-2026-0001", "invoices pay INV-2026-0001 500 --at yesterday --reference 'transfer 17'",
  ]
  static let target = VerbSearch.Target(.invoice, in: .sent)

  @Argument(
    help: ArgumentHelp("The invoice.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.invoices(prefix, [.sent]) })
  var ref: String

  @Argument(help: ArgumentHelp("How much, in the invoice's currency.", valueName: "amount"))
  var amount: String?

  @Option(name: .long, help: ArgumentHelp("The day it came in; else today.", valueName: "when"))
  var at: String?

  @Option(name: .long, help: ArgumentHelp("What the payer or the bank calls it.", valueName: "text"))
  var reference: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The fingerprint of the bank's line, so that the line is booked once.", valueName: "text"))
  var line: String?

  @Flag(name: .long, help: "The amount went back to the payer.")
  var back = false

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> PayInvoice {
    PayInvoice(ref, amount: amount, at: at, reference: reference, line: line, goesBack: back)
  }
}
