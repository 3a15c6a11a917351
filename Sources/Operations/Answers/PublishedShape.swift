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

  /// The one kind of the records that are printed; nil where they are of any kind, or none.
  var kind: Kind? {
    let schema = schemas.first.map { $0["anyOf"]?.array?.first ?? $0["items"] ?? $0 }
    return schema?["$ref"]?.string.flatMap { Kind(rawValue: Contract.definition($0)) }
  }
}

extension Contract {
  /// The whole contract for the test that compares it with an earlier one: definitions once, outputs by name, and the
  /// commands with what they take, as `crm help --json` describes them.
  ///
  /// The fields are those that are built in.
  package static func snapshot(_ shapes: [PublishedShape], commands: JSONValue) -> JSONValue {
    let definitions = RecordSchema(schema: .plain).definitions
    let own = shapes.flatMap(\.definitions)
    return .object([
      JSONMember("version", .string(version)),
      JSONMember("definitions", .object(definitions + own)),
      JSONMember("outputs", .object(shapes.map { JSONMember($0.name, $0.schema) })),
      JSONMember("commands", commands),
    ])
  }
}
