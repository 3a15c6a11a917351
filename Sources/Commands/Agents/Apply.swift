import ArgumentParser
import Operations

/// `crm apply FILE|-`: many operations at once, all or nothing.
struct Apply: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Do many operations at once, all or nothing.",
    discussion: """
      Each line of the file is a JSON object: {"op": "move_deal", "id": "website", "stage": "proposal", "next_step": \
      "Call Anna", "next_due": "+2d"}. The operations are add_contact, add_deal, add_task, log, update, move_deal and \
      complete_task, with the arguments of the tools of these names; {"op": "add_contact", "as": "anna", …} names the \
      record that it makes, and later lines mean it by "$anna". Each line sees what those before it did, and the rules \
      judge it as if it were a command. All that they do is one change with one commit, which crm undo takes back. \
      Where a line is refused nothing is written; with --each the others are. A JSON line says what became of each: \
      line, ok, op, and change or error. The exit status is that of the worst refusal.
      """)
  static let examples = ["apply operations.jsonl", "apply operations.jsonl --each --dry-run"]
  static let effect = Effect.writes
  static let usualFormat = UsualFormat.lines
  static var answers: [AnswerForm] { [ApplyLines.answer] }

  @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"), completion: .file())
  var file: String

  @Flag(name: .long, help: "Apply the lines that are not refused.")
  var each = false

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    try session.present(try ApplyLines(file, isEach: each).run(in: session.context))
  }
}
