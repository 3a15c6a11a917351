import JSON
import Output
import Testing

/// What the comparison of two states of the contract lets pass, and what it does not.
@Suite struct ContractTests {
  private static let old = """
    {"version": "1", "definitions": {"deal": {"type": "object", "title": "deal",
      "properties": {"id": {"type": "string", "pattern": "^[0-9]{3}$", "maxLength": 3},
        "stage": {"type": "string", "enum": ["lead", "won"]}, "step": {"anyOf": [{"$ref": "#/$defs/task"}, {"type": "null"}]}},
      "required": ["id", "stage"]}},
    "outputs": {"deals-list": {"type": "array", "items": {"$ref": "#/$defs/deal"}},
      "sums": {"type": "object", "properties": {"n": {"type": "integer"}}, "patternProperties": {"^c": {"type": "number"}},
        "required": ["n"], "additionalProperties": {"type": "string"}}},
    "tools": {"crm_list": {"inputSchema": {"type": "object", "required": ["kind"], "properties": {
      "kind": {"type": "string", "enum": ["deal", "task"]}, "limit": {"type": "integer"}}}}},
    "commands": {"name": "crm", "aliases": [], "arguments": [], "options": [], "formats": [], "output": null,
      "shared_options": [{"names": ["--json"], "type": "boolean", "required": false}],
      "commands": [{"name": "list", "aliases": ["ls"], "formats": ["json", "csv"], "output": "crm:1/deals-list",
        "arguments": [{"name": "kind", "type": "choice", "choices": ["deal", "task"], "required": false, "repeating": true}],
        "options": [{"names": ["-l", "--limit"], "type": "integer", "required": false, "default": "20"}], "commands": []}]}}
    """

  private func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

  private func comparison(_ replaced: String, _ by: String) throws -> ContractComparison {
    #expect(Self.old.contains(replaced), "\(replaced) is not in the contract")
    let parts = Self.old.components(at: replaced)
    return ContractComparison(old: try value(Self.old), new: try value(parts.0 + by + parts.1))
  }

  @Test func nothingChangedIsNoBreak() throws {
    let same = ContractComparison(old: try value(Self.old), new: try value(Self.old))
    #expect(same.breaks == [] && !same.isChanged)
  }

