import JSON

/// The programs whose settings are known, by the words that a person gives for them.
package enum Host: String, Sendable, CaseIterable {
  case claude
  case claudeDesktop = "claude-desktop"
  case codex
  case cursor
  case vscode
  case gemini

  /// The text of its settings that makes it start the command, whole but for what else is in that file; the formats are
  /// those of November 2026.
  package func configuration(running command: [String]) -> String {
    switch self {
    case .codex: tables(command)
    case .claude, .cursor, .vscode: document(command, withType: true)
    case .claudeDesktop, .gemini: document(command, withType: false)
    }
  }

  /// Where the text goes.
  package var place: String {
    switch self {
    case .claude: ".mcp.json in the folder in which claude is started"
    case .claudeDesktop: "claude_desktop_config.json (Settings, Developer, Edit Config)"
    case .codex: "~/.codex/config.toml"
    case .cursor: "~/.cursor/mcp.json, or .cursor/mcp.json of a project"
    case .vscode: ".vscode/mcp.json of a workspace, or the user's (MCP: Open User Configuration)"
    case .gemini: "~/.gemini/settings.json, or .gemini/settings.json of a project"
    }
  }

  private func document(_ command: [String], withType: Bool) -> String {
    let type: JSONValue = withType ? ["type": "stdio"] : [:]
    let server = type.adding("command", .string(command.first ?? ""))
      .adding("args", Host.list(command.dropFirst()))
    let document: JSONValue = [self == .vscode ? "servers" : "mcpServers": ["crm": server]]
    return document.encoded(pretty: true) + "\n"
  }

  /// TOML, whose basic strings know all the escapes that JSON texts are written with here.
  private func tables(_ command: [String]) -> String {
    let program = JSONValue.string(command.first ?? "").encoded(pretty: false)
    let arguments = command.dropFirst().map { JSONValue.string($0).encoded(pretty: false) }
    return "[mcp_servers.crm]\ncommand = \(program)\nargs = [\(arguments.joined(separator: ", "))]\n"
  }

  private static func list(_ words: ArraySlice<String>) -> JSONValue { .array(words.map { .string($0) }) }
}
