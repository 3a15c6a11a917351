import Commands
import Dates
import Diagnostics
import Facts
import Filters
import Foundation
import Operations
import Output
import Records
import Testing

/// A story told twice: by command lines, and by operations with no argument parsed. Answers and files are the same.
@Suite struct StoryTests {
  /// One step of the story: the words a person types, and the request that they make.
  private struct Step: Sendable {
    let words: [String]
    let operation: any Operations.Operation

    init(_ words: String..., is operation: any Operations.Operation) {
      self.words = words
      self.operation = operation
    }
  }

  private static let steps = [
    Step("companies", "add", "Acme", is: AddRecord(.company, name: "Acme", assignments: [])),
    Step(
      "contacts", "add", "Anna Ivanova", "company=acme",
      is: AddRecord(.contact, name: "Anna Ivanova", assignments: ["company=acme"])),
    Step(
      "deals", "add", "Website", "--contact", "anna", "--amount", "1200", "--next", "Call Anna", "--due",
      "fri 15:00",
      is: AddDeal(
        title: "Website", assignments: ["contact=anna", "amount=1200"],
        nextStep: NextStepRequest(title: "Call Anna", due: "fri 15:00"))),
    Step(
      "contacts", "set", "anna", "tags+=vip",
      is: SetFields(.contact, "anna", assignments: ["tags+=vip"])),
    Step(
      "deals", "move", "website", "meeting", "--next", "Meet Anna", "--due", "mon 11:00", "--note", "keen",
      is: MoveDeal(
        "website", to: "meeting",
        TransitionDetails(note: "keen", nextStep: NextStepRequest(title: "Meet Anna", due: "mon 11:00")))),
    Step("deals", "list", "amount>1000", is: ListRecords(.deal, filter: ["amount>1000"])),
    Step("contacts", "show", "anna", is: ShowRecords(.contact, words: ["anna"])),
    Step("deals", "win", "website", is: CloseDeal("website", as: .won, TransitionDetails())),
    Step(
      "deals", "reopen", "website", "--next", "Ask why", "--due", "fri",
      is: ReopenDeal(
        "website", stage: nil,
        TransitionDetails(nextStep: NextStepRequest(title: "Ask why", due: "fri")))),
    Step(
      "contacts", "set", "--where", "tag:vip", "city=Bonn", "--yes",
      is: SetFieldsWhere(.contact, where: "tag:vip", assignments: ["city=Bonn"], isAgreed: true)),
    Step(
      "tasks", "add", "Write the offer", "--deal", "website", "--type", "email", "--due", "thu 12:00",
      is: AddTask(
        title: "Write the offer", assignments: ["type=email"], deal: "website", due: "thu 12:00")),
    Step("tasks", "snooze", "offer", "next", "mon", is: SnoozeTask("offer", until: "next mon")),
    Step(
      "tasks", "done", "ask why", "--result", "too dear", "--next", "Call again", "--due", "mon",
      is: CompleteTask(
        "ask why", result: "too dear", nextStep: NextStepRequest(title: "Call again", due: "mon"))),
    Step("tasks", "cancel", "offer", is: CancelTask("offer")),
    Step(
      "log", "call", "website", "She", "calls", "back", "--duration", "5m", "--direction", "in",
      is: LogActivity(
        .call, on: "website", text: "She calls back", duration: "5m", direction: .incoming)),
    Step(
      "log", "note", "website", "Likes it", "--next", "Send it", "--due", "fri", "--next-type", "email",
      is: LogActivity(
        .note, on: "website", text: "Likes it",
        nextStep: NextStepRequest(title: "Send it", due: "fri", type: .email))),
    Step(
      "leads", "add", "Site request", "name=Carl Klein", "company_name=Klein AG",
      is: AddRecord(
        .lead, name: "Site request", assignments: ["name=Carl Klein", "company_name=Klein AG"])),
    Step(
      "leads", "qualify", "site", "amount=500", "--next", "Call Carl", "--due", "tomorrow 10:00",
      is: QualifyLead(
        "site", assignments: ["amount=500"],
        nextStep: NextStepRequest(title: "Call Carl", due: "tomorrow 10:00"))),
    Step("leads", "add", "Spam", is: AddRecord(.lead, name: "Spam", assignments: [])),
    Step("leads", "reject", "spam", "--reason", "spam", is: RejectLead("spam", reason: "spam")),
    Step("deals", "board", is: ShowBoard(filter: [])),
    Step(
      "stages", "add", "visit", "--name", "On site", "--probability", "40", "--after", "meeting",
      is: AddStage("visit", name: "On site", probability: "40", after: "meeting")),
    Step("stages", "add", "spam", "--outcome", "archived", is: AddStage("spam", outcome: .archived)),
    Step("stages", "move", "visit", "--before", "meeting", is: MoveStage("visit", .before("meeting"))),
    Step("stages", "rename", "meeting", "met", is: RenameStage("meeting", to: "met")),
    Step("stages", "list", is: ListStages()),
    Step("stages", "show", "met", is: ShowStage("met")),
    Step(
      "deals", "delete", "website", "--cascade", "--yes",
      is: DeleteRecord(.deal, "website", cascades: true, isAgreed: true)),
  ]

