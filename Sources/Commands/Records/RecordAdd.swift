import ArgumentParser
import Diagnostics
import Operations
import Records
import Rules

/// `crm <noun> add NAME [field=value…]` for the kinds that have no rules.
struct RecordAdd<Noun: RecordNoun>: OperationCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "add", abstract: "Add \(Noun.kind.article).",
      discussion: "Any field may follow as field=value; crm schema \(Noun.kind.rawValue) lists them.")
  }
  static var examples: [String] {
    switch Noun.kind {
    case .contact:
      [
        "contacts add 'Anna Ivanova' company=acme emails+=anna@acme.example phones+='8 916 123-45-67'"
      ]
    case .company: ["companies add 'Acme GmbH' city=Berlin emails+=info@acme.example"]
    case .activity:
      [
        "activities add 'Asked for a discount' type=note at=2026-11-24T10:00:00+03:00 contact=anna"
      ]
    case .product: ["products add 'Landing page' sku=LP-1 price=1200 currency=EUR"]
    case .lead, .deal, .task, .invoice: []
    }
  }

  @Argument(help: ArgumentHelp("The \(Noun.kind.nameKey).", valueName: Noun.kind.nameKey))
  var name: String

  @Argument(
    help: ArgumentHelp("Fields, such as tags=vip or emails+=anna@acme.example.", valueName: "field=value"),
    completion: .custom { words, _, prefix in LiveCompletion.assignments(prefix, kind: Noun.kind) })
  var assignments: [String] = []

  @OptionGroup var global: GlobalOptions

  static var answers: [AnswerForm] { [.changes(of: Noun.kind)] }

  func request() -> AddRecord { AddRecord(Noun.kind, name: name, assignments: assignments) }
}
