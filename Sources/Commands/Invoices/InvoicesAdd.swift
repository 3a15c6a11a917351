import ArgumentParser
import Diagnostics
import Operations
import Records
import Rules

/// `crm invoices add --deal REF`.
struct InvoicesAdd: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a draft of an invoice, with a number of its own.",
    discussion: """
      With --deal it is a copy of the deal's items with their prices, its amount, contact and company. Without, it is of \
      --item or amount= for --company or --contact. amount= beside --deal asks for a part of its amount. Any field may \
      follow as field=value.
      """)
  static let examples = ["invoices add --deal website", "invoices add --company acme amount=250 --due +30d"]

  @Argument(
    help: ArgumentHelp("Other fields.", valueName: "field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.assignments(prefix, kind: .invoice) })
  var assignments: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The deal that it is for.", valueName: "ref"),
    completion: .custom { words, _, prefix in LiveCompletion.deals(for: words, prefix) })
  var deal: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("A product and how many; may be repeated.", valueName: "product:n"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.product]) })
  var item: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The company that pays.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.company]) })
  var company: String?

  @Option(
    name: .long, help: ArgumentHelp("The person who gets it.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.contact]) })
  var contact: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The last day to pay; else so many days on as invoices.due_in of crm.yaml says, or 14.",
      valueName: "when"))
  var due: String?

  @Option(name: .long, help: ArgumentHelp("The day on it; else that of sending.", valueName: "day"))
  var issued: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Its number; else the next by numbers.invoice of crm.yaml, or INV-{year}-{n:4}.", valueName: "text"))
  var number: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if deal == nil, item.isEmpty, company == nil, contact == nil, assignments.isEmpty {
      throw ValidationError("an invoice is of a --deal, or for a --company or --contact")
    }
  }

  func request() throws -> AddInvoice {
    let options = try Assignments.words([
      ("company", company), ("contact", contact), ("due", due), ("issued", issued),
    ])
    return AddInvoice(deal: deal, items: item, number: number, assignments: options + assignments)
  }
}
