import Diagnostics
package import JSON
import Output
package import Records
import Store

/// The JSON Schema of what `--json` prints.
package struct ShowSchema: Operation {
  package static let answer = AnswerForm.schema
  /// The name of any record's shape.
  package static let everyKind = RecordSchema.any

  /// What is described.
  package enum Subject: Sendable {
    case everyKind
    case kind(Kind)
    case shape(PublishedShape)
    /// Every kind and these.
    case all([PublishedShape])
  }

  package let subject: Subject

  package init(_ subject: Subject) {
    self.subject = subject
  }

  /// Every kind, without the fields of a repository, and these.
  package static func bundle(_ shapes: [PublishedShape]) -> JSONValue {
    RecordSchema(schema: .plain).bundle(shapes)
  }

  package func run(in context: Context) throws -> Answer {
    let schema = try schema(context)
    let document = RecordSchema(schema: schema)
    switch subject {
    case .everyKind: return answer(document.document(), SchemaMember.all(schema, Kind.allCases))
    case .kind(let kind):
      return answer(document.document(kind), SchemaMember.all(schema, [kind]), hasKinds: false)
    case .shape(let shape):
      let document = document.document(shape)
      var isAnyKind = false
      let members = shape.schemas.flatMap { part in
        if let kind = PublishedShape.kind(of: part) { return SchemaMember.all(schema, [kind]) }
        let members = SchemaMember.all(part)
        guard members.isEmpty, document["$defs"]?["record"] != nil else { return members }
        isAnyKind = true
        return SchemaMember.all(schema, Kind.allCases)
      }
      return answer(document, members, hasKinds: isAnyKind)
    case .all(let shapes):
      let bundle = document.bundle(shapes)
      let documents = (bundle["$defs"]?.members ?? []).map(\.value)
      return .schema(bundle, members: ItemAnswer(documents, as: SchemaMember.listed))
    }
  }

  private func answer(_ document: JSONValue, _ members: [SchemaMember], hasKinds: Bool = true) -> Answer {
    .schema(document, members: ItemAnswer(members, as: SchemaMember.schema(hasKinds: hasKinds)))
  }

  /// The field tables of the repository; those that are built in where there is none.
  private func schema(_ context: Context) throws -> Schema {
    guard let repository = try context.repositoryIfAny() else { return .plain }
    let (config, problems) = try RepositoryLoader.config(in: repository)
    for problem in problems { context.fail(problem) }
    return config.schema
  }
}

/// A member of an object, as a table of a JSON Schema shows it.
private struct SchemaMember: Sendable {
  /// Of which kind of record; nil for other objects.
  let kind: Kind?
  let key: String
  let type: String
  let isRequired: Bool
  let doc: String

  static func schema(hasKinds: Bool) -> ObjectSchema<SchemaMember> {
    ObjectSchema(
      "member", "A member of what crm prints.",
      (hasKinds ? [.optionalText("kind", "The kind of record.") { $0.kind?.rawValue }] : []) + [
        .text("key", "Its key.") { $0.key },
        .text("type", "The type of its value.") { $0.type },
        .optionalText("required", "Whether it is always there.") { $0.isRequired ? "required" : nil },
        .text("doc", "What it is.") { $0.doc },
      ])
  }

  /// A whole schema, as the table of all of them shows one.
  static let listed = ObjectSchema<JSONValue>(
    "shape", "A shape that is published.",
    [
      .text("id", "Its $id.", kind: .identifier) { $0["$id"]?.string ?? "" },
      .text("type", "What is printed.") { word($0) },
      .optionalText("doc", "What it is.") { $0["description"]?.string },
    ])

  /// The fields of records.
  static func all(_ schema: Schema, _ kinds: [Kind]) -> [SchemaMember] {
    kinds.flatMap { kind in
      schema[kind].fields.map { field in
        let type =
          if case .choice(let words) = field.type { words.joined(separator: "|") } else { field.type.word }
        return SchemaMember(
          kind: kind, key: field.key, type: type, isRequired: field.isRequired, doc: field.doc)
      }
    }
  }

  /// The members of an object, or of the objects of a list, by its JSON Schema.
  static func all(_ schema: JSONValue) -> [SchemaMember] {
    if let either = schema["anyOf"]?.array { return either.flatMap(all) }
    let object = schema["items"] ?? schema
    let required = object["required"]?.array ?? []
    return (object["properties"]?.members ?? []).map { member in
      SchemaMember(
        kind: nil, key: member.key, type: word(member.value),
        isRequired: required.contains(.string(member.key)), doc: member.value["description"]?.string ?? "")
    }
  }

  static func word(_ type: JSONValue) -> String {
    if let words = type["enum"]?.array { return words.compactMap(\.string).joined(separator: "|") }
    if let types = type["anyOf"]?.array {
      return types.map(word).filter { $0 != "null" }.joined(separator: " or ")
    }
    if let element = type["items"] { return "list of " + word(element) }
    guard let target = type["$ref"]?.string else {
      return type["format"]?.string ?? type["type"]?.string ?? ""
    }
    return Contract.definition(target)
  }
}
