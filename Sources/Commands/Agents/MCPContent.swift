import JSON
import MCP
import Operations
import Records
import Store
import Text

/// The program's tools, records and texts as a server serves them. Everything is read anew at each request, so that what
/// others changed in between is seen.
struct MCPContent: ServedContent {
  let tools: [ToolDeclaration]
  let resources: [ResourceDeclaration]
  private let set: ToolSet
  private let session: Session

  init(_ set: ToolSet, _ session: Session) {
    self.set = set
    self.session = session
    tools = set.tools.map { tool in
      ToolDeclaration(
        name: tool.name, title: tool.title, description: tool.doc, inputSchema: tool.inputSchema,
        outputSchema: tool.outputSchema, annotations: tool.annotations, writes: tool.writes)
    }
    let names = Set(tools.map(\.name))
    resources = Resource.all.filter { resource in resource.tool.map(names.contains) ?? true }.map(
      \.declaration)
  }

  // MARK: Tools

  func call(_ tool: ToolDeclaration, _ arguments: JSONValue, by client: ClientName?) -> ToolResult {
    MCPContent.result(answer(tool.name, arguments, by: client))
  }

  func absence(of tool: String) -> Absence {
    let answer = answer(tool, [:], by: nil)
    guard answer.envelope["error"]?["code"] != "not_found" else { return .unknown(answer.text) }
    return .withheld(MCPContent.result(answer))
  }

  private static func result(_ answer: ToolAnswer) -> ToolResult {
    ToolResult(
      envelope: answer.envelope, text: answer.text, isError: answer.isError, isUntrusted: answer.isUntrusted)
  }

  private func answer(_ tool: String, _ arguments: JSONValue, by client: ClientName?) -> ToolAnswer {
    set.call(tool, arguments) { run, face in
      session.context(named: run.name, face) { options in
        options.isDryRun = options.isDryRun || run.isDryRun
        options.ifRevision = run.ifRevision
        options.origin = ChangeOrigin(.mcp, client: client?.description)
        options.patience = MCPContent.patience
        options.keepsDifference = true
      }
    }
  }

  /// How long a call waits for other writers, in milliseconds: a model is not kept as long as a person.
  private static let patience: Int64 = 5000

  // MARK: Resources

  func read(_ uri: String, by client: ClientName?) -> ResourceText? {
    guard let (resource, value) = Resource.named(uri),
      resources.contains(where: { $0.uri == resource.declaration.uri })
    else { return nil }
    switch resource.source {
    case .text(let text):
      return ResourceText(text, mediaType: resource.declaration.mediaType, lifetime: 300_000)
    case .schema: return schema(of: value)
    case .tool(let name, let argument):
      let arguments: JSONValue = argument.map { [$0: .string(value)] } ?? [:]
      let answer = answer(name, arguments, by: client)
      guard answer.isError else {
        return ResourceText(
          answer.envelope.encoded(pretty: false), mediaType: "application/json",
          isUntrusted: answer.isUntrusted)
      }
      let code = answer.envelope["error"]?["code"]
      return code == "not_found" || code == "ambiguous" ? nil : ResourceText(failure: answer.text)
    }
  }

  private func schema(of word: String) -> ResourceText? {
    guard let kind = Kind(rawValue: word) else { return nil }
    let face = ToolFace()
    do {
      let answer = try ShowSchema(.kind(kind)).run(in: session.context(named: "schema", face) { _ in })
      guard case .schema(let document, _) = answer else { return nil }
      return ResourceText(
        document.encoded(pretty: false), mediaType: "application/schema+json", lifetime: 60_000)
    } catch {
      return ResourceText(failure: "\(error)")
    }
  }
}

/// What may be read by its address.
private struct Resource {
  enum Source {
    case text(String)
    /// The JSON Schema of the kind that the address ends in.
    case schema
    /// The answer of a tool; the end of the address is an argument of that name.
    case tool(String, argument: String?)
  }

  let declaration: ResourceDeclaration
  let source: Source

  /// The tool without which it is not served.
  var tool: String? { if case .tool(let name, _) = source { name } else { nil } }

  /// The resource at an address, and what the address has in place of a template's variable.
  static func named(_ uri: String) -> (resource: Resource, value: String)? {
    for resource in all {
      let pattern = resource.declaration.uri
      guard let brace = pattern.firstIndex(of: "{") else {
        if pattern == uri { return (resource, Path.split(uri).name) }
        continue
      }
      let start = pattern[..<brace]
      let value = uri.dropFirst(start.count)
      let isPlain = value.utf8.allSatisfy { byte in
        switch UInt8(byte) {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x5F: true
        default: false
        }
      }
      if uri.hasPrefix(start), !value.isEmpty, isPlain { return (resource, String(value)) }
    }
    return nil
  }

  static let all: [Resource] =
    [
      Resource(
        declaration: ResourceDeclaration(
          uri: "crm://guide", name: "guide", title: "How to work with crm",
          description: "The rules that every change keeps, and which tool is for what.",
          mediaType: "text/markdown"),
        source: .text(Guide.text)),
      Resource(
        declaration: ResourceDeclaration(
          uri: "crm://today", name: "today", title: "Today",
          description: "What is due, overdue and without a next step, as crm_brief answers it.",
          mediaType: "application/json"), source: .tool("crm_brief", argument: nil)),
    ] + Kind.allCases.map(schema) + [
      Resource(
        declaration: ResourceDeclaration(
          uri: "crm://schema/{kind}", name: "schema", title: "Schema of a kind",
          description: "The JSON Schema of a kind of records, custom fields included.",
          mediaType: "application/schema+json"), source: .schema),
      Resource(
        declaration: ResourceDeclaration(
          uri: "crm://record/{id}", name: "record", title: "A record",
          description: "One record by its id, as crm_get answers it.", mediaType: "application/json"),
        source: .tool("crm_get", argument: "id")),
    ]

  private static func schema(of kind: Kind) -> Resource {
    Resource(
      declaration: ResourceDeclaration(
        uri: "crm://schema/" + kind.rawValue, name: "schema-" + kind.rawValue,
        title: "Schema of \(kind.rawValue) records",
        description: "The JSON Schema of \(kind.article), custom fields included.",
        mediaType: "application/schema+json"), source: .schema)
  }
}
