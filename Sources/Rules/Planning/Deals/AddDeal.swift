import Dates
package import Diagnostics
import Facts
package import Records

extension ChangePlanner {
  /// The guarded fields that an import or `deals add` may give a new deal.
  private static let givenToNew: Set<String> = ["pipeline", "stage", "closed", "created"]

  /// Makes a deal in a stage (the pipeline's first open one when nil) with its next step; in a closed stage without.
  ///
  /// `from` is the open stage that a closed deal was in before, `line` the command that the person ran, when it is not
  /// `deals add`. Throws `next_step_required` and `requirement_unmet`, with the command that would pass.
  @discardableResult
  package mutating func addDeal(
    values: [String: Value], pipeline pipelineName: String? = nil, stage stageName: String? = nil,
    from: String? = nil, next: NextStep? = nil, line: CommandLine? = nil
  ) throws(Diagnostic) -> Transition {
    let pipeline = try pipelines.pipeline(named: pipelineName ?? values["pipeline"]?.text)
    let target: Stage
    if let name = stageName ?? values["stage"]?.text {
      target = try pipeline.stage(named: name)
    } else if let entry = pipeline.entry {
      target = entry
    } else {
      throw Diagnostic(.invalidValue, "pipeline \"\(pipeline.id)\" has no open stage")
    }
    let request = TransitionRequest(next: next)
    try check(request, entering: target)
    let made = try newDeal(values, in: target, of: pipeline, from: from)
    return try together { planner throws(Diagnostic) in
      let reference = planner.create(.deal, made)
      if made["items"] != nil, let bare = planner.record(reference) {
        planner.settleItems(ofNew: bare, pipeline: pipeline)
      }
      guard let deal = planner.record(reference) else {
        throw Diagnostic(.internal, "a new deal is not there")
      }
      let source = planner.nextStepSource(in: target, deal: deal, request)
      let missing = try planner.unmet(target, deal)
      let approval = planner.approvalDemand(target, deal)
      let needsNext = target.isOpen && source == nil
      if !missing.isEmpty || needsNext || approval != nil {
        let command = line ?? planner.addLine(values, pipeline: pipelineName, stage: stageName)
        throw EntryRefusal(
          planner: planner, deal: deal, pipeline: pipeline, target: target, request: request,
          command: .making(command)
        )
        .refusal(missing: missing, needsReason: false, needsNext: needsNext, approval: approval)
      }
      let (nextStep, created) = planner.begin(target, deal, source)
      planner.message = "deal: \(deal.name): added in \(target.id)"
      return Transition(
        deal: reference, from: nil, to: target.id, nextStep: nextStep, closed: [], created: created)
    }
  }

  private func newDeal(
    _ values: [String: Value], in target: Stage, of pipeline: Pipeline, from: String?
  ) throws(Diagnostic) -> [String: Value] {
    var made = values.filter { !DealPath.isEmpty($0.value) }
    made["pipeline"] = .text(pipeline.id)
    made["stage"] = .text(target.id)
    try checkNew(made, kind: .deal, allowing: ChangePlanner.givenToNew)
    if let reason = made["lost_reason"]?.text { made["lost_reason"] = .text(try pipeline.lostReason(reason)) }
    if made["company"] == nil, let person = record(made["contact"]?.reference) {
      made.merge(links(of: person, [.company])) { given, _ in given }
    }
    let created = made["created"]?.instant ?? now
    made["created"] = .instant(created)
    if made["owner"] == nil, let owner = ownerByDefault { made["owner"] = .text(owner) }
    if made["amount"] != nil, made["currency"] == nil {
      made["currency"] = .text(pipeline.currency ?? base.config.currency)
    }
    if target.isOpen {
      if made["closed"] != nil {
        throw Diagnostic(
          .invalidValue, "stage \"\(target.id)\" is open, and an open deal has no time of closing")
      }
      made["history"] = .list([historyEntry(at: created, stage: target.id)])
    } else {
      let closed = made["closed"]?.instant ?? now
      made["closed"] = .instant(closed)
      let before = from.map { [historyEntry(at: min(created, closed), stage: $0)] } ?? []
      made["history"] = .list(before + [historyEntry(at: closed, stage: target.id)])
    }
    return made
  }

  /// `crm deals add` with what was given to it, without a next step.
  private func addLine(_ values: [String: Value], pipeline: String?, stage: String?) -> CommandLine {
    let options = ["contact", "company", "amount", "currency", "owner", "source"]
    var line = CommandLine("deals add", (values["title"]?.text).map { .known($0) } ?? .open)
    for key in options {
      guard let value = values[key] else { continue }
      line = line.option(key, .known(value.reference?.id.description ?? value.plainText))
    }
    for (key, given) in [("pipeline", pipeline), ("stage", stage)] {
      if let text = given ?? values[key]?.text { line = line.option(key, .known(text)) }
    }
    let said = Set(options + ["title", "pipeline", "stage"])
    for key in values.keys.sorted() where !said.contains(key) {
      guard let value = values[key] else { continue }
      let text = value.list.map { $0.map(\.plainText).joined(separator: ",") } ?? value.plainText
      line = line.field(key, .known(text))
    }
    return line
  }
}
