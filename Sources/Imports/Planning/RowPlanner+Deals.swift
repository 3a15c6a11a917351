import Dates
import Diagnostics
import Facts
import Records
import Rules
import Text

/// The way of an existing record to where a row says it is.
enum PendingTransition {
  case move(to: String, pipeline: String?, TransitionRequest)
  case reopen(stage: String, TransitionRequest)
  case addNextStep([String: Value])
  case complete(result: String?)
  case cancel

  func perform(on id: RecordID, with planner: inout ChangePlanner) throws(Diagnostic) {
    switch self {
    case .move(let stage, let pipeline, var request):
      if let pipeline { request.sets["pipeline"] = .some(.text(pipeline)) }
      try planner.move(id, to: stage, request)
    case .reopen(let stage, let request): try planner.reopen(id, stage: stage, request)
    case .addNextStep(let values): try planner.addTask(values: values)
    case .complete(let result): try planner.completeTask(id, result: result)
    case .cancel: try planner.cancelTask(id)
    }
  }
}

extension RowPlanner {
  mutating func place(of row: DecodedRow, _ source: Row) throws(Diagnostic) -> DealStages.Place {
    do throws(Diagnostic) {
      return try stages.place(pipeline: row.pipeline, stage: row.stage, outcome: row.outcome)
    } catch {
      throw explained(error, source)
    }
  }

  /// Says which option gives the words of a column their meaning.
  private func explained(_ error: Diagnostic, _ source: Row) -> Diagnostic {
    let cells = [ColumnTarget.field("stage"), .field("pipeline"), .outcome].flatMap {
      analysis.decoder.sources(of: $0, in: source)
    }
    guard let cell = cells.first(where: { error.message.contains("\"\($0.text)\"") }) else { return error }
    var error = error
    error.hints.append("--map-value '\(cell.column.address):\(cell.text)=…' says what it is here")
    return error
  }

  /// A new amount cannot be in a currency that was gone by then.
  func checkCurrency(_ row: DecodedRow) throws(Diagnostic) {
    guard let code = row.values["currency"]?.text, let gone = Currency.withdrawn(code) else { return }
    let moment = row.values["closed"]?.instant ?? row.values["created"]?.instant ?? request.now
    let month = snapshot.config.zone.date(moment).description.prefix(7)
    guard month >= gone.since else { return }
    throw Diagnostic(
      .invalidValue, "\(code) is no currency since \(gone.since): \(gone.successor) took its place",
      hints: ["--map-value sets another where the amounts are in it"])
  }

  /// Keeps the word for a stage that a closed deal's history cannot tell.
  func keepStage(_ row: inout DecodedRow, _ place: DealStages.Place, _ source: Row) {
    guard place.hasOtherStage else { return }
    keep(
      .field("stage"), because: "this is no stage that a deal of pipeline \"\(place.pipeline.id)\" was in",
      &row, source)
  }

  /// The same for a deal that exists: its own history counts.
  mutating func keepStage(_ row: inout DecodedRow, of id: RecordID, _ source: Row) throws(Diagnostic) {
    guard row.stage != nil, row.outcome != nil, let deal = planner.record(id) else { return }
    let place = try stages.place(
      pipeline: row.pipeline ?? deal.text("pipeline"), stage: row.stage, outcome: row.outcome)
    keepStage(&row, place, source)
    guard let from = place.from else { return }
    let isKnown = (deal["history"]?.list ?? []).contains { $0["stage"]?.text == from.id }
    if !isKnown, deal.text("stage") != from.id {
      keep(.field("stage"), because: "the deal was not in this stage here", &row, source)
    }
  }

  /// Whether a further row of the file has a deal elsewhere than the rows before it.
  mutating func contradictsStage(_ row: DecodedRow, of id: RecordID, _ claim: Claim?) throws(Diagnostic)
    -> Bool
  {
    guard claim != nil, mode != .fill, row.stage != nil || row.outcome != nil || row.pipeline != nil,
      let deal = planner.record(id)
    else { return false }
    // A word that the deal is open says nothing about the stage it is in.
    let place = try stages.place(
      pipeline: row.pipeline ?? deal.text("pipeline"), stage: row.stage, outcome: row.outcome)
    if place.pipeline.id != deal.text("pipeline") { return true }
    if row.stage == nil, place.stage.isOpen { return stages.isClosed(deal) }
    return place.stage.id != deal.text("stage")
  }

