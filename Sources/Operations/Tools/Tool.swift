package import JSON
import Output
import Records

/// One thing that an agent or a script may ask for by name, with arguments as JSON: an operation of the program under
/// the name and the arguments that such a caller knows it by.
package struct Tool: Sendable {
  /// What a tool may do to the repository.
  package enum Effect: Sendable, Hashable {
    /// Nothing; `mayQuoteOthers` where its answer can carry text that other people wrote.
    case reads(mayQuoteOthers: Bool)
    /// `isDestructive` where something that was there is replaced or removed; `isIdempotent` where the same call
    /// again changes nothing more.
    case writes(isDestructive: Bool, isIdempotent: Bool)
  }

  /// The name that `crm apply` uses, without the prefix that it has over MCP: `move_deal`.
  package let operation: String
  package let title: String
  package let doc: String
  package let arguments: [ToolArgument]
  package let effect: Effect
  /// The words of the operation, for the lock's owner and for messages: `deals move`.
  let words: String
  let run: @Sendable (ToolArguments, Context) throws -> ToolResult

  /// `crm_move_deal`
  package var name: String { "crm_" + operation }

  package var writes: Bool { if case .writes = effect { true } else { false } }

  /// The JSON Schema of its arguments: a flat object of scalars and lists of text, because some hosts refuse, or empty,
  /// the whole list of tools over anything else.
  package var inputSchema: JSONValue {
    let properties: JSONValue = JSONValue(pairs: arguments.map { ($0.name, $0.schema) })
    let required = arguments.filter(\.isRequired).map { JSONValue.string($0.name) }
    let all: JSONValue = ["type": "object", "properties": properties, "required": .array(required)]
    return required.isEmpty ? ["type": "object", "properties": properties] : all
  }

  /// The JSON Schema of its answer, the same for all; `crm schema` has the details.
  package var outputSchema: JSONValue { ToolAnswer.schema }

  /// What hosts may show of it, and go by where they ask a person first.
  package var annotations: JSONValue {
    switch effect {
    case .reads(let mayQuoteOthers):
      [
        "title": .string(title), "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true,
        "openWorldHint": .bool(mayQuoteOthers),
      ]
    case .writes(let isDestructive, let isIdempotent):
      [
        "title": .string(title), "readOnlyHint": false, "destructiveHint": .bool(isDestructive),
        "idempotentHint": .bool(isIdempotent), "openWorldHint": false,
      ]
    }
  }
}

/// One argument of a tool.
package struct ToolArgument: Sendable {
  package enum Shape: Sendable, Hashable {
    case text
    /// One of these words.
    case choice([String])
    case count
    case flag
    /// A list of texts.
    case texts
    /// `field=value` texts; an object of fields and values is taken as well.
    case assignments
  }

  package let name: String
  package let shape: Shape
  package let doc: String
  package private(set) var isRequired = false

  package init(_ name: String, _ shape: Shape = .text, _ doc: String = "") {
    self.name = name
    self.shape = shape
    self.doc = doc
  }

  /// The same argument, without which the tool is not run.
  var required: ToolArgument {
    var copy = self
    copy.isRequired = true
    return copy
  }

  /// The argument as the schema of the tool has it.
  package var schema: JSONValue {
    let type: JSONValue =
      switch shape {
      case .text: ["type": "string"]
      case .choice(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
      case .count: ["type": "integer"]
      case .flag: ["type": "boolean"]
      case .texts, .assignments: ["type": "array", "items": ["type": "string"]]
      }
    let about: JSONValue = ["description": .string(doc)]
    return doc.isEmpty ? type : .object((type.members ?? []) + (about.members ?? []))
  }
}

/// What came of a tool that was not refused.
struct ToolResult {
  /// Facts that are no list.
  var data: JSONValue?
  var items: [JSONValue]?
  /// Continues a list that was cut.
  var nextCursor: String?
  /// The records that a write was about, or found as they should be already.
  var records: [RecordID] = []
  /// Whether the repository was already as the call would make it.
  var isUnchanged = false
  /// Whether text of other people is in it.
  var quotesOthers = false
}
