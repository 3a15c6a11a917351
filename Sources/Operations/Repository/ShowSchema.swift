import Diagnostics
import JSON
import Output
package import Records
import Store

/// The JSON Schema of what `--json` prints.
package struct ShowSchema: Operation {
  package static let answer = AnswerForm.schema

  /// What is described.
  package enum Subject: Sendable {
    case everyKind
    case kind(Kind)
    /// What a command answers: one of these.
    case answers([AnswerForm])
  }

  package let subject: Subject

  package init(_ subject: Subject) {
    self.subject = subject
  }

  package func run(in context: Context) throws -> Answer {
    let schema = try schema(context)
    let document = RecordSchema(schema: schema)
    switch subject {
    case .everyKind: return answer(document.document(), SchemaMember.all(schema, Kind.allCases))
    case .kind(let kind):
      return answer(document.document(kind), SchemaMember.all(schema, [kind]), hasKinds: false)
    case .answers(let forms):
      let answers = forms.map { $0.schema() }
      let members = answers.flatMap(SchemaMember.all)
      let document = document.document(answers)
      if members.isEmpty, document["$defs"] != nil {
        return answer(document, SchemaMember.all(schema, Kind.allCases))
      }
      return answer(document, members, hasKinds: false)
    }
  }

  private func answer(_ document: JSONValue, _ members: [SchemaMember], hasKinds: Bool = true) -> Answer {
    .schema(document, members: ItemAnswer(members, as: SchemaMember.schema(hasKinds: hasKinds)))
  }

  /// The field tables of the repository; those that are built in where there is none.
  private func schema(_ context: Context) throws -> Schema {
    let repository: Repository
    do throws(Diagnostic) {
      repository = try context.repository()
    } catch {
      let isNamed = context.location.explicit != nil || context.location.fallback?.isEmpty == false
      if isNamed || error.code != .notFound { throw error }
      return .plain
    }
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
    let object = schema["items"] ?? schema
    let required = object["required"]?.array ?? []
    return (object["properties"]?.members ?? []).map { member in
      SchemaMember(
        kind: nil, key: member.key, type: word(member.value),
        isRequired: required.contains(.string(member.key)), doc: member.value["description"]?.string ?? "")
    }
  }

  private static func word(_ type: JSONValue) -> String {
    if let words = type["enum"]?.array { return words.compactMap(\.string).joined(separator: "|") }
    if let types = type["anyOf"]?.array {
      return types.map(word).filter { $0 != "null" }.joined(separator: " or ")
    }
    if let element = type["items"] { return "list of " + word(element) }
    return type["$ref"] == nil ? type["format"]?.string ?? type["type"]?.string ?? "" : "record"
  }
}