  private func keep(_ target: ColumnTarget, because reason: String, _ row: inout DecodedRow, _ source: Row) {
    for cell in analysis.decoder.sources(of: target, in: source) {
      row.keep(cell.text, of: cell.column, because: reason)
    }
    if !row.extra.isEmpty { row.values["extra"] = .map(row.extra) }
  }

  /// Brings the values of a new deal in line with the stage that it comes in with; returns what was taken for a date of
  /// closing that the row does not give.
  mutating func prepareDeal(
    _ values: inout [String: Value], _ row: inout DecodedRow, _ place: DealStages.Place, _ source: Row
  ) -> ClosingDate? {
    if place.stage.outcome != .lost, row.constants.contains("lost_reason") { values["lost_reason"] = nil }
    guard !place.stage.isOpen else {
      // An open deal has no time of closing; what the source says of one is kept all the same.
      if values.removeValue(forKey: "closed") != nil {
        keep(.field("closed"), because: "an open deal has no time of closing", &row, source)
        values["extra"] = row.values["extra"]
      }
      return nil
    }
    if place.stage.outcome == .lost, values["lost_reason"] == nil, let other = place.pipeline.otherLostReason
    {
      values["lost_reason"] = .text(other)
      assumedReasons[other, default: 0] += 1
    }
    guard values["closed"] == nil else { return nil }
    let created = values["created"]?.instant
    let planned = values["expected_close"]?.date.map { snapshot.config.hours.start(of: $0) }
    if let planned, planned <= request.now, planned >= created ?? planned {
      values["closed"] = .instant(planned)
      return .planned
    }
    values["closed"] = .instant(created ?? request.now)
    return created == nil ? .now : .created
  }

  /// What has to happen to an existing deal or task beside setting fields; nil for nothing.
  mutating func turn(of id: RecordID, _ row: DecodedRow, _ claim: Claim?) throws(Diagnostic)
    -> PendingTransition?
  {
    switch kind {
    case .deal: return try dealTurn(id, row, claim)
    case .task: return taskTurn(id, row, claim)
    case .contact, .company, .lead, .activity, .product, .invoice: return nil
    }
  }

  private mutating func dealTurn(_ id: RecordID, _ row: DecodedRow, _ claim: Claim?) throws(Diagnostic)
    -> PendingTransition?
  {
    guard claim == nil, let deal = snapshot.record(id) else { return nil }
    let pipeline = row.pipeline ?? deal.text("pipeline")
    let present = planner.pipelines[deal.text("pipeline") ?? ""]?.stage(deal.text("stage"))
    let isOpen = present?.isOpen ?? true
    let hasStep = deal.reference("next_step") != nil
    guard mode != .fill, row.stage != nil || row.outcome != nil || row.pipeline != nil else {
      return nextStepTurn(deal, isOpen: isOpen, hasStep: hasStep)
    }
    // A word that the deal is open says nothing about the stage it is in.
    if row.stage == nil, row.pipeline == nil, let word = row.outcome, isOpen {
      let place = try stages.place(pipeline: pipeline, stage: nil, outcome: word)
      if place.stage.isOpen { return nextStepTurn(deal, isOpen: isOpen, hasStep: hasStep) }
    }
    let place = try stages.place(pipeline: pipeline, stage: row.stage, outcome: row.outcome)
    let isOther = place.pipeline.id != deal.text("pipeline")
    if row.stage == nil, row.outcome == nil, !isOther {
      return nextStepTurn(deal, isOpen: isOpen, hasStep: hasStep)
    }
    guard isOther || place.stage.id != deal.text("stage") else {
      return nextStepTurn(deal, isOpen: isOpen, hasStep: hasStep)
    }
    var transition = TransitionRequest()
    if place.stage.isOpen {
      if let next = request.next {
        transition.next = next
      } else if place.stage.onEnter.next == nil, hasStep, isOpen {
        transition.keepNext = true
      }
    }
    if place.stage.outcome == .lost {
      if let reason = row.values["lost_reason"] {
        transition.sets["lost_reason"] = .some(reason)
      } else if deal["lost_reason"] == nil, let other = place.pipeline.otherLostReason {
        transition.sets["lost_reason"] = .some(.text(other))
        assumedReasons[other, default: 0] += 1
      }
    }
    if !isOpen, place.stage.isOpen, !isOther { return .reopen(stage: place.stage.id, transition) }
    return .move(to: place.stage.id, pipeline: isOther ? place.pipeline.id : nil, transition)
  }

