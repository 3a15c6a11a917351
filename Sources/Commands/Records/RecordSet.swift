import ArgumentParser
import Diagnostics
import Filters
import Operations
import Output
import Records
import Rules
import Search

/// `crm <noun> set REF k=v…`, or `--where FILTER k=v…` for many at once.
struct RecordSet<Noun: RecordNoun>: ActsOnRecords, ChangesOneRecord {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: RecordVerb.set,
      abstract: "Change fields of \(Noun.kind.article), or of all that match --where.",
      discussion: "field=value sets, field= clears, list+=value adds, list-=value removes.")
  }
  static var examples: [String] {
    let field =
      switch Noun.kind {
      case .contact, .company, .lead, .deal: "tags+=vip"
      case .task: "type=call"
      case .activity: "result='will think'"
      case .product: "active=no"
      case .invoice: "due=2026-12-18"
      }
    return ["\(Noun.kind.plural) set \(Noun.exampleReference) \(field)"]
  }
  static var target: VerbSearch.Target { VerbSearch.Target(Noun.kind, rest: [.value(.open)]) }

  static var answers: [AnswerForm] { [.changes(of: Noun.kind)] }

  @Argument(
    help: ArgumentHelp(
      "The \(Noun.kind.rawValue), unless --where says which, and the new values.",
      valueName: "ref field=value"),
    completion: .custom { words, _, prefix in LiveCompletion.setArguments(words, prefix, kind: Noun.kind) })
  var words: [String] = []

  @Option(
    name: .customLong("where"), help: ArgumentHelp("Change every record that matches.", valueName: "filter"))
  var filter: String?

  @Flag(name: .long, help: "Change many records without asking.")
  var yes = false

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if filter == nil, words.count < 2 {
      throw ValidationError("set takes a record and at least one field=value")
    }
    if filter != nil, words.isEmpty { throw ValidationError("set takes at least one field=value") }
  }

  /// The operation that the options ask for.
  var operation: any Operation {
    if let filter { return SetFieldsWhere(Noun.kind, where: filter, assignments: words, isAgreed: yes) }
    return SetFields(Noun.kind, words[0], assignments: Array(words.dropFirst()))
  }

  func run(in session: Session) throws { try session.present(operation.run(in: session.context)) }
}
