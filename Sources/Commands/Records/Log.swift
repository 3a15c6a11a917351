import ArgumentParser
import Dates
import Diagnostics
import Facts
import Filters
import Operations
import Output
import Records
import Rules

/// `crm log call|email|meeting|message|note REF TEXT`: what happened, and the next step with it.
struct Log: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Record what happened with a contact, company, deal or lead.")

  @Argument(
    help: ArgumentHelp("call, email, meeting, message or note.", valueName: "type"),
    completion: .list(ActivityFields.logged))
  var type: String

  @Argument(
    help: ArgumentHelp("Whom or what it was about.", valueName: "ref"),
    completion: .custom { _, _, prefix in
      LiveCompletion.records(prefix, kinds: [.deal, .contact, .company, .lead], .open)
    })
  var ref: String

  @Argument(help: ArgumentHelp("What was said or done; - reads it from standard input.", valueName: "text"))
  var text: [String] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("When it happened: -2h, yesterday 15:00, mon; else now.", valueName: "when"))
  var at: String?

  @Option(name: .long, help: ArgumentHelp("How long it took: 10m, 1h30m.", valueName: "duration"))
  var duration: String?

  @Option(name: .long, help: ArgumentHelp("How it ended.", valueName: "text"))
  var result: String?

  @Option(
    name: .long, help: ArgumentHelp("in or out.", valueName: "direction"), completion: .list(["in", "out"]))
  var direction: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let types = ActivityFields.logged
    guard types.contains(type) else {
      throw Diagnostic(
        .invalidValue, "nothing is logged as \"\(type)\"",
        hints: ["it is one of \(types)"])
    }
    let told = try told(session)
    let (workspace, id) = try session.transact { workspace in
      let target = workspace.heir(of: try workspace.resolve(ref, .deal, .contact, .company, .lead))
      let options = [("duration", duration), ("result", result), ("direction", direction)]
        .compactMap { key, text in text.map { "\(key)=\($0)" } }
      let values = try Assignments(options, kind: .activity, workspace: workspace).initialValues()
      let moment = try at.map { try workspace.past($0, option: "--at", session: session) }
      if let moment, moment > workspace.now {
        throw Diagnostic(
          .invalidValue, "--at: \(workspace.zone.describe(moment)) is in the future",
          hints: [
            "what is to come is a task: \(CommandLine("tasks add", .open).option("due", .open))"
          ])
      }
      let entry = LogEntry(
        type: type, text: told, at: moment,
        duration: values["duration"]?.number?.integer, result: values["result"]?.text,
        direction: values["direction"]?.text)
      var desk = workspace.desk(session)
      let logged = try desk.log(
        entry, on: target.id, next: try nextStep.step(workspace, session, owner: target.text("owner")))
      return (desk.change, logged.activity.id)
    }
    let printer = RecordPrinter(session: session, workspace: workspace)
    try printer.changed(id, what: "logged", detail: workspace.matter(of: id))
    if session.format == .table, nextStep.next != nil, let activity = workspace.snapshot.record(id),
      let deal = workspace.snapshot.record(activity.reference("deal")),
      let next = workspace.snapshot.record(deal.reference("next_step"))
    {
      try session.say("  next: " + session.escaped(printer.stepLine(next)))
    }
  }

  /// The words of the command line, or all of standard input for `-`.
  private func told(_ session: Session) throws -> String? {
    guard text == ["-"] else { return text.isEmpty ? nil : text.joined(separator: " ") }
    let bytes = try session.terminal.readAll()
    guard let input = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(.invalidValue, "standard input is not UTF-8 text")
    }
    let lines = input.split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.prefix((lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1) + 1)
    guard !kept.isEmpty else {
      throw Diagnostic(.invalidValue, "standard input is empty, so there is nothing to log")
    }
    return kept.joined(separator: "\n")
  }
}

extension Workspace {
  /// A qualified lead lives on in its deal while that is open, else in its contact or company.
  fileprivate func heir(of target: Record) -> Record {
    guard target.leadStatus == .qualified else { return target }
    let deal = snapshot.record(target.reference("deal")).flatMap { pipelines.stages.isOpen($0) ? $0 : nil }
    return deal ?? snapshot.record(target.reference("contact")) ?? snapshot.record(
      target.reference("company"))
      ?? target
  }

  /// Whom and what an activity is about: `deal d5m8t2qa Website, contact k7f3q2mz Anna`.
  fileprivate func matter(of activity: RecordID) -> String? {
    guard let record = snapshot.record(activity) else { return nil }
    let about = ["deal", "contact", "company", "lead"].compactMap { snapshot.record(record.reference($0)) }
    return about.isEmpty
      ? nil : about.map { "\($0.kind.rawValue) \($0.id) \($0.name)" }.joined(separator: ", ")
  }
}
