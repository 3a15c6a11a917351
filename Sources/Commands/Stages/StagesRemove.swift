import ArgumentParser
import Diagnostics
import JSON
import Operations
import Output
import Records
import Rules

/// `crm stages remove ID --move-to STAGE`: takes a stage out, and its deals along to another.
struct StagesRemove: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a stage; one in use only with --move-to.",
    discussion:
      "Its deals move as by deals move, with all that the other stage requires, or nothing is changed.")

  static let formats = OutputFormat.ofObjects

  @Argument(
    help: ArgumentHelp("The stage.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var stage: String

  @Option(
    name: .long, help: ArgumentHelp("The stage that its deals and actions go to.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var moveTo: String?

  @Flag(name: .long, help: "Keep the present next steps of its deals.")
  var keepNext = false

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if keepNext, nextStep.next != nil { throw ValidationError("--keep-next and --next exclude each other") }
    if moveTo == nil, keepNext || nextStep.next != nil {
      throw ValidationError("--next and --keep-next are for the deals that --move-to moves")
    }
  }

  func run(in session: Session) throws {
    let (_, result) = try session.transact { workspace in
      let (pipeline, stage) = try StagePicker(workspace, option).pick(stage)
      let target = try moveTo.map { try pipeline.stage(named: $0) }
      if target?.id == stage.id {
        throw Diagnostic(.invalidValue, "--move-to names the stage that is to go")
      }
      var edit = try StageEdit(pipeline, in: workspace)
      let actions = edit.text.actions(leadingTo: stage.id).map(\.action)
      var desk = workspace.desk(session)
      let deals = try desk.deals(in: stage.id, of: pipeline.id)
      guard let target else {
        try refuseInUse(stage, pipeline, deals: deals.count, actions: actions)
        try edit.text.forget(stage.id, leadingTo: "")
        return try finish(
          edit, Change(), Removal(stage: stage.id, deals: 0, actions: [], target: nil), session)
      }
      try move(deals, from: stage, to: target, of: pipeline, by: &desk, workspace, session)
      try edit.text.forget(stage.id, leadingTo: target.id)
      let removal = Removal(stage: stage.id, deals: deals.count, actions: actions, target: target.id)
      return try finish(edit, desk.change, removal, session)
    }
    try print(result.removal, result.pipeline, in: session)
  }

  private struct Removal {
    let stage: String
    let deals: Int
    let actions: [String]
    let target: String?
  }

  private func finish(
    _ edit: StageEdit, _ change: Change, _ removal: Removal, _ session: Session
  ) throws -> (Change, (removal: Removal, pipeline: Pipeline)) {
    var edit = edit
    var change = change
    try edit.text.remove(removal.stage)
    let count = removal.deals == 1 ? "1 deal" : "\(removal.deals) deals"
    let moved = removal.deals > 0 ? removal.target.map { ", \(count) → \($0)" } ?? "" : ""
    let edited = try edit.finish(
      &change, message: "stages: \(edit.pipeline.id): removed \(removal.stage)\(moved)", session: session)
    return (change, (removal, edited))
  }

  private func refuseInUse(_ stage: Stage, _ pipeline: Pipeline, deals: Int, actions: [String]) throws {
    guard deals > 0 || !actions.isEmpty else { return }
    var users: [String] = []
    if deals > 0 { users.append("\(deals) \(deals == 1 ? "deal is" : "deals are") in it") }
    if !actions.isEmpty {
      users.append(
        "\(actions.count == 1 ? "action" : "actions") \(actions.joined(separator: ", ")) "
          + (actions.count == 1 ? "leads to it" : "lead to it"))
    }
    let others = pipeline.stages.filter { $0.id != stage.id && $0.outcome == stage.outcome }
    let other = others.last { $0.position < stage.position } ?? others.first
    let line = StagesRemove.line(stage, of: pipeline, moveTo: other.map { .known($0.id) } ?? .open)
    throw Diagnostic(
      .stillReferenced, "stage \"\(stage.id)\" is in use: " + users.joined(separator: ", "),
      at: stage.location,
      hints: [.command(stage.isOpen && deals > 0 ? line.option("keep-next") : line)])
  }

  private static func line(
    _ stage: Stage, of pipeline: Pipeline, moveTo target: CommandLine.Value
  ) -> CommandLine {
    CommandLine("stages remove", .known(stage.id)).option("pipeline", .known(pipeline.id))
      .option("move-to", target)
  }

  /// Each deal by a transition of its own; every refusal is shown, not the first alone.
  private func move(
    _ deals: [Record], from removed: Stage, to target: Stage, of pipeline: Pipeline,
    by desk: inout ChangePlanner,
    _ workspace: Workspace, _ session: Session
  ) throws {
    let request = TransitionRequest(
      next: try nextStep.step(workspace, session), keepNext: keepNext,
      note: "stage removed from the pipeline")
    var refusals: [Diagnostic] = []
    for deal in deals {
      do {
        try desk.move(deal.id, to: target.id, request)
      } catch {
        refusals.append(error)
      }
    }
    guard var first = refusals.first else { return }
    if first.code == .nextStepRequired {
      // What the desk proposes is for one deal; this is for all of them.
      first.hints = [
        .command(
          StagesRemove.line(removed, of: pipeline, moveTo: .known(target.id)).option("keep-next")),
        "--next and --due give all of these deals the same new next step",
      ]
    }
    first.related += refusals.dropFirst()
    throw first
  }

  private func print(_ removal: Removal, _ pipeline: Pipeline, in session: Session) throws {
    guard session.format != .table else {
      try session.say(
        session.escaped(
          "stage \(removal.stage) of \(pipeline.id): \(session.global.dryRun ? "would be removed" : "removed")"
        ))
      guard let target = removal.target else { return }
      if removal.deals > 0 {
        try session.say("  \(removal.deals) \(removal.deals == 1 ? "deal" : "deals") → \(target)")
      }
      if !removal.actions.isEmpty {
        try session.say(session.escaped("  actions \(removal.actions.joined(separator: ", ")) → \(target)"))
      }
      return
    }
    let json = JSONValue.object([
      JSONMember("pipeline", .string(pipeline.id)), JSONMember("id", .string(removal.stage)),
      JSONMember("removed", .bool(true)), JSONMember("moved_to", .optional(removal.target)),
      JSONMember("deals", .integer(removal.deals)),
      JSONMember("actions", .array(removal.actions.map { .string($0) })),
    ])
    try TablePrinter(session: session).print(object: json)
  }
}
