import ArgumentParser
import Diagnostics
import Operations
import Output
import Records
import Text

/// `crm schema [KIND | COMMAND…]`: the JSON Schema of what `--json` prints.
struct SchemaCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of records, or of an answer.",
    discussion: """
      The custom fields of crm.yaml are in it; outside a repository only the built-in fields are. The words of a command, \
      such as crm schema undo or crm schema index status, give the schema of what it prints with --json. --format table, \
      csv and the like list the fields instead.
      """)
  static let examples = ["schema deal", "schema deal --format table", "schema index status"]
  static var answers: [AnswerForm] { [ShowSchema.answer] }

  @Argument(
    help: ArgumentHelp(
      "contact, company, lead, deal, task, activity or product; or the words of a command.",
      valueName: "kind"),
    completion: .list(Kind.allCases.map(\.rawValue)))
  var words: [String] = []

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let answer = try ShowSchema(try subject()).run(in: session.context)
    // JSON Schema is what the command is for, so only a format that is asked for gives anything else.
    try session.present(answer, as: global.format == nil ? .json : nil)
  }

  private func subject() throws(Diagnostic) -> ShowSchema.Subject {
    guard let first = words.first else { return .everyKind }
    if words.count == 1, let kind = Kind(word: first) { return .kind(kind) }
    let said = words.flatMap { $0.split(separator: " ").map(String.init) }
    if let (type, names, rest) = CommandRoute.command(said[...]), rest.isEmpty {
      let answers = ((type as? any CRMCommand.Type)?.answers ?? []).filter(\.isData)
      if answers.isEmpty {
        throw Diagnostic(
          .usage, "\(CommandLine(names.joined(separator: " "))) prints nothing that has a schema")
      }
      return .answers(answers)
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
