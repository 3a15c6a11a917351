package import JSON
package import Output

/// What a caller gets, whether it went well or not: the whole answer is in one object, because some hosts show a model
/// nothing else, and its shape is one for all tools.
package struct ToolAnswer: Sendable {
  /// What a refusal leads to.
  package let isError: Bool
  /// `{"ok", "data", "items", "next_cursor", "change", "warnings", "error"}`, as far as there is something to say.
  package let envelope: JSONValue
  /// The envelope on one line; of a refusal its message, which is complete by itself.
  package let text: String
  /// Whether text that other people wrote is in it.
  package let isUntrusted: Bool

  /// The longest answer, in bytes.
  static let sizeLimit = 24_000

  init(_ content: ToolContent, isUntrusted: Bool = false) {
    envelope = ToolContent.schema.json(content)
    isError = content.error != nil
    text = content.error?.message ?? envelope.encoded(pretty: false)
    self.isUntrusted = isUntrusted
  }

  /// The shape that every tool declares: short, because a model pays for it with each tool. `ToolContent.schema` is whole.
  package static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "ok": ["type": "boolean"], "data": ["type": "object"],
      "items": ["type": "array", "items": ["type": "object"]], "next_cursor": ["type": "string"],
      "change": ["type": "object"], "error": ["type": "object"],
    ],
    "required": ["ok"],
  ]
}

/// The parts of an answer.
struct ToolContent: Sendable {
  var data: JSONValue?
  var items: [JSONValue]?
  var nextCursor: String?
  var change: ToolChange?
  var warnings: [String] = []
  var error: ToolError?

  static let schema = ObjectSchema<ToolContent>(
    "answer", "What a tool answers.",
    [
      .flag("ok", "Whether it went well; else nothing was written.") { $0.error == nil },
      Member("data", .object(["type": "object"]), "Facts that are no list.") { $0.data ?? .null }
        .leftOutWhenEmpty,
      Member("items", .list(.object(["type": "object"])), "What was found, a part of it at most.") {
        $0.items.map { .array($0) } ?? .null
      }.leftOutWhenEmpty,
      Member("next_cursor", .text, "With it the same call gives the next part.") { .optional($0.nextCursor) }
        .leftOutWhenEmpty,
      Member("change", .object(ToolChange.schema.schema), "What was written, or would be.") {
        $0.change.map(ToolChange.schema.json) ?? .null
      }.leftOutWhenEmpty,
      Member("warnings", .list(.text), "What the user should know of it.") { content in
        content.warnings.isEmpty ? .null : .array(content.warnings.map { .string($0) })
      }.leftOutWhenEmpty,
      Member("error", .object(ToolError.schema.schema), "Why it was refused.") {
        $0.error.map(ToolError.schema.json) ?? .null
      }.leftOutWhenEmpty,
    ])
}

/// What a write did.
struct ToolChange: Sendable {
  /// The name by which it is undone; nil where nothing was written.
  var id: String?
  var isDryRun = false
  var isUnchanged = false
  /// The records that it made, altered or removed, or found as they should be.
  var records: [String] = []
  var differences: [FieldDifference] = []
  var undo: ToolCall?

  static let schema = ObjectSchema<ToolChange>(
    "change", "What a write did.",
    [
      Member("id", .text, "Its name, by which it is undone; missing where nothing was written.") {
        .optional($0.id)
      }.leftOutWhenEmpty,
      .flag("dry_run", "Whether nothing was written because only a preview was asked for.") { $0.isDryRun },
      Member("unchanged", .boolean, "True where everything was so already and nothing was written.") {
        $0.isUnchanged ? true : .null
      }.leftOutWhenEmpty,
      .texts("records", "The ids of the records that it is about.") { $0.records },
      .objects("diff", "The fields that got another value.", FieldDifference.schema) { $0.differences },
      Member("undo", .object(ToolCall.schema.schema), "The call that takes it back.") {
        $0.undo.map(ToolCall.schema.json) ?? .null
      }.leftOutWhenEmpty,
    ])
}

/// A call that may be made as it is, once what is in angle brackets has been filled in.
package struct ToolCall: Sendable {
  package let tool: String
  package let arguments: JSONValue

  static let schema = ObjectSchema<ToolCall>(
    "call", "A call to make.",
    [
      .text("tool", "The tool.") { $0.tool },
      Member("arguments", .object(["type": "object"]), "Its arguments; <ask> is what only the user knows.") {
        $0.arguments
      },
    ])
}

/// A field that got another value, was filled or was cleared.
package struct FieldDifference: Sendable {
  package let id: String
  package let kind: String
  package let field: String
  /// `null` where the field had, or has, no value. Long texts are cut.
  package let from: JSONValue
  package let to: JSONValue

  package static let schema = ObjectSchema<FieldDifference>(
    "difference", "A field that got another value.",
    [
      .text("id", "The record.") { $0.id },
      .text("kind", "Its kind.") { $0.kind },
      .text("field", "The field.") { $0.field },
      Member("from", .any, "What it was; null for nothing.") { $0.from },
      Member("to", .any, "What it is; null for nothing.") { $0.to },
    ])
}
