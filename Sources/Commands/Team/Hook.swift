import ArgumentParser
import Diagnostics
import Operations

/// `crm hook`: what a git server runs.
struct Hook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "The hook by which a git server refuses what breaks a rule.",
    subcommands: [HookInstall.self, HookPreReceive.self])
}

/// `crm hook pre-receive`, which git starts.
struct HookPreReceive: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-receive", abstract: "Judge a push; git runs this, with the refs on standard input.",
    discussion: """
      It reads lines of OLD NEW REF and refuses the whole push, with 3, where one branch would break a rule: a record that \
      cannot be read, a deal without a next step, a reference that leads nowhere, a pipeline that does not compile, or a \
      change that the role of whoever pushes does not allow. It looks at what the push changes and what that touches, and \
      writes nothing. Who pushes is CRM_PUSHER (an owner's id or email), else what the forge says, else the author of the \
      last commit. Tags and deleted branches pass.
      """)
  static let examples = ["hook pre-receive"]
  static let answers = [JudgePush.answer]
  var asked: [AnswerForm] { Self.answers }

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let lines = try session.input(atMost: 16 << 20)
    try session.present(JudgePush(String(decoding: lines, as: UTF8.self)).run(in: session.context))
  }
}

/// `crm hook install [--server DIR]`.
struct HookInstall: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Put the hook into a git repository on this machine.",
    discussion: """
      Writes hooks/pre-receive, which runs crm hook pre-receive, into the bare repository that --server names, else into \
      the git repository here. A hook that crm did not write stays: it is named, with the line that lets it call crm.
      """)
  static let examples = ["hook install --dry-run", "hook install --server /srv/git/sales.git"]

  @Option(
    name: .long,
    help: ArgumentHelp("The git repository to be guarded, a folder on this machine.", valueName: "dir"))
  var server: String?

  @OptionGroup var global: GlobalOptions

  func request() -> InstallHook { InstallHook(server) }
}
