import ArgumentParser
import Diagnostics
import Operations
import Output

/// `crm undo [CHANGE]`: takes back what one change wrote, and nothing that was written since.
struct Undo: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back a change that crm made here: the last one, or the one named.",
    discussion: """
      Goes back field by field: what you or others wrote since stays, and where the same field was changed since, \
      nothing is undone and the field is named. Given again, it takes back the change before; to bring back what was \
      undone, undo the undoing by its name.
      """)
  static let examples = ["undo", "undo --list"]

  @Argument(help: ArgumentHelp("The change, as c-…, or the commit that holds it.", valueName: "change"))
  var change: String?

  @Flag(name: .customLong("list"), help: "List the last changes, the newest first.")
  var isListing = false

  static let effect = Effect.writes
  static var answers: [AnswerForm] { [UndoChange.answer, ListChanges.answer] }
  /// The list of changes is a table, what was undone is not.
  var asked: [AnswerForm] { [isListing ? ListChanges.answer : UndoChange.answer] }

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    if isListing, change != nil { throw Diagnostic(.usage, "--list takes no change") }
    let context = session.context
    try session.present(isListing ? ListChanges().run(in: context) : UndoChange(change).run(in: context))
  }
}
