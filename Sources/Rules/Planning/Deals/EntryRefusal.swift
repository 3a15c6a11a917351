import Dates
import Diagnostics
import Facts
import Filters
import Records

/// Says why a stage cannot be entered, and prints the commands that would pass.
struct EntryRefusal {
  /// What the person ran.
  enum Command {
    case move
    case reopen(isStageGiven: Bool)
    /// The command so far, for a deal that is being made; fields follow as `key=value`.
    case making(CommandLine)
    /// The command so far, which takes `--set`.
    case settable(CommandLine)
    /// The command so far, which takes nothing but a next step; fields are set before it.
    case line(CommandLine)
    /// An action that was pressed, with its reason.
    case press(Press)
  }

  let planner: ChangePlanner
  let deal: Record
  let pipeline: Pipeline
  let target: Stage
  let request: TransitionRequest
  let command: Command

  /// What a requirement needs: a field of the deal itself, or a command on another record.
  private enum Remedy {
    case field(String)
    case command(CommandLine)
    case none
  }

  func refusal(
    missing: [Requirement], needsReason: Bool, needsNext: Bool, asked questions: [String] = [],
    approval: ApprovalDemand? = nil
  ) -> Diagnostic {
    // What a stage requires need not be asked for as well.
    let asked = questions.filter { question in
      !missing.contains { $0.path?.text == question } && !(needsNext && question == "next")
    }
    var fields: [String] = []
    var others: [CommandLine] = []
    for requirement in missing {
      switch remedy(for: requirement) {
      case .field(let key): if !fields.contains(key) { fields.append(key) }
      case .command(let line): if !others.contains(line) { others.append(line) }
      case .none: break
      }
    }
    if needsReason, !fields.contains("lost_reason") { fields.append("lost_reason") }
    for key in asked where !ActionDefinition.questions.contains(key) && !fields.contains(key) {
      fields.append(key)
    }
    if case .line = command, !fields.isEmpty {
      let settings = fields.map { CommandLine.Argument.field($0, .open) }
      others.append(CommandLine("deals set", .known(deal.id.description)).adding(settings))
      fields = []
    }
    let whole = commandLine(setting: fields, needsNext: needsNext)
    var details = missing.map { requirement in
      let (line, cause): (CommandLine, DiagnosticCause?) =
        switch remedy(for: requirement) {
        case .command(let line): (line, nil)
        case .field(let key): (whole, .field(key))
        case .none: (whole, nil)
        }
      return Diagnostic(
        .requirementUnmet, message(of: requirement), at: requirement.location, excerpt: requirement.excerpt,
        hints: [.command(line)], cause: cause)
    }
    if let approval { details.append(detail(of: approval)) }
    if needsReason, !missing.contains(where: { $0.text == "lost_reason" }) {
      details.append(
        Diagnostic(
          .requirementUnmet, "a lost deal needs a reason", at: target.location, hints: [.command(whole)],
          cause: .field("lost_reason")))
    }
    if case .press(let press) = command {
      details += asked.map { question in
        Diagnostic(
          .requirementUnmet, "action \"\(press.action.id)\" asks for \(press.said(question))",
          at: press.action.location, hints: [.command(whole)], cause: .field(question))
      }
    }
    // What only an approval is missing for passes by the same command, once it is given.
    let isApprovalAlone = details.count == 1 && approval != nil && !needsNext
    var hints = (isApprovalAlone ? [] : others + [whole]).map { Hint.command($0) }
    if let approval { hints = remedies(for: approval) + hints }
    if fields.contains("lost_reason") || needsReason, !pipeline.lostReasons.isEmpty {
      hints.append("reasons: \(pipeline.lostReasons)")
    }
    if needsNext { details.append(contentsOf: nextStepDetail(whole, hints: &hints)) }
    if details.count == 1, var only = details.first {
      only.hints = hints
      return only
    }
    let unmet =
      missing.map(\.text) + (approval.map { [$0.words] } ?? [])
      + (needsReason && !missing.contains { $0.text == "lost_reason" } ? ["lost_reason"] : []) + asked
    return Diagnostic(
      .requirementUnmet,
      "deal \"\(deal.name)\" cannot enter stage \"\(target.id)\": it lacks "
        + (unmet + (needsNext ? ["a next step"] : [])).joined(separator: ", "),
      at: details.first?.location, excerpt: details.first?.excerpt, hints: hints, related: details)
  }

  private func detail(of approval: ApprovalDemand) -> Diagnostic {
    Diagnostic(
      .requirementUnmet, approval.message(in: planner.base.config), at: approval.approval.location,
      excerpt: approval.approval.excerpt, hints: remedies(for: approval))
  }