  /// An open deal that a hand edit left without a next step gets the one given.
  private func nextStepTurn(_ deal: Record, isOpen: Bool, hasStep: Bool) -> PendingTransition? {
    guard isOpen, !hasStep, mode != .fill, let next = request.next else { return nil }
    var values: [String: Value] = [
      "title": .text(next.title), "due": .deadline(next.due, in: snapshot.config.zone),
      "deal": .reference(Reference(deal)),
    ]
    if let type = next.type { values["type"] = .text(type) }
    if let owner = next.owner { values["owner"] = .text(owner) }
    return .addNextStep(values)
  }

  private func taskTurn(_ id: RecordID, _ row: DecodedRow, _ claim: Claim?) -> PendingTransition? {
    guard claim == nil, mode != .fill, snapshot.record(id)?.isOpenTask == true else { return nil }
    switch row.values["status"]?.text.flatMap(TaskStatus.init) {
    case .done: return .complete(result: row.values["result"]?.text)
    case .cancelled: return .cancel
    case .open, nil: return nil
    }
  }

  /// Guarded fields that only tell how things went before the import, and differ from what the record has.
  func pastChanges(_ id: RecordID, _ row: DecodedRow, _ claim: Claim?) -> [String: Value] {
    guard claim == nil else { return [:] }
    var past: [String: Value] = [:]
    if analysis.own != nil, let aliases = row.values["aliases"], current(id, "aliases") == nil {
      past["aliases"] = aliases
    }
    guard kind == .lead else { return past }
    for key in ["status", "reject_reason"] {
      guard let value = row.values[key] else { continue }
      let present = current(id, key)
      if present == nil
        || (mode != .fill && present != value && present?.text != LeadStatus.qualified.rawValue)
      {
        past[key] = value
      }
    }
    return past
  }
}

/// What is taken for the time of closing of a closed deal that comes without one.
enum ClosingDate: Hashable, CaseIterable {
  case planned, created, now

  private var words: String {
    switch self {
    case .planned: "the expected date"
    case .created: "the day it was made"
    case .now: "now"
    }
  }

  /// `3 closed deals have no date of closing; taken for it: the day it was made (2), now (1)`.
  static func warning(_ counts: [ClosingDate: Int]) -> String? {
    let sum = counts.values.reduce(0, +)
    guard sum > 0 else { return nil }
    let parts = allCases.compactMap { date in counts[date].map { "\(date.words) (\($0))" } }
    return "\(sum) closed \(sum == 1 ? "deal has" : "deals have") no date of closing; taken for it: "
      + parts.joined(separator: ", ") + "; --map COLUMN=closed names a column that has it"
  }
}

extension Pipeline {
  /// The reason that it lists for deals that were lost for none of the others.
  fileprivate var otherLostReason: String? {
    lostReasons.first { ["other", "другое", "другая", "прочее", "басқа"].contains(Folding.fold($0)) }
  }
}

/// What is said of lost deals that came without a reason.
enum LostReason {
  static func warning(_ counts: [String: Int]) -> String? {
    guard let (reason, count) = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
      return nil
    }
    let sum = counts.values.reduce(0, +)
    let taken = count == sum ? reason : counts.keys.sorted().joined(separator: ", ")
    return "\(sum) lost \(sum == 1 ? "deal has" : "deals have") no reason; taken for it: \(taken); "
      + "--set lost_reason=… sets another"
  }
}

/// Refusals as one line for a row of the report.
enum Refusal {
  static func text(_ diagnostic: Diagnostic) -> String {
    let findings = diagnostic.related.isEmpty ? [diagnostic] : diagnostic.related
    var parts: [String] = []
    for finding in findings {
      switch finding.code {
      case .nextStepRequired:
        parts.append("an open deal needs a next step: give --next and --due, or on_enter in the pipeline")
      case .requirementUnmet where finding.cause == .field("lost_reason"):
        parts.append(finding.message + ": map a column to lost_reason, or give --set lost_reason=…")
      default: parts.append(finding.message)
      }
    }
    // Commands would not help in a file; what was meant and what there is does.
    let hints = diagnostic.hints.filter(\.commands.isEmpty).map(\.description)
    return parts.joined(separator: "; ") + (hints.isEmpty ? "" : " (" + hints.joined(separator: "; ") + ")")
  }
}
