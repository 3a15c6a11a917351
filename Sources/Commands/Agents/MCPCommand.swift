import ArgumentParser
import Diagnostics
import MCP
import Operations
import Store

extension Host: ChoiceArgument {}

/// `crm mcp`: the tools of the program for agents, over the Model Context Protocol.
struct MCPCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp", abstract: "Serve agents by the Model Context Protocol on standard input and output.",
    discussion: """
      Hosts such as Claude Code, Codex or VS Code start it; --print-config prints what belongs into their settings. Its tools \
      are this program's operations with the same rules and refusals: no open deal is left without a next step, each change \
      is one commit that can be undone, nothing is sent, deleted or pushed. It knows the protocol's versions from 2024-11-05 \
      to 2026-07-28. At most 60 changes are made in a minute.
      """)
  static let examples = ["mcp --print-config claude", "mcp --read-only --print-config codex"]
  static let answers = [AnswerForm.text]

  @Flag(name: .long, help: "Offer no tool that writes.")
  var readOnly = false

  @Option(
    name: .long, help: ArgumentHelp("Offer these tools only, such as brief,search,get.", valueName: "a,b"))
  var tools: String?

  @Flag(name: .long, help: "Offer the two tools that change up to 200 records at once.")
  var allowBulk = false

  @Flag(name: .long, help: "Leave out what other people wrote in forms and mails.")
  var noOutside = false

  @Flag(name: .long, help: "Answer in text alone, for hosts that hand the model text and structure.")
  var text = false

  @Option(
    name: .long, help: ArgumentHelp("Who acts; the same as --user.", valueName: "name"))
  var actor: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Print the settings with which a host starts this server, and serve nothing: \(Host.listed).",
      valueName: "host"))
  var printConfig: Host?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let set = try ToolSet(options())
    if let printConfig { return try print(printConfig, in: session) }
    if session.world.isInputTerminal { session.warn(MCPCommand.remark) }
    session.actorName = try actor.map { name throws(Diagnostic) in try Named.text(name, "--actor") }
    let server = Server(
      MCPContent(set, session), identity: ServerIdentity(version: Version.text),
      options: Server.Options(isTextOnly: text, isDryRun: global.dryRun), clock: ProcessInput.clock)
    var loop = ServerLoop(server, session.terminal)
    try loop.run()
  }

  /// For a person who starts it at a terminal and sees nothing happen.
  private static let remark = Diagnostic(
    .warning, "a server is for programs: it waits for their messages on standard input",
    hints: ["what makes a host start it: \(CommandLine("mcp").option("print-config", "claude"))"])

  private func options() -> ToolSet.Options {
    var options = ToolSet.Options()
    options.isReadOnly = readOnly
    options.only = tools.map { names in
      names.split(separator: ",").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
    }
    options.allowsBulk = allowBulk
    options.showsOutside = !noOutside
    return options
  }

  /// The same options again, for the folder that was found by now.
  private func print(_ host: Host, in session: Session) throws {
    let root = try session.context.repository().root
    var command = [session.world.executable?() ?? "crm", "mcp", "-C", root]
    if readOnly { command.append("--read-only") }
    if let tools { command += ["--tools", tools] }
    if allowBulk { command.append("--allow-bulk") }
    if noOutside { command.append("--no-outside") }
    if text { command.append("--text") }
    if let name = actor ?? global.user { command += ["--actor", name] }
    try session.present(.text(host.configuration(running: command)))
    session.note("this goes into \(host.place)")
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmingBlanks: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
