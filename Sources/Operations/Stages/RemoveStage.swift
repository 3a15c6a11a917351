import Diagnostics
import Output
import Records
import Rules

/// Takes a stage out of its pipeline, and its deals and actions along to another.
package struct RemoveStage: Operation {
  package static let answer = AnswerForm.item(Removal.schema)
  package static let effect = Effect.writes
  package let stage: String
  /// The stage that its deals and actions go to; without one a stage in use is refused.
  package let target: String?
  /// Whether its deals keep their next steps.
  package let keepsNextStep: Bool
  /// The next step that each of its deals gets.
  package let nextStep: NextStepRequest
  package let pipeline: String?

  package init(
    _ stage: String, movingTo target: String? = nil, keepsNextStep: Bool = false,
    nextStep: NextStepRequest = NextStepRequest(), pipeline: String? = nil
  ) {
    self.stage = stage
    self.target = target
    self.keepsNextStep = keepsNextStep
    self.nextStep = nextStep
    self.pipeline = pipeline
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, removal) = try context.transact { try plan($0, context) }
    return .item(ItemAnswer([removal], as: Removal.schema, in: workspace), said: removal.lines(context))
  }

  /// A stage that is gone.
  private struct Removal {
    let pipeline: Pipeline
    let stage: String
    let target: String?
    let deals: Int
    let actions: [String]

    static let schema = ObjectSchema<Removal>(
      "removed_stage", "A stage that is gone, and where its deals and actions went.",
      [
        .text("pipeline", "The pipeline's id.") { $0.pipeline.id },
        .text("id", "The stage's id.") { $0.stage },
        .flag("removed", "Always true.") { _ in true },
        .optionalText("moved_to", "The stage that its deals and actions went to.") { $0.target },
        .count("deals", "How many deals were in it.") { $0.deals },
        .texts("actions", "The actions that led to it.") { $0.actions },
      ])

    func lines(_ context: Context) -> [String] {
      var details: [String] = []
      if let target {
        if deals > 0 { details.append("\(Kind.deal.counted(deals)) → \(target)") }
        if !actions.isEmpty { details.append("actions \(actions.joined(separator: ", ")) → \(target)") }
      }
      return StageChange(pipeline: pipeline, stage: stage, what: "removed", details: details).lines(context)
    }
  }

  private func plan(_ workspace: Workspace, _ context: Context) throws -> (Change, Removal) {
    let (pipeline, stage) = try StagePicker(workspace, pipeline: self.pipeline).pick(self.stage)
    let target = try self.target.map { try pipeline.stage(named: $0) }
    if target?.id == stage.id {
      throw Diagnostic(.invalidValue, "--move-to names the stage that is to go")
    }
    var edit = try StageEdit(pipeline, in: workspace)
    let actions = edit.text.actions(leadingTo: stage.id).map(\.action)
    var planner = workspace.planner(context)
    let deals = try planner.deals(in: stage.id, of: pipeline.id)
    if let target {
      try move(deals, from: stage, to: target, of: pipeline, by: &planner, workspace, context)
    } else {
      try refuseInUse(stage, pipeline, deals: deals.count, actions: actions)
    }
    try edit.text.forget(stage.id, leadingTo: target?.id ?? "")
    try edit.text.remove(stage.id)
    var change = planner.change
    let moved = deals.isEmpty ? nil : target.map { ", \(Kind.deal.counted(deals.count)) → \($0.id)" }
    let message = "stages: \(pipeline.id): removed \(stage.id)\(moved ?? "")"
    let edited = try edit.finish(&change, message: message, context)
    return (
      change,
      Removal(pipeline: edited, stage: stage.id, target: target?.id, deals: deals.count, actions: actions)
    )
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
    let command = line(stage, of: pipeline, movingTo: other.map { .known($0.id) } ?? .open)
    throw Diagnostic(
      .stillReferenced, "stage \"\(stage.id)\" is in use: " + users.joined(separator: ", "),
      at: stage.location,
      hints: [.command(stage.isOpen && deals > 0 ? command.option("keep-next") : command)])
  }

  private func line(
    _ stage: Stage, of pipeline: Pipeline, movingTo target: CommandLine.Value
  ) -> CommandLine {
    CommandLine("stages remove", .known(stage.id)).option("pipeline", .known(pipeline.id))
      .option("move-to", target)
  }

  /// Each deal by a transition of its own; every refusal is shown, not the first alone.
  private func move(
    _ deals: [Record], from removed: Stage, to target: Stage, of pipeline: Pipeline,
    by planner: inout ChangePlanner, _ workspace: Workspace, _ context: Context
  ) throws {
    let request = TransitionRequest(
      next: try nextStep.step(workspace, context), keepNext: keepsNextStep,
      note: "stage removed from the pipeline")
    var refusals: [Diagnostic] = []
    for deal in deals {
      do {
        try planner.move(deal.id, to: target.id, request)
      } catch {
        refusals.append(error)
      }
    }
    guard var first = refusals.first else { return }
    if first.code == .nextStepRequired {
      // The proposed next step is for one deal; this is for all of them.
      first.hints = [
        .command(line(removed, of: pipeline, movingTo: .known(target.id)).option("keep-next")),
        "--next and --due give all of these deals the same new next step",
      ]
    }
    first.related += refusals.dropFirst()
    throw first
  }
}
