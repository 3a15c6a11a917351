import JSON
import Testing

@testable import MCP

@Suite struct HostTests {
  private let command = ["/opt/crm \"new\"/crm", "mcp", "-C", "/home/jo/my sales\\x", "--read-only"]

  @Test(arguments: Host.allCases.filter { $0 != .codex }) func documentsAreJSON(_ host: Host) throws {
    let json = try JSONValue(parsing: Array(host.configuration(running: command).utf8))
    let server = try #require(json[host == .vscode ? "servers" : "mcpServers"]?["crm"])
    #expect(server["command"]?.string == command[0])
    #expect(server["args"]?.array?.compactMap(\.string) == Array(command.dropFirst()))
    #expect((server["type"] == "stdio") == [.claude, .cursor, .vscode].contains(host))
    #expect(json.members?.count == 1 && !host.place.isEmpty)
  }

  @Test func codexTakesTOML() {
    #expect(
      Host.codex.configuration(running: command) == #"""
        [mcp_servers.crm]
        command = "/opt/crm \"new\"/crm"
        args = ["mcp", "-C", "/home/jo/my sales\\x", "--read-only"]

        """#)
  }
}