  private static let additions: [(String, String)] = [
    (#""title": "deal","#, #""title": "a deal", "description": "x","#),
    (#""enum": ["lead", "won"]"#, #""enum": ["lead", "won", "lost"]"#),
    (#""properties": {"id""#, #""properties": {"age": {"type": "integer"}, "id""#),
    (#""required": ["id", "stage"]"#, #""required": ["id", "stage", "step"]"#),
    (#""outputs": {"#, #""outputs": {"more": {"type": "string"}, "#),
    (#""definitions": {"#, #""definitions": {"more": {"type": "string"}, "#),
    (#""kind": {"type": "string", "enum": ["deal", "task"]}"#, #""kind": {"type": "string"}"#),
    (#""limit": {"type": "integer"}"#, #""limit": {"type": "integer"}, "cursor": {"type": "string"}"#),
    (#""tools": {"#, #""tools": {"crm_get": {}, "#),
    (#""aliases": ["ls"]"#, #""aliases": ["ls", "l"]"#),
    (#""formats": ["json", "csv"]"#, #""formats": ["json", "tsv", "csv"]"#),
    (#""output": null"#, #""output": "crm:1/crm""#),
    (
      #""type": "choice", "choices": ["deal", "task"]"#,
      #""type": "choice", "choices": ["deal", "task", "lead"]"#
    ),
    (#""type": "choice", "choices": ["deal", "task"]"#, #""type": "text""#),
    (#""repeating": true}"#, #""repeating": true}, {"name": "more", "type": "text", "required": false}"#),
    (#""options": [{"#, #""options": [{"names": ["--more"], "type": "text", "required": false}, {"#),
    (#""names": ["-l", "--limit"]"#, #""names": ["-l", "--limit", "--max"]"#),
    (#""commands": [{"name""#, #""commands": [{"name": "more"}, {"name""#),
  ]

  @Test(arguments: additions)
  func additionsPass(_ replaced: String, _ by: String) throws {
    let comparison = try comparison(replaced, by)
    #expect(comparison.breaks == [], "\(replaced) → \(by)")
    #expect(comparison.isChanged)
  }

  private static let breaks: [(String, String, String)] = [
    (#""stage": {"type": "string", "enum": ["lead", "won"]}, "#, "", "definitions/deal/stage: is gone"),
    (
      #""required": ["id", "stage"]"#, #""required": ["id"]"#,
      "definitions/deal/stage: was always there and may be missing"
    ),
    (#""enum": ["lead", "won"]"#, #""enum": ["lead"]"#, "definitions/deal/stage: is never won any more"),
    (#", "enum": ["lead", "won"]"#, "", "definitions/deal/stage: was one of a few words and is any"),
    (#""^[0-9]{3}$""#, #""^[0-9]{4}$""#, "definitions/deal/id: pattern was ^[0-9]{3}$ and is ^[0-9]{4}$"),
    (#""maxLength": 3"#, #""maxLength": 4"#, "definitions/deal/id: maxLength was 3 and is 4"),
    (
      ##""anyOf": [{"$ref": "#/$defs/task"}, {"type": "null"}]"##, ##""$ref": "#/$defs/task""##,
      "definitions/deal/step: $ref was nothing and is #/$defs/task"
    ),
    (
      #"{"type": "null"}]"#, #"{"type": "null"}, {"type": "string"}]"#,
      "definitions/deal/step: anyOf had 2 alternatives and has 3"
    ),
    (#""definitions": {"deal""#, #""definitions": {"sale""#, "definitions/deal: is gone"),
    (#""outputs": {"deals-list""#, #""outputs": {"list""#, "outputs/deals-list: is gone"),
    (
      ##""items": {"$ref": "#/$defs/deal"}"##, ##""items": {"$ref": "#/$defs/task"}"##,
      "outputs/deals-list/items: $ref was #/$defs/deal and is #/$defs/task"
    ),
    (
      #""n": {"type": "integer"}"#, #""n": {"type": "number"}"#,
      "outputs/sums/n: type was integer and is number"
    ),
    (
      #""n": {"type": "integer"}"#, #""n": {"type": "integer", "enum": [1]}"#,
      "outputs/sums/n: was any integer and is one of a few words"
    ),
    (#"{"^c": {"type": "number"}}"#, "{}", "outputs/sums/^c: is gone"),
    (
      #""additionalProperties": {"type": "string"}"#, #""additionalProperties": {"type": "number"}"#,
      "outputs/sums/additionalProperties: type was string and is number"
    ),
    (
      #""additionalProperties": {"type": "string"}"#, #""additionalProperties": false"#,
      #"outputs/sums: additionalProperties was {"type":"string"} and is false"#
    ),
    (#""crm_list""#, #""crm_find""#, "tools/crm_list: is gone"),
    (
      #""required": ["kind"]"#, #""required": ["kind", "limit"]"#, "tools/crm_list/limit: has to be given now"
    ),
    (
      #""limit": {"type": "integer"}"#, #""limit": {"type": "string"}"#,
      "tools/crm_list/limit: type was integer and is string"
    ),
    (
      #""limit": {"type": "integer"}"#, #""limit": {"type": "integer", "maximum": 9}"#,
      "tools/crm_list/limit: maximum was nothing and is 9"
    ),
    (
      #"{"type": "string", "enum": ["deal", "task"]}"#, #"{"type": "string", "enum": ["deal"]}"#,
      "tools/crm_list/kind: is never task any more"
    ),
    (#""names": ["--json"]"#, #""names": ["--JSON"]"#, "commands/--json: is gone"),
    (#""name": "list""#, #""name": "ls""#, "commands/list: is gone"),
    (#""aliases": ["ls"]"#, #""aliases": []"#, "commands/list: is no longer called ls"),
    (#""formats": ["json", "csv"]"#, #""formats": ["json"]"#, "commands/list: prints no csv any more"),
    (
      #""crm:1/deals-list""#, #""crm:2/deals-list""#,
      "commands/list: printed crm:1/deals-list and prints crm:2/deals-list"
    ),
    (
      #""arguments": [{"name": "kind""#,
      #""arguments": [{"name": "id", "type": "text", "required": true}, {"name": "kind""#,
      "commands/list/kind: has to be given now"
    ),
    (#""choices": ["deal", "task"]"#, #""choices": ["deal"]"#, "commands/list/kind: is never task any more"),
    (#""repeating": true"#, #""repeating": false"#, "commands/list/kind: may be given only once now"),
    (#""names": ["-l", "--limit"]"#, #""names": ["--limit"]"#, "commands/list/-l: is gone"),
    (#""default": "20""#, #""default": "10""#, "commands/list/--limit: was 20 by default and is 10"),
    (
      #""options": [{"names": ["-l""#, #""options": [{"names": ["--as"], "required": true}, {"names": ["-l""#,
      "commands/list/--as: has to be given now"
    ),
  ]

  @Test(arguments: breaks)
  func breaksAreNamed(_ replaced: String, _ by: String, _ message: String) throws {
    let breaks = try comparison(replaced, by).breaks.map(\.description)
    #expect(breaks.contains(message), "\(breaks)")
  }

  @Test func aDocumentHasOnlyWhatItRefersTo() throws {
    let definitions = try value(
      ##"{"a": {"$ref": "#/$defs/b"}, "b": {"items": {"$ref": "#/$defs/a"}}, "c": {"type": "null"}}"##)
    let document = Contract.document(
      "x", ["type": "array", "items": ["$ref": "#/$defs/a"]], definitions: definitions.members ?? [])
    #expect(document["$id"] == "crm:\(Contract.version)/x")
    #expect(document["$defs"]?.members?.map(\.key) == ["a", "b"])
    #expect(Contract.document("y", ["type": "null"], definitions: definitions.members ?? [])["$defs"] == nil)
  }
}

extension String {
  /// What is before the first place of a text, and what is behind it.
  fileprivate func components(at text: String) -> (String, String) {
    guard let first = indices.first(where: { self[$0...].hasPrefix(text) }) else { return (self, "") }
    return (String(self[..<first]), String(self[first...].dropFirst(text.count)))
  }
}
