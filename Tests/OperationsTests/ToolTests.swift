import Dates
import Diagnostics
import Foundation
import JSON
import Operations
import Output
import SchemaValidation
import Testing

/// The tools by which programs and assistants work: what they declare, what they refuse, what passes at the second try.
@Suite struct ToolTests {
  /// A repository with Anna, her deal and its next step, and a way to call.
  private final class Desk {
    let folder: URL
    private var seed: UInt64 = 1
    private let tools: ToolSet

    init(_ options: ToolSet.Options = ToolSet.Options()) throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "crm-tools-\(UUID().uuidString)")
      tools = try ToolSet(options)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let settings = try RepositorySettings(
        timezone: "Europe/Berlin", country: "DE", systemZone: nil, locale: Locale(environment: [:]))
      _ = try Driver(folder: folder).run(CreateRepository(nil, settings: settings, usesGit: false), seed: 7)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func call(_ name: String, _ arguments: JSONValue) -> ToolAnswer {
      seed += 1
      let answer = tools.call(name, arguments) { run, face in
        var options = Context.Options(isDryRun: run.isDryRun)
        options.keepsDifference = true
        options.ifRevision = run.ifRevision
        return Context(
          location: Context.Location(explicit: folder.path, workingDirectory: "/"), options: options,
          now: Driver.now, name: run.name, seed: seed,
          environment: ["HOME=/nonexistent", "PATH=/usr/bin:/bin"],
          actor: Context.Actor(given: "gleb") { "nobody" }, face: face)
      }
      Desk.expectPublished(answer, of: name)
      return answer
    }

    /// Whatever a tool answers, refusals too, is what is published of it.
    private static func expectPublished(_ answer: ToolAnswer, of name: String) {
      guard let schema = schemas?[Contract.id("mcp/" + name)] else { return }
      do {
        func object(_ json: JSONValue) throws -> Any {
          try JSONSerialization.jsonObject(with: Data(json.encoded(pretty: false).utf8))
        }
        let root = try #require(try object(schema) as? [String: Any])
        #expect(SchemaValidator(root: root).faults(of: try object(answer.envelope)) == [], "\(name)")
      } catch {
        Issue.record("\(name): \(error)")
      }
    }

    private static let schemas = ShowSchema.bundle(PublishedShape.tools)["$defs"]