  /// Who may approve, and how; a deal that is only being made has to be there first.
  private func remedies(for approval: ApprovalDemand) -> [Hint] {
    let hints = approval.hints(for: deal.id, in: planner.base.config)
    guard planner.landed.record(deal.id) == nil else { return hints }
    let entry = pipeline.entry.flatMap { $0.id == target.id ? nil : $0.id }
    return hints.dropLast()
      + [
        entry.map { "add it in stage \"\($0)\" and have it approved there" }
          ?? "add it in another stage and have it approved there"
      ]
  }

  private func nextStepDetail(_ whole: CommandLine, hints: inout [Hint]) -> [Diagnostic] {
    var message = "deal \"\(deal.name)\" needs a next step in stage \"\(target.id)\""
    if takesKeepNext {
      if request.keepNext {
        message = "deal \"\(deal.name)\" has no next step to keep in stage \"\(target.id)\""
      } else if let present = planner.nextStep(of: deal) {
        hints.append("or keep \"\(present.name)\" as it: add --keep-next instead of --next and --due")
      }
    }
    return [Diagnostic(.nextStepRequired, message, at: nil, hints: [.command(whole)])]
  }

  private var takesKeepNext: Bool {
    switch command {
    case .move, .settable, .press: true
    case .reopen, .making, .line: false
    }
  }

  private func message(of requirement: Requirement) -> String {
    let isGiven = requirement.path.map { !$0.values(of: deal, in: planner.snapshot).isEmpty } ?? false
    if requirement.condition.isPresence {
      return "stage \"\(target.id)\" requires \(requirement.text), which is missing"
    }
    guard isGiven, let path = requirement.path, let value = path.values(of: deal, in: planner.snapshot).first
    else {
      return "stage \"\(target.id)\" requires \(requirement.text)"
    }
    return "stage \"\(target.id)\" requires \(requirement.text), and \(path.text) is \(value.plainText)"
  }

  private func remedy(for requirement: Requirement) -> Remedy {
    guard let path = requirement.path else { return .none }
    var record = deal
    for (index, word) in path.segments.enumerated() {
      guard let field = DealPath.field(word, of: record.table) else { return .none }
      if index + 1 == path.segments.count || record[field] == nil { return remedy(field, of: record) }
      guard let next = planner.record(record[field]?.reference) else { return remedy(field, of: record) }
      record = next
    }
    return .none
  }

  private func remedy(_ field: Field, of record: Record) -> Remedy {
    guard case .anyone = field.writer else { return .none }
    if record.id == deal.id { return .field(field.key) }
    // A record that this very command would make cannot be changed before it.
    guard planner.landed.record(record.id) != nil else { return .none }
    let line = CommandLine("\(record.kind.plural) set", "\(record.id)")
    return .command(
      line.adding([field.type.isList ? .addition(field.key, .open) : .field(field.key, .open)]))
  }

  // MARK: The command

  private func commandLine(setting fields: [String], needsNext: Bool) -> CommandLine {
    var line: CommandLine
    var given = request.sets
    let isLost = target.outcome == .lost
    let isReasonOnly = Set(fields).union(given.keys).subtracting(["lost_reason"]).isEmpty
    var argument = CommandLine.Argument.setting
    let id = CommandLine.Value.known(deal.id.description)
    switch command {
    case .move:
      let onlyEnds = Set(fields).union(given.keys).isEmpty && pipeline.stage(ending: .won)?.id == target.id
      if isLost, isReasonOnly, pipeline.stage(ending: .lost)?.id == target.id {
        let reason = (given["lost_reason"] ?? nil)?.plainText
        return CommandLine("deals lose", id).option("reason", reason.map { .known($0) } ?? .open).adding(note)
      }
      line = onlyEnds ? CommandLine("deals win", id) : CommandLine("deals move", id, .known(target.id))
    case .reopen(let isStageGiven):
      line = CommandLine("deals reopen", id)
      if isStageGiven { line = line.option("stage", .known(target.id)) }
    case .settable(let start): line = start
    case .line(let start):
      line = start
      given = [:]
    case .press(let press):
      return PressLine(
        press.action, in: pipeline, on: deal, snapshot: planner.snapshot, now: planner.now,
        reason: press.reason, request: request, fields: fields, needsNext: needsNext
      ).command
    case .making(let start):
      line = start
      argument = CommandLine.Argument.field
      given = [:]
    }
    let sets = given.keys.sorted().filter { !fields.contains($0) }.map { key in
      argument(key, .known((given[key] ?? nil)?.plainText ?? ""))
    }
    return line.adding(sets + fields.map { argument($0, .open) } + next(needsNext: needsNext) + note)
  }

  private func next(needsNext: Bool) -> [CommandLine.Argument] {
    if needsNext { return ProposedStep.forDeal(deal, in: planner.snapshot, now: planner.now).options }
    if let next = request.next {
      let due = next.due.description(in: planner.base.config.zone)
      return ProposedStep(title: next.title, due: due).options
    }
    return request.keepNext ? [.option("keep-next", nil)] : []
  }

  private var note: [CommandLine.Argument] { request.note.map { [.option("note", .known($0))] } ?? [] }
}
