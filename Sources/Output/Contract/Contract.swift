package import JSON

/// The shapes that are published for programs, as a whole: their version, and how each of them is named.
package enum Contract {
  /// The version of all shapes together, which is part of the name of each.
  ///
  /// Within one version shapes only grow: keys, outputs, commands, options and words of an enumeration are added,
  /// nothing is removed, renamed or given another type. `docs/contract/` has what was published, and a test compares.
  /// It is not the program's version, so that a release that breaks nothing leaves the names as they are.
  package static let version = "0.1.0"

  /// The `$id` of all shapes as one document.
  package static let id = "crm:" + version

  /// The `$id` of one shape: `crm:0.1.0/deals-list` for what `crm deals list` prints.
  package static func id(_ name: String) -> String { id + "/" + name }

  /// The name of what a command prints, by its words: `deals-list`.
  package static func name(ofCommand words: String) -> String {
    String(words.map { $0 == " " ? "-" : $0 })
  }

  /// A shape that stands by itself: its dialect and `$id`, its keywords, and the definitions that they lead to.
  ///
  /// `definitions` are all there are, in the order in which they are printed; only those that are referred to are taken.
  package static func document(
    _ name: String, _ schema: JSONValue, definitions: [JSONMember] = []
  ) -> JSONValue {
    let used = closure(of: schema, definitions)
    let kept = definitions.filter { used.contains($0.key) }
    return .object(
      [dialect, JSONMember("$id", .string(id(name)))] + (schema.members ?? [])
        + (kept.isEmpty ? [] : [JSONMember("$defs", .object(kept))]))
  }

  /// Every shape as one document, each under its `$id` and able to stand by itself.
  package static func bundle(_ documents: [JSONValue]) -> JSONValue {
    .object([
      dialect, JSONMember("$id", .string(id)), JSONMember("title", "crm"),
      JSONMember(
        "description",
        "What crm prints with --json: the JSON Schema of each output, record and error by its id. Within the version \"\(version)\" shapes only grow, so that a reader passes over keys and words that it does not know."
      ), JSONMember("version", .string(version)),
      JSONMember(
        "$defs", .object(documents.map { JSONMember($0["$id"]?.string ?? "", $0) })),
    ])
  }

  private static let dialect = JSONMember("$schema", "https://json-schema.org/draft/2020-12/schema")

  /// The names of all definitions that a schema leads to.
  private static func closure(of schema: JSONValue, _ definitions: [JSONMember]) -> Set<String> {
    var found: Set<String> = []
    var waiting = references(in: schema)
    while let name = waiting.popLast() {
      guard found.insert(name).inserted, let definition = definitions.first(where: { $0.key == name })
      else { continue }
      waiting += references(in: definition.value)
    }
    return found
  }

  private static func references(in schema: JSONValue) -> [String] {
    switch schema {
    case .object(let members):
      members.flatMap { member in
        if member.key == "$ref", let target = member.value.string, target.hasPrefix(pointer) {
          return [definition(target)]
        }
        return references(in: member.value)
      }
    case .array(let values): values.flatMap(references)
    case .null, .bool, .integer, .number, .string: []
    }
  }

  static let pointer = "#/$defs/"

  /// The name of the definition that a `$ref` leads to.
  package static func definition(_ reference: String) -> String { String(reference.dropFirst(pointer.count)) }
}
