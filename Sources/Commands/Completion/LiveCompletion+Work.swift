import Facts
import Operations
import Records
import Rules
import Store

// What can be done now, with which deals: nobody is offered what a pipeline would refuse.
extension LiveCompletion {
  /// Tasks to be done, and by what is typed also the deals whose next steps they are.
  static func steps(_ prefix: String) -> [String] {
    let tasks = records(prefix, kinds: [.task], .open)
    return prefix.isEmpty ? tasks : tasks + records(prefix, kinds: [.deal], .open)
  }

  /// The invoices with one of these statuses.
  static func invoices(_ prefix: String, _ statuses: Set<InvoiceStatus>) -> [String] {
    records(prefix, kinds: [.invoice]) { invoice, _ in invoice.invoiceStatus.map(statuses.contains) ?? false }
  }

  /// The open deals with which the verb in the words can be done: `win`, `lose`, `archive`, `promote`, `move`, `act`.
  static func deals(for words: [String], _ prefix: String) -> [String] {
    let verb = words.first { ["win", "lose", "archive", "promote", "move", "act"].contains($0) }
    return records(prefix, kinds: [.deal], .open) { deal, pipelines in
      // What cannot be said of a broken pipeline is said by the command itself.
      guard let pipeline = pipelines[deal.text("pipeline") ?? ""],
        let stage = pipeline.stage(deal.text("stage"))
      else { return true }
      return canDo(verb ?? "", from: stage, in: pipeline)
    }
  }

  private static func canDo(_ verb: String, from stage: Stage, in pipeline: Pipeline) -> Bool {
    if verb == "act" { return !pipeline.actions(from: stage).isEmpty }
    if stage.actionsOnly { return false }
    let ways = pipeline.successors(of: stage.id)
    switch verb {
    case "win": return ways.contains { $0.outcome == .won }
    case "lose": return ways.contains { $0.outcome == .lost }
    case "archive": return ways.contains { $0.outcome == .archived }
    case "promote": return ways.contains { $0.isOpen && $0.position > stage.position }
    default: return !ways.isEmpty
    }
  }

  /// The stages that the deal of the task, or of the person, in the words may enter; all of them where there is none.
  static func stages(step words: [String]) -> [String] {
    guard let snapshot = snapshot() else { return [] }
    let pipelines = Pipelines.compile(snapshot)
    guard let deal = deal(ofStepIn: words, snapshot, pipelines.stages),
      let pipeline = pipelines[deal.text("pipeline") ?? ""], let stage = pipeline.stage(deal.text("stage"))
    else { return stages() }
    return stage.actionsOnly
      ? [] : pipeline.successors(of: stage.id).map { candidate($0.id, $0.name) }
  }

  private static func deal(
    ofStepIn words: [String], _ snapshot: Snapshot, _ stages: StageIndex
  ) -> Record? {
    guard let verb = words.firstIndex(where: { $0 == "done" || $0 == "log" }) else { return nil }
    // Behind `log` there is what happened.
    let rest = words[verb...].dropFirst(words[verb] == "log" ? 2 : 1)
    guard let word = rest.first(where: { !$0.isEmpty && !$0.hasPrefix("-") }),
      let record = try? ReferenceResolver(snapshot: snapshot)
        .resolve(unquoted(word), kinds: [.task, .deal, .contact, .company])
    else { return nil }
    switch record.kind {
    case .deal: return record
    case .task: return snapshot.record(record.reference("deal"))
    default:
      let open = snapshot.records(.deal).filter { deal in
        deal.reference(record.kind.rawValue)?.id == record.id && !stages.isOver(deal)
      }
      return open.count == 1 ? open[0] : nil
    }
  }

  /// The names of the presets for imports: the repository's own, then those of crm.
  static func presets() -> [String] {
    let own = repository().map { repository in
      SupportFiles.list(folder: "imports", in: repository).map(\.name).filter { !$0.contains("/") }
    }
    return ((own ?? []).sorted() + builtInPresets).map { candidate($0) }
  }
}
