package import Dates
package import Diagnostics
import Facts
package import Records

/// An action that is pressed, and why.
struct Press {
  let action: ActionDefinition
  let reason: String?

  /// What the action asks for and the request does not say.
  func unanswered(by request: TransitionRequest, on deal: Record) -> [String] {
    var open = action.ask.filter { question in
      switch question {
      case "due": request.due == nil
      case "next": request.next == nil
      case "reason": reason == nil
      case "note": request.note.map { $0.allSatisfy(\.isWhitespace) } ?? true
      case "result": request.result.map { $0.allSatisfy(\.isWhitespace) } ?? true
      default: DealPath.isEmpty(deal[question] ?? .text(""))
      }
    }
    if action.needsReason, reason == nil, !open.contains("reason") { open.append("reason") }
    return open
  }

  /// A question as the option or field that answers it.
  func said(_ question: String) -> String {
    ActionDefinition.questions.contains(question) ? "--" + question : question
  }
}

/// The command that presses an action and passes; what only a person knows is left open.
package struct PressLine {
  package let command: CommandLine

  /// Without a deal, for whichever a person names.
  package init(
    _ action: ActionDefinition, in pipeline: Pipeline, on deal: Record?, snapshot: Snapshot, now: Instant
  ) {
    let target = pipeline.stage(action.stage)
    let needsNext = target.map { $0.isOpen && $0.onEnter.next == nil && action.next == nil } ?? false
    var fields = action.ask.filter {
      !ActionDefinition.questions.contains($0) && DealPath.isEmpty(deal?[$0] ?? .text(""))
    }
    if target?.outcome == .lost, !fields.contains("lost_reason"), deal?["lost_reason"] == nil {
      fields.append("lost_reason")
    }
    self.init(
      action, in: pipeline, on: deal, snapshot: snapshot, now: now, reason: nil,
      request: TransitionRequest(), fields: fields, needsNext: needsNext)
  }

  init(
    _ action: ActionDefinition, in pipeline: Pipeline, on deal: Record?, snapshot: Snapshot, now: Instant,
    reason: String?, request: TransitionRequest, fields: [String], needsNext: Bool
  ) {
    let reference = deal.map { CommandLine.Value.known($0.id.description) } ?? .open
    var line = CommandLine("deals act", reference, .known(action.id))
    var fields = fields
    // A reason that the action does not list itself is why the deal is lost.
    if fields.contains("lost_reason"), action.reasons.isEmpty, !action.needsReason {
      line = line.option("reason", .open)
      fields.removeAll { $0 == "lost_reason" }
    }
    if let reason {
      line = line.option("reason", .known(reason))
    } else if action.needsReason {
      line = line.option("reason", .open)
    }
    let step = ProposedStep.forDeal(deal, in: snapshot, now: now)
    if let next = request.next {
      let due = next.due.description(in: snapshot.config.zone)
      line = line.adding(ProposedStep(title: next.title, due: due).options)
    } else if needsNext || action.ask.contains("next") {
      line = line.adding(step.options)
    } else if let due = request.due {
      line = line.option("due", .known(due.description(in: snapshot.config.zone)))
    } else if action.ask.contains("due") {
      line = line.option("due", .known(step.due))
    }
    for (name, text) in [("note", request.note), ("result", request.result)] {
      if let text { line = line.option(name, .known(text)) }
      if text == nil, action.ask.contains(name) { line = line.option(name, .open) }
    }
    for key in request.sets.keys.sorted() where !fields.contains(key) {
      line = line.set(key, .known((request.sets[key] ?? nil)?.plainText ?? ""))
    }
    for key in fields { line = line.set(key, .open) }
    command = line
  }
}
