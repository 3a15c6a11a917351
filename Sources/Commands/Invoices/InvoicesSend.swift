import ArgumentParser
import Filters
import Operations
import Records
import Search

/// `crm invoices send REF`.
struct InvoicesSend: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Mark a draft as sent and set the next step: to check the payment.",
    discussion: """
      The deal goes where the action of its pipeline leads that has invoice: sent, and its next step is due on the \
      invoice's due day. crm sends nothing itself: -o writes the text, by template invoice, for you to send.
      """)
  static let examples = ["invoices send INV-2026-0001", "invoices send INV-2026-0001 -o invoice.html"]
  static let target = VerbSearch.Target(.invoice, in: .draft)

  @Argument(
    help: ArgumentHelp("The invoice.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.invoices(prefix, [.draft]) })
  var ref: String

  @Option(name: .long, help: ArgumentHelp("The day on it; else today.", valueName: "day"))
  var issued: String?

  @Flag(name: .long, help: "Leave the deal in its stage.")
  var keepStage = false

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("A file for its text, by template invoice.", valueName: "file"), completion: .file())
  var output: String?

  @Flag(name: .long, help: "Write a message, ready to be sent.")
  var eml = false

  @Flag(name: .long, help: "Replace a file that is there.")
  var overwrite = false

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if eml, output == nil { throw ValidationError("--eml is for the file that -o names") }
  }

  func request() -> SendInvoice {
    SendInvoice(
      ref, issued: issued, keepsStage: keepStage, output: output, isMessage: eml, overwrites: overwrite)
  }
}
