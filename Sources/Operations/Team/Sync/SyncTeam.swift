import Diagnostics
import Merging
package import Output
import Records
import Rules
import Store
import Text

/// Which side's value settles a conflict.
package enum SyncPreference: String, Sendable, CaseIterable {
  case ours, theirs
  /// That of the change that was committed later.
  case newer
}

/// Brings this clone and a branch of another repository together: fetches, merges by record, repairs, checks, commits and
/// pushes. Branch, index and files stay as they were until all of that has succeeded.
package struct SyncTeam: Operation {
  package static let answer = AnswerForm.item(SyncOutcome.schema)
  package static let effect = Effect.writes
  let remote: String?
  let pushes: Bool
  let preference: SyncPreference?
  let commitsHandEdits: Bool

  package init(
    remote: String? = nil, pushes: Bool = true, preference: SyncPreference? = nil,
    commitsHandEdits: Bool = true
  ) {
    self.remote = remote
    self.pushes = pushes
    self.preference = preference
    self.commitsHandEdits = commitsHandEdits
  }

  /// How often a push may come second before the sync gives up.
  static let attempts = 5

  package func run(in context: Context) throws -> Answer { try run(in: context, after: [], []) }

  /// The same after a merge was finished that decided and repaired these.
  func run(in context: Context, after decided: [SyncRemark], _ repaired: [SyncRemark]) throws -> Answer {
    let clone = try SyncClone(context)
    let lock = try clone.git.syncLock(command: "\(CommandLine(context.name))")
    try clone.refuseUnfinished()
    let upstream = try clone.git.upstream(remote: remote)
    var isJoined = upstream.hasDriver
    var lost: Diagnostic?
    for attempt in 0..<SyncTeam.attempts {
      if attempt > 0 { clone.git.waitForTurn(after: attempt) }
      context.face.show(Progress("fetching from \(upstream.remote)", 0, unit: "s"))
      let theirs = try clone.git.fetch(upstream, asks: context.face.canAsk)
      context.face.show(nil)
      if !isJoined { try join(clone) }
      isJoined = true
      let attempt = try SyncAttempt(self, clone, upstream, theirs: theirs)
      switch try attempt.run() {
      case .again(let why): lost = why ?? lost
      case .done(var outcome):
        outcome.decided = decided + outcome.decided
        outcome.repaired = repaired + outcome.repaired
        return SyncTeam.answer(outcome)
      }
    }
    _ = consume lock
    if let lost, !["(fetch first)", "(non-fast-forward)"].contains(where: { lost.message.hasSuffix($0) }) {
      throw lost
    }
    throw Diagnostic(
      .conflict,
      "others were faster \(SyncTeam.attempts) times in a row" + (lost.map { "; \($0.message)" } ?? ""),
      hints: ["nothing was changed; try again in a moment: \(CommandLine("sync"))"]
        + (lost?.hints.dropLast() ?? []))
  }

  /// The first sync makes git merge records by field here, and shows what it sets before it does.
  private func join(_ clone: SyncClone) throws {
    let context = clone.context
    let missing = try MergeSettings(clone.git).settings().filter { !$0.isSet }
    if missing.isEmpty { return }
    let verb = context.options.isDryRun ? "would be set" : "set"
    context.warn(
      "git is to merge records by field in this clone; \(verb): \(missing.map(\.name).joined(separator: ", "))",
      hint: "what each says: \(CommandLine("team join").option("dry-run"))")
    _ = try JoinTeam.apply(in: context)
  }

  static func answer(_ outcome: SyncOutcome) -> Answer {
    var item = ItemAnswer([outcome], as: SyncOutcome.schema)
    let isBroken = outcome.repaired.contains { $0.matter == SyncRemark.unreadable }
    if !outcome.conflicts.isEmpty || isBroken { item.failure = .invalidData }
    return .item(item, said: outcome.said)
  }
}

/// The clone that is synced.
struct SyncClone {
  let context: Context
  let repository: Repository
  let git: Git

  init(_ context: Context) throws {
    self.context = context
    repository = try context.repository()
    guard repository.isGitWorkTree else {
      throw Diagnostic(
        .notFound, "this repository is not in git, so there is nothing to sync with",
        hints: ["put it into git: git init, then git add -A, then git commit"])
    }
    git = context.git(repository)
  }

  /// What a killed command left is finished first; in the middle of something of git's own a sync is refused.
  func refuseUnfinished() throws {
    try finishRecovery()
    try commitPending()
    guard let operation = GitState(of: repository).operation else { return }
    if operation == .merge {
      throw Diagnostic(
        .conflict, "a merge is not finished",
        hints: [
          "see what is left to decide: \(CommandLine("conflicts"))",
          "then go on: \(CommandLine("sync").option("continue"))",
          "or give it up: \(CommandLine("sync").option("abort"))",
        ])
    }
    throw Diagnostic(
      .conflict, "git is in the middle of a \(operation.rawValue)",
      hints: ["finish it (\(operation.conclusion)) or give it up (\(operation.abortion)), then sync"])
  }

  /// Commits what waits for git; throws where that is not possible now.
  func commitPending() throws {
    guard try git.isAdopting || git.pendingCount() > 0 else { return }
    let problems = git.commitPending(command: "\(CommandLine(context.name))")
    for problem in problems { context.warn(problem) }
    if try git.isAdopting || git.pendingCount() > 0 {
      throw problems.first
        ?? Diagnostic(.io, "changes wait for their commits", hints: ["git status may say why"])
    }
  }
}
