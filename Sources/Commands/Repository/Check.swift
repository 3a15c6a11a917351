import ArgumentParser
import Diagnostics
import Operations

/// `crm check [--fix | --range A..B]`: everything that is wrong with the repository, each with its place and the way out.
struct Check: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find broken files and deals that break a rule; exit 4 when there are any.",
    discussion: """
      --range looks at what some commits change and at nothing else, as the hook of a server does, roles of crm.yaml \
      included: what B brings since it left A. It is for jobs that judge a merge request.
      """)
  static let examples = ["check", "check --fix", "check --range origin/main..HEAD"]
  static let answers = [CheckRepository.answer]
  var asked: [AnswerForm] { Self.answers }

  @Flag(name: .long, help: "Mend what can be mended without guessing.")
  var fix = false

  @Option(
    name: .long, help: ArgumentHelp("Judge what these commits change, as a server would.", valueName: "A..B"))
  var range: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    guard let range else { return try session.present(CheckRepository(mends: fix).run(in: session.context)) }
    if fix {
      throw Diagnostic(.usage, "--range judges commits, and --fix mends files", hints: ["give one of them"])
    }
    try session.present(CheckRange(range).run(in: session.context))
  }
}
