import Dates
import Diagnostics
import Facts
import Records
import Text
import Threads

/// Looks at one record after another for breaches of the invariants.
struct RecordRules {
  let snapshot: Snapshot
  let pipelines: Pipelines
  let now: Instant
  /// Records that are there, and were not read.
  let assumed: Set<RecordID>
  /// The numbers of all invoices; looked through where one asks.
  let invoiceNumbers: Once<InvoiceNumbers>

  init(snapshot: Snapshot, pipelines: Pipelines, now: Instant, assuming assumed: Set<RecordID> = []) {
    self.snapshot = snapshot
    self.pipelines = pipelines
    self.now = now
    self.assumed = assumed
    invoiceNumbers = Once { InvoiceNumbers(invoicesOf: snapshot) }
  }

  func findings(of record: Record) -> [Finding] {
    var found = fieldFindings(record)
    if record["aliases"] != nil { found += aliasFindings(record) }
    switch record.kind {
    case .deal: found += dealFindings(record)
    case .task: found += taskFindings(record)
    case .contact, .company, .lead, .activity, .product: break
    case .invoice: found += invoiceFindings(record)
    }
    return found
  }

  func finding(
    _ record: Record, _ key: String?, _ rule: Finding.Rule, _ message: String, hints: [Hint] = [],
    fix: Fix? = nil
  ) -> Finding {
    let hints = hints + (fix.map { [$0.hint] } ?? [])
    return Finding(
      diagnostic: Diagnostic(.invalidData, message, at: SourceLocation(file: record.path), hints: hints),
      rule: rule, record: record.id, key: key, fix: fix)
  }

  // MARK: Fields of any kind

  private func fieldFindings(_ record: Record) -> [Finding] {
    var found: [Finding] = []
    for field in record.table.ruled {
      // A deal's next step has rules of its own.
      if record.kind == .deal, field.key == "next_step" { continue }
      guard let value = record[field] else { continue }
      switch field.type {
      case .reference(let kind): found += reference(value.reference, to: kind, in: record, field)
      case .list(.reference(let kind)):
        for item in value.elements { found += reference(item.reference, to: kind, in: record, field) }
      case .entries(let keys):
        for key in keys {
          guard let kind = key.type.referencedKind else { continue }
          for entry in value.elements {
            found += reference(entry[key.key]?.reference, to: kind, in: record, field)
          }
        }
      case .user:
        let owners = snapshot.config.owners
        guard let name = value.text, !owners.isEmpty, !owners.contains(where: { $0.id == name }) else {
          continue
        }
        let meant = snapshot.config.owner(snapshot.config.ownerID(name))
        found.append(
          finding(
            record, field.key, .unknownOwner, "\(field.key) \"\(name)\" is not an owner that crm.yaml lists",
            hints: meant == nil
              ? [Hint].unknown(name, among: owners.map(\.id), listing: "owners: ")
                + [.command(RecordRules.asking(for: field, of: record))] : [],
            fix: meant.map { .assign(record: record.id, key: field.key, owner: $0.id) }))
      case .integer:
        guard let range = field.range, let number = value.number,
          !(number.integer.map(range.contains) ?? false)
        else { continue }
        found.append(
          finding(
            record, field.key, .outOfRange,
            "\(field.key) is a number from \(range.lowerBound) to \(range.upperBound), not \(number)",
            hints: [.command(RecordRules.asking(for: field, of: record))]))
      default: continue
      }
    }
    return found
  }

  private func reference(_ reference: Reference?, to kind: Kind, in record: Record, _ field: Field)
    -> [Finding]
  {
    guard let reference, !assumed.contains(reference.id) else { return [] }
    let problem: String
    if let target = snapshot.record(reference) {
      guard target.kind != kind else { return [] }
      problem = "\(field.key) \"\(reference.stem)\" is a \(target.kind.rawValue), not a \(kind.rawValue)"
    } else {
      // What is there and cannot be read is not missing.
      guard snapshot.unreadable.file(of: reference.id, kind: kind) == nil else { return [] }
      problem = "\(field.key) \"\(reference.stem)\" does not exist"
    }
    var hint = Hint.command(CommandLine("\(record.kind.plural) edit", "\(record.id)"))
    if case .anyone = field.writer, case .reference = field.type {
      hint = "to name another, or none with \(field.key)=: \(RecordRules.asking(for: field, of: record))"
    }
    return [finding(record, field.key, .danglingReference, problem, hints: [hint])]
  }

