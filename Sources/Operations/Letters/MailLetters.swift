import Dates
import Diagnostics
import Output
package import Records
import Rules
import Store
import Text

/// Writes a letter to each of many, and records each as an activity; sends nothing.
package struct MailLetters: Operation {
  package static let answer = AnswerForm.item(Mailing.schema, of: MailedLetter.schema)
  /// What stands for the letters where they go to standard output.
  package static let streamAnswer = AnswerForm.text
  package static let effect = Effect.writes

  package let template: String
  package let kind: Kind
  package let filter: String
  package let destination: LetterDestination
  package var campaign: String?
  /// How long ago the last letter must be: `14d`.
  package var quiet: String?
  /// Whether those who have this letter already get it once more, with the same identifier and unrecorded.
  package var isRepeated = false
  /// Whether names that nothing stands behind are errors.
  package var isStrict = false
  package var overwrites = false

  /// The kinds that can be written to.
  package static let kinds: [Kind] = [.contact, .company, .lead, .deal]

  package init(_ template: String, to kind: Kind, where filter: String, destination: LetterDestination) {
    self.template = template
    self.kind = kind
    self.filter = filter
    self.destination = destination
  }

  package func run(in context: Context) throws -> Answer {
    try check()
    let target = try LetterTarget(destination, overwrites: overwrites, context)
    let isDryRun = context.options.isDryRun
    let made: LetterMaker.Made
    do {
      made = try context.transact(bulk: true) { workspace in
        let leftovers = isDryRun ? [] : try target.leftovers()
        let sent = try sent(workspace, all: !leftovers.isEmpty)
        let settled = try target.settle(leftovers) { sent[$0] != nil }
        if settled > 0 {
          context.warn(
            "\(settled) \(settled == 1 ? "letter" : "letters") of a run that was broken off came to light in \(destination.name)"
          )
        }
        let made = try LetterMaker(self, workspace, context, sent: sent).made()
        try target.demandFree(made.letters.map(\.identifier), again: line)
        if !destination.isTexts, !made.letters.isEmpty, workspace.config.unsubscriptions.isEmpty {
          context.warn(
            "the letters name no way to be left alone: many mail services ask for one",
            hint: "say it in crm.yaml: mail: {unsubscribe: \"https://example.com/unsubscribe?id={id}\"}")
        }
        if !isDryRun { try target.draft(made.letters) }
        var planner = workspace.planner(context)
        if !made.entries.isEmpty { try planner.record(made.entries, message: message(made)) }
        return (planner.change, made)
      }.result
    } catch {
      target.discard()
      throw error
    }
    guard destination.isStandardOutput else {
      if !isDryRun { try target.place(made.letters) }
      return answer(made, context)
    }
    // What a dry run would write is no part of the letters.
    _ = context.takePlan()
    let bytes = target.whole(made.letters)
    return .file(
      FileAnswer(isText: true, format: "a letter", notes: said(made, context)) { send in try send(bytes) })
  }

  private func check() throws(Diagnostic) {
    guard MailLetters.kinds.contains(kind) else {
      throw Diagnostic(
        .invalidValue, "nobody writes to \(kind.plural)",
        hints: ["letters go to \(MailLetters.kinds.map(\.plural))"])
    }
    _ = try Named.text(
      filter, "--where",
      hint: "all that can be written to: \(CommandLine("mail", .known(template)).option("where", "emails:*"))"
    )
    if let campaign { _ = try Named.text(campaign, "--campaign") }
  }

  /// What went out before: today's letters by their identifiers, or `all`, and who had any since `--not-within`.
  private func sent(_ workspace: Workspace, all: Bool) throws(Diagnostic) -> SentLetters {
    var cutoff: Instant?
    if let quiet {
      guard let seconds = Span.parse(quiet), seconds > 0 else {
        throw Diagnostic(
          .invalidValue, "--not-within takes a length of time, not \"\(quiet)\"", hints: ["such as 14d or 4w"]
        )
      }
      cutoff = workspace.now.adding(seconds: -seconds)
    }
    let start = workspace.zone.instant(workspace.today)
    return SentLetters(
      workspace.snapshot, knownSince: all ? nil : start, recentSince: cutoff, until: workspace.now)
  }

  /// The request as a line that is typed, for hints.
  private var line: CommandLine {
    var line = CommandLine("mail", .known(template))
    if kind != .contact { line = line.option("kind", .known(kind.plural)) }
    line = line.option("where", .known(filter))
    if let campaign { line = line.option("campaign", .known(campaign)) }
    if let quiet { line = line.option("not-within", .known(quiet)) }
    if destination.isTexts { line = line.option("as", "sms") }
    return line.option(destination.option, .known(destination.name))
  }

  private func message(_ made: LetterMaker.Made) -> String {
    let count = made.entries.count
    let what = destination.isTexts ? "message" : "letter"
    return "mail: \(template) to \(count) \(count == 1 ? "reader" : "readers"), \(what) "
      + "\(made.mailing.batch)" + (campaign.map { ", campaign \($0)" } ?? "")
  }

  private func said(_ made: LetterMaker.Made, _ context: Context) -> [String] {
    var said = made.mailing.said(isDryRun: context.options.isDryRun)
    if !made.entries.isEmpty, !context.options.isDryRun {
      var undo = CommandLine("mail undo", .known(made.mailing.batch))
      if case .folder(let name) = destination { undo = undo.option("output", .known(name)) }
      said.append("  take back: \(undo)")
    }
    return said
  }

  private func answer(_ made: LetterMaker.Made, _ context: Context) -> Answer {
    // A line for each activity says less than the letters do.
    _ = context.takePlan()
    return .item(
      ItemAnswer(made.mailing, as: Mailing.schema, parts: { made.mailing.letters }, as: MailedLetter.schema),
      said: said(made, context))
  }
}
