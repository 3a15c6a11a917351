import ArgumentParser
import Diagnostics
import Operations
import Output
import Records
import Rules

/// `crm <noun> delete REF`: refused while other records refer to it.
struct RecordDelete<Noun: RecordNoun>: OperationCommand, ChangesOneRecord {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "delete", abstract: "Remove a \(Noun.kind.rawValue); refused while others refer to it.")
  }
  static var examples: [String] { ["\(Noun.kind.plural) delete \(Noun.exampleReference)"] }

  @Argument(
    help: ArgumentHelp("The \(Noun.kind.rawValue).", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var ref: String

  @Flag(name: .long, help: "Also remove what belongs to it alone, and clear what mentions it.")
  var cascade = false

  @Flag(name: .long, help: "Do not ask.")
  var yes = false

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  static var answers: [AnswerForm] { [.changes(of: Noun.kind)] }

  func request() -> DeleteRecord {
    DeleteRecord(Noun.kind, ref, cascades: cascade, isAgreed: yes)
  }
}
