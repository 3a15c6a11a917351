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

  @Argument(help: ArgumentHelp("The \(Noun.kind.nameKey).", valueName: Noun.kind.nameKey))
  var name: String

  @Argument(
    help: ArgumentHelp("Fields, such as tags=vip or emails+=anna@acme.example.", valueName: "field=value"),
    completion: .custom { words, _, prefix in LiveCompletion.assignments(prefix, kind: Noun.kind) })
  var assignments: [String] = []

  @OptionGroup var global: GlobalOptions

  func request() -> AddRecord { AddRecord(Noun.kind, name: name, assignments: assignments) }
}