  /// An alias leads to one record: none may be the identifier of a record that is there, or the alias of two.
  private func aliasFindings(_ record: Record) -> [Finding] {
    record.texts("aliases").compactMap { alias in
      let problem: String
      if let id = Reference.identifier(endingStem: alias) {
        guard let owner = snapshot.record(id), owner.id != record.id else { return nil }
        problem =
          "alias \"\(alias)\" leads to \(owner.kind.rawValue) \(owner.id) \"\(owner.name)\""
          + (owner.id == id ? ", which is there" : ", which has it too")
      } else {
        problem = "alias \"\(alias)\" is no identifier of a record"
      }
      return finding(
        record, "aliases", .takenAlias, problem,
        hints: [.command(CommandLine("\(record.kind.plural) edit", "\(record.id)"))])
    }
  }

  private static func asking(for field: Field, of record: Record) -> CommandLine {
    CommandLine("\(record.kind.plural) set", "\(record.id)").field(field.key, .open)
  }

  // MARK: Tasks

  private func taskFindings(_ task: Record) -> [Finding] {
    if task.isOpenTask, task["closed"] != nil {
      return [
        finding(
          task, "closed", .openButClosed, "task \"\(task.name)\" is open and has a time of closing",
          fix: .clear(record: task.id, key: "closed"))
      ]
    }
    if !task.isOpenTask, task["closed"] == nil {
      return [
        finding(
          task, "status", .closedSinceUnknown,
          "task \"\(task.name)\" is \(task.word("status") ?? "closed") and does not say since when (closed)",
          fix: .stampClosed(record: task.id))
      ]
    }
    return []
  }

  // MARK: Deals

  private func dealFindings(_ deal: Record) -> [Finding] {
    var found: [Finding] = []
    let pipelineID = deal.text("pipeline") ?? ""
    let stageID = deal.text("stage") ?? ""
    let pipeline = pipelines[pipelineID]
    let stage = pipeline?.stage(stageID)
    // A pipeline that does not compile stops writes to its deals, repairs included.
    let mayFix = pipeline?.compiles ?? true
    if let pipeline {
      if stage == nil, !pipeline.stages.isEmpty { found.append(unknownStage(deal, stageID, in: pipeline)) }
    } else {
      found.append(unknownPipeline(deal, pipelineID))
    }
    if let stage, !stage.isOpen {
      found += closedFindings(deal, in: stage)
    } else {
      found += nextStepFindings(deal)
      if stage != nil, deal["closed"] != nil {
        found.append(
          finding(
            deal, "closed", .openButClosed,
            "deal \"\(deal.name)\" is open in stage \"\(stageID)\" and has a time of closing",
            fix: .clear(record: deal.id, key: "closed")))
      }
    }
    if stage != nil { found += historyFindings(deal, stageID) }
    guard !mayFix else { return found }
    return found.map { finding in
      guard let fix = finding.fix else { return finding }
      var diagnostic = finding.diagnostic
      diagnostic.hints.removeAll { $0 == fix.hint }
      return Finding(
        diagnostic: diagnostic, rule: finding.rule, record: finding.record, key: finding.key, fix: nil)
    }
  }

  /// The move to a stage, by which the deal keeps the next step that it has or gets one.
  private func move(_ deal: Record, to stage: String, pipeline: String? = nil) -> Hint {
    var line = CommandLine("deals move", "\(deal.id)", .known(stage))
    if let pipeline { line = line.set("pipeline", .known(pipeline)) }
    let step = ProposedStep.forDeal(deal, in: snapshot, now: now).options
    return .command(line.adding(snapshot.nextStep(of: deal) == nil ? step : [.option("keep-next", nil)]))
  }

  private func unknownPipeline(_ deal: Record, _ id: String) -> Finding {
    let ids = pipelines.ids
    var hints: [Hint] = .unknown(id, among: ids, listing: "pipelines: ")
    if let other = pipelines.all.first(where: { $0.compiles && $0.stage(deal.text("stage"))?.isOpen == true })
    {
      hints.append(move(deal, to: deal.text("stage") ?? "", pipeline: other.id))
    }
    return finding(deal, "pipeline", .unknownPipeline, "pipeline \"\(id)\" does not exist", hints: hints)
  }

  private func unknownStage(_ deal: Record, _ id: String, in pipeline: Pipeline) -> Finding {
    let ids = pipeline.stages.map(\.id)
    var hints: [Hint] = .unknown(id, among: ids, listing: "stages of \"\(pipeline.id)\": ")
    let open = pipeline.stages.filter(\.isOpen).map(\.id)
    let target = EditDistance.nearest(to: id, among: open) ?? open.first
    if let target { hints.append(move(deal, to: target)) }
    return finding(
      deal, "stage", .unknownStage, "stage \"\(id)\" is not in pipeline \"\(pipeline.id)\"", hints: hints)
  }

