package import Dates
package import JSON

/// What a JSON value is, as JSON Schema says it.
package indirect enum JSONType: Sendable, Hashable {
  case text, integer, number, boolean, date, moment
  /// A decimal as a string, so that no reader rounds it.
  case decimal
  /// One of these words.
  case choice([String])
  case list(JSONType)
  /// An object of a declared shape, by its JSON Schema.
  case object(JSONValue)
  /// What the document's `$defs` declare under this name: `record`, a kind, `reference`.
  case definition(String)
  /// A text that fits a regular expression, and has no more characters than this, where the expression says so.
  ///
  /// Expressions have no shorthands such as `\\d`, and `$` fits before a line end in some dialects: hence the length.
  case patterned(String, maxLength: Int?)
  /// An object with keys of its own.
  case map(JSONType)
  case optional(JSONType)
  /// Any of these.
  case either([JSONType])
  /// Any value.
  case any

  /// A record of any kind.
  package static let record = JSONType.definition("record")

  /// The JSON Schema (2020-12) of the value.
  package var schema: JSONValue {
    switch self {
    case .text: ["type": "string"]
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .boolean: ["type": "boolean"]
    case .date: JSONType.text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", maxLength: 10, format: "date")
    case .moment: JSONType.text(JSONType.momentPattern, maxLength: 25, format: "date-time")
    case .decimal: JSONType.text("^-?[0-9]+([.][0-9]+)?$")
    case .patterned(let pattern, let length): JSONType.text(pattern, maxLength: length)
    case .choice(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
    case .list(let element): ["type": "array", "items": element.schema]
    case .object(let schema): schema
    case .definition(let name): ["$ref": .string(Contract.pointer + name)]
    case .map(let value): ["type": "object", "additionalProperties": value.schema]
    case .optional(let type): ["anyOf": [type.schema, ["type": "null"]]]
    case .either(let types): ["anyOf": .array(types.map(\.schema))]
    case .any: [:]
    }
  }

  private static let momentPattern =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$"

  /// A text that fits an expression; a format, which validators read in different ways or not at all, only names it.
  private static func text(_ pattern: String, maxLength: Int? = nil, format: String? = nil) -> JSONValue {
    .object(
      [JSONMember("type", "string")] + (format.map { [JSONMember("format", .string($0))] } ?? []) + [
        JSONMember("pattern", .string(pattern))
      ] + (maxLength.map { [JSONMember("maxLength", .integer($0))] } ?? []))
  }

  /// The same with what it means.
  fileprivate func described(_ doc: String) -> JSONValue {
    guard case .object(let members) = schema, !doc.isEmpty else { return schema }
    return .object(members.filter { $0.key != "description" } + [JSONMember("description", .string(doc))])
  }
}

/// The shape of one kind of JSON object, declared once: its JSON, its JSON Schema and the table of several follow.
///
/// The keys must not change once they are published, because scripts read them.
package struct ObjectSchema<Value>: Sendable {
  package let name: String
  package let doc: String
  package let members: [Member<Value>]
  /// Further members, of which nobody knows before how many there are; whoever makes the JSON declares them one by one.
  private let patterns: [MemberPattern]
  /// The members that a table shows, in the order of its columns.
  private let shown: [Member<Value>]

  /// A table has the members' columns in this order, or those named by `columns`.
  package init(
    _ name: String, _ doc: String, _ members: [Member<Value>], columns: [String]? = nil,
    patterns: [MemberPattern] = []
  ) {
    self.name = name
    self.doc = doc
    self.members = members
    self.patterns = patterns
    let shown = members.filter { $0.column != nil }
    self.shown =
      columns.map { keys in keys.compactMap { key in shown.first { $0.column?.key == key } } } ?? shown
  }

  /// The members in declared order; those that are left out when empty are not there.
  package func json(_ value: Value) -> JSONValue {
    .object(
      members.compactMap { member in
        let json = member.json(value)
        return json.isNull && member.isLeftOut ? nil : JSONMember(member.key, json)
      })
  }

  /// The keys of its members, and of its table's columns that are none of them.
  package var keys: [String] {
    let members = members.map(\.key)
    return members + table([]).columns.map(\.key).filter { !members.contains($0) }
  }

  /// The JSON Schema of the object; further keys may come in time, so it forbids none.
  package var schema: JSONValue {
    .object(
      [
        JSONMember("title", .string(name)), JSONMember("description", .string(doc)),
        JSONMember("type", "object"),
        JSONMember("properties", .object(members.map { JSONMember($0.key, $0.schema) })),
      ]
        + (patterns.isEmpty
          ? []
          : [JSONMember("patternProperties", .object(patterns.map { JSONMember($0.pattern, $0.schema) }))])
        + [
          JSONMember("required", .array(members.filter { !$0.isLeftOut }.map { .string($0.key) }))
        ])
  }

  /// A row for each value, in the columns of those members that have one; moments as `zone` says for people, as RFC 3339
  /// for programs.
  package func table(_ values: [Value], zone: Zone? = nil) -> Table {
    Table(
      columns: shown.compactMap(\.column), rows: values.map { value in shown.map { $0.cell(value, zone) } })
  }
}

/// Members of an object whose keys fit a regular expression.
package struct MemberPattern: Sendable {
  package let pattern: String
  private let type: JSONType
  private let doc: String

  package init(_ pattern: String, _ type: JSONType, _ doc: String) {
    self.pattern = pattern
    self.type = type
    self.doc = doc
  }

  fileprivate var schema: JSONValue { type.described(doc) }
}

/// One member of an object: its key, its type, where its value comes from, and the column that shows it.
package struct Member<Value>: Sendable {
  package let key: String
  package let type: JSONType
  package let doc: String
  /// Whether the object goes without the key where there is no value; else the value is `null`.
  package private(set) var isLeftOut = false
  package private(set) var column: Column?
  let json: @Sendable (Value) -> JSONValue
  private var shown: @Sendable (Value, Zone?) -> Cell

  /// A member of any type; `cell` is its text in a table, by default that of its JSON.
  package init(
    _ key: String, _ type: JSONType, _ doc: String, column: Column? = nil,
    cell: (@Sendable (Value, Zone?) -> Cell)? = nil, json: @escaping @Sendable (Value) -> JSONValue
  ) {
    self.key = key
    self.type = type
    self.doc = doc
    self.column = column
    self.json = json
    shown = cell ?? { value, _ in Cell(json(value)) }
  }

  func cell(_ value: Value, _ zone: Zone?) -> Cell { shown(value, zone) }

  var schema: JSONValue { type.described(doc) }

  /// The same member, missing rather than `null` where it has no value.
  package var leftOutWhenEmpty: Member<Value> {
    var member = self
    member.isLeftOut = true
    return member
  }

  /// The same member in no table.
  package var inNoTable: Member<Value> {
    var member = self
    member.column = nil
    return member
  }

  // MARK: Types

  package static func text(
    _ key: String, _ doc: String, title: String? = nil, kind: Column.Kind = .text,
    _ value: @escaping @Sendable (Value) -> String
  ) -> Member<Value> {
    Member(key, .text, doc, column: Column(key, title, kind: kind)) { .string(value($0)) }
  }

  package static func optionalText(
    _ key: String, _ doc: String, title: String? = nil, kind: Column.Kind = .text,
    _ value: @escaping @Sendable (Value) -> String?
  ) -> Member<Value> {
    Member(key, .optional(.text), doc, column: Column(key, title, kind: kind)) { .optional(value($0)) }
  }

  /// One of the words of an enumeration.
  package static func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ doc: String, title: String? = nil, _ value: @escaping @Sendable (Value) -> Choice
  ) -> Member<Value> where Choice.RawValue == String {
    Member(key, .choice(Choice.allCases.map(\.rawValue)), doc, column: Column(key, title)) {
      .string(value($0).rawValue)
    }
  }

  package static func count(
    _ key: String, _ doc: String, title: String? = nil, _ value: @escaping @Sendable (Value) -> Int
  ) -> Member<Value> {
    Member(key, .integer, doc, column: Column(key, title, kind: .number)) { .integer(value($0)) }
  }

  package static func optionalCount(
    _ key: String, _ doc: String, title: String? = nil, _ value: @escaping @Sendable (Value) -> Int?
  ) -> Member<Value> {
    Member(key, .optional(.integer), doc, column: Column(key, title, kind: .number)) {
      value($0).map { .integer($0) } ?? .null
    }
  }

  package static func flag(
    _ key: String, _ doc: String, title: String? = nil, _ value: @escaping @Sendable (Value) -> Bool
  ) -> Member<Value> {
    Member(key, .boolean, doc, column: Column(key, title, kind: .boolean)) { .bool(value($0)) }
  }

  /// A moment: RFC 3339 for programs, on the clocks of a zone for people.
  package static func moment(
    _ key: String, _ doc: String, title: String? = nil, _ value: @escaping @Sendable (Value) -> Instant?
  ) -> Member<Value> {
    Member(
      key, .optional(.moment), doc, column: Column(key, title, kind: .date),
      cell: { row, zone in
        value(row).map { instant in .date(zone?.describe(instant) ?? instant.description) } ?? .empty
      },
      json: { .optional(value($0)?.description) })
  }

  package static func texts(
    _ key: String, _ doc: String, title: String? = nil, _ value: @escaping @Sendable (Value) -> [String]
  ) -> Member<Value> {
    Member(key, .list(.text), doc, column: Column(key, title, kind: .list)) {
      .array(value($0).map { .string($0) })
    }
  }

  /// Objects of another declared shape.
  package static func objects<Element>(
    _ key: String, _ doc: String, _ schema: ObjectSchema<Element>,
    _ value: @escaping @Sendable (Value) -> [Element]
  ) -> Member<Value> {
    Member(key, .list(.object(schema.schema)), doc) { .array(value($0).map(schema.json)) }
  }

  /// An object of another declared shape.
  package static func object<Element>(
    _ key: String, _ doc: String, _ schema: ObjectSchema<Element>,
    _ value: @escaping @Sendable (Value) -> Element?
  ) -> Member<Value> {
    Member(key, .optional(.object(schema.schema)), doc) { value($0).map(schema.json) ?? .null }
  }
}

extension Cell {
  /// A JSON value as a cell; empty for null and for objects.
  init(_ json: JSONValue) {
    switch json {
    case .null, .object: self = .empty
    case .bool(let flag): self = .boolean(flag)
    case .integer(let number): self = .integer(number)
    case .number(let text): self = .number(text)
    case .string(let text): self = text.isEmpty ? .empty : .text(text)
    case .array(let items): self = .list(items.map { $0.string ?? $0.encoded(pretty: false) })
    }
  }
}
