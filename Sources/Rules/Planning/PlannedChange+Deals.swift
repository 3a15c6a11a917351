import Dates
import Diagnostics
import Records

extension PlannedChange {
  /// The guarded fields that an import or `deals add` may give a new deal.
  private static let givenToNew: Set<String> = ["pipeline", "stage", "closed", "created"]

  /// `line` is the command that the person ran, when it is not `deals add`; `from` the open stage that a closed deal was
  /// in before.
  mutating func addDeal(
    _ values: [String: Value], pipeline pipelineName: String?, stage stageName: String?, from: String? = nil,
    next: NextStep?, line: String? = nil
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
    let wish = TransitionRequest(next: next)
    try checkWish(wish, entering: target)
    let made = try newDeal(values, in: target, of: pipeline, from: from)
    let reference = create(.deal, made)
    guard let deal = record(reference) else { throw Diagnostic(.internal, "a new deal is not there") }

    let arrival = target.isOpen ? arrival(in: target, deal: deal, wish: wish) : nil
    let missing = try unmet(target, deal)
    let needsNext = target.isOpen && arrival == nil
    if !missing.isEmpty || needsNext {
      let command = line ?? addLine(values, pipeline: pipelineName, stage: stageName)
      throw EntryRefusal(
        draft: self, deal: deal, pipeline: pipeline, target: target, wish: wish, command: .making(command)
      )
      .refusal(missing: missing, needsReason: false, needsNext: needsNext)
    }
    var created: [Reference] = []
    var nextStep: Reference?
    switch arrival {
    case .given(let next): nextStep = makeTask(next, for: deal)
    case .made(let template): nextStep = makeTask(template, for: deal)
    case .kept(let task): nextStep = Reference(task)
    case nil: break
    }
    if let nextStep {
      created.append(nextStep)
      set(deal, "next_step", .reference(nextStep))
    }
    if target.isOpen {
      for template in target.onEnter.tasks { created.append(makeTask(template, for: deal)) }
    }
    message = "deal: \(deal.name): added in \(target.id)"
    return Transition(
      deal: reference, from: nil, to: target.id, nextStep: nextStep, closed: [], created: created)
  }

  private func newDeal(
    _ values: [String: Value], in target: Stage, of pipeline: Pipeline, from: String?
  ) throws(Diagnostic) -> [String: Value] {
    var made = values.filter { !DealPath.isEmpty($0.value) }
    made["pipeline"] = .text(pipeline.id)
    made["stage"] = .text(target.id)
    try checkNew(made, kind: .deal, allowing: PlannedChange.givenToNew)
    if let reason = made["lost_reason"]?.text { made["lost_reason"] = .text(try pipeline.lostReason(reason)) }
    if made["company"] == nil, let person = record(made["contact"]?.reference) {
      made.merge(links(of: person, [.company])) { given, _ in given }
    }
    let created = made["created"]?.instant ?? now
    made["created"] = .instant(created)
    if made["owner"] == nil, let owner = ownerByDefault { made["owner"] = .text(owner) }
    if made["amount"] != nil, made["currency"] == nil {
      made["currency"] = .text(pipeline.currency ?? snapshot.config.currency)
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
  private func addLine(_ values: [String: Value], pipeline: String?, stage: String?) -> String {
    let options = ["contact", "company", "amount", "currency", "owner", "source"]
    var words = ["crm deals add", ReferenceResolver.quoted(values["title"]?.text ?? "…")]
    for key in options {
      guard let value = values[key] else { continue }
      words.append("--\(key) " + ReferenceResolver.quoted(value.reference?.id.description ?? value.plainText))
    }
    if let pipeline = pipeline ?? values["pipeline"]?.text {
      words.append("--pipeline " + ReferenceResolver.quoted(pipeline))
    }
    if let stage = stage ?? values["stage"]?.text {
      words.append("--stage " + ReferenceResolver.quoted(stage))
    }
    let said = Set(options + ["title", "pipeline", "stage"])
    for key in values.keys.sorted() where !said.contains(key) {
      guard let value = values[key] else { continue }
      let text = value.list.map { $0.map(\.plainText).joined(separator: ",") } ?? value.plainText
      words.append(ReferenceResolver.quoted("\(key)=\(text)"))
    }
    return words.joined(separator: " ")
  }
}