  private func nextStepFindings(_ deal: Record) -> [Finding] {
    if let step = deal.referenced("next_step"), assumed.contains(step) { return [] }
    let message: String
    var fix: Fix?
    let stem = deal.reference("next_step")?.stem ?? ""
    switch snapshot.nextStepState(of: deal) {
    case .sound, .unreadable: return []
    case .none: message = "the open deal \"\(deal.name)\" has no next step"
    case .missing:
      message = "next_step \"\(stem)\" does not exist, and the open deal \"\(deal.name)\" needs one"
    case .otherKind(let record):
      message = "next_step \"\(stem)\" is a \(record.kind.rawValue), not a task"
    case .closed(let task):
      message =
        "next_step \"\(task.name)\" is \(task.word("status") ?? "closed"), and the open deal \"\(deal.name)\" needs an open one"
    case .foreign(let task, let owner?):
      message = "next_step \"\(task.name)\" belongs to deal \"\(owner.name)\""
    case .foreign(let task, nil):
      message = "next_step \"\(task.name)\" does not name the deal \"\(deal.name)\""
      fix = .link(task: task.id, to: deal.id)
    }
    if fix == nil {
      let zone = snapshot.config.zone
      let due = { (task: Record) in (task.due?.last(in: zone).seconds ?? .max, task.id) }
      fix =
        snapshot.openTasks(of: deal).min { due($0) < due($1) }.map { .adopt(task: $0.id, by: deal.id) }
        ?? .decide(deal: deal.id)
    }
    let proposed = ProposedStep.forDeal(deal, in: snapshot, now: now)
    let command = CommandLine("tasks add", .known(proposed.title))
      .option("deal", "\(deal.id)").option("due", .known(proposed.due))
    return [finding(deal, "next_step", .noNextStep, message, hints: [.command(command)], fix: fix)]
  }

  private func closedFindings(_ deal: Record, in stage: Stage) -> [Finding] {
    var found: [Finding] = []
    if deal["next_step"] != nil {
      found.append(
        finding(
          deal, "next_step", .closedWithNextStep,
          "deal \"\(deal.name)\" is closed in stage \"\(stage.id)\" and has a next step",
          fix: .clear(record: deal.id, key: "next_step")))
    }
    for task in snapshot.openTasks(of: deal) {
      found.append(
        finding(
          task, "status", .openTaskOfClosedDeal,
          "task \"\(task.name)\" is open, and its deal \"\(deal.name)\" is closed",
          hints: [.command(CommandLine("tasks done", "\(task.id)"))], fix: .cancel(task: task.id)))
    }
    if deal["closed"] == nil {
      found.append(
        finding(
          deal, "stage", .closedSinceUnknown,
          "deal \"\(deal.name)\" is closed in stage \"\(stage.id)\" and does not say since when (closed)",
          fix: .stampClosed(record: deal.id)))
    }
    let isRequired = stage.requirements.contains { $0.text == "lost_reason" }
    if stage.outcome == .lost, isRequired, DealPath.isEmpty(deal["lost_reason"] ?? .text("")) {
      found.append(
        finding(
          deal, "stage", .lostWithoutReason, "deal \"\(deal.name)\" is lost without a lost_reason",
          hints: [.command(CommandLine("deals set", "\(deal.id)").field("lost_reason", .open))]))
    }
    return found
  }

  private func historyFindings(_ deal: Record, _ stage: String) -> [Finding] {
    let history = deal["history"]?.list ?? []
    guard let last = history.last else {
      return [
        finding(
          deal, "history", .noHistory, "deal \"\(deal.name)\" has no history",
          fix: .appendHistory(deal: deal.id))
      ]
    }
    let known = last["stage"]?.text ?? ""
    guard known != stage, latestClosing(of: deal) != stage else { return [] }
    return [
      finding(
        deal, "stage", .historyElsewhere,
        "deal \"\(deal.name)\" is in stage \"\(stage)\", and its history ends in \"\(known)\"",
        fix: .appendHistory(deal: deal.id))
    ]
  }

  /// The stage of the latest row that closed a deal which is closed: a merge of texts may have left it before others.
  private func latestClosing(of deal: Record) -> String? {
    guard !pipelines.stages.isOpen(deal) else { return nil }
    let pipeline = deal.text("pipeline") ?? ""
    let closings = (deal["history"]?.list ?? []).filter { row in
      pipelines.stages.facts(pipeline: pipeline, stage: row["stage"]?.text ?? "")?.outcome != nil
    }
    let latest = closings.enumerated().max { a, b in
      let (left, right) = (
        a.element["at"]?.instant?.seconds ?? .min, b.element["at"]?.instant?.seconds ?? .min
      )
      return (left, a.offset) < (right, b.offset)
    }
    return latest?.element["stage"]?.text
  }
}
