import ArgumentParser
import Operations

/// `crm digest`: what is overdue, due and coming; nothing at all when there is nothing.
struct DigestCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "List what is overdue, due today and coming, by owner.",
    discussion: """
      An empty digest prints nothing and ends with 0, so that cron sends no mail; -o then removes the file of an earlier \
      one. Besides text there are --format md, html, json, ics, a calendar, and eml, a message for sendmail -t. A message \
      goes to the owner's email in crm.yaml, or to the address of --to; it comes from digest: {from: …} there, else from \
      git's user. With --once the same digest of a day goes out no second time.
      """)
  static let examples = [
    "digest", "digest --for me --days 3", "digest --since mon",
    "digest --format eml --to gleb@example.com --once",
  ]
  static let answers = [MakeDigest.answer]

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("One owner by the beginning of the name, me, or all.", valueName: "owner"),
    completion: .custom { _, _, _ in LiveCompletion.owners() })
  var owner: String = "all"

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The day of the digest: fri, 2026-12-01; else today.", valueName: "date"))
  var date: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("How many days after it are the coming ones; else 7.", valueName: "number"))
  var days: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Tell who did what since that day, too, from git: mon, 2026-11-20.", valueName: "date")
  )
  var since: String?

  @Option(
    name: .long, help: ArgumentHelp("en, ru or kk; else the owner's, or that of crm.yaml.", valueName: "code")
  )
  var lang: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Who gets the message; else the owner.", valueName: "address"))
  var to: String?

  @Flag(name: .long, help: "Make it no second time on the same day.")
  var once = false

  @OptionGroup var destination: OutputFileOptions
  @OptionGroup var global: GlobalOptions

  var outputFile: String? { destination.file }

  func run(in session: Session) throws {
    var options = MakeDigest.Options()
    (options.date, options.days, options.language, options.recipient) = (date, days, lang, to)
    options.since = since
    options.once = once ? session.form : nil
    let answer = try MakeDigest(for: owner, options).run(in: session.context)
    guard case .digest(let digest) = answer, !digest.isRepeated else { return }
    try session.present(answer)
    // Only what has left this program is done.
    try session.flush()
    if !global.dryRun { try digest.markAsWritten() }
  }
}
