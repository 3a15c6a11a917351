package import JSON
import Output
import Records

/// What is published under a name: what a command answers, or errors.
package struct PublishedShape: Sendable {
  /// The last part of its `$id`: `deals-list`.
  package let name: String
  /// What there is to print: one of these.
  let schemas: [JSONValue]
  /// What they refer to by name, beside records, references and findings.
  let definitions: [JSONMember]

  package init(_ name: String, _ forms: [AnswerForm]) {
    self.init(name, forms.map { $0.schema() })
  }

  package init(_ name: String, _ schemas: [JSONValue], definitions: [(String, JSONValue)] = []) {
    self.name = name
    self.schemas = schemas
    self.definitions = definitions.map { JSONMember($0.0, $0.1) }
  }

  /// The lines on standard error.
  package static let errors = PublishedShape("error", [.messages])

  var schema: JSONValue { schemas.count == 1 ? schemas[0] : ["anyOf": .array(schemas)] }

  /// The one kind of the records that a schema is of, one or many; nil where they are of any kind, or none.
  static func kind(of schema: JSONValue) -> Kind? {
    let one = schema["anyOf"]?.array?.first ?? schema["items"] ?? schema
    return one["$ref"]?.string.flatMap { Kind(rawValue: Contract.definition($0)) }
  }
}

extension Contract {
  /// The whole contract for the test that compares it with an earlier one: definitions once, outputs by name, and the
  /// commands with what they take, as `crm help --json` describes them.
  ///
  /// The fields are those that are built in. What is said of things in words is left out, since it may change at will.
  package static func snapshot(_ shapes: [PublishedShape], commands: JSONValue) -> JSONValue {
    let definitions = RecordSchema(schema: .plain).definitions + shapes.flatMap(\.definitions)
    return .object([
      JSONMember("version", .string(version)),
      JSONMember("definitions", .object(definitions.map { JSONMember($0.key, bare($0.value)) })),
      JSONMember("outputs", .object(shapes.map { JSONMember($0.name, bare($0.schema)) })),
      JSONMember("tools", toolsTaking),
      JSONMember("commands", wordless(commands)),
    ])
  }

  /// The snapshot as a file: a line for each definition, output and noun, so that a difference shows what it is about.
  package static func text(ofSnapshot snapshot: JSONValue) -> String {
    let members = (snapshot.members ?? []).map { member in
      let lines =
        switch member.key {
        case "definitions", "outputs", "tools": lines(of: member.value)
        case "commands": commandLines(member.value)
        default: [member.value.encoded(pretty: false)]
        }
      return "\(JSONValue.string(member.key).encoded(pretty: false)): " + lines.joined(separator: "\n")
    }
    return "{\n" + members.joined(separator: ",\n") + "\n}\n"
  }

  private static func lines(of object: JSONValue) -> [String] {
    let members = (object.members ?? []).map { member in
      "\(JSONValue.string(member.key).encoded(pretty: false)): \(member.value.encoded(pretty: false))"
    }
    return ["{"] + members.enumerated().map { $1 + ($0 < members.count - 1 ? "," : "") } + ["}"]
  }

  private static func commandLines(_ root: JSONValue) -> [String] {
    let own = JSONValue.object(root.members?.filter { $0.key != "commands" } ?? []).encoded(pretty: false)
    let verbs = (root["commands"]?.array ?? []).map { $0.encoded(pretty: false) }
    return [String(own.dropLast()) + ", \"commands\": [", verbs.joined(separator: ",\n"), "]}"]
  }

  /// What each tool takes, without descriptions.
  private static var toolsTaking: JSONValue {
    .object(
      (PublishedShape.arguments.members ?? []).map { tool in
        JSONMember(tool.key, .object([JSONMember("inputSchema", bare(tool.value["inputSchema"] ?? .null))]))
      })
  }

  /// A schema without titles and descriptions.
  private static func bare(_ schema: JSONValue) -> JSONValue {
    .object(
      (schema.members ?? []).filter { $0.key != "title" && $0.key != "description" }.map { member in
        let value: JSONValue =
          switch member.key {
          case "properties", "patternProperties":
            .object((member.value.members ?? []).map { JSONMember($0.key, bare($0.value)) })
          case "items", "additionalProperties":
            member.value.members == nil ? member.value : bare(member.value)
          case "anyOf", "oneOf": .array((member.value.array ?? []).map(bare))
          default: member.value
          }
        return JSONMember(member.key, value)
      })
  }

  /// A command without what is said of it.
  private static func wordless(_ command: JSONValue) -> JSONValue {
    switch command {
    case .object(let members):
      .object(
        members.filter { !["abstract", "discussion", "doc", "example"].contains($0.key) }
          .map { JSONMember($0.key, wordless($0.value)) })
    case .array(let values): .array(values.map(wordless))
    case .null, .bool, .integer, .number, .string: command
    }
  }
}
