import ArgumentParser
import Operations

/// `crm digest`: what is overdue, due and coming; nothing at all when there is nothing.
struct DigestCommand: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "List what is overdue, due today and coming, by owner.",
    discussion: """
      An empty digest prints nothing and ends with 0, so that cron sends no mail. Besides text there are --format md, \
      html and json.
      """)
  static let examples = ["digest"]

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
    name: .long, help: ArgumentHelp("en, ru or kk; else the owner's, or that of crm.yaml.", valueName: "code")
  )
  var lang: String?

  @OptionGroup var destination: OutputFileOptions
  @OptionGroup var global: GlobalOptions

  var outputFile: String? { destination.file }

  func request() -> MakeDigest { MakeDigest(for: owner, date: date, days: days, language: lang) }
}
