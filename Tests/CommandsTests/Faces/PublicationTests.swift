import ArgumentParser
import Foundation
import JSON
import Output
import SchemaValidation
import Testing

@testable import Commands

/// What is published for programs: `crm schema --all`, `crm help --json`, and the snapshot of both.
@Suite struct PublicationTests {
  private static func json(_ answer: SmallOffice.Answer) throws -> JSONValue {
    try JSONValue(parsing: Array(answer.output.utf8))
  }

  private static func validator(_ schema: JSONValue) throws -> SchemaValidator {
    let text = Data(schema.encoded(pretty: false).utf8)
    return SchemaValidator(root: try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any]))
  }

  private static func object(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  /// Each schema has a name of its own, is what `crm schema` prints for that name, and needs nothing outside of itself.
  @Test func everySchemaStandsByItself() throws {
    let office = try SmallOffice()
    let all = try Self.json(office.run(["schema", "--all"]))
    #expect(all["$id"]?.string == "crm:\(Contract.version)")
    let documents = try #require(all["$defs"]?.members)
    #expect(Set(documents.map(\.key)).count == documents.count)
    for (id, document) in documents.map({ ($0.key, $0.value) }) {
      #expect(document["$id"]?.string == id && id.hasPrefix("crm:\(Contract.version)/"))
      #expect(document["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
      #expect(try Self.json(office.run(["schema", id])) == document, "\(id)")
      let words = id.split(separator: "/").last.map(String.init) ?? ""
      for fault in SchemaLint(document).faults { Issue.record("\(words): \(fault)") }
    }
    // Every answer that a program can read is among them, and a kind is by its own name.
    for leaf in try Self.leaves(office) where leaf["output"]?.isNull == false {
      #expect(documents.contains { $0.key == leaf["output"]?.string }, "\(leaf["words"] ?? .null)")
    }
    #expect(try Self.json(office.run(["schema", "deal"])) == all["$defs"]?[Contract.id("deal")])
    #expect(try Self.json(office.run(["schema"])) == all["$defs"]?[Contract.id("record")])
    #expect(
      try Self.json(office.run(["schema", "tasks", "done"]))["$id"] == "crm:\(Contract.version)/tasks-done")
    #expect(
      try Self.json(office.run(["schema", "report", "funnel"]))["$id"]
        == "crm:\(Contract.version)/reports-funnel")
  }

  /// The lint finds what validators differ in.
  @Test(arguments: [
    (#"{"type": "string", "format": "date"}"#, "format"),
    (#"{"type": "string", "pattern": "^\\\\d{3}$", "maxLength": 3}"#, "shorthand"),
    (#"{"type": "string", "pattern": "^[0-9]{3}$"}"#, "maxLength"),
    (#"{"type": "string", "pattern": "[0-9]+"}"#, "anchors"),
    (#"{"type": "number", "multipleOf": 0.01}"#, "multipleOf"),
    (##"{"$ref": "#/$defs/x"}"##, "leads nowhere"),
    (#"{"$ref": "https://example.com/x"}"#, "leads out"), (#"{"enum": ["a"]}"#, "type"),
    (#"{"properties": {"amount": {"type": "number"}}}"#, "money"),
    (#"{"properties": {"x": {"anyOf": [{"type": "string", "minLenght": 1}]}}}"#, "unknown keyword"),
  ])
  func theLintFinds(_ schema: String, _ fault: String) throws {
    let faults = SchemaLint(try JSONValue(parsing: Array(schema.utf8))).faults
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
  }

  private static func leaves(_ office: SmallOffice) throws -> [JSONValue] {
    func leaves(_ node: JSONValue) -> [JSONValue] {
      let verbs = node["commands"]?.array ?? []
      return verbs.isEmpty ? [node] : verbs.flatMap(leaves)
    }
    return leaves(try json(office.run(["help", "--json"])))
  }

  /// The tree has every command, and each fits its schema, has an example and an option of each kind.
  @Test func helpForProgramsHasEveryCommand() throws {
    let office = try SmallOffice()
    let answer = office.run(["help", "--json"])
    let schema = try Self.json(office.run(["schema", "help"]))
    #expect(try Self.validator(schema).faults(of: Self.object(answer.output)) == [])
    let leaves = try Self.leaves(office)
    let words = leaves.map { ($0["words"]?.array ?? []).compactMap(\.string) }
    for line in FormatTests.lines {
      let (type, names, _) = try #require(CommandRoute.command(line[...]))
      #expect(words.contains(names) == type.configuration.shouldDisplay, "\(names)")
    }
    for leaf in leaves {
      let name = leaf["words"] ?? .null
      #expect(leaf["example"]?.isNull == false, "\(name) has no example")
      #expect(leaf["effect"]?.isNull == false && leaf["exit_statuses"]?.array?.isEmpty == false, "\(name)")
      #expect(
        (leaf["output"]?.isNull == false) == (leaf["formats"]?.array?.contains("json") == true), "\(name)")
      #expect((leaf["exit_statuses"]?.array?.contains(3) == true) == (leaf["effect"] == "writes"), "\(name)")
    }
  }

  /// One command by itself is as it is in the tree, however it is asked for.
  @Test func helpForProgramsIsTheSameByEveryWay() throws {
    let office = try SmallOffice()
    let texts = [
      ["help", "deals", "move", "--json"], ["deals", "move", "--help", "--json"],
      ["deals", "move", "--help-json"],
      ["help", "--format", "json", "deal", "move"], ["deal", "move", "-h", "--format=json"],
    ].map { office.run($0).output }
    #expect(Set(texts).count == 1)
    let node = try JSONValue(parsing: Array(texts[0].utf8))
    let same = try Self.leaves(office).first { $0["words"] == ["deals", "move"] }
    #expect(node["shared_options"]?.array?.isEmpty == false)
    #expect(node.members?.filter { $0.key != "shared_options" } == same?.members)
    #expect(office.run(["deals", "--help-json"]).output.contains(#""name": "deals""#))
    #expect(office.run(["--help-json"]).output == office.run(["help", "--json"]).output)
  }

  @Test func optionsHaveTheirTypes() throws {
    let node = try Self.json(try SmallOffice().run(["help", "search", "--json"]))
    let limit = try #require(node["options"]?.array?.first { $0["names"] == ["--limit"] })
    #expect(limit["type"] == "integer" && limit["default"] == "20" && limit["required"] == false)
    #expect(node["arguments"]?.array?.first?["required"] == true)
    #expect(node["arguments"]?.array?.first?["repeating"] == true)
    // A whole number that no option is called by would pass for a text.
    for leaf in Self.types(CRM.self) {
      let names = Set(try CommandDescription.arguments(of: leaf).flatMap(\.names))
      for name in HelpTree.integers(of: leaf) { #expect(names.contains(name), "\(leaf): \(name)") }
    }
  }

  private static func types(_ type: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
    let children = type.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    return children.isEmpty ? [type] : children.flatMap(types)
  }

  @Test(arguments: [
    (["help", "filters", "--json"], "for people"), (["help", "frobs", "--json"], "no help about"),
    (["schema", "--all", "deal"], "--all takes no word"), (["schema", "desk"], "prints nothing"),
    (["schema", "crm:0.0.1/deal"], "there is no kind"),
  ])
  func whatThereIsNotIsRefused(_ words: [String], _ says: String) throws {
    let answer = try SmallOffice().run(words)
    #expect(answer.status == 2 && answer.output.isEmpty && answer.errors.contains(says), "\(answer.errors)")
  }

  /// Errors as programs read them fit what is published of them.
  @Test(arguments: [
    ["deals", "frob", "--json"], ["deals", "show", "nobody", "--json"],
    ["deals", "move", "website", "moon", "--json"],
    ["deals", "move", "website", "meeting", "--json"], ["help", "filters", "--json"],
    ["schema", "moon", "--json"],
    ["deals", "list", "frob:x", "--json"], ["tasks", "done", "call", "--json"],
    ["deals", "list", "--limit", "--json"],
  ])
  func errorsFitTheirSchema(_ words: [String]) throws {
    let office = try SmallOffice()
    let schema = try Self.validator(try Self.json(office.run(["schema", "error"])))
    let answer = office.run(words)
    #expect(answer.status != 0)
    let lines = answer.errors.split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines { #expect(schema.faults(of: try Self.object(String(line))) == [], "\(line)") }
  }

  /// What was published stays as it was until the version of the contract is raised.
  @Test func theContractOnlyGrows() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let bytes = try #require(
      FileManager.default.contents(atPath: root + "/" + Publication.file), "\(Publication.file) is missing")
    let comparison = ContractComparison(
      old: try JSONValue(parsing: Array(bytes)), new: try Publication.snapshot())
    #expect(
      comparison.breaks == [],
      "programs go by what is gone; bring it back, or raise Contract.version and run make generate")
  }

  /// Writing the snapshot is no way around the comparison.
  @Test func generatingRefusesWhatBreaks() throws {
    let office = try SmallOffice()
    let file = office.folder.appendingPathComponent(Publication.file)
    #expect(office.run(["generate", "."]).status == 0)
    let written = try String(contentsOf: file, encoding: .utf8)
    try Data(written.replacing("\"search\": {", with: "\"seek\": {").utf8).write(to: file)
    try FileManager.default.removeItem(at: office.folder.appendingPathComponent("man"))
    let refused = office.run(["generate", "."])
    #expect(refused.status == 1 && refused.errors.contains("outputs/seek: is gone"))
    #expect(!FileManager.default.fileExists(atPath: office.folder.path + "/man"))
    try Data("{".utf8).write(to: file)
    #expect(office.run(["generate", "."]).status == 4)
  }
}

/// What a schema must not have, because validators read it in different ways.
private struct SchemaLint {
  private(set) var faults: [String] = []
  private let definitions: [String]

  init(_ document: JSONValue) {
    definitions = document["$defs"]?.members?.map(\.key) ?? []
    walk(document, "")
  }

  private static let known: Set<String> = [
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required",
    "patternProperties", "additionalProperties", "items", "enum", "const", "pattern", "maxLength", "format",
    "anyOf", "oneOf", "minimum", "maximum",
  ]

  private mutating func walk(_ schema: JSONValue, _ path: String) {
    for key in schema.members?.map(\.key) ?? [] where !Self.known.contains(key) {
      faults.append("\(path): \(key == "multipleOf" ? key : "unknown keyword \(key)")")
    }
    if schema["format"] != nil, schema["pattern"] == nil {
      faults.append("\(path): a format without a pattern")
    }
    if let pattern = schema["pattern"]?.string { check(pattern, schema, path) }
    if schema["enum"] != nil, schema["type"] == nil { faults.append("\(path): an enum without a type") }
    if let target = schema["$ref"]?.string {
      if !target.hasPrefix("#/$defs/") {
        faults.append("\(path): \(target) leads out")
      } else if !definitions.contains(Contract.definition(target)) {
        faults.append("\(path): \(target) leads nowhere")
      }
    }
    for keyword in ["$defs", "properties", "patternProperties"] {
      for member in schema[keyword]?.members ?? [] {
        if ["amount", "price", "value_of"].contains(member.key), member.value["type"] == "number" {
          faults.append("\(path)/\(member.key): money as a number")
        }
        walk(member.value, "\(path)/\(member.key)")
      }
    }
    for keyword in ["items", "additionalProperties"] {
      if let part = schema[keyword], part.members != nil { walk(part, "\(path)/\(keyword)") }
    }
    for keyword in ["anyOf", "oneOf"] {
      for part in schema[keyword]?.array ?? [] { walk(part, "\(path)/\(keyword)") }
    }
  }

  private mutating func check(_ pattern: String, _ schema: JSONValue, _ path: String) {
    if pattern.contains("\\") { faults.append("\(path): a shorthand in \(pattern)") }
    if !pattern.hasPrefix("^") || !pattern.hasSuffix("$") {
      faults.append("\(path): no anchors in \(pattern)")
    }
    // Before a line end `$` fits in some dialects, so what is no longer than something says so.
    let isEndless = pattern.contains("+") && !pattern.contains("[+") || pattern.contains("*")
    if !isEndless, schema["maxLength"] == nil { faults.append("\(path): \(pattern) without maxLength") }
  }
}
