import ArgumentParser
import Diagnostics
import Operations
import Records

/// `crm <noun> merge KEEP OTHER`: two records become one.
struct RecordMerge<Noun: RecordNoun>: OperationCommand, ChangesOneRecord {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "merge", abstract: "Make one \(Noun.kind.rawValue) of two that are the same.",
      discussion: """
        The first one stays: it takes in what it lacks from the other; lists are united, notes joined, and values that \
        differ are kept under extra. Whatever mentioned the other mentions it, and the other's id still leads to it.
        """)
  }
  static var examples: [String] { ["\(Noun.kind.plural) merge \(Noun.exampleOriginal) \(Noun.exampleTwin)"] }

  @Argument(
    help: ArgumentHelp("The \(Noun.kind.rawValue) that stays.", valueName: "keep"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var keep: String

  @Argument(
    help: ArgumentHelp("The \(Noun.kind.rawValue) that it takes in.", valueName: "other"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var other: String

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  static var answers: [AnswerForm] { [.changes(of: Noun.kind)] }

  func request() -> MergeRecords { MergeRecords(Noun.kind, keep: keep, other) }
}
