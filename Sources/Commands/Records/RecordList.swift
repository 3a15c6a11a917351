import ArgumentParser
import Filters
import Operations
import Output
import Records

/// `crm <noun> list [FILTER…]`: the rows that match.
struct RecordList<Noun: RecordNoun>: OperationCommand, ListsWhatIsOpen {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: RecordVerb.list, abstract: "List the \(Noun.kind.plural) that match a filter.",
      discussion: """
        A filter is made of terms such as owner:me, amount>=10000, created:2026-11, is:open, tag:vip, "acme gmbh", \
        joined by and, or, not and parentheses; sort:-amount and limit:20 order and cut the list.
        """)
  }
  static var examples: [String] {
    switch Noun.kind {
    case .deal: ["deals list 'is:open amount>=10000 sort:-amount'", "deals list @hot --json"]
    case .task: ["tasks list is:overdue owner:me", "tasks list 'due<=eow' --format csv"]
    case .contact, .company, .lead, .activity, .product, .invoice:
      ["\(Noun.kind.plural) list", "\(Noun.kind.plural) list 'created:2026-11' --json"]
    }
  }

  @Argument(
    help: ArgumentHelp("What to list; everything without one.", valueName: "filter"),
    completion: .custom { words, _, _ in LiveCompletion.filterTerms(words, kind: Noun.kind) })
  var filter: [String] = []

  @OptionGroup var global: GlobalOptions

  static var answers: [AnswerForm] { [.list(of: Noun.kind)] }

  /// What can be open, and is not told apart by other words, is so in the noun's own list.
  static var openFilter: [String] {
    switch Noun.kind {
    case .deal, .lead, .task, .invoice: ["is:open"]
    case .contact, .company, .activity, .product: []
    }
  }

  func request() -> ListRecords { ListRecords(Noun.kind, filter: filter) }
}
