import ArgumentParser
import Diagnostics
import Operations
import Records

/// `crm leads add TITLE [field=value…]`, or `crm leads add --from FILE|-`.
struct LeadsAdd: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a lead: as typed, or from a web form, a web hook or a mail.",
    discussion:
      "Any field may follow as field=value; crm schema lead lists them. With --from the lead is read from JSON, a form's body or a mail. Somebody who has an open lead or deal gets the message there, and no second lead."
  )
  static let examples = [
    "leads add 'Needs a website' name='Anna Ivanova' phones+=+79161234567 source=site-form",
    "leads add --from request.json --source site-form",
  ]
  static var answers: [AnswerForm] { [AddRecord.answer, ReceiveLead.answer] }
  var asked: [AnswerForm] { [from == nil ? AddRecord.answer : ReceiveLead.answer] }

  @Argument(help: ArgumentHelp("The title, unless --from says it.", valueName: "title"))
  var name: String?

  @Argument(
    help: ArgumentHelp("Fields, such as tags=vip or emails+=anna@acme.example.", valueName: "field=value"),
    completion: .custom { words, _, prefix in LiveCompletion.assignments(prefix, kind: .lead) })
  var assignments: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A file with JSON, a form's body or a mail; - reads standard input.", valueName: "file"),
    completion: .file())
  var from: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What --from reads: json, form, mail, or a media type with its parameters; else it is recognised.",
      valueName: "type"))
  var contentType: String?

  @Option(name: .long, help: ArgumentHelp("Where it came from.", valueName: "text"))
  var source: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A field; may be repeated.", valueName: "field=value"))
  var sets: [String] = []

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard from == nil else { return }
    if contentType != nil {
      throw ValidationError("--content-type says what --from reads, and there is no --from")
    }
    if name == nil { throw ValidationError("a lead needs a title, or --from with a file to read it from") }
  }

  func run(in session: Session) throws {
    let words = try Assignments.words([("source", source)]) + sets
    if let from {
      let typed = [name].compactMap { $0 } + assignments
      let request = ReceiveLead(from: from, type: contentType, assignments: words + typed)
      return try session.present(try request.run(in: session.context))
    }
    let request = AddRecord(.lead, name: name ?? "", assignments: words + assignments)
    try session.present(try request.run(in: session.context))
  }
}
