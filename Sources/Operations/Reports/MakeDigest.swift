import Dates
import Diagnostics
import Records
import Reports
import Rules
import Store

/// What is overdue, due and coming, by owner.
package struct MakeDigest: Operation {
  package static let answer = AnswerForm.digest

  /// What it is made of and where it goes, as a person wrote it.
  package struct Options: Sendable {
    /// A day; today without one.
    package var date: String?
    /// How many days after that are the coming ones.
    package var days: Int?
    /// A day from which on is told who did what, from git; nil for no such part.
    package var since: String?
    /// The code of a language; without one the owner's, else that of `crm.yaml`.
    package var language: String?
    /// The address of a message, in place of the owner's.
    package var recipient: String?
    /// Where it is to go out once a day: in what form and to where, which is another digest each; nil for any time.
    package var once: [String]?

    package init() {}
  }

  /// The beginning of an owner's name, `me`, or `all`.
  package let owner: String
  package let options: Options

  package init(for owner: String, _ options: Options = Options()) {
    self.owner = owner
    self.options = options
  }

  private static let usualDays = 7
  private static let mostDays = 366

  package func run(in context: Context) throws -> Answer {
    try check()
    let workspace = try context.open()
    let name = try workspace.owner(named: try Named.text(owner, "--for"), option: "--for")
    let input = DigestInput(
      snapshot: workspace.snapshot, stages: workspace.pipelines.stages, now: workspace.now, owner: name,
      ownsTheRest: name.map { workspace.ownsTheRest($0) || owner == "me" && $0 == workspace.user } ?? false,
      date: try options.date.map {
        let today = workspace.config.zone(of: name).date(workspace.now)
        return try Periods.day($0, option: "--date", today: today)
      },
      days: options.days ?? MakeDigest.usualDays, language: options.language)
    let delivery = try options.once.map { parts throws(Diagnostic) in
      let whose = [name ?? "", options.recipient ?? "", options.language ?? ""]
      return try DigestDelivery(parts + whose, for: input.date, in: workspace.repository, context)
    }
    let digest = try telling(Digest.build(input), of: name, workspace, context)
    return .digest(
      DigestAnswer(
        digest, delivery: delivery, hasRecipient: options.recipient != nil,
        message: {
          try DigestLetter(digest, for: name, to: options.recipient, workspace, context).rendered()
        },
        calendar: { DigestCalendar(digest, zone: workspace.config.zone(of: name)).text }))
  }

  /// With who did what since a day; of one person where the digest is theirs.
  private func telling(
    _ digest: DigestResult, of person: String?, _ workspace: Workspace, _ context: Context
  ) throws -> DigestResult {
    guard let since = options.since else { return digest }
    let zone = workspace.config.zone(of: person)
    let day = try Periods.day(since, option: "--since", today: zone.date(workspace.now))
    guard workspace.repository.isGitWorkTree else {
      context.warn("who did what since \(day) is told by git, and this repository is not in it")
      return digest
    }
    let changes = try context.git(workspace.repository).changes(since: zone.instant(day))
    let deeds = changes.map { change in
      TeamDeed(
        who: workspace.config.ownerID(change.by), at: zone.localized(change.at), what: change.subject,
        change: change.id)
    }
    return digest.telling(deeds.filter { person == nil || $0.who == person }, since: day)
  }

  private func check() throws(Diagnostic) {
    if let language = options.language, Language(rawValue: language) == nil {
      throw Diagnostic(
        .invalidValue, "there is no language \"\(language)\"",
        hints: ["it is one of \(Language.allCases.map(\.rawValue))"])
    }
    if let days = options.days, !(0...MakeDigest.mostDays).contains(days) {
      throw Diagnostic(
        .invalidValue, "--days takes a number from 0 to \(MakeDigest.mostDays), not \(days)")
    }
  }
}