    /// The id of a new deal of a new person.
    func deal() throws -> String {
      _ = call("crm_add_contact", ["name": "Anna Ivanova", "email": "anna@acme.example"])
      let made = call(
        "crm_add_deal",
        ["title": "Website", "contact": "anna", "next_step": "Call Anna", "next_due": "tomorrow 11:00"])
      return try #require(made.envelope["change"]?["records"]?.array?.first?.string)
    }
  }

  private func error(_ answer: ToolAnswer) throws -> JSONValue {
    #expect(answer.isError)
    #expect(answer.envelope["ok"] == false)
    let error = try #require(answer.envelope["error"])
    #expect(error["message"]?.string == answer.text)
    #expect((error["message"]?.string ?? "").utf8.count <= 600)
    return error
  }

  @Test func schemasAreFlat() throws {
    var options = ToolSet.Options()
    options.allowsBulk = true
    for tool in try ToolSet(options).tools {
      let schema = tool.inputSchema
      #expect(schema["type"] == "object")
      for property in schema["properties"]?.members ?? [] {
        let type = try #require(property.value["type"]?.string, "\(tool.name) \(property.key)")
        #expect(["string", "integer", "boolean", "array"].contains(type))
        if type == "array" { #expect(property.value["items"] == ["type": "string"]) }
        let keys = (property.value.members ?? []).map(\.key)
        #expect(keys.allSatisfy { ["type", "enum", "items", "description"].contains($0) }, "\(keys)")
      }
      #expect(tool.outputSchema["type"] == "object")
    }
  }

  /// Four bytes a token is what English and JSON take on the average; the budget of 3,000 tokens is measured with a
  /// real tokenizer outside.
  @Test func theListIsShort() throws {
    let list = try ToolSet().tools.map { tool -> JSONValue in
      [
        "name": .string(tool.name), "description": .string(tool.doc), "inputSchema": tool.inputSchema,
        "outputSchema": tool.outputSchema, "annotations": tool.annotations,
      ]
    }
    #expect(JSONValue.array(list).encoded(pretty: false).utf8.count < 12_000)
    #expect(list.count == 13)
  }

  @Test func aMoveIsRefusedAndThenPasses() throws {
    let desk = try Desk()
    let deal = try desk.deal()
    let refused = desk.call("crm_move_deal", ["id": .string(deal), "stage": "proposal"])
    let error = try error(refused)
    #expect(error["code"] == "next_step_required")
    #expect(error["missing"] == ["next_step", "next_due"])
    #expect(error["today"] == "2026-11-24")
    #expect(error["earliest_due"] == "2026-11-24")
    #expect(error["retry"]?["tool"] == "crm_move_deal")
    #expect(error["retry"]?["arguments"]?["next_step"] == "<ask>")
    #expect(error["retry"]?["arguments"]?["stage"] == "proposal")
    #expect(error["other_ways"]?.array?.first?["arguments"]?["stage"] == "lost")
    #expect(refused.text.contains("Nothing was written."))

    // The placeholders are no values.
    let careless = desk.call("crm_move_deal", try #require(error["retry"]?["arguments"]))
    #expect(try self.error(careless)["code"] == "invalid_value")

    let passed = desk.call(
      "crm_move_deal",
      ["id": .string(deal), "stage": "proposal", "next_step": "Send the offer", "next_due": "+2d"])
    #expect(!passed.isError)
    let stage = passed.envelope["change"]?["diff"]?.array?.first { $0["field"] == "stage" }
    #expect(stage?["from"] == "first-contact")
    #expect(stage?["to"] == "proposal")

    let again = desk.call(
      "crm_move_deal",
      ["id": .string(deal), "stage": "proposal", "next_step": "Send the offer", "next_due": "+2d"])
    #expect(again.envelope["change"]?["unchanged"] == true)
    #expect(again.envelope["change"]?["id"] == nil)
  }

  @Test func everythingWrongIsSaidAtOnce() throws {
    let desk = try Desk()
    let error = try error(
      desk.call("crm_add_deal", ["title": "<ask>", "contct": "anna", "amount": [1], "next_due": ""]))
    let message = error["message"]?.string ?? ""
    for part in ["title", "contct", "contact", "amount", "next_step is missing", "next_due is missing"] {
      #expect(message.contains(part), "\(part): \(message)")
    }
    #expect(error["missing"] == ["contact", "next_step", "next_due"])
  }

  @Test func whatIsThereAlreadyIsNotAddedAgain() throws {
    let desk = try Desk()
    let deal = try desk.deal()
    let same = desk.call("crm_add_contact", ["name": "Anna Ivanova", "email": "anna@acme.example"])
    #expect(same.envelope["change"]?["unchanged"] == true)
    let other = desk.call("crm_add_contact", ["name": "Anna Petrova", "email": "anna@acme.example"])
    #expect(try error(other)["code"] == "duplicate")
    #expect(try error(other)["matches"]?.array?.first?["name"] == "Anna Ivanova")
    let wanted: JSONValue = [
      "name": "Anna Petrova", "email": "anna@acme.example", "allow_duplicate": true,
    ]
    #expect(!desk.call("crm_add_contact", wanted).isError)
    let task: JSONValue = ["title": "Order paper", "due": "fri", "about": .string(deal)]
    #expect(desk.call("crm_add_task", task).envelope["change"]?["unchanged"] == nil)
    #expect(desk.call("crm_add_task", task).envelope["change"]?["unchanged"] == true)
    let call: JSONValue = ["about": .string(deal), "type": "call", "text": "She agrees"]
    #expect(desk.call("crm_log", call).envelope["change"]?["unchanged"] == nil)
    #expect(desk.call("crm_log", call).envelope["change"]?["unchanged"] == true)
  }

  @Test func aPreviewWritesNothing() throws {
    let desk = try Desk()
    let deal = try desk.deal()
    let move: JSONValue = ["id": .string(deal), "stage": "won", "dry_run": true]
    let preview = desk.call("crm_move_deal", move)
    #expect(preview.envelope["change"]?["dry_run"] == true)
    #expect(preview.envelope["change"]?["id"] == nil)
    #expect(preview.envelope["change"]?["diff"]?.array?.contains { $0["to"] == "won" } == true)
    #expect(
      desk.call("crm_get", ["id": .string(deal)]).envelope["data"]?["record"]?["stage"] == "first-contact")
  }

  @Test func aChangeIsUndone() throws {
    let desk = try Desk()
    let deal = try desk.deal()
    let won = desk.call("crm_move_deal", ["id": .string(deal), "stage": "won"])
    let undo = try #require(won.envelope["change"]?["undo"])
    #expect(undo["tool"] == "crm_undo")
    let undone = desk.call("crm_undo", try #require(undo["arguments"]))
    #expect(!undone.isError)
    let stage = undone.envelope["change"]?["diff"]?.array?.first { $0["field"] == "stage" }
    #expect(stage?["to"] == "first-contact")
    // The undoing is a change like any other.
    #expect(!desk.call("crm_undo", try #require(undone.envelope["change"]?["undo"]?["arguments"])).isError)
  }

  @Test func theFinishedStepIsNotTheNextOne() throws {
    let desk = try Desk()
    _ = try desk.deal()
    let same: JSONValue = ["id": "call anna", "next_step": "call Anna", "next_due": "fri"]
    #expect(try error(desk.call("crm_complete_task", same))["code"] == "invalid_value")
    let none = try error(desk.call("crm_complete_task", ["id": "call anna", "outcome": "said yes"]))
    #expect(none["code"] == "next_step_required")
    #expect(none["retry"]?["arguments"]?["outcome"] == "said yes")
    let done: JSONValue = [
      "id": "call anna", "outcome": "said yes", "next_step": "Send the contract", "next_due": "fri",
    ]
    #expect(!desk.call("crm_complete_task", done).isError)
  }

  @Test func readersGetNoWriters() throws {
    var options = ToolSet.Options()
    options.isReadOnly = true
    let desk = try Desk(options)
    #expect(try ToolSet(options).tools.count == 5)
    let refused = try error(desk.call("crm_add_contact", ["name": "Bob"]))
    #expect(refused["code"] == "read_only")
    #expect(throws: Diagnostic.self) {
      options.only = ["crm_delete"]
      _ = try ToolSet(options)
    }
  }

  @Test func pagesContinue() throws {
    let desk = try Desk()
    for number in 1...7 { _ = desk.call("crm_add_contact", ["name": .string("Person \(number)x\(number)")]) }
    let first = desk.call("crm_list", ["kind": "contact", "limit": 3])
    #expect(first.envelope["items"]?.array?.count == 3)
    #expect(first.envelope["data"]?["total"] == 7)
    let cursor = try #require(first.envelope["next_cursor"])
    let second = desk.call("crm_list", ["kind": "contact", "limit": 5, "cursor": cursor])
    #expect(second.envelope["items"]?.array?.count == 4)
    #expect(second.envelope["next_cursor"] == nil)
    let foreign = desk.call("crm_list", ["kind": "deal", "cursor": cursor])
    #expect(try error(foreign)["code"] == "invalid_value")
  }

  @Test func aFolderWithoutRecordsSaysSo() throws {
    let desk = try Desk()
    try FileManager.default.removeItem(at: desk.folder.appending(path: "crm.yaml"))
    let error = try error(desk.call("crm_brief", .null))
    #expect(error["code"] == "no_folder")
    #expect(error["message"]?.string?.contains("init") == true)
  }

  @Test func theBriefCounts() throws {
    let desk = try Desk()
    _ = try desk.deal()
    let brief = try #require(desk.call("crm_brief", .null).envelope["data"])
    #expect(brief["today"] == "2026-11-24")
    #expect(brief["weekday"] == "tue")
    #expect(brief["totals"]?["open_deals"] == 1)
    #expect(brief["totals"]?["open_tasks"] == 1)
    #expect(brief["deals_without_next_step"] == [])
  }
}