  /// Those whose answer is no table.
  private static let last = [
    Step(
      "stages", "remove", "first-contact", "--move-to", "met", "--keep-next",
      is: RemoveStage("first-contact", movingTo: "met", keepsNextStep: true)),
    Step("stages", "check", is: CheckStages()),
  ]

  @Test(arguments: [OutputFormat.json, .yaml, .table, .csv])
  func bothFacesAnswerAlike(format: OutputFormat) throws {
    let typed = try Office()
    let asked = try Office()
    let driver = Driver(folder: asked.folder)
    let steps = StoryTests.steps + (format == .csv ? [] : StoryTests.last)
    for (number, step) in steps.enumerated() {
      let seed = UInt64(number)
      let (status, output) = typed.type(step.words + ["--format", format.rawValue], seed: seed)
      #expect(status == 0, "\(step.words)")
      #expect(try driver.run(step.operation, seed: seed, format: format) == output, "\(step.words)")
    }
    #expect(driver.failures == [])
    #expect(try typed.files() == asked.files())
  }

  @Test func aRefusalIsThrownAndNothingIsWritten() throws {
    let office = try Office()
    let driver = Driver(folder: office.folder)
    let before = try office.files()
    #expect(throws: Diagnostic.self) {
      try driver.run(
        AddDeal(title: "Website", assignments: [], nextStep: NextStepRequest()), seed: 1)
    }
    do {
      _ = try driver.run(MoveDeal("nothing", to: "meeting", TransitionDetails()), seed: 2)
      Issue.record("a deal that is not there was moved")
    } catch let diagnostic as Diagnostic {
      #expect(diagnostic.code == .notFound)
    }
    #expect(try office.files() == before)
  }

  @Test func aQuestionIsTheFacesToAnswer() throws {
    let office = try Office()
    let driver = Driver(folder: office.folder)
    _ = try driver.run(AddRecord(.contact, name: "Anna", assignments: []), seed: 1)
    let change = SetFieldsWhere(.contact, where: "name:anna", assignments: ["city=Bonn"], isAgreed: false)
    #expect(throws: Diagnostic.self) { try driver.run(change, seed: 2) }
    driver.consent = false
    #expect(try driver.run(change, seed: 3) == "[]\n")
    driver.consent = true
    #expect(try driver.run(change, seed: 4).contains("\"city\":\"Bonn\""))
    #expect(driver.questions == ["Change 1 contact?", "Change 1 contact?"])
  }

  /// Also where a remark comes after the data.
  @Test(arguments: ["json", "jsonl", "csv", "table"]) func dataThatCannotBeWrittenIsAnError(format: String)
    throws
  {
    let office = try Office()
    let added = office.type(["deals", "add", "Website", "--next", "Call", "--due", "fri"], seed: 1)
    #expect(added.status == 0)
    let paper = Paper()
    paper.isFull = true
    #expect(office.type(["reports", "pipeline", "--format", format], seed: 2, on: paper).status == 1)
  }

  @Test func aDryRunSaysWhatItWouldWrite() throws {
    let office = try Office()
    let driver = Driver(folder: office.folder)
    let before = try office.files()
    let text = try driver.run(
      AddRecord(.contact, name: "Anna", assignments: []), seed: 1, format: .table, isDryRun: true)
    #expect(text.hasPrefix("would create contacts/anna-"))
    #expect(try office.files() == before)
  }
}

/// A new repository in a folder of its own.
private final class Office {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("crm-story-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let made = type(
      ["init", "--no-git", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"], seed: 0)
    #expect(made.status == 0)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs a command line as a person types it.
  func type(
    _ words: [String], seed: UInt64, on terminal: Paper = Paper()
  ) -> (status: Int32, output: String) {
    let world = World(
      arguments: words,
      environment: ["CRM_USER": "gleb", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"],
      workingDirectory: folder.path, clock: Driver.now, seed: seed, systemZone: "Europe/Berlin", processID: 1)
    let status = CommandRunner.run(world: world, terminal: terminal)
    return (status, String(decoding: terminal.output, as: UTF8.self))
  }

  /// The records and pipelines by path, without what only this machine keeps.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    for path in paths where path.hasSuffix(".yaml") && !path.hasPrefix(".crm/") {
      files[path] = try Data(contentsOf: folder.appendingPathComponent(path))
    }
    return files
  }
}

/// A terminal that keeps what is written.
private final class Paper: Terminal {
  private(set) var output: [UInt8] = []
  /// Whether there is room for what is written.
  var isFull = false

  func write(_ bytes: [UInt8]) throws {
    if isFull { throw Diagnostic(.io, "there is no room") }
    output += bytes
  }
  func writeError(_ text: String) {}
  func readLine() -> String? { nil }
  func readAll() -> [UInt8] { [] }
}
