import ArgumentParser
import Diagnostics
import Operations
import Output

/// `crm events [--since CHANGE] [--follow]`: what became of records, for programs that keep up with them.
struct Events: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Print what became of records, field by field, as JSON lines.",
    discussion: """
      The oldest first, from the beginning or from behind the change that is named. The last line of a page says \
      whether more follows, and what to go on from. With --follow it prints what comes, and ends with its reader.
      """)
  static let examples = ["events --limit 20", "events --since now"]
  static let answers = [ListEvents.answer]
  static let usualFormat = UsualFormat.lines

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The change to go on from, as c-…, or a commit; now for none of the past.", valueName: "change"))
  var since: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "After how many events a page ends, with its last change whole; else 1000.", valueName: "n"))
  var limit: Int = ListEvents.usualLimit

  @Flag(name: .long, help: "Go on with what comes.")
  var follow = false

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    guard follow else {
      return try session.present(try ListEvents(since: since, limit: limit).run(in: session.context))
    }
    var feed = EventFeed(since: try since.map { try Named.text($0, "--since") })
    while true {
      while let answer = try feed.next(in: session.context(named: session.command, session)) {
        try session.present(answer)
        try session.flush()
      }
      try session.terminal.wait(milliseconds: 500)
    }
  }
}
