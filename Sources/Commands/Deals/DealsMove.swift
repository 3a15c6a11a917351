import ArgumentParser
import Diagnostics
import Filters
import Records
import Rules
import Search

/// `crm deals move REF STAGE`: one transition, all or nothing.
struct DealsMove: ActsOnRecords {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Move a deal to another stage and set its next step.")
  static let target = VerbSearch.Target(.deal, in: .open, rest: "…")

  @Argument(
    help: ArgumentHelp("The deal.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.deal], .open) })
  var ref: String

  @Argument(
    help: ArgumentHelp("The stage's id or the beginning of its name.", valueName: "stage"),
    completion: .custom { words, _, _ in LiveCompletion.stages(deal: words) })
  var stage: String

  @Flag(name: .long, help: "Keep the present next step.")
  var keepNext = false

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A field that the move fills in; may be repeated.", valueName: "field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.assignments(prefix, kind: .deal) })
  var sets: [String] = []

  @Option(name: .long, help: ArgumentHelp("The text of the transition's activity.", valueName: "text"))
  var note: String?

  @Option(
    name: .long, help: ArgumentHelp("Why it is lost, where the stage is a lost one.", valueName: "reason"),
    completion: .custom { _, _, _ in LiveCompletion.lostReasons() })
  var reason: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if keepNext, nextStep.next != nil { throw ValidationError("--keep-next and --next exclude each other") }
  }

  func run(in session: Session) throws {
    let (workspace, id) = try session.transact { workspace in
      let deal = try workspace.resolve(ref, .deal)
      let request = try TransitionOptions(sets: sets, note: note, reason: reason, keepNext: keepNext).request(
        deal, nextStep, workspace, session)
      var desk = workspace.desk(session)
      try desk.move(deal.id, to: stage, request)
      return (desk.change, deal.id)
    }
    let present = workspace.snapshot.record(id)?.text("stage") ?? stage
    try RecordPrinter(session: session, workspace: workspace).changed(id, what: "moved to \(present)")
  }
}

/// What the options of a transition ask for.
struct TransitionOptions {
  var sets: [String] = []
  var note: String?
  var reason: String?
  var keepNext = false

  func request(
    _ deal: Record, _ step: NextStepOptions?, _ workspace: Workspace, _ session: Session
  ) throws -> TransitionRequest {
    var values = try Assignments(sets, kind: .deal, workspace: workspace).changes(to: deal)
    if let reason {
      values.updateValue(.text(try Assignments.name(reason, kind: .deal)), forKey: "lost_reason")
    }
    let owner = (values["owner"] ?? nil)?.text ?? deal.text("owner")
    return TransitionRequest(
      next: try step?.step(workspace, session, owner: owner), keepNext: keepNext, sets: values, note: note)
  }
}
