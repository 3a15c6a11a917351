import ArgumentParser
import Operations
import Records
import Search

/// `crm <noun> show REF`: the card.
struct RecordShow<Noun: RecordNoun>: ActsOnRecords, OperationCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: RecordVerb.show,
      abstract: "Show one \(Noun.kind.rawValue) with its links, tasks and timeline.")
  }
  static var examples: [String] { ["\(Noun.kind.plural) show \(Noun.exampleReference)"] }
  static var target: VerbSearch.Target { VerbSearch.Target(Noun.kind) }

  @Argument(
    help: ArgumentHelp(
      "The \(Noun.kind.rawValue): id, id prefix, email, phone or words of the name; or several ids.",
      valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var ref: [String]

  @OptionGroup var global: GlobalOptions

  static var answers: [AnswerForm] { [.cards(of: Noun.kind)] }

  func request() -> ShowRecords { ShowRecords(Noun.kind, words: ref) }
}
