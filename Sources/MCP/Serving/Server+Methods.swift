import JSON

/// The methods that requests after a handshake have, and those that speak for themselves.
enum Method: String, Sendable {
  case discover = "server/discover"
  case listen = "subscriptions/listen"
  case listTools = "tools/list"
  case callTool = "tools/call"
  case listResources = "resources/list"
  case listTemplates = "resources/templates/list"
  case readResource = "resources/read"
  case listPrompts = "prompts/list"
  case getPrompt = "prompts/get"

  /// Whether only requests that speak for themselves have it.
  var isStateless: Bool { self == .discover || self == .listen }
}

extension Server {
  /// The answers of the handshake era: to `initialize`, and to `ping`, which may come before it; nil for all others.
  mutating func handshake(_ request: Request) throws(ProtocolError) -> JSONValue? {
    switch request.method {
    case "ping": return [:]
    case "initialize":
      let asked = try request.text("protocolVersion")
      _ = try request.object("capabilities")
      let client = ClientName(try request.object("clientInfo"))
      let agreed = Circumstances(revision: .agreed(asked: asked), client: client)
      session = agreed
      return results(agreed.revision).handshake()
    default: return nil
    }
  }

  mutating func result(
    of method: Method, _ request: Request, _ circumstances: Circumstances
  ) throws(ProtocolError) -> JSONValue {
    let results = results(circumstances.revision)
    guard circumstances.revision.describesResults || !method.isStateless else {
      throw Server.unknown(request.method)
    }
    switch method {
    case .discover: return results.discovery()
    // The caller has answered it.
    case .listen: throw Server.unknown(request.method)
    case .listTools:
      let tools = content.tools.map { results.tool($0, isTextOnly: options.isTextOnly) }
      return try list("tools", tools, request, results)
    case .callTool: return try call(request, circumstances, results)
    case .listResources:
      return try list(
        "resources", content.resources.filter { !$0.isTemplate }.map(results.resource), request, results)
    case .listTemplates:
      return try list(
        "resourceTemplates", content.resources.filter(\.isTemplate).map(results.resource), request, results)
    case .readResource: return try read(request, circumstances, results)
    case .listPrompts: return try list("prompts", Prompt.all.map(results.prompt), request, results)
    case .getPrompt: return try prompt(request, results)
    }
  }

  /// All there is on one page, so that no cursor was ever handed out.
  private func list(
    _ name: String, _ items: [JSONValue], _ request: Request, _ results: Results
  ) throws(ProtocolError) -> JSONValue {
    switch request.parameters["cursor"] {
    case nil, .null: break
    case .string: throw ProtocolError(.invalidParameters, "unknown cursor; the list has one page")
    default: throw .wrong("cursor", "a string")
    }
    let empty: JSONValue = [:]
    return results.complete(empty.adding(name, .array(items)), lifetime: Results.lifetime)
  }

  // MARK: Tools

  private mutating func call(
    _ request: Request, _ circumstances: Circumstances, _ results: Results
  ) throws(ProtocolError) -> JSONValue {
    let name = try request.text("name")
    let arguments = try request.object("arguments")
    guard let tool = content.tools.first(where: { $0.name == name }) else {
      switch content.absence(of: name) {
      case .unknown(let message): throw ProtocolError(.invalidParameters, message)
      case .withheld(let refusal): return results.answer(refusal, isTextOnly: options.isTextOnly)
      }
    }
    let changes = tool.writes && !options.isDryRun && arguments["dry_run"] != true
    let wait = changes ? rate.wait(at: clock()) : 0
    guard wait == 0 else {
      return results.answer(Server.refusal(name, arguments, wait), isTextOnly: options.isTextOnly)
    }
    let answer = content.call(tool, arguments, by: circumstances.client)
    if changes, !answer.isError { rate.count(at: clock()) }
    return results.answer(answer, isTextOnly: options.isTextOnly)
  }

  /// The answer to a change that would be one too many.
  private static func refusal(_ tool: String, _ arguments: JSONValue, _ wait: Int64) -> ToolResult {
    let seconds = (wait + 999) / 1000
    let message =
      "Not written: this server makes at most \(WriteRate.limit) changes a minute. Repeat the call in \(seconds) s, or "
      + "tell the user. Nothing was written."
    let error: JSONValue = [
      "code": "locked", "message": .string(message), "retryable": true,
      "retry_after_seconds": .integer(Int(seconds)),
      "retry": ["tool": .string(tool), "arguments": arguments],
    ]
    return ToolResult(envelope: ["ok": false, "error": error], text: message, isError: true)
  }

  // MARK: Resources and prompts

  private func read(
    _ request: Request, _ circumstances: Circumstances, _ results: Results
  ) throws(ProtocolError) -> JSONValue {
    let uri = try request.text("uri")
    guard let text = content.read(uri, by: circumstances.client) else {
      let code: ProtocolError.Code = results.revision < .stateless ? .missingResource : .invalidParameters
      throw ProtocolError(code, "resource not found", data: ["uri": .string(uri)])
    }
    if let failure = text.failure {
      throw ProtocolError(.internalFault, failure, data: ["uri": .string(uri)])
    }
    return results.contents(uri, text)
  }

  private func prompt(_ request: Request, _ results: Results) throws(ProtocolError) -> JSONValue {
    let name = try request.text("name")
    guard let prompt = Prompt.all.first(where: { $0.name == name }) else {
      throw ProtocolError(
        .invalidParameters,
        "unknown prompt \(ProtocolError.quoted(name)); there are "
          + Prompt.all.map(\.name).joined(separator: ", "))
    }
    let given = try request.object("arguments")
    var values: [String: String] = [:]
    for argument in prompt.arguments {
      guard let value = given[argument.name] else { throw .missing("argument \(argument.name)") }
      guard let text = value.string else { throw .wrong("argument \(argument.name)", "a string") }
      guard !text.isEmpty, text.unicodeScalars.count <= Prompt.valueLimit else {
        throw .wrong("argument \(argument.name)", "1 to \(Prompt.valueLimit) characters long")
      }
      values[argument.name] = text
    }
    return results.conversation(prompt, values)
  }

  // MARK: Notifications

  /// What names the stream of a request, in all that belongs to it.
  static func stream(_ id: RequestID) -> JSONValue { ["io.modelcontextprotocol/subscriptionId": id.json] }

  /// Opens a stream and says what will come on it, which is nothing; its answer comes when the server ends.
  mutating func listen(_ request: Request) throws(ProtocolError) -> [[UInt8]] {
    guard request.parameters["notifications"] != nil else { throw .missing("notifications") }
    _ = try request.object("notifications")
    guard streams.count < Server.streamLimit, !streams.contains(request.id) else {
      throw ProtocolError(
        .invalidRequest, "at most \(Server.streamLimit) streams may be open, each with its own id")
    }
    streams.append(request.id)
    let said: JSONValue = ["_meta": Server.stream(request.id), "notifications": [:]]
    return [Frame.notification("notifications/subscriptions/acknowledged", said)]
  }
}
