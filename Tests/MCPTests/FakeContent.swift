import JSON

@testable import MCP

/// Three tools and three resources that need no repository, and a note of what was called.
final class FakeContent: ServedContent {
  private(set) var calls: [String] = []
  private(set) var clients: [String?] = []

  let tools = [
    FakeContent.tool("look", isReadOnly: true), FakeContent.tool("write", isReadOnly: false),
    FakeContent.tool("refuse", isReadOnly: false),
  ]

  let resources = [
    ResourceDeclaration(
      uri: "crm://guide", name: "guide", title: "Guide", description: "How to work.",
      mediaType: "text/markdown"),
    ResourceDeclaration(
      uri: "crm://record/{id}", name: "record", title: "Record", description: "One record.",
      mediaType: "application/json"),
  ]

  func absence(of tool: String) -> Absence {
    guard tool == "withheld" else { return .unknown("unknown tool") }
    return .withheld(
      ToolResult(envelope: ["ok": false, "error": ["code": "read_only"]], text: "no", isError: true))
  }

  func call(_ tool: ToolDeclaration, _ arguments: JSONValue, by client: ClientName?) -> ToolResult {
    calls.append("\(tool.name) \(arguments.encoded(pretty: false))")
    clients.append(client?.description)
    if tool.name == "refuse" || arguments["fail"] == true {
      return ToolResult(
        envelope: ["ok": false, "error": ["code": "not_found", "message": "no"]], text: "no", isError: true)
    }
    return ToolResult(
      envelope: ["ok": true, "data": arguments], text: "{\"ok\":true}", isError: false,
      isUntrusted: arguments["outside"] == true)
  }

  func read(_ uri: String, by client: ClientName?) -> ResourceText? {
    switch uri {
    case "crm://guide": ResourceText("Guide", mediaType: "text/markdown", lifetime: 1000)
    case "crm://record/d1": ResourceText("{}", mediaType: "application/json", isUntrusted: true)
    case "crm://record/broken": ResourceText(failure: "cannot read")
    default: nil
    }
  }

  private static func tool(_ name: String, isReadOnly: Bool) -> ToolDeclaration {
    ToolDeclaration(
      name: name, title: name.capitalized, description: "Does \(name).", inputSchema: ["type": "object"],
      outputSchema: ["type": "object", "required": ["ok"]],
      annotations: [
        "readOnlyHint": .bool(isReadOnly), "destructiveHint": .bool(!isReadOnly),
        "idempotentHint": .bool(isReadOnly), "openWorldHint": false,
      ], writes: !isReadOnly)
  }
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}

/// A server over fake content, and what it says to bytes.
struct Talk {
  let content = FakeContent()
  var server: Server
  /// What the server's clock says.
  final class Clock { var now: Int64 = 0 }
  let clock = Clock()

  init(_ options: Server.Options = Server.Options()) {
    let clock = clock
    server = Server(content, identity: ServerIdentity(version: "1.2.3"), options: options) { clock.now }
  }

  /// All lines that answer these bytes, which are the end of the input where `isEnd`.
  mutating func say(_ bytes: [UInt8], isEnd: Bool = false) -> [String] {
    server.receive(bytes)
    if isEnd { server.endInput() }
    var lines: [[UInt8]] = []
    while !server.isIdle { lines += server.answerNext() }
    if isEnd { lines += server.close() }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }

  mutating func say(_ text: String) -> [String] { say(Array((text + "\n").utf8)) }
}

/// Requests as clients write them.
enum Line {
  static let revision = #""io.modelcontextprotocol/protocolVersion":"2026-07-28""#
  static let capabilities = #""io.modelcontextprotocol/clientCapabilities":{}"#
  static let meta = #""_meta":{\#(revision),\#(capabilities)}"#

  /// A request that speaks for itself; `parameters` are further members.
  static func modern(_ method: String, _ parameters: String = "", id: String = "1") -> String {
    call(method, "{\(meta)\(parameters.isEmpty ? "" : "," + parameters)}", id: id)
  }

  static func call(_ method: String, _ parameters: String? = nil, id: String = "1") -> String {
    let tail = parameters.map { #","params":\#($0)"# } ?? ""
    return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"\#(tail)}"#
  }

  static func notification(_ method: String, _ parameters: String? = nil) -> String {
    #"{"jsonrpc":"2.0","method":"\#(method)"\#(parameters.map { #","params":\#($0)"# } ?? "")}"#
  }

  static func initialize(_ version: String, id: String = "0") -> String {
    call(
      "initialize",
      #"{"protocolVersion":"\#(version)","capabilities":{},"clientInfo":{"name":"t","version":"1"}}"#,
      id: id)
  }
}
