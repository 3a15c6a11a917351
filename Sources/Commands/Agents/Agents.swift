import ArgumentParser
import Operations

/// `crm agents write`.
struct Agents: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agents", abstract: "The files that tell agents how to work with this repository.",
    subcommands: [AgentsWrite.self])
}

/// `crm agents write [--check]`: the part of AGENTS.md and the like that is crm's.
struct AgentsWrite: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write what agents need to know into AGENTS.md, or the files of a host.",
    discussion: """
      It writes the part between the lines <!-- crm:begin --> and <!-- crm:end --> and leaves all else as it is, its line \
      ends too; a file without them gets the part at its end. --claude is CLAUDE.md and a skill, --codex AGENTS.md and a \
      skill, --gemini GEMINI.md. --check writes nothing, names what is missing or out of date, and then ends with 4. Each file \
      is replaced as a whole, skills one after the other: what a kill leaves out --check names.
      """)
  static let examples = ["agents write", "agents write --claude --codex --dry-run", "agents write --check"]

  static let answers = [WriteAgentFiles.answer, CheckAgentFiles.answer]
  static let effect = Effect.writes
  var asked: [AnswerForm] { [check ? CheckAgentFiles.answer : WriteAgentFiles.answer] }

  @Flag(name: .long, help: "CLAUDE.md, and a skill under .claude/skills.")
  var claude = false

  @Flag(name: .long, help: "AGENTS.md, and a skill under .agents/skills.")
  var codex = false

  @Flag(name: .long, help: "GEMINI.md.")
  var gemini = false

  @Flag(name: .long, help: "Say what is missing or out of date, in place of writing it.")
  var check = false

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let hosts: [AgentHost] = [(claude, AgentHost.claude), (codex, .codex), (gemini, .gemini)]
      .compactMap { $0.0 ? $0.1 : nil }
    let context = session.context
    try session.present(
      check ? CheckAgentFiles(hosts).run(in: context) : WriteAgentFiles(hosts).run(in: context))
  }
}
