import JSON
import Output
import Records

/// The JSON Schema (2020-12) of what `--json` prints of a kind, made from its field table.
struct JSONSchema {
  let schema: Schema

  private static let dialect = JSONMember("$schema", .string("https://json-schema.org/draft/2020-12/schema"))

  /// One kind, with all that it refers to under `$defs`.
  func document(_ kind: Kind) -> JSONValue {
    var definitions: [JSONMember] = []
    if kind == .deal { definitions.append(JSONMember("task", object(.task))) }
    definitions.append(JSONMember("reference", JSONSchema.reference))
    guard case .object(let members) = object(kind) else { return .null }
    return .object([JSONSchema.dialect] + members + [JSONMember("$defs", .object(definitions))])
  }

  /// Every kind under `$defs`; any record fits one of them.
  func document() -> JSONValue {
    let kinds = Kind.allCases.map { JSONMember($0.rawValue, object($0)) }
    return .object([
      JSONSchema.dialect, JSONMember("title", .string("record")),
      JSONMember("description", .string("A record of any kind, as crm prints it with --json.")),
      JSONMember("oneOf", .array(Kind.allCases.map { JSONSchema.pointer($0.rawValue) })),
      JSONMember("$defs", .object(kinds + [JSONMember("reference", JSONSchema.reference)])),
    ])
  }

  private func object(_ kind: Kind) -> JSONValue {
    let table = schema[kind]
    var properties = [
      JSONMember("kind", .object([JSONMember("const", .string(kind.rawValue))])),
      JSONMember("id", JSONSchema.described(JSONSchema.identifier, table["id"]?.doc)),
      JSONMember(
        "ref", JSONSchema.described(JSONSchema.string, "What other records write to refer to this one.")),
      JSONMember(
        "path", JSONSchema.described(JSONSchema.string, "The file, relative to the repository's root.")),
    ]
    var required = ["kind", "id", "ref", "path"]
    for field in table.fields.dropFirst() {
      if field.key == "next_step", kind == .deal {
        let whole: JSONValue = .object([
          JSONMember(
            "anyOf",
            .array([
              JSONSchema.pointer("task"), JSONSchema.pointer("reference"),
              .object([JSONMember("type", .string("null"))]),
            ]))
        ])
        properties.append(JSONMember(field.key, JSONSchema.described(whole, field.doc)))
        required.append(field.key)
        continue
      }
      properties.append(JSONMember(field.key, JSONSchema.described(JSONSchema.type(field.type), field.doc)))
      if case .deadline = field.type {
        properties.append(
          JSONMember("all_day", JSONSchema.described(JSONSchema.plain("boolean"), JSONSchema.allDay)))
      }
      if field.isRequired { required.append(field.key) }
    }
    return .object([
      JSONMember("title", .string(kind.rawValue)), JSONMember("type", .string("object")),
      JSONMember("properties", .object(properties)),
      JSONMember("required", .array(required.map { .string($0) })),
      // Keys that no table declares are kept and printed.
      JSONMember("additionalProperties", .bool(true)),
    ])
  }

  // MARK: Types

  private static let allDay =
    "True where `due` is a whole day; `due` is then the moment at which work begins on it. Missing for a moment."

  private static let string = JSONValue.object([JSONMember("type", .string("string"))])

  private static func string(_ key: String, _ value: String) -> JSONValue {
    .object([JSONMember("type", .string("string")), JSONMember(key, .string(value))])
  }

  private static func plain(_ type: String) -> JSONValue { .object([JSONMember("type", .string(type))]) }

  private static func pointer(_ name: String) -> JSONValue {
    .object([JSONMember("$ref", .string("#/$defs/\(name)"))])
  }

  private static let identifier = string("pattern", "^[a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{7}$")

  private static let reference = JSONValue.object([
    JSONMember("type", .string("object")),
    JSONMember(
      "properties",
      .object([
        JSONMember("id", identifier), JSONMember("ref", string),
        JSONMember(
          "name",
          .object([
            JSONMember("type", .array([.string("string"), .string("null")])),
            JSONMember("description", .string("Null where the record is missing.")),
          ])),
      ])),
    JSONMember("required", .array(["id", "ref", "name"].map { .string($0) })),
    JSONMember("additionalProperties", .bool(false)),
  ])

  private static func described(_ value: JSONValue, _ doc: String?) -> JSONValue {
    guard let doc, case .object(let members) = value else { return value }
    // What the type says of itself, such as its unit, follows; no key may be there twice.
    let own = value["description"]?.string.map { " " + $0 } ?? ""
    return .object(
      members.filter { $0.key != "description" } + [JSONMember("description", .string(doc + own))])
  }

  private static func type(_ type: FieldType) -> JSONValue {
    switch type {
    case .identifier: identifier
    case .text, .notes, .email, .phone, .link, .tag, .user: string
    case .choice(let words): .object([JSONMember("enum", .array(words.map { .string($0) }))])
    case .currency: string("pattern", "^[A-Z]{3}$")
    case .number: plain("number")
    case .integer: plain("integer")
    case .span: described(plain("integer"), "Seconds.")
    case .money: string("pattern", "^-?[0-9]+(\\.[0-9]+)?$")
    case .boolean: plain("boolean")
    case .date: string("format", "date")
    case .birthday: string("pattern", "^([0-9]{4}|-)-[0-9]{2}-[0-9]{2}$")
    case .instant, .deadline: string("format", "date-time")
    case .reference: pointer("reference")
    case .list(let element):
      .object([JSONMember("type", .string("array")), JSONMember("items", self.type(element))])
    case .entries(let keys):
      .object([JSONMember("type", .string("array")), JSONMember("items", entry(keys))])
    case .map: plain("object")
    }
  }

  private static func entry(_ keys: [EntryField]) -> JSONValue {
    var members = [
      JSONMember("type", .string("object")),
      JSONMember("properties", .object(keys.map { JSONMember($0.key, type($0.type)) })),
    ]
    let required = keys.filter(\.isRequired).map { JSONValue.string($0.key) }
    if !required.isEmpty { members.append(JSONMember("required", .array(required))) }
    return .object(members)
  }
}
