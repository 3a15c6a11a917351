package import JSON
import Output
import Reports

extension PublishedShape {
  /// What the tools that agents call answer, by their names: the envelope that all of them share, with what is the tool's
  /// own in it. What a tool itself declares is short, because a model pays for it.
  package static let tools: [PublishedShape] = catalog.map { tool in
    PublishedShape("mcp/\(tool.name)", [answer(of: tool)])
  }

  /// All tools that there are.
  private static var catalog: [Tool] {
    var options = ToolSet.Options()
    options.allowsBulk = true
    return (try? ToolSet(options))?.tools ?? []
  }

  /// The facts that a tool answers, where they have a shape of their own.
  private static let facts: [String: JSONValue] = [
    "brief": Brief.schema.schema, "get": RecordDossier.schema.schema, "report": Report.schema,
  ]

  private static func answer(of tool: Tool) -> JSONValue {
    .object(
      (ToolContent.schema.schema.members ?? []).map { member in
        guard member.key == "properties" else { return member }
        let properties = (member.value.members ?? []).compactMap { property -> JSONMember? in
          // What only reads changes nothing.
          if property.key == "change", !tool.writes { return nil }
          guard property.key == "data", let facts = facts[tool.operation] else { return property }
          return JSONMember(property.key, facts)
        }
        return JSONMember(member.key, .object(properties))
      })
  }

  /// What each tool takes, for the snapshot of the contract.
  static var arguments: JSONValue {
    .object(
      catalog.map { tool in
        JSONMember(tool.name, .object([JSONMember("inputSchema", tool.inputSchema)]))
      })
  }
}
