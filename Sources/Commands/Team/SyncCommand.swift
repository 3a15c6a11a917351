import ArgumentParser
import Diagnostics
import Operations

/// `crm sync`: brings this clone and those of the others together.
struct SyncCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Bring this clone and those of the others together: fetch, merge by field, repair, push.",
    discussion: """
      What you edited by hand is committed first, if crm check accepts it. Edits of different fields merge by \
      themselves; what two people gave different values is listed, and nothing is pushed until that is settled. Until \
      all has succeeded, branch and files stay as they were.
      """)
  static let examples = ["sync", "sync --prefer newer"]

  @Option(
    name: .long,
    help: ArgumentHelp("The remote; else the one that the branch follows, else origin.", valueName: "name"))
  var remote: String?

  @Flag(name: .long, help: "Bring in what the others did, and push nothing.")
  var noPush = false

  @Option(name: .long, help: ArgumentHelp("Settle conflicts by \(SyncPreference.listed).", valueName: "side"))
  var prefer: SyncPreference?

  @Flag(name: .long, help: "Refuse where something is edited by hand, in place of committing it.")
  var noCommit = false

  @Flag(name: .customLong("continue"), help: "Go on, once the conflicts of a merge are settled.")
  var continues = false

  @Flag(name: .long, help: "Give a merge up: all is as before the sync.")
  var abort = false

  @OptionGroup var global: GlobalOptions

  static let effect = Effect.writes
  static var answers: [AnswerForm] { [SyncTeam.answer, AbandonSync.answer] }
  var asked: [AnswerForm] { [abort ? AbandonSync.answer : SyncTeam.answer] }

  func run(in session: Session) throws {
    if abort, continues || noPush || noCommit || remote != nil || prefer != nil {
      throw Diagnostic(.usage, "--abort takes no other option")
    }
    if abort { return try session.present(AbandonSync().run(in: session.context)) }
    let request = SyncTeam(
      remote: remote, pushes: !noPush, preference: prefer, commitsHandEdits: !noCommit)
    let context = session.context
    try session.present(continues ? FinishSync(request).run(in: context) : request.run(in: context))
  }
}
