import Dates
import Diagnostics
import Facts
import Filters
import Records
import Testing

@testable import Rules

/// Rules that depend on a file that cannot be read are not passed by, and what it holds is not missing.
@Suite struct UnreadableTests {
  /// The repository with one record as a file that cannot be read, which has this text.
  static func snapshot(
    without id: String, text: String, path: String? = nil, _ records: [Record] = World.records
  ) -> Snapshot {
    guard let lost = records.first(where: { $0.id == World.id(id) }) else { return World.snapshot(records) }
    let path = path ?? lost.path
    let problem = Diagnostic(
      .invalidData, "a \":\" is missing after this key", at: SourceLocation(file: path, line: 2))
    let readable = World.snapshot(records.filter { $0.id != lost.id })
    return Snapshot(
      config: readable.config, schema: readable.schema, source: readable.source,
      pipelineFiles: readable.pipelineFiles, problems: [problem]
    ).reading { $0 == path ? Array(text.utf8) : nil }
  }

  static func desk(_ snapshot: Snapshot) -> ChangePlanner {
    ChangePlanner(
      snapshot: snapshot, pipelines: Pipelines.compile(snapshot), now: World.now, user: "gleb",
      mint: IDMint(seed: 1))
  }

  static let dealText = "id: dea00004\ntitle Website\ncontact: x-anna0001\nnext_step: x-tasc0005\n"

  struct Attempt: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var lost = "dea00004"
    var text = dealText
    var path: String?
    let message: String
    let run: @Sendable (inout ChangePlanner) throws -> Void

    init(
      _ name: String, lost: String = "dea00004", text: String = dealText, path: String? = nil,
      _ message: String, _ run: @escaping @Sendable (inout ChangePlanner) throws -> Void
    ) {
      testDescription = name
      self.lost = lost
      self.text = text
      self.path = path
      self.message = message
      self.run = run
    }
  }

  static let attempts: [Attempt] = [
    Attempt("done", "its deal cannot be read") { try $0.completeTask(World.step) },
    Attempt("done with the following one", "its deal cannot be read") {
      try $0.completeTask(World.step, next: World.next)
    },
    Attempt("cancel", "its deal cannot be read") { try $0.cancelTask(World.step) },
    Attempt("snooze", "its deal cannot be read") {
      try $0.snooze(World.step, due: .moment(World.nextWeek.adding(seconds: 3600)))
    },
    Attempt("another due time", "its deal cannot be read") {
      try $0.setFields(World.step, ["due": .instant(World.now)])
    },
    Attempt("delete a task", "its deal cannot be read") { try $0.delete(World.step, cascade: true) },
    Attempt("a task of the deal", "its deal cannot be read") { try $0.completeTask(World.plainTask) },
    Attempt("an empty file", text: "", "its deal cannot be read") { try $0.completeTask(World.step) },
    Attempt("a file of another name", path: "deals/website.yaml", "its deal cannot be read") {
      try $0.completeTask(World.step)
    },
    Attempt("log on a task", "its deal cannot be read") {
      try $0.log(LogEntry(type: "call"), on: World.step)
    },
    Attempt("log on a person", "its deal cannot be read") {
      try $0.log(LogEntry(type: "call"), on: World.contact)
    },
    Attempt("log with a next step", "its deal cannot be read") {
      try $0.log(LogEntry(type: "call"), on: World.contact, next: World.next)
    },
    Attempt("delete a person", "what mentions it cannot be read") {
      try $0.delete(World.contact, cascade: true)
    },
    Attempt("rename a stage", "a deal that may be in it cannot be read") {
      try $0.renameStage("visit", to: "look", of: "sales")
    },
    Attempt("look what is in a stage", "a deal that may be in it cannot be read") {
      _ = try $0.deals(in: "visit", of: "sales")
    },
    Attempt("lose", lost: "tasc0005", text: "deal: x-dea00004", "its next step cannot be read") {
      try $0.close(World.deal, as: .lost, TransitionRequest(sets: ["lost_reason": .text("price")]))
    },
    Attempt("move", lost: "tasc0005", text: "", "its next step cannot be read") {
      try $0.move(World.deal, to: "archive")
    },
    Attempt("add a task", lost: "tasc0005", text: "", "its next step cannot be read") {
      try $0.addTask(values: [
        "title": .text("More"), "due": .instant(World.nextWeek), "deal": World.reference("dea00004"),
      ])
    },
    Attempt("lose beside a task", lost: "tasc0006", text: "deal: x-dea00004", "a task of it cannot be read") {
      try $0.close(World.deal, as: .lost, TransitionRequest(sets: ["lost_reason": .text("price")]))
    },
    Attempt("requirements of a person", lost: "anna0001", text: "", "its contact cannot be read") {
      try $0.move(
        World.deal, to: "visit", TransitionRequest(next: World.next, sets: ["address": .text("Here")]))
    },
    Attempt("clear a link", lost: "anna0001", text: "", "its contact cannot be read") {
      try $0.setFields(World.deal, ["contact": nil])
    },
    Attempt("qualify", lost: "bbbb0002", text: "", "who may be the same person cannot be read") {
      try $0.qualifyLead(World.lead, next: World.next)
    },
    Attempt("qualify for a company", lost: "acme0003", text: "", "that may be the same one cannot be read") {
      try $0.qualifyLead(World.lead, next: World.next)
    },
  ]

  @Test(arguments: attempts) func isRefused(_ attempt: Attempt) throws {
    let snapshot = Self.snapshot(without: attempt.lost, text: attempt.text, path: attempt.path)
    var desk = Self.desk(snapshot)
    let refused = try #require(refusal { try attempt.run(&desk) })
    #expect(refused.code == .invalidData, "\(refused)")
    #expect(refused.message.contains(attempt.message + ": a \":\" is missing"), "\(refused.message)")
    #expect(refused.location == snapshot.problems.first?.location)
    #expect(desk.change.isEmpty)
  }

  @Test func whatNoRuleDependsOnGoesOn() throws {
    var desk = Self.desk(Self.snapshot(without: "dea00004", text: Self.dealText))
    try desk.setFields(World.contact, ["city": .text("Ulm")])
    try desk.setFields(World.step, ["notes": .text("again")])
    try desk.log(LogEntry(type: "note"), on: World.id("bbbb0002"))
    try desk.addTask(values: ["title": .text("Tidy up"), "due": .instant(World.nextWeek)])
    #expect(!desk.change.isEmpty)
  }

  @Test(arguments: ["deals/x-dea00004.yaml", "deals/website.yaml"])
  func whatCannotBeReadIsNotMissing(_ path: String) {
    let snapshot = Self.snapshot(without: "dea00004", text: Self.dealText, path: path)
    let pipelines = Pipelines.compile(snapshot)
    let found = Invariants.check(snapshot, pipelines: pipelines, now: World.now)
    #expect(found.map(\.diagnostic.message) == [])
    let unseen = Snapshot(
      config: snapshot.config, schema: snapshot.schema, source: snapshot.source,
      pipelineFiles: snapshot.pipelineFiles, problems: snapshot.problems)
    let blind = Invariants.check(unseen, pipelines: pipelines, now: World.now)
    #expect(blind.map(\.diagnostic.message) == [])
  }

  @Test func anUnreadableFileOfAnotherNameHidesNoMissingRecord() {
    let snapshot = Self.snapshot(without: "dea00004", text: "id: dea00099\n", path: "deals/website.yaml")
    let found = Invariants.check(snapshot, pipelines: Pipelines.compile(snapshot), now: World.now)
    #expect(found.map(\.key) == ["deal", "deal"])
  }
}
