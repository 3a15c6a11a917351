import Dates
import Diagnostics
import Facts
import Records
import Testing

@testable import Rules

@Suite struct PipelineTests {
  func compile(_ text: String) -> Pipeline {
    Pipelines.compile(World.snapshot([], pipeline: text)).all[0]
  }

  @Test func theDefaultPipelineCompilesWithoutAFinding() {
    let pipeline = compile(DefaultPipeline.text)
    #expect(pipeline.faults.isEmpty && pipeline.lints.isEmpty)
    #expect(
      pipeline.stages.map(\.id) == [
        "first-contact", "meeting", "proposal", "invoice", "won", "lost", "archive",
      ])
    #expect(pipeline.stages.map(\.probability) == [10, 30, 50, 80, nil, nil, nil])
    #expect(pipeline.actions.map(\.id) == ["no-answer", "invoice-sent", "paid"])
    #expect(pipeline.action("no-answer")?.ladder(reason: "busy").map(\.length) == [300, 900, 3600, 86_400])
    #expect(
      pipeline.action("no-answer")?.ladder(reason: "no-pickup").map(\.length) == [300, 1800, 10_800, 86_400])
    #expect(pipeline.successors(of: "won").count == 6)
  }

  /// Another language changes names and reasons, never an id.
  @Test(arguments: Language.allCases) func theDefaultPipelineCompilesInEachLanguage(language: Language) {
    let pipeline = compile(DefaultPipeline.text(language: language))
    let english = compile(DefaultPipeline.text)
    #expect(pipeline.faults.isEmpty && pipeline.lints.isEmpty)
    #expect(pipeline.stages.map(\.id) == english.stages.map(\.id))
    #expect(pipeline.actions.map(\.id) == english.actions.map(\.id))
    #expect((pipeline.stages.map(\.name) == english.stages.map(\.name)) == (language == .english))
    #expect(pipeline.lostReasons.count == english.lostReasons.count)
  }

  @Test func theRichPipelineCompiles() {
    let pipeline = compile(World.rich)
    #expect(pipeline.faults.isEmpty, "\(pipeline.faults)")
    #expect(pipeline.lints.isEmpty, "\(pipeline.lints)")
    #expect(pipeline.currency == "RUB")
    #expect(pipeline.stage("proposal")?.rotsAfter == 604_800)
    #expect(pipeline.successors(of: "first-contact").map(\.id) == ["visit", "proposal", "lost", "archive"])
  }

  /// All that is looked at is bounded, also in a file that somebody else made.
  @Test func aPipelineOfTooManyStagesIsRefused() {
    let stages = (0..<1_000).map { "- {id: s\($0)}\n" }.joined()
    let pipeline = compile("name: Long\nstages:\n" + stages + "- {id: won, outcome: won}\n")
    #expect(pipeline.stages.count == PipelineReader.maximumStages)
    #expect(pipeline.faults.map(\.message) == ["the pipeline has more than 500 stages"])
    // Nothing is said of the whole where a part of it is left out.
    #expect(pipeline.lints.isEmpty)
  }

  @Test func theWaysOfAllStagesAreJudged() {
    let stages = (0..<499).map { "- {id: s\($0)}\n" }.joined()
    let pipeline = compile(
      "name: Long\nstages:\n" + stages + "- {id: won, outcome: won}\ntransitions:\n"
        + (0..<498).map { "  s\($0): [s\($0 + 1)]\n" }.joined() + "  s498: [s497]\n")
    #expect(pipeline.faults.isEmpty)
    #expect(pipeline.lints.count == 500)
    #expect(pipeline.lints.first?.message == "no way leads from stage \"s0\" to an outcome")
    #expect(pipeline.lints.last?.message == "stage \"won\" cannot be reached from \"s0\"")
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    let line: Int
    let column: Int
    var hint: String?
    var isLint = false
    var testDescription: String { message }
  }

  static let ends = "- {id: won, outcome: won}\n"

  static let faults: [Fault] = [
    Fault(
      text: "stages:\n- id: a\n  requires: [amount]\n" + ends, message: "unknown key \"requires\"", line: 3,
      column: 3, hint: "require"),
    Fault(text: "stage:\n- id: a\n", message: "unknown key \"stage\"", line: 1, column: 1, hint: "stages"),
    Fault(text: "name: x\n", message: "has no stages", line: 1, column: 1),
    Fault(text: "stages: []\n", message: "has no stages", line: 1, column: 9),
    Fault(
      text: "stages:\n- id: a\n- id: a\n" + ends, message: "is there already, on line 2", line: 3, column: 7),
    Fault(text: "stages:\n- name: a\n" + ends, message: "a stage has no id", line: 2, column: 3),
    Fault(
      text: "stages:\n- {id: a, probability: 120}\n" + ends, message: "from 0 to 100", line: 2, column: 24),
    Fault(
      text: "stages:\n- {id: a, outcome: win}\n" + ends, message: "\"win\" is not an outcome", line: 2,
      column: 20, hint: "won"),
    Fault(
      text: "stages:\n- {id: a, rots_after: soon}\n" + ends, message: "\"soon\" is not a duration", line: 2,
      column: 23),
    Fault(
      text: "stages:\n- {id: a, require: [adress]}\n" + ends, message: "no field \"adress\"", line: 2,
      column: 21, hint: "address"),
    Fault(
      text: "stages:\n- {id: a, require: [contact.fone]}\n" + ends,
      message: "have no field \"fone\"", line: 2, column: 29, hint: "phone"),
    Fault(
      text: "stages:\n- {id: a, require: [\"amont > 0\"]}\n" + ends, message: "amont", line: 2, column: 22,
      hint: "amount"),
    Fault(
      text: "stages:\n- {id: a, require: ['title:x amount > ten']}\n" + ends, message: "ten", line: 2,
      column: 39),
    Fault(
      text: "stages:\n- {id: a, require: [title.name]}\n" + ends, message: "refers to no other record",
      line: 2, column: 21),
    Fault(
      text: "stages:\n- {id: a, on_enter: {next: {title: \"Call {{kontact.name}}\"}}}\n" + ends,
      message: "no field \"kontact\"", line: 2, column: 42, hint: "contact"),
    Fault(
      text: "stages:\n- {id: a, on_enter: {next: {title: \"Call {{name\"}}}\n" + ends,
      message: "never closed", line: 2, column: 42),
    Fault(
      text: "stages:\n- {id: a, on_enter: {next: {title: x, type: cal}}}\n" + ends,
      message: "\"cal\" is not a type of task", line: 2, column: 45, hint: "call"),
    Fault(
      text: "stages:\n- {id: a, on_enter: {nxt: {title: x}}}\n" + ends,
      message: "unknown key \"nxt\" of on_enter", line: 2, column: 22, hint: "next"),
    Fault(
      text: "stages:\n- {id: a}\n- {id: w, outcome: won, on_enter: {next: {title: x}}}\n",
      message: "a closed deal has none", line: 3, column: 35),
    Fault(
      text: "stages:\n- id: alpha\n" + ends + "transitions:\n  alpha: [wom]\n",
      message: "stage \"wom\" is not in pipeline", line: 5, column: 11, hint: "won"),
    Fault(
      text: "stages:\n- id: alpha\n" + ends + "transitions:\n  alhpa: [won]\n",
      message: "stage \"alhpa\" is not in pipeline", line: 5, column: 3, hint: "alpha"),
    Fault(
      text: "stages:\n- id: a\n" + ends + "actions:\n- {id: x, stage: wonn}\n",
      message: "stage \"wonn\" is not in pipeline", line: 5, column: 18, hint: "won"),
    Fault(
      text: "stages:\n- id: a\n" + ends + "actions:\n- {id: x, retry: [5m], then: wan}\n",
      message: "stage \"wan\"", line: 5, column: 30, hint: "won"),
    Fault(
      text: "stages:\n- id: a\n" + ends + "actions:\n- {id: x, retry: [5]}\n",
      message: "\"5\" is not a duration", line: 5, column: 19),
    Fault(
      text: "stages:\n- id: a\n" + ends + "actions:\n- {id: x, ask: [deu]}\n",
      message: "\"deu\" is not something", line: 5, column: 17, hint: "due"),
    Fault(
      text: "stages:\n- id: a\n" + ends + "actions:\n- {id: x, stage: won}\n- {id: x, stage: won}\n",
      message: "action \"x\" is there already", line: 6, column: 8),
    Fault(
      text: "stages:\n- id: a\n" + ends + "actions:\n- {id: x, log: {type: kall}}\n",
      message: "\"kall\" is not a type of activity", line: 5, column: 23, hint: "call"),
    Fault(text: "stages: [\n", message: "", line: 2, column: 1),
    Fault(
      text: "stages:\n- id: a\n" + ends + "actions:\n- {id: x, retry: [5m]}\n", message: "never ends",
      line: 5, column: 18, hint: "then", isLint: true),
    Fault(
      text: "stages:\n- id: a\n- id: b\n", message: "no stage has an outcome", line: 2, column: 1,
      isLint: true),
    Fault(text: "stages:\n" + ends, message: "no deal can be open", line: 2, column: 1, isLint: true),
    Fault(
      text: "stages:\n- id: a\n- id: b\n" + ends + "transitions: {a: [won]}\n",
      message: "\"b\" cannot be reached", line: 3, column: 7, isLint: true),
    Fault(
      text: "stages:\n- id: a\n- id: b\n" + ends + "transitions: {b: [a], a: [b]}\n",
      message: "no way leads from stage \"a\"", line: 2, column: 7, isLint: true),
  ]

  @Test(arguments: faults) func eachFaultHasItsPlace(_ fault: Fault) throws {
    let pipeline = compile(fault.text)
    let list = fault.isLint ? pipeline.lints : pipeline.faults
    let found = try #require(
      list.first { $0.message.contains(fault.message) }, "\(pipeline.faults + pipeline.lints)")
    #expect(
      found.location == SourceLocation(file: "pipelines/sales.yaml", line: fault.line, column: fault.column))
    #expect(found.code == (fault.isLint ? .warning : .invalidData))
    if let hint = fault.hint { #expect(found.hints.contains { $0.description.contains(hint) }) }
    #expect(pipeline.compiles == fault.isLint, "\(pipeline.faults)")
  }

  @Test func aBrokenPipelineStopsWritesAndNotReads() throws {
    let broken = World.rich + "\nlost_reson: [price]\n"
    let desk = World.desk(pipeline: broken)
    #expect(desk.pipelines.stages.facts(of: desk.snapshot.record(World.deal)!)?.id == "first-contact")
    var copy = desk
    let refused = refusal {
      try copy.move(World.deal, to: "invoice", TransitionRequest(next: World.next))
    }
    #expect(refused?.code == .invalidData)
    #expect(refused?.location?.file == "pipelines/sales.yaml")
    #expect(refusal { try copy.completeTask(World.step, next: World.next) }?.code == .invalidData)
    #expect(refusal { try copy.setFields(World.deal, ["amount": .number(Decimal(1))]) }?.code == .invalidData)
    #expect(
      refusal {
        try copy.addTask(values: [
          "title": .text("x"), "due": .instant(World.nextWeek), "deal": World.reference("dea00004"),
        ])
      }?.code == .invalidData)
    #expect(copy.change.isEmpty)
  }

  @Test func stagesAreNamedByIdNameOrTheirBeginning() throws {
    let pipeline = compile(World.rich)
    #expect(try pipeline.stage(named: "proposal").id == "proposal")
    #expect(try pipeline.stage(named: "prop").id == "proposal")
    #expect(try pipeline.stage(named: "первичный").id == "first-contact")
    let refused = refusal { _ = try pipeline.stage(named: "proposl") }
    #expect(refused?.code == .invalidValue)
    #expect(refused?.hints.first?.description == "did you mean \"proposal\"?")
    #expect(refusal { _ = try pipeline.stage(named: "") }?.code == .invalidValue)
  }

  @Test func lostReasonsAreSpeltAsThePipelineHasThem() throws {
    let pipeline = compile(World.rich)
    #expect(try pipeline.lostReason("PRICE") == "price")
    #expect(try pipeline.lostReason("no-b") == "no-budget")
    let refused = refusal { _ = try pipeline.lostReason("weather") }
    #expect(refused?.code == .invalidValue)
    #expect(refused?.hints.contains { $0.description.contains("no-budget") } == true)
  }
}
