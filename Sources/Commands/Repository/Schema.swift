import ArgumentParser
import Diagnostics
import Operations
import Output
import Records
import Text

/// `crm schema [KIND | COMMAND… | --all]`: the JSON Schema of what `--json` prints.
struct SchemaCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of records, or of an answer.",
    discussion: """
      The custom fields of crm.yaml are in it; outside a repository only the built-in fields are. The words of a command, \
      such as crm schema undo or crm schema index status, give the schema of what it prints with --json, error that of \
      errors, help that of crm help --json. --all prints all of them as one document, by their $id. --format table, csv \
      and the like list the fields instead.
      """)
  static let examples = [
    "schema deal", "schema deal --format table", "schema index status", "schema --all", "schema error",
  ]
  static var answers: [AnswerForm] { [ShowSchema.answer] }

  @Argument(
    help: ArgumentHelp(
      "contact, company, lead, deal, task, activity or product; error; the words of a command; or an $id.",
      valueName: "kind"),
    completion: .list(Kind.allCases.map(\.rawValue) + [PublishedShape.errors.name, Publication.help.name]))
  var words: [String] = []

  @Flag(name: .long, help: "All of them as one document.")
  var all = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if all, !words.isEmpty { throw ValidationError("--all takes no word") }
  }

  func run(in session: Session) throws {
    let subject = all ? .all(Publication.shapes) : try subject()
    let answer = try ShowSchema(subject).run(in: session.context)
    // JSON Schema is what the command is for, so only a format that is asked for gives anything else.
    try session.present(answer, as: global.format == nil ? .json : nil)
  }

  private func subject() throws(Diagnostic) -> ShowSchema.Subject {
    guard let first = words.first else { return .everyKind }
    let id = Contract.id("")
    let name = first.hasPrefix(id) ? String(first.dropFirst(id.count)) : first
    if words.count == 1, let kind = Kind(word: name) { return .kind(kind) }
    if words.count == 1, name == ShowSchema.everyKind { return .everyKind }
    let said = words.flatMap { $0.split(separator: " ").map(String.init) }
    if let shape = Publication.shape(said) { return .shape(shape) }
    if let (_, names, rest) = CommandRoute.command(said[...]), rest.isEmpty {
      throw Diagnostic(
        .usage, "\(CommandLine(names.joined(separator: " "))) prints nothing that has a schema")
    }
    let kinds = Kind.allCases.map(\.rawValue)
    let what = words.joined(separator: " ")
    throw Diagnostic(
      .invalidValue, "there is no kind\(words.count > 1 ? " and no command" : "") \"\(what)\"",
      hints: .unknown(what, among: kinds, listing: "a kind is one of ") + [
        "what a command prints: \(CommandLine("schema", "deals", "list"))"
      ])
  }
}
