import Dates
import Diagnostics
import Records
import Reports
import Rules

/// What is overdue, due and coming, by owner.
package struct MakeDigest: Operation {
  package static let answer = AnswerForm.digest
  /// The beginning of an owner's name, `me`, or `all`.
  package let owner: String
  /// A day as a person wrote it; today without one.
  package let date: String?
  /// How many days after that are the coming ones.
  package let days: Int
  /// The code of a language; without one the owner's, else that of `crm.yaml`.
  package let language: String?

  package init(for owner: String, date: String? = nil, days: Int? = nil, language: String? = nil) {
    self.owner = owner
    self.date = date
    self.days = days ?? MakeDigest.usualDays
    self.language = language
  }

  private static let usualDays = 7
  private static let mostDays = 366

  package func run(in context: Context) throws -> Answer {
    if let language, Language(rawValue: language) == nil {
      throw Diagnostic(
        .invalidValue, "there is no language \"\(language)\"",
        hints: ["it is one of \(Language.allCases.map(\.rawValue))"])
    }
    guard (0...MakeDigest.mostDays).contains(days) else {
      throw Diagnostic(
        .invalidValue, "--days takes a number from 0 to \(MakeDigest.mostDays), not \(days)")
    }
    let workspace = try context.open()
    let name = try workspace.owner(named: try Named.text(owner, "--for"), option: "--for")
    let input = DigestInput(
      snapshot: workspace.snapshot, stages: workspace.pipelines.stages, now: workspace.now, owner: name,
      ownsTheRest: name.map { workspace.ownsTheRest($0) || owner == "me" && $0 == workspace.user } ?? false,
      date: try date.map {
        let today = workspace.config.zone(of: name).date(workspace.now)
        return try Periods.day($0, option: "--date", today: today)
      },
      days: days, language: language)
    return .digest(Digest.build(input))
  }
}
